#include "domain/mrz.h"

#include "domain/issuers.h"

#include <algorithm>

namespace desk
{

namespace
{

constexpr qsizetype kTd3Length = 44;
constexpr qsizetype kTd2Length = 36;
constexpr qsizetype kTd1Length = 30;
constexpr qsizetype kNameLength = 39;

int valueOf(QChar c)
{
    if (c >= u'0' && c <= u'9')
        return c.unicode() - u'0';
    if (c >= u'A' && c <= u'Z')
        return c.unicode() - u'A' + 10;
    return c == u'<' ? 0 : -1;
}

bool isReadable(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return valueOf(c) >= 0; });
}

bool isAllFiller(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c == u'<'; });
}

bool isLetter(QChar c)
{
    return c >= u'A' && c <= u'Z';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// The line in capitals without blanks. A character outside the BMP counts as one, as it does for a person.
QString cleanLine(QStringView line)
{
    QString out;
    out.reserve(line.size());
    for (const QChar c : line) {
        if (c.isSpace() || c.isLowSurrogate())
            continue;
        out += c >= u'a' && c <= u'z' ? QChar(c.unicode() - u'a' + u'A') : c;
    }
    return out;
}

QStringList cleanLines(const QStringList &lines)
{
    QStringList out;
    out.reserve(3);
    for (const QString &line : lines) {
        QString clean = cleanLine(line);
        if (!clean.isEmpty())
            out += std::move(clean);
    }
    if (out.size() != 1)
        return out;
    const QString all = out.first();
    if (all.size() == 2 * kTd3Length)
        return {all.left(kTd3Length), all.mid(kTd3Length)};
    if (all.size() == 2 * kTd2Length)
        return {all.left(kTd2Length), all.mid(kTd2Length)};
    if (all.size() == 3 * kTd1Length)
        return {all.left(kTd1Length), all.mid(kTd1Length, kTd1Length), all.mid(2 * kTd1Length)};
    return out;
}

/// Two lines of which one has 44 characters are a TD3 or MRV-A even when the other was not read whole.
std::optional<MrzFormat> formatOf(const QStringList &lines)
{
    if (lines.size() == 3) {
        const bool td1 = std::all_of(lines.begin(), lines.end(),
                                     [](const QString &line) { return line.size() == kTd1Length; });
        return td1 ? std::optional(MrzFormat::Td1) : std::nullopt;
    }
    if (lines.size() != 2)
        return std::nullopt;
    const bool visa = lines[0].startsWith(u'V');
    if (lines[0].size() == kTd3Length || lines[1].size() == kTd3Length)
        return visa ? MrzFormat::MrvA : MrzFormat::Td3;
    if (lines[0].size() == kTd2Length && lines[1].size() == kTd2Length)
        return visa ? MrzFormat::MrvB : MrzFormat::Td2;
    return std::nullopt;
}

/// A field as a person reads it: without trailing fillers; empty when it holds unreadable characters.
QString fieldText(QStringView field)
{
    while (field.endsWith(u'<'))
        field.chop(1);
    return isReadable(field) ? field.toString() : QString();
}

/// A part of the name: fillers, however many, are one space.
QString nameText(QStringView part)
{
    QString out;
    out.reserve(part.size());
    for (const QChar c : part) {
        if (c != u'<')
            out += c;
        else if (!out.isEmpty() && !out.endsWith(u' '))
            out += u' ';
    }
    if (out.endsWith(u' '))
        out.chop(1);
    return out;
}

/// Two characters: a number, 0 for unknown (`<<`), -1 for anything else.
int datePart(QStringView part)
{
    if (part == u"<<")
        return 0;
    if (!isDigit(part[0]) || !isDigit(part[1]))
        return -1;
    return 10 * valueOf(part[0]) + valueOf(part[1]);
}

struct Birth {
    PartialDate date;
    BirthKnown known = BirthKnown::None;
};

/// nullopt when it cannot be a date. The century is the latest that does not put the birth after `today`.
std::optional<Birth> readBirth(QStringView field, QDate today)
{
    const bool yearKnown = field.left(2) != u"<<";
    const bool monthKnown = field.mid(2, 2) != u"<<";
    const bool dayKnown = field.mid(4, 2) != u"<<";
    const int yy = datePart(field.left(2));
    const int month = datePart(field.mid(2, 2));
    const int day = datePart(field.mid(4, 2));
    if (yy < 0 || month < 0 || month > 12 || (monthKnown && month == 0) || day < 0 || day > 31 ||
        (dayKnown && day == 0))
        return std::nullopt;
    if (!yearKnown)
        return Birth{};

    const int thisCentury = today.year() / 100 * 100;
    for (const int century : {thisCentury, thisCentury - 100}) {
        Birth birth{{century + yy, month, monthKnown ? day : 0}, BirthKnown::Year};
        if (monthKnown)
            birth.known = dayKnown ? BirthKnown::Full : BirthKnown::YearMonth;
        const QDate earliest = birth.date.earliest();
        if (earliest.isValid() && earliest <= today)
            return birth;
    }
    return std::nullopt;
}

QDate readExpiry(QStringView field)
{
    const int yy = datePart(field.left(2));
    if (field.left(2) == u"<<" || yy < 0)
        return {};
    return {2000 + yy, datePart(field.mid(2, 2)), datePart(field.mid(4, 2))};
}

bool checkHolds(QStringView field, QChar digit)
{
    return isDigit(digit) && mrzCheckDigit(field) == valueOf(digit);
}

void readLine1(MrzDocument &document, QStringView line)
{
    document.documentCode = fieldText(line.left(2));
    document.issuer = fieldText(line.mid(2, 3));
    document.nameTruncated = isLetter(line[kTd3Length - 1]);

    const QStringView name = line.mid(5, kNameLength);
    if (isReadable(name)) {
        QStringView written = name;
        while (written.endsWith(u'<'))
            written.chop(1);
        const qsizetype split = written.indexOf(u"<<");
        document.primary = nameText(split < 0 ? written : written.left(split));
        if (split >= 0)
            document.secondary = nameText(written.mid(split + 2));
    }
    const bool unreadable = document.primary.isEmpty() && document.secondary.isEmpty();
    if (unreadable || std::any_of(name.begin(), name.end(), isDigit))
        document.problems += MrzProblem::Name;
}

void readLine2(MrzDocument &document, QStringView line, QDate today)
{
    document.number = fieldText(line.left(9));
    document.nationality = fieldText(line.mid(10, 3));
    document.optional = fieldText(line.mid(28, 14));

    const QStringView birth = line.mid(13, 6);
    if (const auto read = readBirth(birth, today)) {
        document.birthDate = read->date;
        document.birthKnown = read->known;
    } else {
        document.problems += MrzProblem::BirthDate;
    }

    document.expiryDate = readExpiry(line.mid(21, 6));
    if (!document.expiryDate.isValid())
        document.problems += MrzProblem::ExpiryDate;

    const QChar sex = line[20];
    if (sex == u'M')
        document.sex = Sex::Male;
    else if (sex == u'F')
        document.sex = Sex::Female;
    else if (sex == u'<' || sex == u'X')
        document.sex = Sex::Unspecified;
    else
        document.problems += MrzProblem::Sex;

    const MrzChecks &checks = document.checks = td3Checks(line);
    const std::pair<std::optional<bool>, MrzProblem> digits[] = {
        {checks.number, MrzProblem::NumberCheck},         {checks.birthDate, MrzProblem::BirthDateCheck},
        {checks.expiryDate, MrzProblem::ExpiryDateCheck}, {checks.optional, MrzProblem::OptionalCheck},
        {checks.composite, MrzProblem::CompositeCheck},
    };
    for (const auto &[holds, problem] : digits) {
        if (holds == false)
            document.problems += problem;
    }
}

void noteCodes(MrzDocument &document, bool line1Read, bool line2Read)
{
    if (line1Read && !findIssuer(document.issuer))
        document.problems += MrzProblem::IssuerUnknown;
    if (line2Read && !findIssuer(document.nationality))
        document.problems += MrzProblem::NationalityUnknown;
    if (document.issuer == u"UTO" || document.nationality == u"UTO")
        document.problems += MrzProblem::Specimen;
}

} // namespace

