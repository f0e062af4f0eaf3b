#include "protocol/residentsfile.h"

#include "base/clock.h"
#include "base/digits.h"
#include "domain/identitynumber.h"
#include "domain/issuers.h"
#include "domain/partialdate.h"
#include "protocol/json.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

enum Column {
    IqamaNumber,
    NameAr,
    NameEn,
    SexColumn,
    BirthDate,
    Nationality,
    PassportNumber,
    PassportIssuer,
    PassportIssuedOn,
    PassportExpiresOn,
    IqamaStatusColumn,
    IqamaExpiresOn,
    Category,
    RelationColumn,
    HeadId,
    EmployerId,
    EmployerName,
    BorderNumber,
    Mobile,
    InsideKingdom,
    Flags,
    Version,
    AsOf,
    kColumnCount,
};

constexpr std::array<const char *, kColumnCount> kColumnNames = {"iqama_number",
                                                                 "name_ar",
                                                                 "name_en",
                                                                 "sex",
                                                                 "birth_date",
                                                                 "nationality",
                                                                 "passport_number",
                                                                 "passport_issuer",
                                                                 "passport_issued_on",
                                                                 "passport_expires_on",
                                                                 "iqama_status",
                                                                 "iqama_expires_on",
                                                                 "category",
                                                                 "relation",
                                                                 "head_id",
                                                                 "employer_id",
                                                                 "employer_name",
                                                                 "border_number",
                                                                 "mobile",
                                                                 "inside_kingdom",
                                                                 "flags",
                                                                 "version",
                                                                 "as_of"};

constexpr qsizetype kChunk = 1024 * 1024;
constexpr qsizetype kJudged = 64 * 1024; ///< the encoding is judged on so many bytes (contract §4)

int columnOf(QByteArrayView name)
{
    const auto found = std::find_if(kColumnNames.begin(), kColumnNames.end(),
                                    [name](const char *known) { return name == QByteArrayView(known); });
    return found == kColumnNames.end() ? -1 : static_cast<int>(found - kColumnNames.begin());
}

QString columnName(int column)
{
    return QString::fromLatin1(kColumnNames[static_cast<size_t>(column)]);
}

QByteArrayView trimmed(QByteArrayView field)
{
    while (!field.isEmpty() && (field.front() == ' ' || field.front() == '\t'))
        field = field.sliced(1);
    while (!field.isEmpty() && (field.back() == ' ' || field.back() == '\t' || field.back() == '\r'))
        field.chop(1);
    return field;
}

int digitsAt(QByteArrayView text, qsizetype from, qsizetype count)
{
    int value = 0;
    for (qsizetype i = from; i < from + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// `number` is clean already: `parseIdentityNumber` without its forgiveness, for millions of rows.
bool isIdentity(const QString &number, IdentityKind kind)
{
    if (number.size() != 10 || !isAsciiDigits(number))
        return false;
    switch (number.front().unicode()) {
    case u'1':
        return kind == IdentityKind::Citizen && luhnHolds(number);
    case u'2':
        return kind == IdentityKind::Iqama && luhnHolds(number);
    case u'3':
    case u'4':
        return kind == IdentityKind::Border;
    default:
        return false;
    }
}

/// What reading one row's fields needs: the fields by column, and the first problem found.
class RowFields
{
public:
    explicit RowFields(const std::array<QByteArrayView, kColumnCount> &fields)
        : m_fields(fields)
    {
    }

    std::optional<RowProblem> readInto(Resident &resident);

private:
    QByteArrayView field(Column column) const { return m_fields[static_cast<size_t>(column)]; }
    void fail(RowFault fault, Column column)
    {
        if (!m_problem)
            m_problem = RowProblem{fault, columnName(column)};
    }

    QString name(Column column);
    QString freeText(Column column);
    QString identifier(Column column);
    QDate date(Column column);
    PartialDate partialDate(Column column);
    QDateTime instant(Column column);
    template <class E>
    std::optional<E> code(Column column)
    {
        const QByteArrayView text = field(column);
        if (text.isEmpty())
            return std::nullopt;
        std::array<char16_t, 32> letters;
        const auto size = std::min<qsizetype>(text.size(), 32);
        std::copy_n(text.begin(), size, letters.begin());
        const std::optional<E> value =
            text.size() > 32 ? std::nullopt : fromCode<E>(QStringView(letters.data(), size));
        if (!value)
            fail(RowFault::Code, column);
        return value;
    }
    QString state(Column column, RowFault fault);
    void readPassport(Resident &resident);
    void readNumbers(Resident &resident);

    const std::array<QByteArrayView, kColumnCount> &m_fields;
    std::optional<RowProblem> m_problem;
};

/// Controls, invisible and direction characters do not belong in a name (reliability.md §5.6 row 12).
bool isVisibleText(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        if (c == u' ' || (c >= u'ء' && c <= u'ي'))
            return true;
        const QChar::Category category = c.category();
        return category != QChar::Other_Control && category != QChar::Other_Format &&
               category != QChar::Other_NotAssigned && category != QChar::Other_PrivateUse;
    });
}

