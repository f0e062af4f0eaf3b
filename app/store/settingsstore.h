#pragma once

#include "base/result.h"
#include "domain/lifecycle.h"
#include "domain/residentsheld.h"
#include "sql/connection.h"
#include "store/kdf.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace desk
{

class Vault;

/// What this desk is.
struct DeskIdentity {
    QString storeId = {}; ///< UUID; empty: a new one
    QString branch = {};  ///< code, "RUH"
    QString branchNameAr = {};
    QString branchNameEn = {};
    int workstation = 0;   ///< two digits of the reference numbers; 0 before enrolment
    bool training = false; ///< made with --demo
    QDateTime madeAt = {};
};

/// The hub this desk belongs to.
struct HubEnrolment {
    QString url = {};
    QString fingerprint = {}; ///< SHA-256 of the certificate's public key, hex
    QString workstationId = {};
    int workstation = 0;
    QString token = {}; ///< sealed on the disk; empty until somebody signs in
    QString epoch = {};
};

/// What the hub said of cases and they could not take, because the resident's next case was open here. Once
/// one of them can, the feed is read again from there; what had been applied of it changes nothing.
struct MissedFeed {
    QString from = {};      ///< cursor before the first of it
    QStringList cases = {}; ///< of which an entry was passed over, or whose decision here counts after all
    QList<HubCase> further = {}; ///< further here than a restored hub had them there: taken back first

    bool isEmpty() const { return cases.isEmpty() && further.isEmpty(); }
};

/// How often a file of the desk was signed in to, and how often the other one had been.
struct WitnessCount {
    qint64 own = 0;
    qint64 other = 0;
    bool restored = false; ///< from a backup, so it is older than the other file knows
};
QByteArray toBytes(const WitnessCount &count);
/// Damaged for anything but what `toBytes` made.
Result<WitnessCount> witnessCountFrom(const QByteArray &bytes);

/// How far sealing everything with a new data key has come.
struct RotationState {
    bool wanted = false; ///< a new data key is to be made
    int place = kIdle;   ///< what is being sealed anew, counted from 0
    qint64 row = 0;      ///< reached there

    static constexpr int kIdle = -1;
};

/// What the desk knows about itself. Writing calls belong to the caller's Transaction.
class SettingsStore
{
public:
    SettingsStore(Connection &connection, const Vault &vault);

    /// NoDesk before `initialise` was committed.
    Result<DeskIdentity> identity();
    /// DeskExists the second time.
    Result<> initialise(const DeskIdentity &identity);

    /// What a password on this desk has to cost; the interactive one before it was set.
    Result<KdfCost> passwordCost();
    Result<> setPasswordCost(const KdfCost &cost);

    /// nullopt: not enrolled.
    Result<std::optional<HubEnrolment>> enrolment();
    /// Also takes over the workstation's number for references from now on.
    Result<> setEnrolment(const HubEnrolment &enrolment);
    Result<> setHubEpoch(const QString &epoch);

    /// Which part of the register this desk holds; all before it was chosen.
    Result<ResidentsHeld> residentsHeld();
    Result<> setResidentsHeld(ResidentsHeld held);

    /// Of desk.db's part of the feed; empty: none yet.
    Result<QString> feedCursor();
    Result<> setFeedCursor(const QString &cursor);
    /// Goes on there in a feed of which nothing was missed.
    Result<> beginFeed(const QString &cursor);
    Result<MissedFeed> missedFeed();
    /// To miss more of it: begins where the feed is read to, if nothing was missed before.
    Result<MissedFeed> missedFeedFromHere();
    Result<> setMissedFeed(const MissedFeed &missed);
    /// The day in Riyadh on which this desk last had everything its hub has to tell; invalid: not enrolled.
    Result<QDate> hubHeardOn();
    Result<> setHubHeardOn(QDate day);

    /// VaultLocked while nobody has signed in; zeros before the first time.
    Result<WitnessCount> witness();
    Result<> setWitness(const WitnessCount &count);

    Result<RotationState> rotation();
    Result<> setRotation(const RotationState &state);
    /// Seals what is sealed here with the newest key.
    Result<> reseal();

    /// How long nobody touches the window before it locks itself; nullopt: never set.
    Result<std::optional<std::chrono::minutes>> lockAfter();
    Result<> setLockAfter(std::chrono::minutes idle);
    /// Where a scanner leaves its files; empty: nowhere.
    Result<QString> scannerFolder();
    Result<> setScannerFolder(const QString &folder);

private:
    Result<QMap<QString, QString>> values();
    Result<> set(const QString &key, const QString &value);
    Result<> setAll(const QList<std::pair<QString, QString>> &values);

    Connection &m_connection;
    const Vault &m_vault;
};

} // namespace desk
