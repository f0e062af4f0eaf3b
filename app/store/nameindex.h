#pragma once

#include "base/result.h"
#include "sql/connection.h"
#include "sql/statement.h"
#include "store/namepostings.h"
#include "store/nametokens.h"

#include <QList>
#include <QString>
#include <QtGlobal>

#include <optional>
#include <vector>

namespace desk
{

/// Who has which tokens of names. What a first load brings is laid as postings (store/loadruns.h), which is
/// many times faster; what comes later goes into a full-text index, which is made to change. The laid
/// postings of somebody who is renamed count no more. Writing calls belong to the caller's Transaction.
class NameIndex
{
public:
    explicit NameIndex(Connection &connection)
        : m_connection(connection)
    {
    }

    /// Tokens as `NameTokens::of`.
    Result<> add(qint64 residentId, const std::vector<quint64> &tokens);
    /// Exactly what was added, or loaded.
    Result<> remove(qint64 residentId, const std::vector<quint64> &tokens);

    /// The postings of the residents up to this one are laid, or wait in the runs of a load; 0: of none.
    Result<qint64> lastLoaded();
    Result<> noteLoaded(qint64 residentId);
    Result<> clear();
    /// Lets go of what was laid once none of it counts.
    Result<> dropOutdated();

private:
    Connection &m_connection;
};

/// The residents who answer a question.
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
