#include "store/subjects.h"

#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

const SealedTable kSubjects{.use = KeyUse::Subjects, .table = "subjects", .columns = {"sealed"}};

qint64 hashOf(const KeySet &keys, const QString &subject, int generation)
{
    return static_cast<qint64>(keys.blind(KeyUse::Subjects, "subject", subject.toUtf8(), generation));
}

} // namespace

Subjects::Subjects(Connection &connection)
    : m_connection(connection)
{
}

Result<std::optional<qint64>> Subjects::find(const KeySet &keys, const QString &subject)
{
    Statement query(m_connection, u"SELECT subject_id, sealed FROM subjects WHERE hash = ?"_s);
    for (const int generation : keys.generations()) {
        query.bind(hashOf(keys, subject, generation));
        for (;;) {
            const auto row = query.step();
            if (!row)
                return failure(row);
            if (!*row)
                break;
            const qint64 id = query.number(0);
            const auto kept = open(keys, id, query.bytes(1));
            if (!kept)
                return failure(kept);
            if (*kept == subject)
                return id;
        }
    }
    return std::nullopt;
}

Result<qint64> Subjects::keep(const KeySet &keys, const QString &subject)
{
    const auto known = find(keys, subject);
    if (!known)
        return failure(known);
    if (*known)
        return **known;
    const auto id = kSubjects.nextRow(m_connection);
    if (!id)
        return id;
    const auto stored =
        Statement(m_connection, u"INSERT INTO subjects (subject_id, hash, sealed, key_generation) "
                                u"VALUES (?, ?, ?, ?)"_s)
            .bind(*id, hashOf(keys, subject, keys.generation()),
                  kSubjects.seal(keys, "sealed", *id, subject.toUtf8()), keys.generation())
            .run();
    return stored ? id : failure(stored);
}

Result<QString> Subjects::open(const KeySet &keys, qint64 subjectId, QByteArrayView sealed)
{
    const auto plain = kSubjects.open(keys, "sealed", subjectId, sealed);
    return plain ? Result<QString>(QString::fromUtf8(*plain)) : failure(plain);
}

Result<qint64> Subjects::resealAfter(const KeySet &keys, qint64 subjectId, int limit)
{
    const auto reached = kSubjects.resealAfter(m_connection, keys, subjectId, limit);
    if (!reached)
        return reached;
    Statement query(m_connection, u"SELECT subject_id, sealed FROM subjects WHERE subject_id > ? "
                                  u"ORDER BY subject_id LIMIT ?"_s);
    Statement update(m_connection, u"UPDATE subjects SET hash = ? WHERE subject_id = ?"_s);
    const auto moved = query.bind(subjectId, limit).each([&](const Statement &row) -> Result<> {
        const qint64 id = row.number(0);
        const auto subject = open(keys, id, row.bytes(1));
        if (!subject)
            return failure(subject);
        return update.bind(hashOf(keys, *subject, keys.generation()), id).run();
    });
    return moved ? reached : failure(moved);
}

} // namespace desk
