#include "domain/identitynumber.h"

#include "base/digits.h"

namespace desk
{

namespace
{

constexpr qsizetype kLength = 10;

int luhnSum(QStringView digits)
{
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        int digit = digits[i].unicode() - u'0';
        if (i % 2 == 0) {
            digit *= 2;
            digit = digit > 9 ? digit - 9 : digit;
        }
        sum += digit;
    }
    return sum;
}

IdentityKind kindOf(QChar firstDigit)
{
    switch (firstDigit.unicode()) {
    case u'1':
        return IdentityKind::Citizen;
    case u'2':
        return IdentityKind::Iqama;
    case u'3':
    case u'4':
        return IdentityKind::Border;
    default:
        return IdentityKind::Invalid;
    }
}

} // namespace

IdentityNumber parseIdentityNumber(QStringView input)
{
    IdentityNumber number;
    number.normalized = cleanIdentifier(input);
    if (number.normalized.size() != kLength)
        number.problem = IdentityProblem::Length;
    else if (!isAsciiDigits(number.normalized))
        number.problem = IdentityProblem::Characters;
    if (number.problem)
        return number;

    number.kind = kindOf(number.normalized.front());
    if (number.kind == IdentityKind::Invalid)
        number.problem = IdentityProblem::FirstDigit;
    else if (number.kind != IdentityKind::Border && !luhnHolds(number.normalized))
        number.problem = IdentityProblem::CheckDigit;
    number.valid = !number.problem;
    return number;
}

bool luhnHolds(QStringView digits)
{
    return isAsciiDigits(digits) && luhnSum(digits) % 10 == 0;
}

QChar luhnDigit(QStringView nineDigits)
{
    return QChar(u'0' + (10 - luhnSum(nineDigits) % 10) % 10);
}

} // namespace desk
