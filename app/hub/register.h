#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/resident.h"
#include "protocol/residentlookup.h"
#include "sql/connection.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// The residents as the hub holds them, with every version and every passport; in the caller's transaction.
class Register
{
public:
    Register(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    /// Until the transaction ends no other hub changes the resident.
    Result<> hold(qint64 residentId);
    /// Until the transaction ends no other hub gives this passport to anybody.
    Result<> hold(const Passport &passport);
    /// nullopt when nobody has the number.
    Result<std::optional<Resident>> find(qint64 residentId);
    /// Newest first.
    Result<QList<PassportRecord>> passports(qint64 residentId);
    /// What somebody's history says of a passport that must not be used again: Lost or Recalled.
    Result<std::optional<PassportState>> listedAs(const Passport &passport);
    /// Those of the numbers that are residents'.
    Result<QList<Resident>> sponsors(const Resident &resident);
    /// Everybody with the number, at most `kMostLookedUp`; of a passport also those who had it.
    Result<QList<RegisteredResident>> lookUp(const ResidentLookup &lookup);
    /// Residents whose active passport this is, `except` left out.
    Result<QList<Resident>> holders(const Passport &passport, qint64 except);

    struct Change {
        int version = 0;
        qint64 position = 0;
    };
    /// What an approved case does to the register.
    struct Update {
        PassportRecord passport;
        PassportState oldState = PassportState::Superseded; ///< of the recorded one
        bool isCorrection = false; ///< the recorded one was wrong: no new update, that one never counted
        QString caseId;
        QString messageId;
    };
    /// Puts the passport in the place of the recorded one of the resident as `find` gives them; any other
    /// active one is superseded.
    Result<Change> apply(const Resident &current, const Update &update);

    enum class Imported { Added, Updated, Unchanged };
    /// A row of the residents file (contract §4). `announce` writes changes to the feed.
    Result<Imported> import(const Resident &resident, bool announce);

    /// As the register held them in an earlier version; nullopt: that is not known.
    Result<std::optional<Resident>> asOf(qint64 residentId, int version);

private:
    Result<QList<qint64>> idsWith(const ResidentLookup &lookup);
    Result<> store(const Resident &resident, const std::optional<QString> &caseId,
                   const std::optional<QString> &messageId);
    Result<> insertPassport(qint64 residentId, const PassportRecord &record);

    Connection &m_connection;
    const Clock &m_clock;
};

/// The number a resident is keyed by: the iqama number. nullopt when the text is none.
std::optional<qint64> residentId(QStringView iqamaNumber);

} // namespace desk
