#include "domain/rules/rule.h"

#include "base/digits.h"
#include "domain/issuers.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

RuleResult requiredFields(const Facts &facts, const RuleSetting &)
{
    const EnteredPassport &passport = facts.content.passport;
    const std::array<std::pair<QString, bool>, 6> fields = {{
        {fields::number(), passport.number.isEmpty()},
        {fields::issuer(), passport.issuer.isEmpty()},
        {fields::issuedOn(), passport.issuedOn.isEmpty()},
        {fields::expiresOn(), passport.expiresOn.isEmpty()},
        {u"passport.place_of_issue"_s, passport.placeOfIssue.isEmpty()},
        {u"reason"_s, !facts.content.reason.has_value()},
    }};
    QList<RuleResult::Hit> hits;
    for (const auto &[field, missing] : fields) {
        if (missing)
            hits.append({field, {{u"field"_s, field}}});
    }
    return RuleResult::foundAny(hits);
}

RuleResult numberCharacters(const Facts &facts, const RuleSetting &)
{
    const QString &number = facts.content.passport.number;
    if (number.isEmpty())
        return RuleResult::notChecked();
    const bool plain = std::all_of(number.begin(), number.end(), [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9');
    });
    return RuleResult::foundIf(!plain, fields::number());
}

RuleResult numberLength(const Facts &facts, const RuleSetting &setting)
{
    const qsizetype length = facts.content.passport.number.size();
    if (length == 0)
        return RuleResult::notChecked();
    const int shortest = wholeParameter(setting, u"min_length");
    const int longest = wholeParameter(setting, u"max_length");
    return RuleResult::foundIf(length < shortest || length > longest, fields::number(),
                               {{u"min"_s, QString::number(shortest)}, {u"max"_s, QString::number(longest)}});
}

RuleResult numberAsUsual(const Facts &facts, const RuleSetting &)
{
    const EnteredPassport &passport = facts.content.passport;
    if (passport.number.isEmpty() || passport.issuer.isEmpty())
        return RuleResult::notChecked();
    const QList<QRegularExpression> &usual = facts.usual.numbers;
    if (usual.isEmpty())
        return RuleResult::notApplicable();
    const bool fits = std::any_of(usual.begin(), usual.end(), [&](const QRegularExpression &pattern) {
        return pattern.match(passport.number).hasMatch();
    });
    return RuleResult::foundIf(!fits, fields::number(), {{u"issuer"_s, passport.issuer}});
}

RuleResult issuerKnown(const Facts &facts, const RuleSetting &)
{
    const QString &issuer = facts.content.passport.issuer;
    if (issuer.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(issuerKind(issuer) == IssuerKind::Unknown, fields::issuer());
}

RuleResult issuerStandard(const Facts &facts, const RuleSetting &)
{
    const QString &issuer = facts.content.passport.issuer;
    if (issuer.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(issuerKind(issuer) == IssuerKind::Deprecated, fields::issuer());
}

RuleResult noSpecimen(const Facts &facts, const RuleSetting &)
{
    const QString &issuer = facts.content.passport.issuer;
    const MrzDocument *mrz = facts.passportMrz();
    if (issuer.isEmpty() && !mrz)
        return RuleResult::notChecked();
    if (facts.context.specimenAllowed)
        return RuleResult::passed();
    const auto isSpecimen = [](const QString &code) { return issuerKind(code) == IssuerKind::Specimen; };
    if (isSpecimen(issuer))
        return RuleResult::found(fields::issuer());
    return RuleResult::foundIf(mrz && (isSpecimen(mrz->issuer) || isSpecimen(mrz->nationality)),
                               fields::mrz());
}

bool hasForeignDigit(const QString &text)
{
    return toAsciiDigits(text) != text;
}

bool hasLowerCase(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c >= u'a' && c <= u'z'; });
}

RuleResult nothingConverted(const Facts &facts, const RuleSetting &)
{
    struct Field {
        QString path;
        QString typed;
        QString clean;
    };
    const EnteredPassport &typed = facts.typed.passport;
    const EnteredPassport &clean = facts.content.passport;
    const auto linesOf = [](const CaseContent &content) {
        return content.mrz.value_or(QStringList()).join(u'\n');
    };
    const std::array<Field, 7> all = {{
        {fields::number(), typed.number, clean.number},
        {fields::numberRepeated(), typed.numberRepeated.value_or(QString()),
         clean.numberRepeated.value_or(QString())},
        {fields::issuer(), typed.issuer, clean.issuer},
        {fields::issuedOn(), typed.issuedOn, clean.issuedOn},
        {fields::expiresOn(), typed.expiresOn, clean.expiresOn},
        {fields::mrz(), linesOf(facts.typed), linesOf(facts.content)},
        {fields::iqamaNumber(), facts.typed.iqamaNumber, facts.content.iqamaNumber},
    }};
    QList<RuleResult::Hit> hits;
    for (const Field &field : all) {
        const bool digits = hasForeignDigit(field.typed) && !hasForeignDigit(field.clean);
        const bool letters = hasLowerCase(field.typed) && !hasLowerCase(field.clean);
        if (digits || letters)
            hits.append({field.path, {{u"field"_s, field.path}}});
    }
    return RuleResult::foundAny(hits);
}

RuleResult typedTwice(const Facts &facts, const RuleSetting &)
{
    if (facts.content.mrz)
        return RuleResult::notApplicable();
    if (facts.content.passport.number.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.content.passport.numberRepeated.value_or(QString()).isEmpty(),
                               fields::numberRepeated());
}

RuleResult entriesAgree(const Facts &facts, const RuleSetting &)
{
    const EnteredPassport &passport = facts.content.passport;
    const QString repeated = passport.numberRepeated.value_or(QString());
    if (repeated.isEmpty())
        return facts.content.mrz ? RuleResult::notApplicable() : RuleResult::notChecked();
    if (passport.number.isEmpty())
        return RuleResult::notChecked();
    return RuleResult::foundIf(passport.number != repeated, fields::numberRepeated());
}

constexpr std::array kRules = {
    Rule{.id = u"FM-001", .judge = requiredFields, .arguments = {u"field"}},
    Rule{.id = u"FM-002", .judge = numberCharacters},
    Rule{.id = u"FM-003",
         .judge = numberLength,
         .parameters = {{{u"min_length", 1, 9}, {u"max_length", 1, 9}}},
         .arguments = {u"min", u"max"}},
    Rule{.id = u"FM-004", .judge = numberAsUsual, .arguments = {u"issuer"}},
    Rule{.id = u"FM-005", .judge = issuerKnown},
    Rule{.id = u"FM-006", .judge = noSpecimen},
    Rule{.id = u"FM-007", .judge = issuerStandard},
    Rule{.id = u"FM-008", .judge = nothingConverted, .arguments = {u"field"}},
    Rule{.id = u"FM-009", .judge = typedTwice},
    Rule{.id = u"FM-010", .judge = entriesAgree},
};

} // namespace

std::span<const Rule> formatRules()
{
    return kRules;
}

} // namespace desk