QString RowFields::freeText(Column column)
{
    const QByteArrayView bytes = field(column);
    const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
    if (plain)
        return QString::fromLatin1(bytes);
    const QString text = QString::fromUtf8(bytes).normalized(QString::NormalizationForm_C);
    if (!isVisibleText(text))
        fail(RowFault::Name, column);
    return text;
}

QString RowFields::name(Column column)
{
    const QString text = freeText(column);
    if (!text.isEmpty() && std::none_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); }))
        fail(RowFault::Name, column);
    return text;
}

QString RowFields::identifier(Column column)
{
    const QByteArrayView bytes = field(column);
    const bool plain = std::all_of(bytes.begin(), bytes.end(),
                                   [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
    return plain ? QString::fromLatin1(bytes) : cleanIdentifier(QString::fromUtf8(bytes));
}

PartialDate RowFields::partialDate(Column column)
{
    const QByteArrayView text = field(column);
    const bool shaped = text.size() == 4 || (text.size() == 7 && text[4] == '-') ||
                        (text.size() == 10 && text[4] == '-' && text[7] == '-');
    if (text.isEmpty())
        return {};
    PartialDate date;
    if (shaped) {
        date.year = digitsAt(text, 0, 4);
        date.month = text.size() > 4 ? digitsAt(text, 5, 2) : 0;
        date.day = text.size() > 7 ? digitsAt(text, 8, 2) : 0;
    }
    const bool real = date.year > 0 && (text.size() == 4 || (date.month >= 1 && date.month <= 12)) &&
                      (text.size() < 10 || QDate::isValid(date.year, date.month, date.day));
    if (!real) {
        fail(RowFault::Date, column);
        return {};
    }
    return date;
}

QDate RowFields::date(Column column)
{
    if (field(column).isEmpty())
        return {};
    const PartialDate date = partialDate(column);
    if (!date.isFull()) {
        fail(RowFault::Date, column);
        return {};
    }
    return QDate(date.year, date.month, date.day);
}

QDateTime RowFields::instant(Column column)
{
    const QByteArrayView text = field(column);
    if (text.isEmpty())
        return {};
    if (text.size() == 10)
        return QDateTime(date(column), QTime(0, 0), Qt::UTC);
    // "YYYY-MM-DDTHH:MM:SS.sssZ"; other systems leave the milliseconds out.
    const bool millis = text.size() == 24 && text[19] == '.';
    const bool shaped = (millis || text.size() == 20) && text[4] == '-' && text[7] == '-' &&
                        text[10] == 'T' && text[13] == ':' && text[16] == ':' && text.endsWith('Z');
    if (shaped) {
        const QDate day(digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2));
        const QTime time(digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2),
                         millis ? digitsAt(text, 20, 3) : 0);
        if (day.isValid() && time.isValid())
            return QDateTime(day, time, Qt::UTC);
    }
    fail(RowFault::Date, column);
    return {};
}

QString RowFields::state(Column column, RowFault fault)
{
    QString code = identifier(column);
    if (!code.isEmpty() && issuerKind(code) == IssuerKind::Unknown)
        fail(fault, column);
    return code;
}

