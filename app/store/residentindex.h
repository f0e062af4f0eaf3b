#pragma once

#include "base/result.h"
#include "sql/connection.h"
#include "sql/statement.h"
#include "store/nametokens.h"
#include "store/postings.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QtGlobal>

#include <optional>
#include <vector>

namespace desk
{

/// What finds residents: keyed hashes of their numbers, and of the tokens of their names. What a first load
/// brings is laid as postings (store/loadruns.h), which is many times faster; what comes later goes into a
/// table and a full-text index, which are made to change. Who changes moves there: what was laid of them
/// counts no more. Writing calls belong to the caller's Transaction.
class ResidentIndex
{
public:
    explicit ResidentIndex(Connection &connection)
        : m_connection(connection)
    {
    }

    /// Names as `NameTokens::of`.
    Result<> add(qint64 residentId, const std::vector<quint64> &numbers, const std::vector<quint64> &names);
    /// Before the first change. True: nothing finds the resident any more, all is to be added.
    Result<bool> move(qint64 residentId);
    /// Of one who is not laid, or has moved; both in order.
    Result<> changeNumbers(qint64 residentId, const std::vector<quint64> &before,
                           const std::vector<quint64> &after);
    Result<> changeNames(qint64 residentId, const std::vector<quint64> &before,
                         const std::vector<quint64> &after);

    /// The postings of the residents up to this one are laid, or wait in the runs of a load; 0: of none.
    Result<qint64> lastLoaded();
    Result<> noteLoaded(qint64 residentId);
    Result<> clear();
    /// Lets go of what was laid once none of it counts.
    Result<> dropOutdated();

private:
    Result<> addNumbers(qint64 residentId, const std::vector<quint64> &numbers);
    Result<> addNames(qint64 residentId, const std::vector<quint64> &names);

    Connection &m_connection;
};

/// The sealed records that the hash of a number finds. The number in a record tells whether rightly; so who
/// has moved may come twice.
class NumberAnswers
{
public:
    explicit NumberAnswers(Connection &connection);

    /// Begins with another number.
    void ask(quint64 hash);
    /// The next record. False once there are no more.
    Result<bool> next();
    qint64 residentId() const { return m_residentId; }
    QByteArray sealed() const { return m_isLaid ? m_laid.bytes(0) : m_added->bytes(1); }

private:
    Result<bool> nextLaid();

    Connection &m_connection;
    PostingBlocks m_blocks;
    PostingList m_list;
    Statement m_laid;
    std::optional<Statement> m_added;
    quint64 m_hash = 0;
    qint64 m_residentId = 0;
    bool m_isLaid = true; ///< those that were laid come first
};

/// The residents who answer a question of names.
class NameAnswers
{
public:
    /// Of a register whose last resident is `lastId`.
    NameAnswers(Connection &connection, const NameQuestion &question, qint64 lastId);

    /// Appends the next, perhaps none, and about `most` at most, after a few milliseconds' work. False once
    /// there are no more.
    Result<bool> next(QList<qint64> &residentIds, qsizetype most);

private:
    enum class Stage { Begin, Laid, Added, End };
    struct Part {
        std::vector<PostingList> lists;
        /// The first resident at this one or behind it; PostingList::kEnd: none.
        Result<qint64> seek(PostingBlocks &blocks, qint64 residentId);
    };

    Result<> begin();
    Result<> nextLaid(QList<qint64> &residentIds, qsizetype most);
    Result<> nextAdded(QList<qint64> &residentIds, qsizetype most);

    Connection &m_connection;
    const qint64 m_lastId;
    std::vector<Part> m_parts;
    QString m_expression; ///< of the full-text index
    PostingBlocks m_blocks;
    Stage m_stage = Stage::Begin;
    qint64 m_reached = 0; ///< of the stage: no resident up to here is left
    bool m_hasMoved = false;
    bool m_hasAdded = false;
};

} // namespace desk
