#pragma once

#include "base/result.h"
#include "domain/residentquery.h"
#include "sql/connection.h"
#include "store/nametokens.h"

#include <QElapsedTimer>
#include <QList>
#include <QSet>
#include <QString>

#include <chrono>
#include <stop_token>

namespace desk
{

class Registry;

/// One question to the register: numbers exactly, names by word, beginning and sound, then ranked.
class ResidentSearch
{
public:
    ResidentSearch(Registry &registry, Connection &connection, const std::stop_token &stop);

    /// Cancelled once `stop` was asked for.
    Result<ResidentMatches> run(const FindRequest &request);

private:
    Result<> byNumber(const QString &query);
    Result<> byPassport(const QString &number, const QString &issuer);
    enum class OneWrongWord { Allowed, None };
    /// Of this nationality; of any when empty. Asks ever looser until enough pass what `request` filters by.
    /// A longer query that finds nobody may hold one wrong word.
    Result<> byName(const QString &query, const QString &nationality, OneWrongWord slip,
                    const FindRequest &request);
    /// Adds who answers, up to the bound and for as long as `patience` lasts from the beginning.
    Result<> collect(const NameQuestion &question, std::chrono::milliseconds patience);
    void add(const QList<Resident> &residents, MatchedBy matchedBy, double score,
             NameMatchKind kind = NameMatchKind::None);

    Registry &m_registry;
    Connection &m_connection;
    std::stop_token m_stop;
    QList<ResidentMatch> m_matches;
    QSet<QString> m_seen;
    QList<qint64> m_candidates;
    QSet<qint64> m_candidateSet;
    QElapsedTimer m_timer;
    bool m_capped = false;
};

} // namespace desk
