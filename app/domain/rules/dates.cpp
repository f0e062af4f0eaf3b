#include "domain/rules/rule.h"

#include "domain/partialdate.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

RuleResult realDates(const Facts &facts, const RuleSetting &)
{
    const EnteredPassport &passport = facts.content.passport;
    if (passport.issuedOn.isEmpty() && passport.expiresOn.isEmpty())
        return RuleResult::notChecked();
    QList<RuleResult::Hit> hits;
    const auto look = [&](const QString &field, const QString &text) {
        if (!text.isEmpty() && !isoDate(text))
            hits.append({field, {{u"field"_s, field}}});
    };
    look(fields::issuedOn(), passport.issuedOn);
    look(fields::expiresOn(), passport.expiresOn);
    look(u"applicant.authorisation_expires_on"_s, facts.content.applicant.authorisationExpiresOn);
    return RuleResult::foundAny(hits);
}

RuleResult issuedAlready(const Facts &facts, const RuleSetting &)
{
    if (!facts.issuedOn.isValid())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.issuedOn > facts.context.today, fields::issuedOn(),
                               {{u"issued_on"_s, argumentOf(facts.issuedOn)}});
}

RuleResult notExpired(const Facts &facts, const RuleSetting &)
{
    if (!facts.expiresOn.isValid())
        return RuleResult::notChecked();
    // A correction may have to put back a passport that has expired meanwhile.
    const QString variant = facts.caseType == CaseType::Correction ? u"correction"_s : u"update"_s;
    return RuleResult::foundIf(facts.expiresOn < facts.context.today, fields::expiresOn(),
                               {{kVariantArgument.toString(), variant},
                                {u"expires_on"_s, argumentOf(facts.expiresOn)}});
}

RuleResult expiryAfterIssue(const Facts &facts, const RuleSetting &)
{
    if (!facts.issuedOn.isValid() || !facts.expiresOn.isValid())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.expiresOn <= facts.issuedOn, fields::expiresOn(),
                               {{u"issued_on"_s, argumentOf(facts.issuedOn)}});
}

RuleResult enoughValidity(const Facts &facts, const RuleSetting &setting)
{
    if (!facts.expiresOn.isValid())
        return RuleResult::notChecked();
    const int months = wholeParameter(setting, u"months");
    return RuleResult::foundIf(
        facts.expiresOn < facts.context.today.addMonths(months), fields::expiresOn(),
        {{u"months"_s, QString::number(months)}, {u"expires_on"_s, argumentOf(facts.expiresOn)}});
}

RuleResult enoughForVisas(const Facts &facts, const RuleSetting &setting)
{
    if (!facts.expiresOn.isValid())
        return RuleResult::notChecked();
    const qint64 remaining = facts.context.today.daysTo(facts.expiresOn);
    const int reentry = wholeParameter(setting, u"reentry_days");
    const int finalExit = wholeParameter(setting, u"final_exit_days");
    const bool neither = remaining < finalExit;
    return RuleResult::foundIf(neither || remaining < reentry, fields::expiresOn(),
                               {{kVariantArgument.toString(), neither ? u"neither"_s : u"reentry"_s},
                                {u"reentry_days"_s, QString::number(reentry)},
                                {u"final_exit_days"_s, QString::number(finalExit)},
                                {u"expires_on"_s, argumentOf(facts.expiresOn)}});
}

bool isPeriodKnown(const Facts &facts)
{
    return facts.issuedOn.isValid() && facts.expiresOn > facts.issuedOn;
}

/// Some States print the day before the anniversary, others the same day (domain.md §3.2).
bool isUsualPeriod(const IssuerFormat &usual, QDate issuedOn, QDate expiresOn)
{
    return std::any_of(usual.years.begin(), usual.years.end(), [&](int years) {
        const QDate anniversary = issuedOn.addYears(years);
        return expiresOn == anniversary || expiresOn == anniversary.addDays(-1);
    });
}

bool isTooLong(const Facts &facts)
{
    return facts.expiresOn > facts.issuedOn.addMonths(facts.usual.mostMonths);
}

