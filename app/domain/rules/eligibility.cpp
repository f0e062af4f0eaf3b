#include "domain/rules/rule.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

RuleResult alive(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(isDeceased(*facts.resident()), fields::iqamaNumber());
}

RuleResult residencyActive(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    const IqamaStatus status = facts.resident()->iqamaStatus;
    return RuleResult::foundIf(status == IqamaStatus::FinalExitDone || status == IqamaStatus::Cancelled ||
                                   status == IqamaStatus::ExitedDidNotReturn,
                               fields::iqamaNumber(), {{u"status"_s, codeOf(status)}});
}

RuleResult noFinalExitVisa(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.resident()->iqamaStatus == IqamaStatus::FinalExitIssued,
                               fields::iqamaNumber());
}

RuleResult notReportedAbsent(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(isAbsentFromWork(*facts.resident()), fields::iqamaNumber());
}

/// Of the resident or a sponsor; what it is about is not for the desk.
RuleResult noSecurityHold(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    const auto held = [](const Resident &person) {
        return person.flags.testFlag(ResidentFlag::SecurityHold);
    };
    const QList<Resident> &sponsors = facts.context.sponsors;
    return RuleResult::foundIf(held(*facts.resident()) ||
                                   facts.resident()->iqamaStatus == IqamaStatus::Suspended ||
                                   std::any_of(sponsors.begin(), sponsors.end(), held),
                               fields::iqamaNumber());
}

RuleResult violationsPaid(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.resident()->flags.testFlag(ResidentFlag::TrafficViolations),
                               fields::iqamaNumber());
}

RuleResult insideKingdom(const Facts &facts, const RuleSetting &)
{
    const Resident *resident = facts.resident();
    if (!resident)
        return RuleResult::notChecked();
    const bool outside = resident->iqamaStatus == IqamaStatus::OutsideOnReentry;
    if (!outside && !resident->insideKingdom)
        return RuleResult::notChecked();
    return RuleResult::foundIf(outside || !*resident->insideKingdom, fields::iqamaNumber());
}

RuleResult firstUpdateInYears(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    const QDate last = facts.context.lastPassportUpdateOn;
    return RuleResult::foundIf(
        isRecentUpdate(last, facts.context.today, facts.secondUpdateYears), fields::iqamaNumber(),
        {{u"updated_on"_s, argumentOf(last)}, {u"years"_s, QString::number(facts.secondUpdateYears)}});
}

/// The least age the resident can have today; nullopt without a birth date.
std::optional<int> leastAge(const Facts &facts)
{
    const PartialDate birth = facts.birthDate();
    return birth.isEmpty() ? std::nullopt : std::optional(leastAgeOn(facts.context.today, birth));
}

RuleResult minorIsAccompanied(const Facts &facts, const RuleSetting &setting)
{
    const auto age = facts.resident() ? leastAge(facts) : std::nullopt;
    if (!age)
        return RuleResult::notChecked();
    return RuleResult::foundIf(*age < wholeParameter(setting, u"age") &&
                                   facts.content.applicant.role != ApplicantRole::HeadOfHousehold,
                               u"applicant"_s, {{u"age"_s, QString::number(*age)}});
}

RuleResult dependantYoung(const Facts &facts, const RuleSetting &setting)
{
    const Resident *resident = facts.resident();
    const auto age = resident ? leastAge(facts) : std::nullopt;
    if (!age)
        return RuleResult::notChecked();
    if (resident->category != ResidentCategory::FamilyDependent || resident->relation != Relation::Son)
        return RuleResult::notApplicable();
    const int transfer = wholeParameter(setting, u"transfer_age");
    return RuleResult::foundIf(*age >= wholeParameter(setting, u"study_age"), fields::iqamaNumber(),
                               {{kVariantArgument.toString(), *age >= transfer ? u"transfer"_s : u"study"_s},
                                {u"age"_s, QString::number(*age)}});
}

RuleResult feeRecorded(const Facts &facts, const RuleSetting &)
{
    return RuleResult::foundIf(!facts.content.feeRecorded, u"fee_recorded"_s);
}

RuleResult iqamaRuns(const Facts &facts, const RuleSetting &)
{
    const Resident *resident = facts.resident();
    if (!resident)
        return RuleResult::notChecked();
    const bool pastDate =
        resident->iqamaExpiresOn.isValid() && resident->iqamaExpiresOn < facts.context.today;
    QMap<QString, QString> arguments;
    if (resident->iqamaExpiresOn.isValid())
        arguments.insert(u"expires_on"_s, resident->iqamaExpiresOn.toString(Qt::ISODate));
    return RuleResult::foundIf(resident->iqamaStatus == IqamaStatus::Expired || pastDate,
                               fields::iqamaNumber(), arguments);
}

constexpr std::array kRules = {
    Rule{.id = u"EL-001", .about = Rule::About::Person, .judge = alive},
    Rule{.id = u"EL-002", .about = Rule::About::Person, .judge = residencyActive, .arguments = {u"status"}},
    Rule{.id = u"EL-003", .about = Rule::About::Person, .judge = noFinalExitVisa},
    Rule{.id = u"EL-004", .about = Rule::About::Person, .judge = notReportedAbsent},
    Rule{.id = u"EL-005", .about = Rule::About::Person, .judge = noSecurityHold},
    Rule{.id = u"EL-006", .about = Rule::About::Person, .judge = violationsPaid},
    Rule{.id = u"EL-007", .about = Rule::About::Person, .judge = insideKingdom},
    Rule{.id = u"EL-008", .about = Rule::About::Person, .judge = iqamaRuns, .arguments = {u"expires_on"}},
    Rule{.id = u"EL-009",
         .about = Rule::About::Person,
         .judge = firstUpdateInYears,
         .arguments = {u"updated_on", u"years"}},
    Rule{.id = u"EL-010",
         .about = Rule::About::Person,
         .judge = minorIsAccompanied,
         .parameters = {{{u"age", 0, 120}}},
         .arguments = {u"age"}},
    Rule{.id = u"EL-011",
         .about = Rule::About::Person,
         .judge = dependantYoung,
         .parameters = {{{u"study_age", 0, 120}, {u"transfer_age", 0, 120}}},
         .arguments = {u"age"}},
    Rule{.id = u"EL-012", .judge = feeRecorded},
};

} // namespace

std::span<const Rule> eligibilityRules()
{
    return kRules;
}

} // namespace desk
