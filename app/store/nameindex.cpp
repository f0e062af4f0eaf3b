#include "store/nameindex.h"

#include <QByteArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView kLastLoaded("names_loaded");

// The tokens are letters of ASCII: cast, they need not be made a QString first.
const QString kAdd = u"INSERT INTO names (rowid, tokens) VALUES (?, CAST(? AS TEXT))"_s;
const QString kRemove = u"INSERT INTO names (names, rowid, tokens) VALUES ('delete', ?, CAST(? AS TEXT))"_s;

/// Residents of one slice of the full-text index that is searched.
constexpr qint64 kSlice = 1'000'000;
/// Looks at postings in one go.
constexpr int kLooks = 50'000;

/// Tokens as words of the full-text index, five bits a letter.
QByteArray spelt(const std::vector<quint64> &tokens, QByteArrayView between)
{
    constexpr char kBase32[] = "abcdefghijklmnopqrstuvwxyz234567";
    constexpr int kLetterBits = 5;
    QByteArray text;
    text.reserve(static_cast<qsizetype>(tokens.size()) * (kNameTokenBits / kLetterBits + between.size()));
    for (quint64 token : tokens) {
        if (!text.isEmpty())
            text.append(between);
        for (int bits = 0; bits < kNameTokenBits; bits += kLetterBits, token >>= kLetterBits)
            text.append(kBase32[token & 31]);
    }
    return text;
}

/// Nothing in it but letters of hashes.
QString expressionOf(const NameQuestion &question)
{
    QByteArray expression;
    for (const std::vector<quint64> &part : question) {
        expression += expression.isEmpty() ? "" : " AND ";
        expression += "(\"" + spelt(part, "\" OR \"") + "\")";
    }
    return QString::fromLatin1(expression);
}

/// A resident's, in the order of the hashes: that of the words would tell which of them belong together.
QByteArray rowOf(std::vector<quint64> tokens)
{
    std::sort(tokens.begin(), tokens.end());
    tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
    return spelt(tokens, " ");
}

} // namespace

Result<> NameIndex::add(qint64 residentId, const std::vector<quint64> &tokens)
{
    return Statement(m_connection, kAdd).bind(residentId, rowOf(tokens)).run();
}

Result<> NameIndex::remove(qint64 residentId, const std::vector<quint64> &tokens)
{
    const auto loaded = lastLoaded();
    if (!loaded)
        return failure(loaded);
    if (residentId <= *loaded) {
        Statement moved(m_connection, u"INSERT OR IGNORE INTO names_moved (resident_id) VALUES (?)"_s);
        const auto noted = moved.bind(residentId).run();
        if (!noted || moved.changes() > 0)
            return noted;
    }
    return Statement(m_connection, kRemove).bind(residentId, rowOf(tokens)).run();
}

Result<qint64> NameIndex::lastLoaded()
{
    Statement query(m_connection, u"SELECT CAST(value AS INTEGER) FROM registry_values WHERE key = ?"_s);
    const auto row = query.bind(kLastLoaded).step();
    if (!row)
        return failure(row);
    return *row ? query.number(0) : 0;
}