void RowFields::readPassport(Resident &resident)
{
    Passport &passport = resident.passport;
    passport.number = identifier(PassportNumber);
    const bool shaped = passport.number.size() <= 9 &&
                        std::all_of(passport.number.begin(), passport.number.end(), [](QChar c) {
                            return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z');
                        });
    if (!shaped)
        fail(RowFault::Number, PassportNumber);
    passport.issuer = state(PassportIssuer, RowFault::Code);
    passport.issuedOn = date(PassportIssuedOn);
    passport.expiresOn = date(PassportExpiresOn);
    if (!passport.number.isEmpty() && passport.issuer.isEmpty())
        passport.issuer = resident.nationality;
    if (passport.number.isEmpty() &&
        (!passport.issuer.isEmpty() || passport.issuedOn.isValid() || passport.expiresOn.isValid()))
        fail(RowFault::Number, PassportNumber);
}

void RowFields::readNumbers(Resident &resident)
{
    resident.headId = identifier(HeadId);
    if (!resident.headId.isEmpty()) {
        if (!isIdentity(resident.headId, IdentityKind::Iqama) &&
            !isIdentity(resident.headId, IdentityKind::Citizen))
            fail(RowFault::Number, HeadId);
    }
    resident.employerId = identifier(EmployerId);
    if (!resident.employerId.isEmpty() &&
        (resident.employerId.size() != 10 || !isAsciiDigits(resident.employerId)))
        fail(RowFault::Number, EmployerId);
    resident.borderNumber = identifier(BorderNumber);
    if (!resident.borderNumber.isEmpty() && !isIdentity(resident.borderNumber, IdentityKind::Border))
        fail(RowFault::Number, BorderNumber);
    resident.mobile = identifier(Mobile);
    if (!resident.mobile.isEmpty()) {
        const QStringView digits = resident.mobile.startsWith(u'+') ? QStringView(resident.mobile).sliced(1)
                                                                    : QStringView(resident.mobile);
        if (digits.size() < 7 || digits.size() > 15 || !isAsciiDigits(digits))
            fail(RowFault::Number, Mobile);
    }
    const QByteArrayView version = field(Version);
    if (!version.isEmpty()) {
        resident.version = version.size() <= 9 ? digitsAt(version, 0, version.size()) : -1;
        if (resident.version < 0)
            fail(RowFault::Number, Version);
    }
}

std::optional<RowProblem> RowFields::readInto(Resident &resident)
{
    for (int column = 0; column < kColumnCount; ++column) {
        if (field(static_cast<Column>(column)).size() > ResidentsReader::kMaxFieldBytes)
            fail(RowFault::TooLong, static_cast<Column>(column));
    }
    if (m_problem)
        return m_problem;

    resident.iqamaNumber = identifier(IqamaNumber);
    if (!isIdentity(resident.iqamaNumber, IdentityKind::Iqama))
        fail(RowFault::Iqama, IqamaNumber);
    resident.nameAr = name(NameAr);
    resident.nameEn = name(NameEn);
    if (resident.nameAr.isEmpty() && resident.nameEn.isEmpty())
        fail(RowFault::Name, NameAr);
    resident.sex = code<Sex>(SexColumn);
    resident.birthDate = partialDate(BirthDate);
    resident.nationality = state(Nationality, RowFault::Nationality);
    if (resident.nationality.isEmpty())
        fail(RowFault::Nationality, Nationality);
    readPassport(resident);
    resident.iqamaStatus = code<IqamaStatus>(IqamaStatusColumn).value_or(IqamaStatus::Valid);
    resident.iqamaExpiresOn = date(IqamaExpiresOn);
    resident.category = code<ResidentCategory>(Category);
    resident.relation = code<Relation>(RelationColumn);
    resident.employerName = freeText(EmployerName);
    readNumbers(resident);

    const QByteArrayView inside = field(InsideKingdom);
    if (inside == QByteArrayView("true") || inside == QByteArrayView("false"))
        resident.insideKingdom = inside == QByteArrayView("true");
    else if (!inside.isEmpty())
        fail(RowFault::Code, InsideKingdom);
    if (!field(Flags).isEmpty()) {
        const QString flags = QString::fromUtf8(field(Flags));
        for (const QStringView flag : QStringView(flags).split(u' ', Qt::SkipEmptyParts)) {
            if (const auto known = fromCode<ResidentFlag>(flag))
                resident.flags |= *known;
            else
                fail(RowFault::Code, Flags);
        }
    }
    resident.asOf = instant(AsOf);
    return m_problem;
}

