#include "domain/rules/rule.h"

#include "base/digits.h"
#include "domain/personname.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// Whether the typed passport is the recorded one by issuer and number; nullopt while one of them is missing.
std::optional<bool> isRecordedNumber(const EnteredPassport &typed, const Passport &recorded)
{
    if (typed.number.isEmpty() || typed.issuer.isEmpty())
        return std::nullopt;
    return comparableNumber(typed.number) == comparableNumber(recorded.number) &&
           comparableState(typed.issuer) == comparableState(recorded.issuer);
}

RuleResult somethingChanges(const Facts &facts, const RuleSetting &)
{
    const Passport *recorded = facts.recorded();
    if (!recorded)
        return facts.resident() ? RuleResult::notApplicable() : RuleResult::notChecked();
    const auto sameNumber = isRecordedNumber(facts.content.passport, *recorded);
    if (sameNumber == false)
        return RuleResult::passed();
    if (!sameNumber || !facts.issuedOn.isValid() || !facts.expiresOn.isValid())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.issuedOn == recorded->issuedOn && facts.expiresOn == recorded->expiresOn,
                               fields::number());
}

RuleResult noExtension(const Facts &facts, const RuleSetting &)
{
    const Passport *recorded = facts.recorded();
    if (!recorded)
        return facts.resident() ? RuleResult::notApplicable() : RuleResult::notChecked();
    const auto sameNumber = isRecordedNumber(facts.content.passport, *recorded);
    if (sameNumber == false)
        return RuleResult::passed();
    if (!sameNumber || !facts.expiresOn.isValid() || !recorded->expiresOn.isValid())
        return RuleResult::notChecked();
    // A correction puts a wrongly recorded expiry right; there is no extension page to attach.
    const QString variant = facts.caseType == CaseType::Correction ? u"correction"_s : u"extension"_s;
    return RuleResult::foundIf(facts.expiresOn > recorded->expiresOn, fields::number(),
                               {{kVariantArgument.toString(), variant},
                                {u"recorded_on"_s, argumentOf(recorded->expiresOn)},
                                {u"expires_on"_s, argumentOf(facts.expiresOn)}});
}

RuleResult neverRecordedBefore(const Facts &facts, const RuleSetting &)
{
    const EnteredPassport &typed = facts.content.passport;
    if (!facts.resident() || typed.number.isEmpty() || typed.issuer.isEmpty())
        return RuleResult::notChecked();
    const QList<PassportRecord> &history = facts.context.history;
    const auto earlier = std::find_if(history.begin(), history.end(), [&](const PassportRecord &record) {
        return record.state != PassportState::Active && isRecordedNumber(typed, record.passport) == true;
    });
    if (earlier == history.end())
        return RuleResult::passed();
    // A correction puts back the passport that a wrong update took the place of.
    const QString variant = facts.caseType == CaseType::Correction ? u"correction"_s : u"older"_s;
    return RuleResult::found(fields::number(), {{kVariantArgument.toString(), variant},
                                                {u"expired_on"_s, argumentOf(earlier->passport.expiresOn)}});
}

RuleResult notListed(const Facts &facts, const RuleSetting &)
{
    if (facts.content.passport.number.isEmpty() || facts.content.passport.issuer.isEmpty())
        return RuleResult::notChecked();
    const auto listed = facts.context.listedAs;
    return RuleResult::foundIf(listed.has_value(), fields::number(),
                               {{u"state"_s, listed ? codeOf(*listed) : QString()}});
}