bool isNote(MrzProblem problem)
{
    return problem >= MrzProblem::IssuerUnknown;
}

MrzDocument parseMrz(const QStringList &lines, QDate today)
{
    MrzDocument document;
    document.lines = cleanLines(lines);
    document.format = formatOf(document.lines);
    if (!document.format) {
        document.problems = {MrzProblem::Length};
        return document;
    }
    if (document.format != MrzFormat::Td3) {
        document.problems = {MrzProblem::NotAPassport};
        return document;
    }

    const QStringView line1 = document.lines[0];
    const QStringView line2 = document.lines[1];
    if (document.line1Read()) {
        readLine1(document, line1);
        if (line1[0] != u'P')
            document.problems += MrzProblem::NotAPassport;
    }
    if (document.line2Read())
        readLine2(document, line2, today);
    if (!document.line1Read() || !document.line2Read())
        document.problems += MrzProblem::Length;
    if (!isReadable(line1) || !isReadable(line2))
        document.problems += MrzProblem::Characters;
    noteCodes(document, document.line1Read(), document.line2Read());

    std::sort(document.problems.begin(), document.problems.end());
    document.valid = std::all_of(document.problems.begin(), document.problems.end(), isNote);
    return document;
}

bool MrzDocument::line1Read() const
{
    return format == MrzFormat::Td3 && lines[0].size() == kTd3Length;
}