/// One bit for each of the 10^8 numbers an iqama can have: the last of ten digits follows from the others.
class SeenNumbers
{
public:
    /// False when the number was there already. `number` is a valid iqama number.
    bool add(const QString &number)
    {
        if (!m_bits)
            m_bits.reset(static_cast<quint64 *>(std::calloc(kWords, sizeof(quint64))));
        quint32 body = 0;
        for (int i = 1; i < 9; ++i)
            body = body * 10 + static_cast<quint32>(number[i].unicode() - u'0');
        quint64 &word = m_bits.get()[body / 64];
        const quint64 bit = quint64(1) << (body % 64);
        const bool fresh = (word & bit) == 0;
        word |= bit;
        return fresh;
    }

private:
    struct Free {
        void operator()(void *memory) const { std::free(memory); }
    };
    static constexpr size_t kWords = 100'000'000 / 64 + 1;
    // calloc, not a vector: pages nobody writes cost nothing.
    std::unique_ptr<quint64, Free> m_bits;
};

} // namespace

struct ResidentsReader::State {
    State(QIODevice &source, ResidentsFormat how)
        : device(source)
        , format(how)
    {
    }

    QIODevice &device;
    ResidentsFormat format;
    QByteArray buffer;
    qsizetype at = 0; ///< where the next row begins in the buffer
    bool atEnd = false;
    bool broken = false;
    qint64 line = 1;
    qint64 consumed = 0;
    std::vector<int> columns; ///< of the CSV fields in order
    SeenNumbers seen;

    // Of the row being read; kept so that their memory is used again.
    std::vector<QByteArrayView> fields;
    std::vector<QByteArray> unquoted;

    struct Record {
        QByteArrayView text;  ///< without the line end
        qsizetype length = 0; ///< with it
        int lines = 1;        ///< how many lines it takes up
        bool quoted = false;  ///< holds a quotation mark
        std::optional<RowFault> fault;
    };

    void fill();
    void pass(const Record &record);
    QByteArrayView rest() const { return QByteArrayView(buffer).sliced(at); }
    std::optional<Record> nextRecord();
    Record physicalLine() const;
    std::optional<RowFault> splitCsv(const Record &record);
    std::optional<RowProblem> readCsv(const Record &record, Resident &resident);
    std::optional<RowProblem> readJson(const Record &record, Resident &resident);
    Result<> readHeader();
    Result<> judgeEncoding() const;
};

/// Makes sure that the buffer holds a whole row of the greatest length, unless the file ends before.
void ResidentsReader::State::fill()
{
    if (atEnd || buffer.size() - at > 2 * kMaxRowBytes)
        return;
    buffer.remove(0, at);
    at = 0;
    while (!atEnd && buffer.size() < kChunk) {
        const QByteArray more = device.read(kChunk);
        if (more.isEmpty()) {
            atEnd = true;
            broken = !device.atEnd();
        }
        buffer.append(more);
    }
}

/// Goes behind the record, and of a line longer than the buffer behind its end.
void ResidentsReader::State::pass(const Record &record)
{
    bool ended = record.length > 0 && buffer[at + record.length - 1] == '\n';
    at += record.length;
    consumed += record.length;
    line += record.lines;
    while (!ended && !atEnd) {
        fill();
        const Record more = physicalLine();
        ended = more.length > 0 && buffer[at + more.length - 1] == '\n';
        at += more.length;
        consumed += more.length;
    }
}

/// The line at `at`, whatever quotation marks it holds.
ResidentsReader::State::Record ResidentsReader::State::physicalLine() const
{
    const QByteArrayView text = rest();
    const qsizetype end = text.indexOf('\n');
    Record record;
    record.text = end < 0 ? text : text.first(end);
    record.length = end < 0 ? text.size() : end + 1;
    if (record.text.endsWith('\r'))
        record.text.chop(1);
    record.quoted = record.text.contains('"');
    return record;
}

