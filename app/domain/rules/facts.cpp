#include "domain/rules/rule.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "domain/icaoarabic.h"
#include "domain/partialdate.h"
#include "domain/personname.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QString cleanText(const QString &text)
{
    return withoutBidiControls(text).trimmed();
}

QString cleanDate(const QString &text)
{
    return toAsciiDigits(cleanText(text));
}

QString cleanState(const QString &code)
{
    return cleanIdentifier(code).remove(u'<');
}

/// Lower case and blanks are forgiven, nothing else is repaired (contract §3.1).
QString cleanMrzLine(const QString &line)
{
    QString clean;
    clean.reserve(line.size());
    for (const QChar c : line) {
        if (c >= u'a' && c <= u'z')
            clean += QChar(c.unicode() - u'a' + u'A');
        else if (!c.isSpace())
            clean += c;
    }
    return clean;
}

QDate dateOf(const QString &text)
{
    return isoDate(text).value_or(QDate());
}

bool isPassport(const MrzDocument &mrz)
{
    return mrz.lines.front().startsWith(u'P');
}

bool isCompleteTd3(const MrzDocument &mrz)
{
    return mrz.lines.size() == 2 && std::all_of(mrz.lines.begin(), mrz.lines.end(), [](const QString &line) {
               return line.size() == 44 && std::all_of(line.begin(), line.end(), [](QChar c) {
                          return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'<';
                      });
           });
}

/// The same words in any order. Of a truncated name the last word may be the beginning of one, and words
/// after it are missing.
bool sameWords(QStringList recorded, QStringList read, bool truncated)
{
    if (truncated && !read.isEmpty()) {
        const QString last = read.takeLast();
        const auto taken = [&](const QString &word) { return recorded.removeOne(word); };
        return std::all_of(read.begin(), read.end(), taken) &&
               std::any_of(recorded.begin(), recorded.end(),
                           [&](const QString &word) { return word.startsWith(last); });
    }
    recorded.sort();
    read.sort();
    return recorded == read;
}

std::optional<NameComparison> compareNames(const RuleContext &context, const MrzDocument &mrz)
{
    if (!context.resident)
        return std::nullopt;
    const Resident &resident = *context.resident;
    NameComparison names;
    names.sameScript = !resident.nameEn.isEmpty();
    names.recorded = names.sameScript ? resident.nameEn : resident.nameAr;
    names.read = (mrz.primary + u' ' + mrz.secondary).trimmed();
    if (names.recorded.isEmpty() || names.read.isEmpty())
        return std::nullopt;
    names.sameSpelling = sameWords(nameTokens(names.recorded), nameTokens(names.read), mrz.nameTruncated);
    names.truncated = mrz.nameTruncated;
    names.compared = mrz.secondary.isEmpty() ? mrz.primary : mrz.primary + "<<"_L1 + mrz.secondary;
    if (names.sameSpelling) {
        names.score = 1;
        return names;
    }
    names.score = matchNames(names.recorded, names.compared, mrz.nameTruncated).score;
    // Letters of the ICAO table are no Latin spelling: what they stand for is compared.
    if (const auto arabic = arabicFromIcao(QString(mrz.secondary + u' ' + mrz.primary))) {
        const double score = matchNames(names.recorded, *arabic, mrz.nameTruncated).score;
        if (score > names.score) {
            names.compared = *arabic;
            names.score = score;
            names.sameScript = false;
        }
    }
    return names;
}

CaseType caseTypeOf(const CaseContent &content, const RuleContext &context, const RulePack &pack)
{
    const QDate last = context.lastPassportUpdateOn;
    const bool recent = isRecentUpdate(last, context.today, pack.secondUpdateYears());
    return chosenCaseType(
        content, context.resident ? comparableState(context.resident->nationality) : QString(), recent);
}

} // namespace

bool isRecentUpdate(QDate last, QDate today, int years)
{
    return last.isValid() && last > today.addYears(-years);
}

int leastAgeOn(QDate day, const PartialDate &birth)
{
    const QDate born = birth.latest();
    const int years = day.year() - born.year();
    return born.addYears(years) > day ? years - 1 : years;
}

QString comparableState(const QString &code)
{
    const QString plain = cleanState(code);
    return plain == "DEU"_L1 ? u"D"_s : plain;
}

CaseContent normalised(const CaseContent &content)
{
    CaseContent clean = content;
    clean.iqamaNumber = cleanIdentifier(content.iqamaNumber);
    clean.passport.number = cleanIdentifier(content.passport.number);
    if (content.passport.numberRepeated)
        clean.passport.numberRepeated = cleanIdentifier(*content.passport.numberRepeated);
    clean.passport.issuer = comparableState(content.passport.issuer);
    clean.passport.issuedOn = cleanDate(content.passport.issuedOn);
    clean.passport.expiresOn = cleanDate(content.passport.expiresOn);
    clean.passport.placeOfIssue = cleanText(content.passport.placeOfIssue);
    if (content.mrz) {
        QStringList lines;
        for (const QString &line : *content.mrz)
            lines += cleanMrzLine(line);
        clean.mrz = lines;
    }
    clean.applicant.id = cleanIdentifier(content.applicant.id);
    clean.applicant.name = cleanText(content.applicant.name);
    clean.applicant.authorisationExpiresOn = cleanDate(content.applicant.authorisationExpiresOn);
    clean.lossReport = cleanText(content.lossReport);
    for (Override &override : clean.overrides)
        override.reason = cleanText(override.reason);
    clean.note = cleanText(content.note);
    return clean;
}

Facts Facts::of(const CaseContent &typed, const RuleContext &context, const RulePack &pack)
{
    const CaseContent content = normalised(typed);
    const CaseType caseType = caseTypeOf(content, context, pack);
    const QDate issuedOn = dateOf(content.passport.issuedOn);
    const QDate expiresOn = dateOf(content.passport.expiresOn);
    std::optional<MrzDocument> mrz;
    if (content.mrz)
        mrz = parseMrz(*content.mrz, context.today);
    const bool complete = mrz && isCompleteTd3(*mrz);
    const auto names = complete && isPassport(*mrz) ? compareNames(context, *mrz) : std::nullopt;
    return {typed,
            content,
            context,
            caseType,
            issuedOn,
            expiresOn,
            mrz,
            complete,
            names,
            pack.issuerFormat(content.passport.issuer),
            pack.secondUpdateYears()};
}

const MrzDocument *Facts::passportMrz() const
{
    return mrzComplete && isPassport(*mrz) ? &*mrz : nullptr;
}

PartialDate Facts::birthDate() const
{
    if (resident() && !resident()->birthDate.isEmpty())
        return resident()->birthDate;
    const MrzDocument *read = passportMrz();
    return read ? read->birthDate : PartialDate();
}

const Passport *Facts::recorded() const
{
    return resident() && !resident()->passport.isEmpty() ? &resident()->passport : nullptr;
}

} // namespace desk
