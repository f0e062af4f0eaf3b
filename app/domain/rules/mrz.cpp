#include "domain/rules/rule.h"

#include "base/digits.h"
#include "domain/icaoarabic.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

RuleResult complete(const Facts &facts, const RuleSetting &)
{
    if (!facts.mrz)
        return RuleResult::notApplicable();
    return RuleResult::foundIf(!facts.mrzComplete, fields::mrz());
}

RuleResult isPassport(const Facts &facts, const RuleSetting &)
{
    if (!facts.mrz || !facts.mrzComplete)
        return facts.mrz ? RuleResult::notChecked() : RuleResult::notApplicable();
    return RuleResult::foundIf(!facts.passportMrz(), fields::mrz());
}

// Doc 9303-4 §4.4: the second letter of the document code since 2026. `U` is a single sheet of Part 8.
constexpr QStringView kHarmonised = u"PEDORTSLMU";
constexpr QStringView kAlwaysSupervised = u"EULRTSM";
constexpr QStringView kSupervisedOnceHarmonised = u"DO";

/// The second letter of the document code; NUL when there is none.
QChar typeLetter(const MrzDocument &mrz)
{
    return mrz.documentCode.size() > 1 && mrz.documentCode[1] != u'<' ? mrz.documentCode[1] : QChar();
}

/// The MRZ's rules that say nothing without one.
RuleResult withoutMrz(const Facts &facts)
{
    return facts.mrz ? RuleResult::notChecked() : RuleResult::notApplicable();
}

RuleResult typeCodeKnown(const Facts &facts, const RuleSetting &)
{
    const MrzDocument *mrz = facts.passportMrz();
    if (!mrz)
        return withoutMrz(facts);
    const QChar letter = typeLetter(*mrz);
    return RuleResult::foundIf(!letter.isNull() && !kHarmonised.contains(letter), fields::mrz(),
                               {{u"type"_s, mrz->documentCode}});
}

RuleResult typeNeedsNobody(const Facts &facts, const RuleSetting &setting)
{
    const MrzDocument *mrz = facts.passportMrz();
    if (!mrz)
        return withoutMrz(facts);
    const QChar letter = typeLetter(*mrz);
    const bool mayBeOrdinary = kSupervisedOnceHarmonised.contains(letter);
    if (mayBeOrdinary && !facts.issuedOn.isValid())
        return RuleResult::notChecked();
    const bool harmonised = facts.issuedOn.year() >= wholeParameter(setting, u"harmonised_from_year");
    return RuleResult::foundIf(!letter.isNull() &&
                                   (kAlwaysSupervised.contains(letter) || (mayBeOrdinary && harmonised)),
                               fields::mrz(), {{u"type"_s, mrz->documentCode}});
}

RuleResult harmonisedInTime(const Facts &facts, const RuleSetting &setting)
{
    const MrzDocument *mrz = facts.passportMrz();
    if (!mrz)
        return withoutMrz(facts);
    const QChar letter = typeLetter(*mrz);
    if (!letter.isNull() && kHarmonised.contains(letter))
        return RuleResult::passed();
    if (!facts.issuedOn.isValid() && !facts.expiresOn.isValid())
        return RuleResult::notChecked();
    // An invalid date has the year 0.
    return RuleResult::foundIf(facts.issuedOn.year() >= wholeParameter(setting, u"issued_from_year") ||
                                   facts.expiresOn.year() >= wholeParameter(setting, u"expires_from_year"),
                               fields::mrz());
}

RuleResult nameWhole(const Facts &facts, const RuleSetting &)
{
    const MrzDocument *mrz = facts.passportMrz();
    return mrz ? RuleResult::foundIf(mrz->nameTruncated, fields::mrz()) : withoutMrz(facts);
}

RuleResult nameNotTransliterated(const Facts &facts, const RuleSetting &)
{
    const MrzDocument *mrz = facts.passportMrz();
    if (!mrz)
        return withoutMrz(facts);
    // Given names first, as the Arabic name is written.
    const auto arabic = arabicFromIcao(QString(mrz->secondary + u' ' + mrz->primary));
    return RuleResult::foundIf(arabic.has_value(), fields::mrz(),
                               {{u"arabic"_s, arabic.value_or(QString())}});
}

RuleResult sexGiven(const Facts &facts, const RuleSetting &)
{
    const MrzDocument *mrz = facts.passportMrz();
    return mrz ? RuleResult::foundIf(mrz->sex == Sex::Unspecified, fields::mrz()) : withoutMrz(facts);
}

