#include "domain/mrz.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "domain/issuers.h"
#include "text/catalogue.h"
#include "text/dates.h"

#include <array>

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kValid{u"صالح", u"Valid"};
constexpr Words kInvalid{u"غير صالح", u"Not valid"};
constexpr Words kNotRead{u"تعذرت القراءة", u"could not be read"};
constexpr Words kHolds{u"مطابق", u"holds"};
constexpr Words kFails{u"غير مطابق", u"does not hold"};
constexpr Words kCut{u"قد يكون الاسم مختصرًا", u"The name may be cut short"};

/// One field of the list for people.
struct Field {
    Words label;
    QString value;
};

Words wordsOf(MrzProblem problem)
{
    switch (problem) {
    case MrzProblem::Length:
        return {u"عدد الخانات غير صحيح (سطران، في كل سطر 44 خانة)",
                u"Wrong length (two lines of 44 characters)"};
    case MrzProblem::Characters:
        return {u"خانات من خارج A-Z و0-9 و<", u"Characters other than A-Z, 0-9 and <"};
    case MrzProblem::NotAPassport:
        return {u"الوثيقة ليست جواز سفر", u"Not a passport"};
    case MrzProblem::NumberCheck:
        return {u"رقم التحقق لرقم الجواز غير مطابق", u"Check digit of the passport number does not hold"};
    case MrzProblem::BirthDateCheck:
        return {u"رقم التحقق لتاريخ الميلاد غير مطابق", u"Check digit of the birth date does not hold"};
    case MrzProblem::ExpiryDateCheck:
        return {u"رقم التحقق لتاريخ الانتهاء غير مطابق", u"Check digit of the expiry date does not hold"};
    case MrzProblem::OptionalCheck:
        return {u"رقم التحقق للرقم الشخصي غير مطابق", u"Check digit of the personal number does not hold"};
    case MrzProblem::CompositeCheck:
        return {u"رقم التحقق المركب غير مطابق", u"Composite check digit does not hold"};
    case MrzProblem::BirthDate:
        return {u"تاريخ الميلاد غير ممكن", u"Impossible birth date"};
    case MrzProblem::ExpiryDate:
        return {u"تاريخ الانتهاء غير ممكن", u"Impossible expiry date"};
    case MrzProblem::Name:
        return {u"الاسم غير مقروء أو فيه رقم", u"The name is unreadable or holds a digit"};
    case MrzProblem::IssuerUnknown:
        return {u"رمز جهة الإصدار غير معروف", u"Unknown code of issue"};
    case MrzProblem::NationalityUnknown:
        return {u"رمز الجنسية غير معروف", u"Unknown nationality code"};
    case MrzProblem::Specimen:
        return {u"رمز خاص بالعينات", u"Specimen code"};
    case MrzProblem::Sex:
        return {u"رمز الجنس غير معروف", u"Unknown code of sex"};
    }
    Q_UNREACHABLE();
}

QStringList codesOf(const QList<MrzProblem> &problems)
{
    QStringList codes;
    for (const MrzProblem problem : problems)
        codes += codeOf(problem);
    return codes;
}

template <class E>
std::optional<QString> codeOrNone(const std::optional<E> &value)
{
    return value ? std::optional(codeOf(*value)) : std::nullopt;
}

Json toJson(const MrzDocument &document)
{
    const MrzChecks &checks = document.checks;
    return Json::object({
        {"format", codeOrNone(document.format)},
        {"valid", document.valid},
        {"document_code", Json::textOrNull(document.documentCode)},
        {"issuer", Json::textOrNull(document.issuer)},
        {"primary", Json::textOrNull(document.primary)},
        {"secondary", Json::textOrNull(document.secondary)},
        {"number", Json::textOrNull(document.number)},
        {"nationality", Json::textOrNull(document.nationality)},
        {"birth_date", Json::textOrNull(document.birthDate.toIso())},
        {"birth_known", codeOrNone(document.birthKnown)},
        {"sex", codeOrNone(document.sex)},
        {"expiry_date", Json::textOrNull(document.expiryDate.toString(Qt::ISODate))},
        {"optional", Json::textOrNull(document.optional)},
        {"checks", Json::object({{"number", checks.number},
                                 {"birth_date", checks.birthDate},
                                 {"expiry_date", checks.expiryDate},
                                 {"optional", checks.optional},
                                 {"composite", checks.composite}})},
        {"name_truncated", document.line1Read() ? Json(document.nameTruncated) : Json()},
        {"problems", codesOf(document.problems)},
    });
}

