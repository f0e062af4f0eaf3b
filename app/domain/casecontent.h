#pragma once

#include "domain/codes.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace desk
{

/// product.md §4.
enum class CaseType {
    Renewal,
    SecondInFiveYears,
    Lost,
    Damaged,
    Separated,
    Extension,
    Newborn,
    Correction,
    TravelDocument,
};

/// Why the passport changed (domain.md §2.3).
enum class UpdateReason {
    Renewed,
    ReplacedLost,
    ReplacedDamaged,
    PagesFull,
    DataCorrection,
    ExtendedSameBooklet,
    SeparatedFromFamilyPassport,
    FirstOwnPassportNewborn,
};

enum class ApplicantRole { Self, HeadOfHousehold, EstablishmentDelegate, DomesticEmployer, LegalAgent };

/// What was typed or read about the new passport. Dates stay text so that what is no date can be judged
/// (DT-001) and nothing typed is lost; a good one is ISO, "2026-10-01".
struct EnteredPassport {
    QString number;
    std::optional<QString> numberRepeated; ///< second entry when no MRZ was read (FM-009, FM-010)
    QString issuer;
    QString issuedOn;
    QString expiresOn;
    QString placeOfIssue;

    friend bool operator==(const EnteredPassport &, const EnteredPassport &) = default;
};

struct Applicant {
    std::optional<ApplicantRole> role;
    QString id; ///< identity number of the person, or the establishment's for its delegate
    QString name;
    QString authorisationExpiresOn; ///< ISO date, may be empty

    friend bool operator==(const Applicant &, const Applicant &) = default;
};

struct Override {
    QString rule;
    QString reason;

    friend bool operator==(const Override &, const Override &) = default;
};

/// What a scan shows.
enum class EvidenceKind { DataPage, OldPassport, LossReport, Authorisation, ExtensionPage, BirthRecord };

/// A scan of the case. In a case file that is handed in `file` is the path beside it; in a case it is the
/// name it came under, for people, and `sha256` names the picture that is kept.
struct EvidenceItem {
    EvidenceKind kind = EvidenceKind::DataPage;
    QString file;
    QString sha256; ///< lower-case hexadecimal; empty: not kept yet

    friend bool operator==(const EvidenceItem &, const EvidenceItem &) = default;
};

/// What the clerk must have seen before a case goes out (product.md §4); which ones, the rule pack says.
enum class ChecklistItem {
    NewPassportSeen,
    OldPassportSeen,
    LossReportSeen,
    ExtensionSeen,
    BirthRecordSeen,
    HeadPresent, ///< the head of household
    WrongUpdateSeen,
    StatusDocumentSeen, ///< why somebody holds a travel document of another State
};

/// How the value of a field came into the case.
enum class FieldSource {
    Typed,
    TypedTwice,
    Reader, ///< a machine-readable zone through a document reader
    Paste,
    Image, ///< a machine-readable zone read from a scan
    Register,
    Suggested, ///< from earlier cases, and not touched
};

/// Where a field's value comes from: how, by whom, when.
struct Provenance {
    FieldSource source = FieldSource::Typed;
    QString userId; ///< UUID
    QDateTime at;   ///< UTC, whole seconds

    friend bool operator==(const Provenance &, const Provenance &) = default;
};

/// The content of one revision of a case: the case file of contract §5 without its id. What is hashed, sent,
/// judged and decided.
struct CaseContent {
    QString iqamaNumber;
    std::optional<CaseType> caseType; ///< nullopt lets the program choose (`chosenCaseType`)
    std::optional<UpdateReason> reason;
    EnteredPassport passport;
    std::optional<QStringList> mrz; ///< the lines as read; nullopt: none was read
    Applicant applicant;
    bool declaration = false;
    QString lossReport;
    std::optional<bool> oldPassportPresented; ///< nullopt: not asked (EV-005)
    bool feeRecorded = false;
    QStringList acknowledged; ///< rule ids of warnings the clerk has acknowledged
    QList<Override> overrides;
    QList<EvidenceItem> evidence;         ///< in the order they were attached
    QString corrects;                     ///< of a correction: the reference of the wrong update
    QString linkedTo;                     ///< the reference of the case this one belongs with (`separated`)
    QList<ChecklistItem> checked;         ///< what the clerk says to have seen
    QMap<QString, Provenance> provenance; ///< by field path; empty for a case file that says nothing of it
    QString note;

    bool hasEvidence(EvidenceKind kind) const;

    friend bool operator==(const CaseContent &, const CaseContent &) = default;
};

/// The SHA-256 of every scan that is kept, each once.
QStringList scanHashes(const CaseContent &content);

/// The case type given, or the one contract §5 derives from reason, issuer and nationality.
/// `updatedWithinFiveYears` is whether EL-009 stands.
CaseType chosenCaseType(const CaseContent &content, const QString &nationality, bool updatedWithinFiveYears);

template <>
struct Codes<CaseType> {
    static constexpr std::array<std::pair<CaseType, const char16_t *>, 9> kCodes = {
        {{CaseType::Renewal, u"renewal"},
         {CaseType::SecondInFiveYears, u"second_in_five_years"},
         {CaseType::Lost, u"lost"},
         {CaseType::Damaged, u"damaged"},
         {CaseType::Separated, u"separated"},
         {CaseType::Extension, u"extension"},
         {CaseType::Newborn, u"newborn"},
         {CaseType::Correction, u"correction"},
         {CaseType::TravelDocument, u"travel_document"}}};
};

template <>
struct Codes<UpdateReason> {
    static constexpr std::array<std::pair<UpdateReason, const char16_t *>, 8> kCodes = {
        {{UpdateReason::Renewed, u"renewed"},
         {UpdateReason::ReplacedLost, u"replaced_lost"},
         {UpdateReason::ReplacedDamaged, u"replaced_damaged"},
         {UpdateReason::PagesFull, u"pages_full"},
         {UpdateReason::DataCorrection, u"data_correction"},
         {UpdateReason::ExtendedSameBooklet, u"extended_same_booklet"},
         {UpdateReason::SeparatedFromFamilyPassport, u"separated_from_family_passport"},
         {UpdateReason::FirstOwnPassportNewborn, u"first_own_passport_newborn"}}};
};

template <>
struct Codes<EvidenceKind> {
    static constexpr std::array<std::pair<EvidenceKind, const char16_t *>, 6> kCodes = {
        {{EvidenceKind::DataPage, u"data_page"},
         {EvidenceKind::OldPassport, u"old_passport"},
         {EvidenceKind::LossReport, u"loss_report"},
         {EvidenceKind::Authorisation, u"authorisation"},
         {EvidenceKind::ExtensionPage, u"extension_page"},
         {EvidenceKind::BirthRecord, u"birth_record"}}};
};

template <>
struct Codes<ChecklistItem> {
    static constexpr std::array<std::pair<ChecklistItem, const char16_t *>, 8> kCodes = {
        {{ChecklistItem::NewPassportSeen, u"new_passport_seen"},
         {ChecklistItem::OldPassportSeen, u"old_passport_seen"},
         {ChecklistItem::LossReportSeen, u"loss_report_seen"},
         {ChecklistItem::ExtensionSeen, u"extension_seen"},
         {ChecklistItem::BirthRecordSeen, u"birth_record_seen"},
         {ChecklistItem::HeadPresent, u"head_present"},
         {ChecklistItem::WrongUpdateSeen, u"wrong_update_seen"},
         {ChecklistItem::StatusDocumentSeen, u"status_document_seen"}}};
};

template <>
struct Codes<FieldSource> {
    static constexpr std::array<std::pair<FieldSource, const char16_t *>, 7> kCodes = {
        {{FieldSource::Typed, u"typed"},
         {FieldSource::TypedTwice, u"typed_twice"},
         {FieldSource::Reader, u"reader"},
         {FieldSource::Paste, u"paste"},
         {FieldSource::Image, u"image"},
         {FieldSource::Register, u"register"},
         {FieldSource::Suggested, u"suggested"}}};
};

template <>
struct Codes<ApplicantRole> {
    static constexpr std::array<std::pair<ApplicantRole, const char16_t *>, 5> kCodes = {
        {{ApplicantRole::Self, u"self"},
         {ApplicantRole::HeadOfHousehold, u"head_of_household"},
         {ApplicantRole::EstablishmentDelegate, u"establishment_delegate"},
         {ApplicantRole::DomesticEmployer, u"domestic_employer"},
         {ApplicantRole::LegalAgent, u"legal_agent"}}};
};

} // namespace desk