/// A single check digit; `holds` is empty where it could not be computed.
RuleResult checkDigit(const Facts &facts, std::optional<bool> MrzChecks::*digit)
{
    if (!facts.mrz)
        return RuleResult::notApplicable();
    const MrzDocument *mrz = facts.passportMrz();
    if (!mrz || !(mrz->checks.*digit))
        return RuleResult::notChecked();
    return RuleResult::foundIf(!*(mrz->checks.*digit), fields::mrz());
}

RuleResult numberDigit(const Facts &facts, const RuleSetting &)
{
    return checkDigit(facts, &MrzChecks::number);
}

RuleResult birthDateDigit(const Facts &facts, const RuleSetting &)
{
    return checkDigit(facts, &MrzChecks::birthDate);
}

RuleResult expiryDateDigit(const Facts &facts, const RuleSetting &)
{
    return checkDigit(facts, &MrzChecks::expiryDate);
}

RuleResult personalNumberDigit(const Facts &facts, const RuleSetting &)
{
    return checkDigit(facts, &MrzChecks::optional);
}

RuleResult compositeDigit(const Facts &facts, const RuleSetting &)
{
    const MrzDocument *mrz = facts.passportMrz();
    const bool singlesHold = mrz && mrz->checks.number.value_or(false) &&
                             mrz->checks.birthDate.value_or(false) &&
                             mrz->checks.expiryDate.value_or(false) && mrz->checks.optional.value_or(false);
    // A wrong single digit makes the composite wrong too: it says nothing new then.
    if (mrz && !singlesHold && mrz->checks.composite == false)
        return RuleResult::notChecked();
    return checkDigit(facts, &MrzChecks::composite);
}

RuleResult numberAgrees(const Facts &facts, const RuleSetting &)
{
    if (!facts.mrz)
        return RuleResult::notApplicable();
    const MrzDocument *mrz = facts.passportMrz();
    if (!mrz || mrz->number.isEmpty() || facts.content.passport.number.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(
        comparableNumber(facts.content.passport.number) != comparableNumber(mrz->number), fields::number());
}

RuleResult expiryAgrees(const Facts &facts, const RuleSetting &)
{
    if (!facts.mrz)
        return RuleResult::notApplicable();
    const MrzDocument *mrz = facts.passportMrz();
    if (!mrz || !facts.expiresOn.isValid())
        return RuleResult::notChecked();
    // An impossible date in the MRZ is invalid and so agrees with nothing that was typed.
    return RuleResult::foundIf(facts.expiresOn != mrz->expiryDate, fields::expiresOn());
}

RuleResult issuerAgrees(const Facts &facts, const RuleSetting &)
{
    if (!facts.mrz)
        return RuleResult::notApplicable();
    const MrzDocument *mrz = facts.passportMrz();
    if (!mrz || mrz->issuer.isEmpty() || facts.content.passport.issuer.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(comparableState(facts.content.passport.issuer) != comparableState(mrz->issuer),
                               fields::issuer());
}

RuleResult mrzRead(const Facts &facts, const RuleSetting &)
{
    return RuleResult::foundIf(!facts.mrz, fields::mrz());
}

constexpr std::array kRules = {
    Rule{.id = u"MZ-001", .judge = complete},
    Rule{.id = u"MZ-002", .judge = isPassport},
    Rule{.id = u"MZ-003", .judge = typeCodeKnown, .arguments = {u"type"}},
    Rule{.id = u"MZ-004",
         .judge = typeNeedsNobody,
         .parameters = {{{u"harmonised_from_year", 2000, 2100}}},
         .arguments = {u"type"}},
    Rule{.id = u"MZ-005", .judge = numberDigit},
    Rule{.id = u"MZ-006", .judge = birthDateDigit},
    Rule{.id = u"MZ-007", .judge = expiryDateDigit},
    Rule{.id = u"MZ-008", .judge = personalNumberDigit},
    Rule{.id = u"MZ-009", .judge = compositeDigit},
    Rule{.id = u"MZ-010", .judge = numberAgrees},
    Rule{.id = u"MZ-011", .judge = expiryAgrees},
    Rule{.id = u"MZ-012", .judge = issuerAgrees},
    Rule{.id = u"MZ-013", .judge = mrzRead},
    Rule{.id = u"MZ-014",
         .judge = harmonisedInTime,
         .parameters = {{{u"issued_from_year", 2000, 2100}, {u"expires_from_year", 2000, 2100}}}},
    Rule{.id = u"MZ-015", .judge = nameWhole},
    Rule{.id = u"MZ-016", .judge = nameNotTransliterated, .arguments = {u"arabic"}},
    Rule{.id = u"MZ-017", .judge = sexGiven},
};

} // namespace

std::span<const Rule> mrzRules()
{
    return kRules;
}

} // namespace desk
