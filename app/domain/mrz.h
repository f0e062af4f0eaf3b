#pragma once

#include "domain/partialdate.h"
#include "domain/resident.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>

namespace desk
{

/// The formats of Doc 9303 that a reader may send.
enum class MrzFormat { Td3, Td1, Td2, MrvA, MrvB };

/// Problems and notes of contract §3.1 "mrz in detail".
enum class MrzProblem {
    Length,
    Characters,
    NotAPassport,
    NumberCheck,
    BirthDateCheck,
    ExpiryDateCheck,
    OptionalCheck,
    CompositeCheck,
    BirthDate,
    ExpiryDate,
    Name,
    // notes: they do not make a document invalid
    IssuerUnknown,
    NationalityUnknown,
    Specimen,
    Sex,
};

bool isNote(MrzProblem problem);

/// How much of a birth date the MRZ gives.
enum class BirthKnown { Full, YearMonth, Year, None };

/// The five check digits of TD3; nullopt where the line they stand in could not be read.
struct MrzChecks {
    std::optional<bool> number;
    std::optional<bool> birthDate;
    std::optional<bool> expiryDate;
    std::optional<bool> optional;
    std::optional<bool> composite;

    bool allHold() const
    {
        return number == true && birthDate == true && expiryDate == true && optional == true &&
               composite == true;
    }

    friend bool operator==(const MrzChecks &, const MrzChecks &) = default;
};

/// What a machine-readable zone says. Fields that can be read are given even when others fail; an empty
/// string is "not given" (contract §3.1).
struct MrzDocument {
    std::optional<MrzFormat> format;
    bool valid = false;
    QStringList lines; ///< as parsed: upper case, no blanks
    QString documentCode;
    QString issuer;
    QString primary;
    QString secondary;
    QString number;
    QString nationality;
    PartialDate birthDate;
    std::optional<BirthKnown> birthKnown;
    std::optional<Sex> sex;
    QDate expiryDate;
    QString optional;
    MrzChecks checks;
    bool nameTruncated = false; ///< a letter stands in position 44 of line 1
    QList<MrzProblem> problems;

    bool has(MrzProblem problem) const { return problems.contains(problem); }
    /// True when the line of a TD3 has its 44 characters, so that its fields and checks mean something.
    bool line1Read() const;
    bool line2Read() const;
};

/// Reads one document of 1 to 3 lines. Blanks and lower case are forgiven, nothing else is repaired. `today`
/// fixes the century of the birth date (domain.md §1.1).
MrzDocument parseMrz(const QStringList &lines, QDate today);
/// The same from pasted text: line breaks, blanks, lower case and look-alikes of `<` (‹ « ≪) are forgiven.
MrzDocument parseMrzText(QStringView text, QDate today);

/// The personal number of a TD3 passport, its optional data without fillers; empty when it gives none.
QString personalNumber(const MrzDocument &document);

/// Check digit by weights 7, 3, 1 of a field of A-Z, 0-9 and `<` (Doc 9303-3 §4.9); -1 on another character.
int mrzCheckDigit(QStringView field);

/// The check digit that the composite of a TD3 line 2 should have; -1 when it cannot be computed.
int mrzCompositeDigit(QStringView line2);

/// What the five check digits of a TD3 line 2 of 44 characters say.
MrzChecks td3Checks(QStringView line2);

/// The two lines of a TD3 passport with all check digits computed; used by tests and the demo office.
/// Names as "PRIMARY<PARTS<<SECONDARY", at most 39 characters.
QStringList composeTd3(const QString &documentCode, const QString &issuer, const QString &name,
                       const QString &number, const QString &nationality, const PartialDate &birth, Sex sex,
                       QDate expiry, const QString &optionalData = {});

/// True when no check digit can tell the two characters apart: values equal mod 10 (domain.md §1.6).
bool isBlindPair(QChar a, QChar b);

/// 1-based positions of S, 8, G and 6 in a passport number: the blind pairs that also look alike (ux.md
/// MRZ-09).
QList<int> lookAlikePositions(QStringView number);

template <>
struct Codes<MrzFormat> {
    static constexpr std::array<std::pair<MrzFormat, const char16_t *>, 5> kCodes = {
        {{MrzFormat::Td3, u"TD3"},
         {MrzFormat::Td1, u"TD1"},
         {MrzFormat::Td2, u"TD2"},
         {MrzFormat::MrvA, u"MRV-A"},
         {MrzFormat::MrvB, u"MRV-B"}}};
};

template <>
struct Codes<MrzProblem> {
    static constexpr std::array<std::pair<MrzProblem, const char16_t *>, 15> kCodes = {
        {{MrzProblem::Length, u"length"},
         {MrzProblem::Characters, u"characters"},
         {MrzProblem::NotAPassport, u"not_a_passport"},
         {MrzProblem::NumberCheck, u"number_check"},
         {MrzProblem::BirthDateCheck, u"birth_date_check"},
         {MrzProblem::ExpiryDateCheck, u"expiry_date_check"},
         {MrzProblem::OptionalCheck, u"optional_check"},
         {MrzProblem::CompositeCheck, u"composite_check"},
         {MrzProblem::BirthDate, u"birth_date"},
         {MrzProblem::ExpiryDate, u"expiry_date"},
         {MrzProblem::Name, u"name"},
         {MrzProblem::IssuerUnknown, u"issuer_unknown"},
         {MrzProblem::NationalityUnknown, u"nationality_unknown"},
         {MrzProblem::Specimen, u"specimen"},
         {MrzProblem::Sex, u"sex"}}};
};

template <>
struct Codes<BirthKnown> {
    static constexpr std::array<std::pair<BirthKnown, const char16_t *>, 4> kCodes = {
        {{BirthKnown::Full, u"full"},
         {BirthKnown::YearMonth, u"year_month"},
         {BirthKnown::Year, u"year"},
         {BirthKnown::None, u"none"}}};
};

} // namespace desk
