#include "domain/rules/rule.h"

#include "base/digits.h"

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
    Rule{.id = u"MZ-001", .judge = complete},        Rule{.id = u"MZ-002", .judge = isPassport},
    Rule{.id = u"MZ-005", .judge = numberDigit},     Rule{.id = u"MZ-006", .judge = birthDateDigit},
    Rule{.id = u"MZ-007", .judge = expiryDateDigit}, Rule{.id = u"MZ-008", .judge = personalNumberDigit},
    Rule{.id = u"MZ-009", .judge = compositeDigit},  Rule{.id = u"MZ-010", .judge = numberAgrees},
    Rule{.id = u"MZ-011", .judge = expiryAgrees},    Rule{.id = u"MZ-012", .judge = issuerAgrees},
    Rule{.id = u"MZ-013", .judge = mrzRead},
};

} // namespace

std::span<const Rule> mrzRules()
{
    return kRules;
}

} // namespace desk