std::optional<ResidentsReader::State::Record> ResidentsReader::State::nextRecord()
{
    fill();
    if (at >= buffer.size())
        return std::nullopt;
    Record record = physicalLine();
    if (record.text.size() > kMaxRowBytes) {
        record.fault = RowFault::TooLong;
        return record;
    }
    if (!record.quoted || format == ResidentsFormat::JsonLines)
        return record;

    // A field in quotation marks may hold line ends.
    const QByteArrayView text = rest();
    bool inside = false;
    int lines = 1;
    const qsizetype limit = std::min<qsizetype>(text.size(), kMaxRowBytes);
    for (qsizetype i = 0; i < limit; ++i) {
        if (text[i] == '"') {
            inside = !inside;
        } else if (text[i] == '\n') {
            if (!inside) {
                record.text = text.first(i);
                record.length = i + 1;
                record.lines = lines;
                if (record.text.endsWith('\r'))
                    record.text.chop(1);
                return record;
            }
            ++lines;
        }
    }
    if (!inside && limit == text.size()) {
        record.text = text;
        record.length = text.size();
        record.lines = lines;
        return record;
    }
    // Never closed: this line is the broken one, the next may be good.
    record.fault = RowFault::Quote;
    return record;
}

std::optional<RowFault> ResidentsReader::State::splitCsv(const Record &record)
{
    fields.clear();
    const QByteArrayView text = record.text;
    if (!record.quoted) {
        qsizetype begin = 0;
        for (;;) {
            const qsizetype comma = text.indexOf(',', begin);
            if (comma < 0)
                break;
            fields.push_back(text.sliced(begin, comma - begin));
            begin = comma + 1;
        }
        fields.push_back(text.sliced(begin));
        return std::nullopt;
    }

    unquoted.clear();
    unquoted.reserve(2 * kColumnCount); // never grows: the fields point into it
    qsizetype i = 0;
    for (;;) {
        if (i < text.size() && text[i] == '"') {
            QByteArray value;
            ++i;
            for (;;) {
                const qsizetype mark = text.indexOf('"', i);
                if (mark < 0)
                    return RowFault::Quote;
                value.append(text.sliced(i, mark - i));
                i = mark + 1;
                if (i >= text.size() || text[i] != '"')
                    break;
                value.append('"');
                ++i;
            }
            if (i < text.size() && text[i] != ',')
                return RowFault::Quote;
            if (unquoted.size() == unquoted.capacity())
                return RowFault::Columns;
            unquoted.push_back(std::move(value));
            fields.push_back(unquoted.back());
        } else {
            const qsizetype comma = text.indexOf(',', i);
            const QByteArrayView field = comma < 0 ? text.sliced(i) : text.sliced(i, comma - i);
            if (field.contains('"'))
                return RowFault::Quote;
            fields.push_back(field);
            i = comma < 0 ? text.size() : comma;
        }
        if (i >= text.size())
            return std::nullopt;
        ++i;
    }
}

std::optional<RowProblem> ResidentsReader::State::readCsv(const Record &record, Resident &resident)
{
    if (const std::optional<RowFault> fault = splitCsv(record))
        return RowProblem{*fault, {}};
    if (fields.size() != columns.size())
        return RowProblem{RowFault::Columns, {}};
    std::array<QByteArrayView, kColumnCount> byColumn;
    for (size_t i = 0; i < fields.size(); ++i)
        byColumn[static_cast<size_t>(columns[i])] = trimmed(fields[i]);
    return RowFields(byColumn).readInto(resident);
}

std::optional<RowProblem> ResidentsReader::State::readJson(const Record &record, Resident &resident)
{
    const Result<QJsonObject> object = parseJsonObject(record.text.toByteArray());
    if (!object)
        return RowProblem{record.text.startsWith('{') ? RowFault::Quote : RowFault::Columns, {}};
    std::array<QByteArray, kColumnCount> texts;
    for (auto member = object->begin(); member != object->end(); ++member) {
        const int column = columnOf(member.key().toUtf8());
        if (column < 0)
            return RowProblem{RowFault::Columns, {}};
        QByteArray &text = texts[static_cast<size_t>(column)];
        const QJsonValue value = member.value();
        if (value.isString())
            text = value.toString().toUtf8();
        else if (value.isBool() && column == InsideKingdom)
            text = value.toBool() ? "true" : "false";
        else if (value.isDouble() && column == Version)
            text = QByteArray::number(value.toInteger(-1));
        else if (!value.isNull())
            return RowProblem{RowFault::Columns, columnName(column)};
    }
    std::array<QByteArrayView, kColumnCount> byColumn;
    for (size_t i = 0; i < texts.size(); ++i)
        byColumn[i] = trimmed(texts[i]);
    return RowFields(byColumn).readInto(resident);
}