RuleResult issuedByOwnState(const Facts &facts, const RuleSetting &)
{
    const Resident *resident = facts.resident();
    const QString &issuer = facts.content.passport.issuer;
    if (!resident || resident->nationality.isEmpty() || issuer.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(comparableState(issuer) != comparableState(resident->nationality),
                               fields::issuer(),
                               {{u"issuer"_s, issuer}, {u"nationality"_s, resident->nationality}});
}

/// Whether another resident holds this passport, inside the household or outside of it.
RuleResult heldByAnother(const Facts &facts, bool insideHousehold)
{
    const EnteredPassport &typed = facts.content.passport;
    const Resident *resident = facts.resident();
    if (!resident || typed.number.isEmpty() || typed.issuer.isEmpty())
        return RuleResult::notChecked();
    const QList<Resident> &holders = facts.context.holders;
    const bool held = std::any_of(holders.begin(), holders.end(), [&](const Resident &holder) {
        return holder.iqamaNumber != resident->iqamaNumber &&
               isRecordedNumber(typed, holder.passport) == true &&
               sameHousehold(holder, *resident) == insideHousehold;
    });
    return RuleResult::foundIf(held, fields::number());
}

RuleResult notHeldOutside(const Facts &facts, const RuleSetting &)
{
    return heldByAnother(facts, false);
}

RuleResult notHeldInHousehold(const Facts &facts, const RuleSetting &)
{
    return heldByAnother(facts, true);
}

RuleResult birthDateAgrees(const Facts &facts, const RuleSetting &)
{
    const Resident *resident = facts.resident();
    const MrzDocument *mrz = facts.passportMrz();
    if (!resident || !mrz || resident->birthDate.isEmpty())
        return RuleResult::notChecked();
    if (mrz->has(MrzProblem::BirthDate)) // an impossible date cannot be the recorded one
        return RuleResult::found(fields::mrz());
    if (mrz->birthDate.isEmpty())
        return RuleResult::notChecked();
    // The record wins over our reading of the century for people over 100 (domain.md §1.1).
    PartialDate read = mrz->birthDate;
    const PartialDate &known = resident->birthDate;
    if (known.year < read.year && (read.year - known.year) % 100 == 0)
        read.year = known.year;
    return RuleResult::foundIf(!read.agreesWith(known), fields::mrz(),
                               {{u"recorded"_s, known.toIso()}, {u"read"_s, mrz->birthDate.toIso()}});
}

RuleResult sexAgrees(const Facts &facts, const RuleSetting &)
{
    const Resident *resident = facts.resident();
    const MrzDocument *mrz = facts.passportMrz();
    const auto isKnown = [](const std::optional<Sex> &sex) { return sex && *sex != Sex::Unspecified; };
    if (!resident || !mrz || !isKnown(mrz->sex) || !isKnown(resident->sex))
        return RuleResult::notChecked();
    return RuleResult::foundIf(mrz->sex != resident->sex, fields::mrz(),
                               {{u"recorded"_s, codeOf(*resident->sex)}, {u"read"_s, codeOf(*mrz->sex)}});
}

RuleResult nationalityAgrees(const Facts &facts, const RuleSetting &)
{
    const Resident *resident = facts.resident();
    const MrzDocument *mrz = facts.passportMrz();
    if (!resident || !mrz || mrz->nationality.isEmpty() || resident->nationality.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(comparableState(mrz->nationality) != comparableState(resident->nationality),
                               fields::mrz(),
                               {{u"recorded"_s, resident->nationality}, {u"read"_s, mrz->nationality}});
}

/// The recorded name, the one read, and how they differ: a line each, "spelling محمد / MUHAMMAD".
QMap<QString, QString> argumentsOf(const NameComparison &names)
{
    constexpr qsizetype kMost = 3;
    QStringList lines;
    const QList<NameDifference> all =
        nameDifferences(prepareName(names.recorded), prepareName(names.compared), names.truncated);
    for (const NameDifference &difference : all.first(std::min(all.size(), kMost))) {
        QStringList sides{difference.a, difference.b};
        sides.removeAll(QString());
        lines += codeOf(difference.kind) + u' ' + sides.join(" / "_L1);
    }
    return {{u"recorded"_s, names.recorded}, {u"read"_s, names.read}, {u"differences"_s, lines.join(u'\n')}};
}

RuleResult nameMatches(const Facts &facts, const RuleSetting &setting)
{
    if (!facts.names)
        return RuleResult::notChecked();
    const bool another = facts.names->score < setting.parameters.value(u"least").toDouble();
    return another ? RuleResult::found(fields::mrz(), argumentsOf(*facts.names)) : RuleResult::passed();
}

RuleResult sameSpellingOfName(const Facts &facts, const RuleSetting &setting)
{
    if (!facts.names)
        return RuleResult::notChecked();
    const NameComparison &names = *facts.names;
    if (names.sameSpelling)
        return RuleResult::passed();
    if (names.score < setting.parameters.value(u"least").toDouble())
        return RuleResult::notApplicable(); // another name, not another spelling: RC-011
    // A record with an Arabic name only has no Latin spelling that could differ.
    const bool differs = names.sameScript || names.score < setting.parameters.value(u"same").toDouble();
    return differs ? RuleResult::found(fields::mrz(), argumentsOf(names)) : RuleResult::passed();
}

RuleResult samePersonalNumber(const Facts &facts, const RuleSetting &)
{
    const MrzDocument *mrz = facts.passportMrz();
    const QString read = mrz ? personalNumber(*mrz) : QString();
    if (!facts.resident() || read.isEmpty())
        return RuleResult::notChecked();
    const QList<PassportRecord> &history = facts.context.history;
    const auto previous = std::find_if(history.begin(), history.end(), [&](const PassportRecord &record) {
        return !record.personalNumber.isEmpty() &&
               comparableState(record.passport.issuer) == comparableState(mrz->issuer);
    });
    if (previous == history.end())
        return RuleResult::notChecked();
    return RuleResult::foundIf(previous->personalNumber != read, fields::mrz(),
                               {{u"recorded"_s, previous->personalNumber}, {u"read"_s, read}});
}

RuleResult oneActivePassport(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    QSet<QString> active;
    for (const PassportRecord &record : facts.context.history) {
        if (record.state == PassportState::Active)
            active +=
                comparableState(record.passport.issuer) + u'/' + comparableNumber(record.passport.number);
    }
    return RuleResult::foundIf(active.size() > 1, fields::iqamaNumber(),
                               {{u"count"_s, QString::number(active.size())}});
}

RuleResult registerFresh(const Facts &facts, const RuleSetting &setting)
{
    const QDate heard = facts.context.registerHeardOn;
    if (!heard.isValid())
        return RuleResult::notApplicable();
    if (!facts.resident())
        return RuleResult::notChecked();
    const int days = wholeParameter(setting, u"days");
    return RuleResult::foundIf(heard.addDays(days) < facts.context.today, fields::iqamaNumber(),
                               {{u"heard_on"_s, argumentOf(heard)}, {u"days"_s, QString::number(days)}});
}

RuleResult noOpenCase(const Facts &facts, const RuleSetting &)
{
    if (facts.context.openCase)
        return RuleResult::found(fields::iqamaNumber(), {{u"reference"_s, *facts.context.openCase}});
    return facts.resident() ? RuleResult::passed() : RuleResult::notChecked();
}

constexpr std::array kRules = {
    Rule{.id = u"RC-001", .judge = somethingChanges},
    Rule{.id = u"RC-002", .judge = noExtension, .arguments = {u"recorded_on", u"expires_on"}},
    Rule{.id = u"RC-003", .judge = neverRecordedBefore, .arguments = {u"expired_on"}},
    Rule{.id = u"RC-004", .judge = notHeldOutside},
    Rule{.id = u"RC-005", .judge = notHeldInHousehold},
    Rule{.id = u"RC-006", .judge = notListed, .arguments = {u"state"}},
    Rule{.id = u"RC-007", .judge = birthDateAgrees, .arguments = {u"recorded", u"read"}},
    Rule{.id = u"RC-008", .judge = sexAgrees, .arguments = {u"recorded", u"read"}},
    Rule{.id = u"RC-009", .judge = nationalityAgrees, .arguments = {u"recorded", u"read"}},
    Rule{.id = u"RC-010", .judge = issuedByOwnState, .arguments = {u"issuer", u"nationality"}},
    Rule{.id = u"RC-011",
         .judge = nameMatches,
         .parameters = {{{u"least", 0, 1, false}}},
         .arguments = {u"recorded", u"read", u"differences"}},
    Rule{.id = u"RC-012",
         .judge = sameSpellingOfName,
         .parameters = {{{u"least", 0, 1, false}, {u"same", 0, 1, false}}},
         .arguments = {u"recorded", u"read", u"differences"}},
    Rule{.id = u"RC-013", .judge = samePersonalNumber, .arguments = {u"recorded", u"read"}},
    Rule{.id = u"RC-014", .about = Rule::About::Person, .judge = noOpenCase, .arguments = {u"reference"}},
    Rule{.id = u"RC-015", .judge = oneActivePassport, .arguments = {u"count"}},
    Rule{.id = u"RC-016",
         .about = Rule::About::Person,
         .judge = registerFresh,
         .parameters = {{{u"days", 1, 365}}},
         .arguments = {u"heard_on", u"days"}},
};

} // namespace

std::span<const Rule> recordRules()
{
    return kRules;
}

} // namespace desk