Result<> NameIndex::noteLoaded(qint64 residentId)
{
    return Statement(m_connection, u"INSERT INTO registry_values (key, value) VALUES (?, ?) "
                                   u"ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s)
        .bind(kLastLoaded, QString::number(residentId))
        .run();
}

Result<> NameIndex::clear()
{
    for (const QString &sql : {u"INSERT INTO names (names) VALUES ('delete-all')"_s,
                               u"DELETE FROM name_blocks"_s, u"DELETE FROM names_moved"_s}) {
        if (const auto cleared = m_connection.execute(sql); !cleared)
            return cleared;
    }
    return noteLoaded(0);
}

Result<> NameIndex::dropOutdated()
{
    const auto loaded = lastLoaded();
    const auto moved = m_connection.number(u"SELECT count(*) FROM names_moved"_s);
    if (!loaded || !moved)
        return loaded ? failure(moved) : failure(loaded);
    if (*moved < *loaded)
        return {};
    for (const QString &sql : {u"DELETE FROM name_blocks"_s, u"DELETE FROM names_moved"_s}) {
        if (const auto dropped = m_connection.execute(sql); !dropped)
            return dropped;
    }
    return noteLoaded(0);
}

NameAnswers::NameAnswers(Connection &connection, const NameQuestion &question, qint64 lastId)
    : m_connection(connection)
    , m_lastId(lastId)
    , m_expression(expressionOf(question))
    , m_blocks(connection)
    , m_stage(question.empty() ? Stage::End : Stage::Begin)
{
    for (const std::vector<quint64> &tokens : question)
        m_parts.push_back({{tokens.begin(), tokens.end()}});
}

Result<qint64> NameAnswers::Part::seek(PostingBlocks &blocks, qint64 residentId)
{
    qint64 first = PostingList::kEnd;
    for (PostingList &list : lists) {
        if (const auto sought = list.seek(blocks, residentId); !sought)
            return failure(sought);
        first = std::min(first, list.residentId());
    }
    return first;
}

Result<bool> NameAnswers::next(QList<qint64> &residentIds, qsizetype most)
{
    const qsizetype before = residentIds.size();
    if (m_stage == Stage::Begin) {
        if (const auto begun = begin(); !begun)
            return failure(begun);
    }
    if (m_stage == Stage::Laid) {
        if (const auto read = nextLaid(residentIds, before + most); !read)
            return failure(read);
    } else if (m_stage == Stage::Added) {
        if (const auto read = nextAdded(residentIds, most); !read)
            return failure(read);
    }
    return m_stage != Stage::End;
}

Result<> NameAnswers::begin()
{
    const auto loaded = NameIndex(m_connection).lastLoaded();
    if (!loaded)
        return failure(loaded);
    const auto moved = Statement(m_connection, u"SELECT 1 FROM names_moved LIMIT 1"_s).step();
    if (!moved)
        return failure(moved);
    m_hasMoved = *moved;
    m_hasAdded = *moved || m_lastId > *loaded;
    m_stage = *loaded > 0 ? Stage::Laid : Stage::Added;
    return {};
}

Result<> NameAnswers::nextLaid(QList<qint64> &residentIds, qsizetype most)
{
    Statement moved(m_connection, u"SELECT 1 FROM names_moved WHERE resident_id = ?"_s);
    qint64 wanted = m_reached + 1;
    size_t agreed = 0;
    size_t part = 0;
    for (int looks = 0; looks < kLooks && residentIds.size() < most; ++looks) {
        const auto first = m_parts[part].seek(m_blocks, wanted);
        if (!first)
            return failure(first);
        if (*first == PostingList::kEnd) {
            m_stage = m_hasAdded ? Stage::Added : Stage::End;
            m_reached = 0;
            return {};
        }
        agreed = *first == wanted ? agreed + 1 : 1;
        wanted = *first;
        part = (part + 1) % m_parts.size();
        if (agreed < m_parts.size())
            continue;
        const auto elsewhere = m_hasMoved ? moved.bind(wanted).step() : false;
        if (!elsewhere)
            return failure(elsewhere);
        if (!*elsewhere)
            residentIds += wanted;
        ++wanted;
        agreed = 0;
    }
    m_reached = wanted - 1;
    return {};
}

Result<> NameAnswers::nextAdded(QList<qint64> &residentIds, qsizetype most)
{
    Statement query(m_connection,
                    u"SELECT rowid FROM names WHERE names MATCH ? AND rowid > ? AND rowid <= ? LIMIT ?"_s);
    const qint64 end = m_reached + kSlice;
    const qsizetype before = residentIds.size();
    const auto read = query.bind(m_expression, m_reached, end, most).each([&](const Statement &row) {
        residentIds += row.number(0);
    });
    if (!read)
        return read;
    m_reached = residentIds.size() - before == most ? residentIds.last() : end;
    if (m_reached >= m_lastId)
        m_stage = Stage::End;
    return {};
}

} // namespace desk