Result<> ResidentsReader::State::judgeEncoding() const
{
    QByteArrayView judged = QByteArrayView(buffer).first(std::min(buffer.size(), kJudged));
    // A character that the limit or the end of a cut-off file divides is not a wrong encoding.
    while (!judged.isEmpty() && (static_cast<unsigned char>(judged.back()) & 0xC0) == 0x80)
        judged.chop(1);
    if (!judged.isEmpty() && static_cast<unsigned char>(judged.back()) >= 0xC0)
        judged.chop(1);
    if (judged.contains('\0') || !judged.isValidUtf8())
        return failure(ErrorCode::NotUtf8);
    return {};
}

Result<> ResidentsReader::State::readHeader()
{
    fill();
    if (broken)
        return failure(ErrorCode::UnreadableInput, {}, device.errorString());
    if (const Result<> judged = judgeEncoding(); !judged)
        return judged;
    if (buffer.startsWith("\xEF\xBB\xBF"))
        at = 3;
    if (rest().trimmed().isEmpty())
        return failure(ErrorCode::EmptyFile);
    if (format == ResidentsFormat::JsonLines) {
        const Record first = physicalLine();
        const Result<QJsonObject> object = parseJsonObject(first.text.toByteArray());
        if (!object)
            return failure(ErrorCode::NoHeader);
        for (const QString &key : object->keys()) {
            if (columnOf(key.toUtf8()) < 0)
                return failure(ErrorCode::UnknownColumn, key.left(40));
        }
        return {};
    }

    const std::optional<Record> header = nextRecord();
    if (!header || header->fault || splitCsv(*header))
        return failure(ErrorCode::NoHeader);
    std::vector<int> found;
    for (const QByteArrayView field : fields)
        found.push_back(columnOf(trimmed(field)));
    if (std::all_of(found.begin(), found.end(), [](int column) { return column < 0; }))
        return failure(ErrorCode::NoHeader);
    for (size_t i = 0; i < found.size(); ++i) {
        const bool twice = std::count(found.begin(), found.end(), found[i]) > 1;
        if (found[i] < 0 || twice)
            return failure(ErrorCode::UnknownColumn,
                           QString::fromUtf8(fields[i].first(std::min<qsizetype>(fields[i].size(), 40))));
    }
    const auto has = [&found](Column column) {
        return std::find(found.begin(), found.end(), column) != found.end();
    };
    if (!has(IqamaNumber))
        return failure(ErrorCode::MissingColumn, u"iqama_number"_s);
    if (!has(NameAr) && !has(NameEn))
        return failure(ErrorCode::MissingColumn, u"name_ar"_s);
    if (!has(Nationality))
        return failure(ErrorCode::MissingColumn, u"nationality"_s);
    columns = std::move(found);
    pass(*header);
    return {};
}

ResidentsReader::ResidentsReader(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}

ResidentsReader::~ResidentsReader() = default;

Result<std::unique_ptr<ResidentsReader>> ResidentsReader::open(QIODevice &device, ResidentsFormat format)
{
    auto state = std::make_unique<State>(device, format);
    if (const Result<> header = state->readHeader(); !header)
        return failure(header);
    return std::unique_ptr<ResidentsReader>(new ResidentsReader(std::move(state)));
}

qint64 ResidentsReader::bytesRead() const
{
    return m_state->consumed;
}

Result<bool> ResidentsReader::next(ResidentsRow &row)
{
    State &state = *m_state;
    for (;;) {
        const std::optional<State::Record> record = state.nextRecord();
        if (state.broken)
            return failure(ErrorCode::UnreadableInput, {}, state.device.errorString());
        if (!record)
            return false;
        row.line = state.line;
        row.resident = Resident();
        row.problem.reset();
        row.raw.clear();

        const bool blank = record->text.trimmed().isEmpty();
        if (!blank) {
            if (record->fault)
                row.problem = RowProblem{*record->fault, {}};
            else if (record->text.contains('\0') || !record->text.isValidUtf8())
                row.problem = RowProblem{RowFault::Utf8, {}};
            else if (state.format == ResidentsFormat::Csv)
                row.problem = state.readCsv(*record, row.resident);
            else
                row.problem = state.readJson(*record, row.resident);
            if (!row.problem && !state.seen.add(row.resident.iqamaNumber))
                row.problem = RowProblem{RowFault::DuplicateInFile, columnName(IqamaNumber)};
            if (row.problem)
                row.raw =
                    record->text.first(std::min<qsizetype>(record->text.size(), kMaxRowBytes)).toByteArray();
        }
        state.pass(*record);
        if (!blank)
            return true;
    }
}