QMap<QString, QString> period(const Facts &facts)
{
    return {{u"issued_on"_s, argumentOf(facts.issuedOn)}, {u"expires_on"_s, argumentOf(facts.expiresOn)}};
}

RuleResult periodAllowed(const Facts &facts, const RuleSetting &)
{
    if (!isPeriodKnown(facts))
        return RuleResult::notChecked();
    return RuleResult::foundIf(isTooLong(facts), fields::expiresOn(), period(facts));
}

RuleResult periodUsual(const Facts &facts, const RuleSetting &)
{
    if (!isPeriodKnown(facts))
        return RuleResult::notChecked();
    if (isTooLong(facts)) // DT-007 says more
        return RuleResult::notApplicable();
    return RuleResult::foundIf(!isUsualPeriod(facts.usual, facts.issuedOn, facts.expiresOn),
                               fields::expiresOn(), period(facts));
}

RuleResult periodFitsAge(const Facts &facts, const RuleSetting &)
{
    const PartialDate birth = facts.birthDate();
    if (!isPeriodKnown(facts) || birth.isEmpty())
        return RuleResult::notChecked();
    const bool surelyMinor = facts.issuedOn < birth.earliest().addYears(facts.usual.minorUntil);
    if (!surelyMinor)
        return RuleResult::notApplicable();
    return RuleResult::foundIf(facts.expiresOn > facts.issuedOn.addYears(facts.usual.minorYears),
                               fields::expiresOn(),
                               {{u"birth_date"_s, birth.toIso()},
                                {u"years"_s, QString::number(facts.usual.minorYears)},
                                {u"expires_on"_s, argumentOf(facts.expiresOn)}});
}

/// Day and month changed places; invalid where that is no other date.
QDate swapped(QDate date)
{
    return date.day() == date.month() ? QDate() : QDate(date.year(), date.day(), date.month());
}

RuleResult dayAndMonthInPlace(const Facts &facts, const RuleSetting &)
{
    if (!isPeriodKnown(facts))
        return RuleResult::notChecked();
    if (isUsualPeriod(facts.usual, facts.issuedOn, facts.expiresOn))
        return RuleResult::passed();
    const QDate issued = swapped(facts.issuedOn);
    if (issued.isValid() && isUsualPeriod(facts.usual, issued, facts.expiresOn))
        return RuleResult::found(fields::issuedOn(), {{u"instead"_s, argumentOf(issued)}});
    const QDate expires = swapped(facts.expiresOn);
    return RuleResult::foundIf(expires.isValid() && isUsualPeriod(facts.usual, facts.issuedOn, expires),
                               fields::expiresOn(), {{u"instead"_s, argumentOf(expires)}});
}

RuleResult issuedAfterBirth(const Facts &facts, const RuleSetting &)
{
    const PartialDate birth = facts.birthDate();
    if (!facts.issuedOn.isValid() || birth.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.issuedOn < birth.earliest(), fields::issuedOn(),
                               {{u"birth_date"_s, birth.toIso()}});
}

RuleResult newerThanRecorded(const Facts &facts, const RuleSetting &)
{
    const Passport *recorded = facts.recorded();
    if (!recorded || !recorded->issuedOn.isValid())
        return facts.resident() ? RuleResult::notApplicable() : RuleResult::notChecked();
    if (!facts.issuedOn.isValid())
        return RuleResult::notChecked();
    // An extension is written into the same booklet, so it keeps the booklet's issue date.
    const bool older = facts.caseType == CaseType::Extension ? facts.issuedOn < recorded->issuedOn
                                                             : facts.issuedOn <= recorded->issuedOn;
    return RuleResult::foundIf(older, fields::issuedOn(),
                               {{u"recorded_on"_s, argumentOf(recorded->issuedOn)}});
}

