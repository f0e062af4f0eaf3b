#pragma once

#include "domain/casecontent.h"
#include "domain/mrz.h"
#include "text/catalogue.h"
#include "ui/widgets/changetable.h"

#include <QDate>

namespace desk
{

/// What a case changes and what it leaves, in the order of the passport page. `zone` is what was read;
/// without a format nothing was.
QList<ChangeRow> caseChanges(const CaseContent &content, const Passport &recorded, const Resident &resident,
                             const MrzDocument &zone, const Catalogue &catalogue, Language language);

/// The name of an issuing State or nationality; the code when it is unknown.
QString countryName(const QString &code, Language language);

/// Who came for the holder, in a line: role, then name and number.
QString applicantLine(const Applicant &applicant, const Catalogue &catalogue, Language language);

/// How long ago, in a few words; the exact time belongs beside it.
QString ageWords(const QDateTime &since, const QDateTime &now);

} // namespace desk
