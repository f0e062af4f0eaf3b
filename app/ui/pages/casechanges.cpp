#include "ui/pages/casechanges.h"

#include "base/bidi.h"
#include "domain/issuers.h"
#include "text/dates.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

struct Words {
    Q_DECLARE_TR_FUNCTIONS(CaseChanges)
};

void setZone(ChangeRow &row, const QString &text, std::optional<bool> check)
{
    row.zone = text;
    if (!check) {
        row.zoneKind = StatusKind::None;
        row.zoneWord = Words::tr("Not in it");
    } else if (*check) {
        row.zoneKind = StatusKind::Ok;
        row.zoneWord = Words::tr("Check digit agrees");
    } else {
        row.zoneKind = StatusKind::Err;
        row.zoneWord = Words::tr("Check digit fails");
    }
}

} // namespace

QString countryName(const QString &code, Language language)
{
    const Issuer *issuer = findIssuer(code);
    return issuer ? QString::fromUtf16(language == Language::Arabic ? issuer->nameAr : issuer->nameEn) : code;
}

QList<ChangeRow> caseChanges(const CaseContent &content, const Passport &recorded, const Resident &resident,
                             const MrzDocument &zone, const Catalogue &catalogue, Language language)
{
    const QString comma = language == Language::Arabic ? u"، "_s : u", "_s;
    const bool read = zone.format.has_value();
    QList<ChangeRow> rows;

    ChangeRow number;
    number.path = u"passport.number"_s;
    number.before = recorded.number;
    number.after = content.passport.number;
    number.identifier = true;
    setZone(number, read ? zone.number : QString(), read ? zone.checks.number : std::nullopt);
    rows += number;

    ChangeRow issuer;
    issuer.path = u"passport.issuer"_s;
    issuer.before = recorded.issuer.isEmpty() ? QString() : countryName(recorded.issuer, language);
    issuer.after = countryName(content.passport.issuer, language);
    setZone(issuer, read ? zone.issuer : QString(), std::nullopt);
    if (read) {
        const bool same = zone.issuer == content.passport.issuer;
        issuer.zoneKind = same ? StatusKind::Ok : StatusKind::Err;
        issuer.zoneWord = same ? Words::tr("Agrees") : Words::tr("Differs");
    }
    rows += issuer;

    const auto dateRow = [&](const QString &path, QDate before, const QString &after) {
        ChangeRow row;
        row.path = path;
        row.before = displayDate(before);
        row.beforeNote = longDate(before, language);
        const auto day = isoDate(after);
        row.after = day ? displayDate(*day) : after;
        row.afterNote = day ? longDate(*day, language) + comma + hijriDate(*day, language) : QString();
        row.identifier = true;
        return row;
    };
    ChangeRow issued = dateRow(u"passport.issued_on"_s, recorded.issuedOn, content.passport.issuedOn);
    setZone(issued, {}, std::nullopt);
    rows += issued;
    ChangeRow expires = dateRow(u"passport.expires_on"_s, recorded.expiresOn, content.passport.expiresOn);
    setZone(expires, read ? zone.expiryDate.toString(u"yyMMdd") : QString(),
            read ? zone.checks.expiryDate : std::nullopt);
    rows += expires;

    ChangeRow place;
    place.path = u"passport.place_of_issue"_s;
    place.after = content.passport.placeOfIssue;
    place.before = content.passport.placeOfIssue; // the record does not keep it
    setZone(place, {}, std::nullopt);
    rows += place;

    for (ChangeRow &row : rows) {
        row.label = catalogue.fieldName(row.path, language);
        row.changed = row.before != row.after;
        const auto origin = content.provenance.constFind(row.path);
        if (origin != content.provenance.constEnd())
            row.origin = catalogue.word(origin->source, language) + comma + isolate(displayTime(origin->at));
    }

    ChangeRow name;
    name.label = catalogue.fieldName(u"name_en"_s, language);
    name.labelNote = Words::tr("To compare only; the record keeps its own");
    name.before = resident.nameEn.toUpper();
    name.after = read ? QStringList{zone.secondary, zone.primary}.join(u' ').simplified() : name.before;
    name.identifier = true;
    name.changed = name.before != name.after;
    name.zoneKind = !read ? StatusKind::None : name.changed ? StatusKind::Warn : StatusKind::Ok;
    name.zoneWord = !read          ? Words::tr("Not read")
                    : name.changed ? Words::tr("Spelled differently")
                                   : Words::tr("Agrees");
    rows += name;

    const auto person = [&](const PartialDate &birth, const std::optional<Sex> &sex) {
        QStringList parts;
        if (!birth.isEmpty())
            parts +=
                isolate(birth.isFull() ? displayDate(birth.earliest()) : birth.toIso().replace(u'-', u'/'));
        if (sex)
            parts += catalogue.word(*sex, language);
        return parts.join(comma);
    };
    ChangeRow birth;
    birth.label = Words::tr("Birth and sex");
    birth.before = person(resident.birthDate, resident.sex);
    birth.after = read ? person(zone.birthDate, zone.sex) : birth.before;
    birth.changed = birth.before != birth.after;
    setZone(birth, {}, read ? zone.checks.birthDate : std::nullopt);
    rows += birth;
    return rows;
}

QString applicantLine(const Applicant &applicant, const Catalogue &catalogue, Language language)
{
    QStringList parts;
    if (applicant.role)
        parts += catalogue.word(*applicant.role, language);
    if (!applicant.name.isEmpty())
        parts += isolateAuto(applicant.name);
    if (!applicant.id.isEmpty())
        parts += isolate(applicant.id);
    return parts.join(language == Language::Arabic ? u"، "_s : u", "_s);
}

QString ageWords(const QDateTime &since, const QDateTime &now)
{
    const qint64 minutes = std::max<qint64>(0, since.secsTo(now) / 60);
    if (minutes < 60)
        return Words::tr("%n minutes", nullptr, int(minutes));
    if (minutes < 48 * 60)
        return Words::tr("%n hours", nullptr, int(minutes / 60));
    return Words::tr("%n days", nullptr, int(minutes / 60 / 24));
}

} // namespace desk
