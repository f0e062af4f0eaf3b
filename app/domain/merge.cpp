#include "domain/merge.h"

#include "base/clock.h"
#include "base/digits.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QString day(QDate date)
{
    return date.toString(Qt::ISODate);
}

ChangedBy changedBy(const std::optional<QString> &base, const QString &ours, const QString &theirs)
{
    if (ours == theirs)
        return base == ours ? ChangedBy::Nobody : ChangedBy::BothAlike;
    if (base == theirs)
        return ChangedBy::Case;
    return base == ours ? ChangedBy::Register : ChangedBy::BothOtherwise;
}

} // namespace

QList<MergedField> compareThreeWays(const std::optional<Passport> &base, const EnteredPassport &ours,
                                    const Passport &theirs)
{
    const auto field = [&](const QString &path, const QString &entered, auto read) {
        const std::optional<QString> before = base ? std::optional(read(*base)) : std::nullopt;
        const QString now = read(theirs);
        return MergedField{path, before.value_or(QString()), entered, now, changedBy(before, entered, now)};
    };
    return {
        field(u"passport.number"_s, comparableNumber(ours.number),
              [](const Passport &passport) { return comparableNumber(passport.number); }),
        field(u"passport.issuer"_s, ours.issuer, [](const Passport &passport) { return passport.issuer; }),
        field(u"passport.issued_on"_s, day(isoDate(ours.issuedOn).value_or(QDate())),
              [](const Passport &passport) { return day(passport.issuedOn); }),
        field(u"passport.expires_on"_s, day(isoDate(ours.expiresOn).value_or(QDate())),
              [](const Passport &passport) { return day(passport.expiresOn); })};
}

bool leavesPassportAlone(const Resident &base, const Resident &theirs)
{
    return base.iqamaNumber == theirs.iqamaNumber && base.passport == theirs.passport;
}

} // namespace desk
