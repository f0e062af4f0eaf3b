#pragma once

#include "domain/codes.h"
#include "domain/partialdate.h"

#include <QDate>
#include <QFlags>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

enum class Sex { Unspecified, Male, Female };

/// domain.md §2.3.
enum class IqamaStatus {
    Valid,
    Expired,
    FinalExitIssued,
    FinalExitDone,
    Cancelled,
    AbsentFromWork,
    OutsideOnReentry,
    ExitedDidNotReturn,
    TransferPending,
    Suspended,
    Deceased,
};

enum class ResidentCategory {
    WorkerPrivate,
    WorkerDomestic,
    FamilyDependent,
    Student,
    PremiumResidency,
    GovernmentContract,
    Other,
};

/// Relation to the head of household.
enum class Relation { Spouse, Son, Daughter, Father, Mother, Other };

enum class ResidentFlag {
    AbsentFromWork = 0x01,
    SecurityHold = 0x02,
    TrafficViolations = 0x04,
    Deceased = 0x08,
    LostPassport = 0x10,
    Companions = 0x20,
};
Q_DECLARE_FLAGS(ResidentFlags, ResidentFlag)
Q_DECLARE_OPERATORS_FOR_FLAGS(ResidentFlags)

/// The three facts a renewal changes, and their issuer.
struct Passport {
    QString number; ///< as shown, upper case; compared by `comparableNumber`
    QString issuer; ///< Doc 9303 code of the issuing State, "IND", "D"
    QDate issuedOn;
    QDate expiresOn;

    bool isEmpty() const { return number.isEmpty(); }
    friend bool operator==(const Passport &, const Passport &) = default;
};

enum class PassportState { Active, Superseded, Lost, Recalled };

/// One passport of a resident's history.
struct PassportRecord {
    Passport passport;
    PassportState state = PassportState::Active;
    QString caseReference = {};  ///< the case that recorded it; empty for imported ones
    QString personalNumber = {}; ///< as its MRZ gave it, without fillers; empty when not known (RC-013)
    /// The day, in Riyadh, of the update that brought it, from which EL-009 counts; invalid when no case did,
    /// or when it was a wrong one that a correction has put right.
    QDate updatedOn = {};

    friend bool operator==(const PassportRecord &, const PassportRecord &) = default;
};

/// When a case last changed the passport (EL-009); invalid: never.
QDate lastUpdateOf(const QList<PassportRecord> &history);

/// A resident as the register knows one: the keys of the residents file (contract §4).
struct Resident {
    QString iqamaNumber;
    QString nameAr;
    QString nameEn;
    std::optional<Sex> sex;
    PartialDate birthDate;
    QString nationality; ///< Doc 9303 code
    Passport passport;   ///< the active one; empty when none is on record
    IqamaStatus iqamaStatus = IqamaStatus::Valid;
    QDate iqamaExpiresOn;
    std::optional<ResidentCategory> category;
    std::optional<Relation> relation;
    QString headId; ///< iqama or national identity number of the head of household
    QString employerId;
    QString employerName;
    QString borderNumber;
    QString mobile;
    std::optional<bool> insideKingdom;
    ResidentFlags flags;
    int version = 0; ///< of the register; 0 = never seen there
    QDateTime asOf;  ///< when the register said so, UTC

    friend bool operator==(const Resident &, const Resident &) = default;
};

/// True when both belong to one household: one is the other's head, or they share a head.
bool sameHousehold(const Resident &a, const Resident &b);

/// True for the status or the flag (contract §4: "either suffices").
bool isDeceased(const Resident &resident);
bool isAbsentFromWork(const Resident &resident);

template <>
struct Codes<Sex> {
    static constexpr std::array<std::pair<Sex, const char16_t *>, 3> kCodes = {
        {{Sex::Male, u"M"}, {Sex::Female, u"F"}, {Sex::Unspecified, u"X"}}};
};

template <>
struct Codes<IqamaStatus> {
    static constexpr std::array<std::pair<IqamaStatus, const char16_t *>, 11> kCodes = {
        {{IqamaStatus::Valid, u"valid"},
         {IqamaStatus::Expired, u"expired"},
         {IqamaStatus::FinalExitIssued, u"final_exit_issued"},
         {IqamaStatus::FinalExitDone, u"final_exit_done"},
         {IqamaStatus::Cancelled, u"cancelled"},
         {IqamaStatus::AbsentFromWork, u"absent_from_work"},
         {IqamaStatus::OutsideOnReentry, u"outside_on_reentry"},
         {IqamaStatus::ExitedDidNotReturn, u"exited_did_not_return"},
         {IqamaStatus::TransferPending, u"transfer_pending"},
         {IqamaStatus::Suspended, u"suspended"},
         {IqamaStatus::Deceased, u"deceased"}}};
};

template <>
struct Codes<ResidentCategory> {
    static constexpr std::array<std::pair<ResidentCategory, const char16_t *>, 7> kCodes = {
        {{ResidentCategory::WorkerPrivate, u"worker_private"},
         {ResidentCategory::WorkerDomestic, u"worker_domestic"},
         {ResidentCategory::FamilyDependent, u"family_dependent"},
         {ResidentCategory::Student, u"student"},
         {ResidentCategory::PremiumResidency, u"premium_residency"},
         {ResidentCategory::GovernmentContract, u"government_contract"},
         {ResidentCategory::Other, u"other"}}};
};

template <>
struct Codes<Relation> {
    static constexpr std::array<std::pair<Relation, const char16_t *>, 6> kCodes = {
        {{Relation::Spouse, u"spouse"},
         {Relation::Son, u"son"},
         {Relation::Daughter, u"daughter"},
         {Relation::Father, u"father"},
         {Relation::Mother, u"mother"},
         {Relation::Other, u"other"}}};
};

template <>
struct Codes<ResidentFlag> {
    static constexpr std::array<std::pair<ResidentFlag, const char16_t *>, 6> kCodes = {
        {{ResidentFlag::AbsentFromWork, u"absent_from_work"},
         {ResidentFlag::SecurityHold, u"security_hold"},
         {ResidentFlag::TrafficViolations, u"traffic_violations"},
         {ResidentFlag::Deceased, u"deceased"},
         {ResidentFlag::LostPassport, u"lost_passport"},
         {ResidentFlag::Companions, u"companions"}}};
};

template <>
struct Codes<PassportState> {
    static constexpr std::array<std::pair<PassportState, const char16_t *>, 4> kCodes = {
        {{PassportState::Active, u"active"},
         {PassportState::Superseded, u"superseded"},
         {PassportState::Lost, u"lost"},
         {PassportState::Recalled, u"recalled"}}};
};

} // namespace desk
