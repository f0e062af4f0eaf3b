#include "domain/provenance.h"

using namespace Qt::StringLiterals;

namespace desk
{

QMap<QString, QString> fieldValues(const CaseContent &content)
{
    const EnteredPassport &passport = content.passport;
    const Applicant &applicant = content.applicant;
    return {{u"reason"_s, content.reason ? codeOf(*content.reason) : QString()},
            {u"passport.number"_s, passport.number},
            {u"passport.issuer"_s, passport.issuer},
            {u"passport.issued_on"_s, passport.issuedOn},
            {u"passport.expires_on"_s, passport.expiresOn},
            {u"passport.place_of_issue"_s, passport.placeOfIssue},
            {u"mrz"_s, content.mrz.value_or(QStringList()).join(u'\n')},
            {u"applicant.role"_s, applicant.role ? codeOf(*applicant.role) : QString()},
            {u"applicant.id"_s, applicant.id},
            {u"applicant.name"_s, applicant.name},
            {u"applicant.authorisation_expires_on"_s, applicant.authorisationExpiresOn},
            {u"loss_report"_s, content.lossReport},
            {u"corrects"_s, content.corrects}};
}

void stampProvenance(CaseContent &content, const CaseContent &before,
                     const QMap<QString, FieldSource> &sources, const QString &userId, const QDateTime &at)
{
    const QMap<QString, QString> now = fieldValues(content);
    const QMap<QString, QString> earlier = fieldValues(before);
    content.provenance.clear();
    for (auto field = now.begin(); field != now.end(); ++field) {
        if (field->isEmpty())
            continue;
        const auto known = before.provenance.constFind(field.key());
        const bool sameValue = known != before.provenance.constEnd() && earlier.value(field.key()) == *field;
        const FieldSource source = sources.value(field.key(), sameValue ? known->source : FieldSource::Typed);
        content.provenance.insert(
            field.key(), sameValue && known->source == source ? *known : Provenance{source, userId, at});
    }
}

} // namespace desk
