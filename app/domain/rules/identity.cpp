#include "domain/rules/rule.h"

#include "base/digits.h"
#include "domain/identitynumber.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

bool hasTenDigits(const QString &number)
{
    return number.size() == 10 && isAsciiDigits(number);
}

RuleResult tenDigits(const Facts &facts, const RuleSetting &)
{
    const QString &number = facts.content.iqamaNumber;
    if (number.isEmpty())
        return RuleResult::found(fields::iqamaNumber(), {{kVariantArgument.toString(), u"empty"_s}});
    return RuleResult::foundIf(!hasTenDigits(number), fields::iqamaNumber());
}

RuleResult noNationalId(const Facts &facts, const RuleSetting &)
{
    const QString &number = facts.content.iqamaNumber;
    if (!hasTenDigits(number))
        return RuleResult::notChecked();
    return RuleResult::foundIf(number.startsWith(u'1'), fields::iqamaNumber());
}

RuleResult noBorderNumber(const Facts &facts, const RuleSetting &)
{
    const QString &number = facts.content.iqamaNumber;
    if (!hasTenDigits(number))
        return RuleResult::notChecked();
    return RuleResult::foundIf(number.startsWith(u'3') || number.startsWith(u'4'), fields::iqamaNumber());
}

RuleResult checkDigitHolds(const Facts &facts, const RuleSetting &)
{
    const QString &number = facts.content.iqamaNumber;
    if (!hasTenDigits(number))
        return RuleResult::notChecked();
    const QChar first = number.front();
    if (first == u'3' || first == u'4')
        return RuleResult::notApplicable(); // border numbers have no check digit
    if (first != u'1' && first != u'2')
        return RuleResult::found(fields::iqamaNumber(), {{kVariantArgument.toString(), u"first_digit"_s}});
    return RuleResult::foundIf(!luhnHolds(number), fields::iqamaNumber());
}

RuleResult residentFound(const Facts &facts, const RuleSetting &)
{
    if (facts.resident())
        return RuleResult::passed();
    const IdentityNumber number = parseIdentityNumber(facts.content.iqamaNumber);
    if (!number.valid || number.kind != IdentityKind::Iqama)
        return RuleResult::notChecked();
    return RuleResult::found(fields::iqamaNumber(), {{u"number"_s, number.normalized}});
}

constexpr std::array kRules = {
    Rule{.id = u"ID-001", .about = Rule::About::Person, .judge = tenDigits},
    Rule{.id = u"ID-002", .about = Rule::About::Person, .judge = noNationalId},
    Rule{.id = u"ID-003", .about = Rule::About::Person, .judge = noBorderNumber},
    Rule{.id = u"ID-004", .about = Rule::About::Person, .judge = checkDigitHolds},
    Rule{.id = u"ID-005", .about = Rule::About::Person, .judge = residentFound, .arguments = {u"number"}},
};

} // namespace

std::span<const Rule> identityRules()
{
    return kRules;
}

} // namespace desk
