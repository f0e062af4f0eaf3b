#include "hub/snapshot.h"

#include "sql/statement.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// A page is ended when it is this long: no desk takes an answer of more than twice that.
constexpr qsizetype kPageBytes = 4 * 1024 * 1024;

constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
static_assert(crypto_secretbox_KEYBYTES == 32); // a token's hash

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

} // namespace

Result<Snapshot::Page> Snapshot::page(qint64 after, int limit)
{
    Page page{"[", 0, false};
    if (m_part == ResidentsHeld::Asked)
        return Page{"[]", 0, false};
    const bool ofBranch = m_part == ResidentsHeld::Branch;
    const QString whose =
        ofBranch ? u"(SELECT DISTINCT resident_id FROM cases WHERE branch = ? AND resident_id > ? "
                   u"ORDER BY resident_id LIMIT ?) AS held JOIN residents AS r USING (resident_id)"_s
                 : u"(SELECT * FROM residents WHERE resident_id > ? ORDER BY resident_id LIMIT ?) AS r"_s;
    Statement query(m_connection, u"SELECT r.resident_id, r.doc, v.passports FROM "_s + whose +
                                      u" JOIN resident_versions AS v ON v.resident_id = r.resident_id "
                                      u"AND v.version = r.version ORDER BY r.resident_id"_s);
    if (ofBranch)
        query.bind(m_reader.branch, after, limit + 1);
    else
        query.bind(after, limit + 1);
    for (int rows = 0;; ++rows) {
        const Result<bool> row = query.step();
        if (!row)
            return failure(row);
        if (!*row)
            break;
        page.more = rows == limit || page.residents.size() > kPageBytes;
        if (page.more)
            break;
        page.last = query.number(0);
        if (rows > 0)
            page.residents += ',';
        // Both are kept as they are sent.
        page.residents +=
            R"({"passports":)" + query.text(2).toUtf8() + R"(,"resident":)" + query.text(1).toUtf8() + '}';
    }
    page.residents += ']';
    return page;
}

Result<qint64> Snapshot::total()
{
    if (m_part == ResidentsHeld::Asked)
        return 0;
    if (m_part == ResidentsHeld::All)
        return m_connection.number(u"SELECT count(*) FROM residents"_s);
    Statement query(m_connection, u"SELECT count(DISTINCT resident_id) FROM cases WHERE branch = ?"_s);
    const Result<bool> row = query.bind(m_reader.branch).step();
    return row ? Result<qint64>(query.number(0)) : failure(row);
}

QString sealedPlace(const Workstation &reader, qint64 iqamaNumber)
{
    const QByteArray plain = QByteArray::number(iqamaNumber);
    QByteArray place(qsizetype(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES) + plain.size(),
                     Qt::Uninitialized);
    randombytes_buf(place.data(), crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(raw(place) + crypto_secretbox_NONCEBYTES, raw(plain),
                          static_cast<unsigned long long>(plain.size()), raw(place), raw(reader.tokenHash));
    return QString::fromLatin1(place.toBase64(kBase64));
}

std::optional<qint64> openedPlace(const Workstation &reader, const QString &place)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(place.toLatin1(), kBase64 | QByteArray::AbortOnBase64DecodingErrors);
    constexpr auto kAround = qsizetype(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES);
    const QByteArray &sealed = decoded.decoded;
    if (!decoded || sealed.size() <= kAround)
        return std::nullopt;
    QByteArray plain(sealed.size() - kAround, Qt::Uninitialized);
    const bool isOurs =
        crypto_secretbox_open_easy(
            raw(plain), raw(sealed) + crypto_secretbox_NONCEBYTES,
            static_cast<unsigned long long>(sealed.size() - qsizetype(crypto_secretbox_NONCEBYTES)),
            raw(sealed), raw(reader.tokenHash)) == 0;
    return isOurs ? std::optional(plain.toLongLong()) : std::nullopt;
}

} // namespace desk
