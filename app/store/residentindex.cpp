#include "store/residentindex.h"

#include <QByteArray>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView kLastLoaded("last_loaded");

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
    text.reserve(static_cast<qsizetype>(tokens.size()) *
                 (postings::kTokenBits / kLetterBits + between.size()));
    for (quint64 token : tokens) {
        if (!text.isEmpty())
            text.append(between);
        for (int bits = 0; bits < postings::kTokenBits; bits += kLetterBits, token >>= kLetterBits)
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

Result<> ResidentIndex::add(qint64 residentId, const std::vector<quint64> &numbers,
                            const std::vector<quint64> &names)
{
    const auto added = addNumbers(residentId, numbers);
    return added ? addNames(residentId, names) : added;
}

Result<> ResidentIndex::addNumbers(qint64 residentId, const std::vector<quint64> &numbers)
{
    // One row a statement: for more SQLite sets a savepoint, at which the full-text index writes out what it
    // gathers.
    Statement number(m_connection, u"INSERT INTO numbers (hash, resident_id) VALUES (?, ?)"_s);
    for (const quint64 hash : numbers) {
        if (const auto added = number.bind(hash, residentId).run(); !added)
            return added;
    }
    return {};
}

Result<> ResidentIndex::addNames(qint64 residentId, const std::vector<quint64> &names)
{
    return Statement(m_connection, kAdd).bind(residentId, rowOf(names)).run();
}

Result<bool> ResidentIndex::move(qint64 residentId)
{
    const auto loaded = lastLoaded();
    if (!loaded)
        return failure(loaded);
    if (residentId > *loaded)
        return false;
    Statement moved(m_connection, u"INSERT OR IGNORE INTO moved (resident_id) VALUES (?)"_s);
    if (const auto noted = moved.bind(residentId).run(); !noted)
        return failure(noted);
    return moved.changes() > 0;
}

Result<> ResidentIndex::changeNumbers(qint64 residentId, const std::vector<quint64> &before,
                                      const std::vector<quint64> &after)
{
    std::vector<quint64> gone;
    std::vector<quint64> come;
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(gone));
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(come));
    Statement removal(m_connection, u"DELETE FROM numbers WHERE hash = ? AND resident_id = ?"_s);
    for (const quint64 hash : gone) {
        if (const auto removed = removal.bind(hash, residentId).run(); !removed)
            return removed;
    }
    return addNumbers(residentId, come);
}

Result<> ResidentIndex::changeNames(qint64 residentId, const std::vector<quint64> &before,
                                    const std::vector<quint64> &after)
{
    const auto removed = Statement(m_connection, kRemove).bind(residentId, rowOf(before)).run();
    return removed ? addNames(residentId, after) : removed;
}

Result<qint64> ResidentIndex::lastLoaded()
{
    Statement query(m_connection, u"SELECT CAST(value AS INTEGER) FROM registry_values WHERE key = ?"_s);
    const auto row = query.bind(kLastLoaded).step();
    if (!row)
        return failure(row);
    return *row ? query.number(0) : 0;
}

Result<> ResidentIndex::noteLoaded(qint64 residentId)
{
    return Statement(m_connection, u"INSERT INTO registry_values (key, value) VALUES (?, ?) "
                                   u"ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s)
        .bind(kLastLoaded, QString::number(residentId))
        .run();
}

Result<> ResidentIndex::clear()
{
    for (const QString &sql : {u"INSERT INTO names (names) VALUES ('delete-all')"_s, u"DELETE FROM numbers"_s,
                               u"DELETE FROM posting_blocks"_s, u"DELETE FROM moved"_s}) {
        if (const auto cleared = m_connection.execute(sql); !cleared)
            return cleared;
    }
    return noteLoaded(0);
}

Result<> ResidentIndex::dropOutdated()
{
    const auto loaded = lastLoaded();
    const auto moved = m_connection.number(u"SELECT count(*) FROM moved"_s);
    if (!loaded || !moved)
        return loaded ? failure(moved) : failure(loaded);
    if (*moved < *loaded)
        return {};
    for (const QString &sql : {u"DELETE FROM posting_blocks"_s, u"DELETE FROM moved"_s}) {
        if (const auto dropped = m_connection.execute(sql); !dropped)
            return dropped;
    }
    return noteLoaded(0);
}

NumberAnswers::NumberAnswers(Connection &connection)
    : m_connection(connection)
    , m_blocks(connection)
    , m_list(0)
    , m_laid(connection, u"SELECT sealed FROM residents WHERE resident_id = ?"_s)
{
}

void NumberAnswers::ask(quint64 hash)
{
    m_hash = hash;
    m_list = PostingList(hash & postings::kTokenMask);
    m_residentId = 0;
    m_isLaid = true;
}

Result<bool> NumberAnswers::next()
{
    if (m_isLaid) {
        const auto found = nextLaid();
        if (!found || *found)
            return found;
        m_isLaid = false;
        if (!m_added)
            m_added.emplace(m_connection,
                            u"SELECT r.resident_id, r.sealed FROM numbers AS n JOIN residents AS r "
                            u"ON r.resident_id = n.resident_id WHERE n.hash = ? ORDER BY n.resident_id"_s);
        m_added->bind(m_hash);
    }
    const auto found = m_added->step();
    if (found && *found)
        m_residentId = m_added->number(0);
    return found;
}

Result<bool> NumberAnswers::nextLaid()
{
    if (const auto sought = m_list.seek(m_blocks, m_residentId + 1); !sought)
        return failure(sought);
    m_residentId = m_list.residentId();
    return m_residentId != PostingList::kEnd ? m_laid.bind(m_residentId).step() : Result<bool>(false);
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
    const auto loaded = ResidentIndex(m_connection).lastLoaded();
    if (!loaded)
        return failure(loaded);
    const auto moved = Statement(m_connection, u"SELECT 1 FROM moved LIMIT 1"_s).step();
    if (!moved)
        return failure(moved);
    m_hasMoved = *moved;
    m_hasAdded = *moved || m_lastId > *loaded;
    m_stage = *loaded > 0 ? Stage::Laid : Stage::Added;
    return {};
}

Result<> NameAnswers::nextLaid(QList<qint64> &residentIds, qsizetype most)
{
    Statement moved(m_connection, u"SELECT 1 FROM moved WHERE resident_id = ?"_s);
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
