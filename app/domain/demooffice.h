#pragma once

#include "domain/permissions.h"
#include "domain/resident.h"

#include <QDate>
#include <QList>
#include <QString>
#include <QStringList>

namespace desk
{

/// The day around which the demo office's residents were made. Fixed, so that the same seed gives the same
/// people on every machine and every day.
inline constexpr QDate demoDate()
{
    return QDate::fromJulianDay(2461368);
} // 2026-11-23

/// Resident `index` of the demo office `seed`: the same person on any machine, made in constant time. Nobody
/// exists: names, numbers and dates are put together at random from lists, in the proportions of domain.md
/// §3.
///
/// Iqama numbers hold by Luhn and are unique for every index; passport numbers are
/// unique within their issuer up to 20 million
/// residents; mobile numbers have the prefix 52, which no operator has. Residents come in
/// blocks of 20 in which a head of household stands before the family, so the first N residents of a larger
/// office are the office of N.
///
/// The first `demoFixedCount()` residents are the same for every seed; each shows one thing:
/// | index | iqama      | shows |
/// |-------|------------|-------|
/// | 0     | 2345678904 | an ordinary renewal: Adel Samir Mansour Alkhatib, passport expired on 2026-11-09 |
/// | 1–6   | 2890123454 2456789011 2567890120 2678901238 2789012347 2423109871 | names like Adel Samir: final
/// exit done, another word between, a longer second word, tatweel and an expired iqama, another spelling,
/// equal sound | | 7     | 2253647586 | the passport is reported lost | | 8, 9  | 2312098763 2534210980 | a
/// newborn without a passport and her father, with companions on his | | 10, 11 | 2123456788 2100000112 |
/// Rajesh Kumar, two months to expiry; Lakshmi, a given name only | | 12–20 | 21000001xx | deceased ·
/// cancelled · exited and did not return · final exit issued · absent from work · security hold · suspended ·
/// traffic violations · outside the Kingdom | | 21, 22 | 21000002xx | a minor and a dependant son of 22, both
/// of the household of 9 | | 23–26 | 21000002xx | issuer other than nationality · passport valid for years ·
/// expired more than 60 days ago · only the year of birth known | | 27, 28 | 21000002xx | a mother and the
/// child recorded on her passport | | 29–31 | | a domestic worker · transfer pending · a name longer than the
/// 39 places of an MRZ | | 32, 33 | 21000003xx | namesakes born in one year | | 34    | 21000003xx | a
/// booklet whose issuer extends it under the same number |
Resident demoResident(quint64 seed, qint64 index, QDate asOf = demoDate());
int demoFixedCount();

/// A passport issued to `resident` shortly before `today`, as its holder would bring it to the desk: a new
/// number of the issuer's pattern, the issuer's usual validity, and a machine readable zone that holds.
struct DemoRenewal {
    Passport passport;
    QString placeOfIssue;
    QStringList mrz;
};
DemoRenewal demoRenewal(quint64 seed, const Resident &resident, QDate today);

/// A person who can sign in to the demo office. The password is where accounts are made.
struct DemoUser {
    QString userId; ///< UUID without braces, the same everywhere
    QString userName;
    QString displayNameAr;
    QString displayNameEn;
    Roles roles;
};
/// clerk, clerk2, supervisor, supervisor2, auditor, admin.
QList<DemoUser> demoUsers();

} // namespace desk