QString shownIssuer(const QString &code, Language language)
{
    const Issuer *const issuer = findIssuer(code);
    if (!issuer)
        return code;
    return QStringLiteral("%1 (%2)").arg(
        QString::fromUtf16(language == Language::Arabic ? issuer->nameAr : issuer->nameEn), code);
}

void print(const MrzDocument &document, const Invocation &invocation)
{
    const Language language = invocation.common.language;
    Output &out = invocation.output;
    out.line(invocation.say(document.valid ? kValid : kInvalid));

    const QString sex = document.sex ? Catalogue::builtIn().word(*document.sex, language) : QString();
    const PartialDate &birth = document.birthDate;
    const std::array fields = {
        Field{{u"الصيغة", u"Format"}, codeOrNone(document.format).value_or(QString())},
        Field{{u"رمز الوثيقة", u"Document code"}, document.documentCode},
        Field{{u"جهة الإصدار", u"Issued by"}, shownIssuer(document.issuer, language)},
        Field{{u"اسم العائلة", u"Primary name"}, document.primary},
        Field{{u"الاسم الأول", u"Secondary name"}, document.secondary},
        Field{{u"رقم الجواز", u"Passport number"}, document.number},
        Field{{u"الجنسية", u"Nationality"}, shownIssuer(document.nationality, language)},
        Field{{u"تاريخ الميلاد", u"Birth date"},
              birth.isFull() ? displayDate(birth.earliest()) : birth.toIso()},
        Field{{u"الجنس", u"Sex"}, sex},
        Field{{u"تاريخ الانتهاء", u"Expiry date"}, displayDate(document.expiryDate)},
        Field{{u"الرقم الشخصي", u"Personal number"}, document.optional},
    };
    for (const Field &field : fields) {
        if (!field.value.isEmpty())
            out.line(QStringLiteral("  %1: %2").arg(invocation.say(field.label), out.shown(field.value)));
    }

    const MrzChecks &checks = document.checks;
    const std::array<std::pair<Words, std::optional<bool>>, 5> digits = {{
        {{u"رقم التحقق لرقم الجواز", u"Check digit of the number"}, checks.number},
        {{u"رقم التحقق لتاريخ الميلاد", u"Check digit of the birth date"}, checks.birthDate},
        {{u"رقم التحقق لتاريخ الانتهاء", u"Check digit of the expiry date"}, checks.expiryDate},
        {{u"رقم التحقق للرقم الشخصي", u"Check digit of the personal number"}, checks.optional},
        {{u"رقم التحقق المركب", u"Composite check digit"}, checks.composite},
    }};
    if (document.format == MrzFormat::Td3) {
        for (const auto &[label, holds] : digits) {
            const Words &verdict = !holds ? kNotRead : *holds ? kHolds : kFails;
            out.line(QStringLiteral("  %1: %2").arg(invocation.say(label), invocation.say(verdict)));
        }
    }
    for (const MrzProblem problem : document.problems)
        out.line("  - "_L1 + invocation.say(wordsOf(problem)));
    if (document.nameTruncated)
        out.line("  - "_L1 + invocation.say(kCut));
}

/// Blank lines separate documents.
QList<QStringList> documentsOf(const QStringList &lines)
{
    QList<QStringList> documents;
    bool open = false;
    for (const QString &line : lines) {
        if (line.trimmed().isEmpty()) {
            open = false;
            continue;
        }
        if (!open)
            documents += QStringList();
        documents.last() += line;
        open = true;
    }
    return documents;
}

Result<Ending> run(const Invocation &invocation)
{
    const auto lines = readLines();
    if (!lines)
        return failure(lines);
    const QList<QStringList> documents = documentsOf(*lines);
    if (documents.isEmpty())
        return failure(ErrorCode::UnreadableInput, u"stdin"_s, u"no document"_s);

    bool allValid = true;
    for (qsizetype i = 0; i < documents.size(); ++i) {
        const MrzDocument document = parseMrz(documents[i], invocation.today());
        allValid = allValid && document.valid;
        if (i > 0)
            invocation.output.line({});
        invocation.output.object(toJson(document));
        if (!invocation.output.isJson())
            print(document, invocation);
    }
    return allValid ? Ending::Positive : Ending::Negative;
}

} // namespace

Command mrzCommand()
{
    return {u"mrz",
            u"",
            0,
            0,
            {u"قراءة منطقة القراءة الآلية لجوازات من المدخل القياسي، وبين كل جواز والتالي سطر فارغ",
             u"read passports' machine-readable zones from standard input, separated by blank lines"},
            {},
            false,
            run};
}

} // namespace desk::cli