bool MrzDocument::line2Read() const
{
    return format == MrzFormat::Td3 && lines[1].size() == kTd3Length;
}

MrzDocument parseMrzText(QStringView text, QDate today)
{
    QString repaired;
    repaired.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u == u'\r' || u == u'\u2028' || u == u'\u2029')
            repaired += u'\n';
        else if (u == u'\u2039' || u == u'\uFF1C')
            repaired += u'<';
        else if (c.category() != QChar::Other_Format)
            repaired += c;
    }
    QStringList lines = repaired.split(u'\n', Qt::SkipEmptyParts);
    // Word processors write « or ≪ for two fillers, recognition software for one: the length of the line
    // tells.
    for (QString &line : lines) {
        for (const char16_t twin : {u'\u00AB', u'\u226A'}) {
            if (!line.contains(QChar(twin)))
                continue;
            const QString doubled = QString(line).replace(QChar(twin), QStringLiteral("<<"));
            const qsizetype size = cleanLine(doubled).size();
            const bool fits = size == kTd3Length || size == kTd2Length || size == kTd1Length ||
                              size == 2 * kTd3Length || size == 2 * kTd2Length || size == 3 * kTd1Length;
            line = fits ? doubled : line.replace(QChar(twin), u'<');
        }
    }
    return parseMrz(lines, today);
}

int mrzCheckDigit(QStringView field)
{
    constexpr int kWeights[] = {7, 3, 1};
    int sum = 0;
    for (qsizetype i = 0; i < field.size(); ++i) {
        const int value = valueOf(field[i]);
        if (value < 0)
            return -1;
        sum += value * kWeights[i % 3];
    }
    return sum % 10;
}

int mrzCompositeDigit(QStringView line2)
{
    if (line2.size() < kTd3Length - 1)
        return -1;
    // Positions 1-10, 14-20 and 22-43, without nationality and sex.
    QString field;
    field.reserve(39);
    field.append(line2.left(10)).append(line2.mid(13, 7)).append(line2.mid(21, 22));
    return mrzCheckDigit(field);
}

MrzChecks td3Checks(QStringView line2)
{
    const QStringView personal = line2.mid(28, 14);
    MrzChecks checks;
    checks.number = checkHolds(line2.left(9), line2[9]);
    checks.birthDate = checkHolds(line2.mid(13, 6), line2[19]);
    checks.expiryDate = checkHolds(line2.mid(21, 6), line2[27]);
    // Only where nothing is filled in may the issuer leave the digit out (Doc 9303-4 §4.2.2.2).
    checks.optional = checkHolds(personal, line2[42]) || (isAllFiller(personal) && line2[42] == u'<');
    checks.composite = isDigit(line2[43]) && mrzCompositeDigit(line2) == valueOf(line2[43]);
    return checks;
}

QStringList composeTd3(const QString &documentCode, const QString &issuer, const QString &name,
                       const QString &number, const QString &nationality, const PartialDate &birth, Sex sex,
                       QDate expiry, const QString &optionalData)
{
    const auto filled = [](const QString &text, qsizetype width) {
        return text.left(width).leftJustified(width, u'<');
    };
    const auto twoDigits = [](int part, bool known) {
        return known ? QStringLiteral("%1").arg(part % 100, 2, 10, QLatin1Char('0')) : QStringLiteral("<<");
    };
    const auto withDigit = [](const QString &field) { return field + QString::number(mrzCheckDigit(field)); };

    const QString line1 = filled(documentCode, 2) + filled(issuer, 3) + filled(name, kNameLength);
    QString line2 = withDigit(filled(number, 9)) + filled(nationality, 3);
    line2 += withDigit(twoDigits(birth.year, birth.year != 0) + twoDigits(birth.month, birth.month != 0) +
                       twoDigits(birth.day, birth.day != 0));
    line2 += sex == Sex::Male ? u'M' : sex == Sex::Female ? u'F' : u'<';
    line2 += withDigit(expiry.toString(QStringLiteral("yyMMdd")));
    const QString personal = filled(optionalData, 14);
    line2 += optionalData.isEmpty() ? personal + u'<' : withDigit(personal);
    return {line1, line2 + QString::number(mrzCompositeDigit(line2))};
}

QString personalNumber(const MrzDocument &document)
{
    if (document.format != MrzFormat::Td3)
        return {};
    return QString(document.optional).remove(u'<');
}

bool isBlindPair(QChar a, QChar b)
{
    const int first = valueOf(a);
    const int second = valueOf(b);
    return a != b && first >= 0 && second >= 0 && first % 10 == second % 10;
}

QList<int> lookAlikePositions(QStringView number)
{
    QList<int> positions;
    for (qsizetype i = 0; i < number.size(); ++i) {
        if (QStringView(u"S8G6").contains(number[i]))
            positions += int(i) + 1;
    }
    return positions;
}

} // namespace desk