ResidentsFormat residentsFormatOf(const QString &fileName)
{
    const QString ending = QFileInfo(fileName).suffix().toLower();
    const bool json = ending == "jsonl"_L1 || ending == "ndjson"_L1 || ending == "json"_L1;
    return json ? ResidentsFormat::JsonLines : ResidentsFormat::Csv;
}

QByteArray csvField(const QString &text)
{
    QByteArray field = text.toUtf8();
    const bool plain = std::none_of(field.begin(), field.end(),
                                    [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; });
    if (plain && !field.startsWith(' ') && !field.endsWith(' '))
        return field;
    field.replace("\"", "\"\"");
    return '"' + field + '"';
}

QByteArray residentsCsvHeader()
{
    QByteArray header;
    for (const char *name : kColumnNames) {
        header += name;
        header += ',';
    }
    header.back() = '\n';
    return header;
}

QByteArray residentToCsv(const Resident &resident)
{
    QByteArray line;
    const auto add = [&line](const QString &text) {
        line += csvField(text);
        line += ',';
    };
    const auto day = [&add](QDate date) { add(date.isValid() ? date.toString(Qt::ISODate) : QString()); };
    const auto optionalCode = [&add](const auto &value) { add(value ? codeOf(*value) : QString()); };
    add(resident.iqamaNumber);
    add(resident.nameAr);
    add(resident.nameEn);
    optionalCode(resident.sex);
    add(resident.birthDate.toIso());
    add(resident.nationality);
    add(resident.passport.number);
    add(resident.passport.issuer);
    day(resident.passport.issuedOn);
    day(resident.passport.expiresOn);
    add(codeOf(resident.iqamaStatus));
    day(resident.iqamaExpiresOn);
    optionalCode(resident.category);
    optionalCode(resident.relation);
    add(resident.headId);
    add(resident.employerId);
    add(resident.employerName);
    add(resident.borderNumber);
    add(resident.mobile);
    add(resident.insideKingdom ? (*resident.insideKingdom ? u"true"_s : u"false"_s) : QString());
    QStringList flags;
    for (const auto &[flag, code] : Codes<ResidentFlag>::kCodes) {
        if (resident.flags.testFlag(flag))
            flags += QString::fromUtf16(code);
    }
    add(flags.join(u' '));
    add(resident.version > 0 ? QString::number(resident.version) : QString());
    add(resident.asOf.isValid() ? isoInstant(resident.asOf) : QString());
    line.back() = '\n';
    return line;
}

QByteArray rejectsCsvHeader()
{
    return "line,column,code,message,row\n";
}

QByteArray rejectToCsv(const ResidentsRow &row, const QString &message)
{
    // Always in quotation marks, and with an apostrophe before what a spreadsheet would run as a formula,
    // full width forms and leading blanks included (reliability.md §5.6 row 11).
    const auto harmless = [](QString text) {
        const QString seen = text.trimmed().normalized(QString::NormalizationForm_KC);
        const QChar first = text.isEmpty() ? QChar() : text.front();
        const bool risky = (!seen.isEmpty() && u"=+-@"_s.contains(seen.front())) || first == u'\t' ||
                           first == u'\r' || first == u'\n';
        if (risky)
            text.prepend(u'\'');
        QByteArray field = text.toUtf8();
        field.replace('\0', "\xEF\xBF\xBD");
        field.replace("\"", "\"\"");
        return '"' + field + '"';
    };
    const RowProblem problem = row.problem.value_or(RowProblem());
    return QByteArray::number(row.line) + ',' + harmless(problem.column) + ',' +
           harmless(codeOf(problem.fault)) + ',' + harmless(message) + ',' +
           harmless(QString::fromUtf8(row.raw)) + '\n';
}

} // namespace desk