RuleResult updatedInTime(const Facts &facts, const RuleSetting &setting)
{
    const QDate today = facts.context.today;
    const QDate recordedUntil = facts.recorded() ? facts.recorded()->expiresOn : QDate();
    const bool longExpired = recordedUntil.isValid() &&
                             recordedUntil.daysTo(today) > wholeParameter(setting, u"days_after_expiry");
    if (!facts.issuedOn.isValid() && !longExpired)
        return RuleResult::notChecked();
    const bool longIssued = facts.issuedOn.isValid() &&
                            facts.issuedOn < today.addMonths(-wholeParameter(setting, u"months_after_issue"));
    return RuleResult::foundIf(
        longExpired || longIssued, fields::issuedOn(),
        {{u"issued_on"_s, argumentOf(facts.issuedOn)}, {u"recorded_on"_s, argumentOf(recordedUntil)}});
}

RuleResult expiresLaterThanRecorded(const Facts &facts, const RuleSetting &)
{
    const Passport *recorded = facts.recorded();
    if (!recorded || !recorded->expiresOn.isValid())
        return facts.resident() ? RuleResult::notApplicable() : RuleResult::notChecked();
    if (!facts.expiresOn.isValid())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.expiresOn <= recorded->expiresOn, fields::expiresOn(),
                               {{u"recorded_on"_s, argumentOf(recorded->expiresOn)}});
}

RuleResult recordedAlmostOver(const Facts &facts, const RuleSetting &setting)
{
    const Passport *recorded = facts.recorded();
    if (!recorded || !recorded->expiresOn.isValid())
        return facts.resident() ? RuleResult::notApplicable() : RuleResult::notChecked();
    const int months = wholeParameter(setting, u"months");
    return RuleResult::foundIf(
        recorded->expiresOn > facts.context.today.addMonths(months), u"reason"_s,
        {{u"months"_s, QString::number(months)}, {u"recorded_on"_s, argumentOf(recorded->expiresOn)}});
}

constexpr std::array kRules = {
    Rule{.id = u"DT-001", .judge = realDates, .arguments = {u"field"}},
    Rule{.id = u"DT-002", .judge = issuedAlready, .arguments = {u"issued_on"}},
    Rule{.id = u"DT-003", .judge = notExpired, .arguments = {u"expires_on"}},
    Rule{.id = u"DT-004", .judge = expiryAfterIssue, .arguments = {u"issued_on"}},
    Rule{.id = u"DT-005",
         .judge = enoughValidity,
         .parameters = {{{u"months", 0, 120}}},
         .arguments = {u"months", u"expires_on"}},
    Rule{.id = u"DT-006",
         .judge = enoughForVisas,
         .parameters = {{{u"reentry_days", 0, 3650}, {u"final_exit_days", 0, 3650}}},
         .arguments = {u"reentry_days", u"final_exit_days", u"expires_on"}},
    Rule{.id = u"DT-007", .judge = periodAllowed, .arguments = {u"issued_on", u"expires_on"}},
    Rule{.id = u"DT-008", .judge = periodUsual, .arguments = {u"issued_on", u"expires_on"}},
    Rule{.id = u"DT-009", .judge = periodFitsAge, .arguments = {u"birth_date", u"years", u"expires_on"}},
    Rule{.id = u"DT-010", .judge = issuedAfterBirth, .arguments = {u"birth_date"}},
    Rule{.id = u"DT-011", .judge = newerThanRecorded, .arguments = {u"recorded_on"}},
    Rule{.id = u"DT-012",
         .judge = updatedInTime,
         .parameters = {{{u"months_after_issue", 0, 120}, {u"days_after_expiry", 0, 3650}}},
         .arguments = {u"issued_on", u"recorded_on"}},
    Rule{.id = u"DT-013", .judge = expiresLaterThanRecorded, .arguments = {u"recorded_on"}},
    Rule{.id = u"DT-014",
         .judge = recordedAlmostOver,
         .parameters = {{{u"months", 0, 120}}},
         .arguments = {u"months", u"recorded_on"}},
    Rule{.id = u"DT-015", .judge = dayAndMonthInPlace, .arguments = {u"instead"}},
};

} // namespace

std::span<const Rule> dateRules()
{
    return kRules;
}

} // namespace desk
