#include "store/auditstore.h"

#include "sql/statement.h"

#include <QtEndian>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kHashSize = 32;
/// Network time corrects a clock by less; a larger step back is worth an entry.
constexpr qint64 kToleratedStepBackMs = 1000;

/// BLAKE2b over parts of which each is preceded by its length, so that no two lists of parts look alike.
class Hash
{
public:
    Hash() { crypto_generichash_init(&m_state, nullptr, 0, kHashSize); }

    Hash &add(const QByteArray &part)
    {
        addNumber(part.size());
        crypto_generichash_update(&m_state, reinterpret_cast<const unsigned char *>(part.constData()),
                                  static_cast<unsigned long long>(part.size()));
        return *this;
    }
    Hash &addNumber(qint64 number)
    {
        const qint64 bytes = qToBigEndian(number);
        crypto_generichash_update(&m_state, reinterpret_cast<const unsigned char *>(&bytes), sizeof bytes);
        return *this;
    }
    QByteArray result()
    {
        QByteArray hash(kHashSize, Qt::Uninitialized);
        crypto_generichash_final(&m_state, reinterpret_cast<unsigned char *>(hash.data()), kHashSize);
        return hash;
    }

private:
    crypto_generichash_state m_state;
};

/// h_n = H(h_{n-1} ‖ seq ‖ utc ‖ mono ‖ actor ‖ event ‖ H(subject ‖ details))
QByteArray linkHash(const QByteArray &previous, qint64 seq, const QString &at, qint64 monotonic,
                    const AuditEvent &event)
{
    const QByteArray payload = Hash().add(event.subject.toUtf8()).add(event.details).result();
    return Hash()
        .add(previous)
        .addNumber(seq)
        .add(at.toUtf8())
        .addNumber(monotonic)
        .add(event.actorId.toUtf8())
        .add(event.event.toUtf8())
        .add(payload)
        .result();
}

/// Where the chain hangs: what the first entry holds as the hash before it.
QByteArray genesis()
{
    return QByteArray(kHashSize, '\0');
}

} // namespace

AuditStore::AuditStore(Connection &connection, const Clock &clock)
    : m_connection(connection)
    , m_clock(clock)
{
}

Result<AuditHead> AuditStore::append(const AuditEvent &event)
{
    AuditHead last{0, genesis()};
    QDateTime lastAt;
    {
        Statement query(m_connection, u"SELECT seq, hash, logged_at FROM audit ORDER BY seq DESC LIMIT 1"_s);
        const auto row = query.step();
        if (!row)
            return failure(row);
        if (*row) {
            last = {query.number(0), query.bytes(1)};
            lastAt = query.instant(2);
        }
    }
    const QDateTime now = m_clock.utc();
    if (lastAt.isValid() && now.msecsTo(lastAt) > kToleratedStepBackMs) {
        const QByteArray details = u"{\"before\":\"%1\"}"_s.arg(isoInstant(lastAt)).toUtf8();
        const auto noted = link(last, {u"clock.went_back"_s, {}, {}, details}, now);
        if (!noted)
            return noted;
        last = *noted;
    }
    return link(last, event, now);
}

Result<AuditHead> AuditStore::link(const AuditHead &last, const AuditEvent &event, const QDateTime &at)
{
    const qint64 monotonic = m_clock.monotonic().count();
    const qint64 seq = last.seq + 1;
    const QByteArray hash = linkHash(last.hash, seq, isoInstant(at), monotonic, event);
    const auto stored =
        Statement(m_connection, u"INSERT INTO audit (seq, event, actor_id, subject, details, logged_at, "
                                u"monotonic_ms, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(seq, event.event, event.actorId, event.subject, event.details, at, monotonic, last.hash,
                  hash)
            .run();
    if (!stored)
        return failure(stored);
    return AuditHead{seq, hash};
}

Result<AuditHead> AuditStore::head()
{
    Statement query(m_connection, u"SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"_s);
    const auto row = query.step();
    if (!row)
        return failure(row);
    return *row ? AuditHead{query.number(0), query.bytes(1)} : AuditHead{};
}

Result<AuditCheck> AuditStore::verify()
{
    AuditCheck check;
    QByteArray previous = genesis();
    Statement query(m_connection, u"SELECT seq, event, actor_id, subject, details, logged_at, monotonic_ms, "
                                  u"previous_hash, hash FROM audit ORDER BY seq"_s);
    const auto read = query.each([&](const Statement &row) {
        ++check.entries;
        const AuditEvent event{row.text(1), row.text(2), row.text(3), row.bytes(4)};
        const QByteArray hash = linkHash(previous, check.entries, row.text(5), row.number(6), event);
        const bool holds = row.number(0) == check.entries && row.bytes(7) == previous && row.bytes(8) == hash;
        if (!holds && check.intact) {
            check.intact = false;
            check.brokenAt = check.entries;
        }
        previous = row.bytes(8);
    });
    if (!read)
        return failure(read);
    return check;
}

Result<QList<AuditEntry>> AuditStore::entries(int limit, qint64 beforeSeq)
{
    QList<AuditEntry> entries;
    Statement query(m_connection,
                    u"SELECT seq, event, actor_id, subject, details, logged_at, hash FROM audit "
                    u"WHERE ? = 0 OR seq < ? ORDER BY seq DESC LIMIT ?"_s);
    const auto read = query.bind(beforeSeq, beforeSeq, limit).each([&](const Statement &row) {
        entries += AuditEntry{row.number(0),
                              {row.text(1), row.text(2), row.text(3), row.bytes(4)},
                              row.instant(5),
                              row.bytes(6)};
    });
    if (!read)
        return failure(read);
    return entries;
}

} // namespace desk
