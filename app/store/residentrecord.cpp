#include "store/residentrecord.h"

#include "domain/codes.h"

#include <QTimeZone>
#include <QVarLengthArray>

#include <algorithm>
#include <utility>

namespace desk
{

namespace
{

/// Raise when the layout changes or an enumeration is renumbered.
constexpr char kFormat = 2;
/// Still read: without the passports' personal numbers.
constexpr char kFormatBefore = 1;

class Writer
{
public:
    Writer() { m_bytes.append(kFormat); }

    QByteArray bytes() const { return QByteArray(m_bytes.data(), m_bytes.size()); }

    void number(qint64 value)
    {
        // Small numbers of either sign take one byte: sign in the lowest bit, seven bits a byte.
        auto rest = (static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63);
        for (; rest >= 0x80; rest >>= 7)
            m_bytes.append(static_cast<char>(0x80 | (rest & 0x7f)));
        m_bytes.append(static_cast<char>(rest));
    }
    void text(const QString &value)
    {
        const bool ascii = std::all_of(value.begin(), value.end(), [](QChar c) { return c < u'\x80'; });
        if (ascii) {
            number(value.size());
            for (const QChar c : value)
                m_bytes.append(static_cast<char>(c.unicode()));
            return;
        }
        const QByteArray utf8 = value.toUtf8();
        number(utf8.size());
        m_bytes.append(utf8.data(), utf8.size());
    }
    void date(QDate value) { number(value.isValid() ? value.toJulianDay() : 0); }
    template <class E>
    void optional(const std::optional<E> &value)
    {
        number(value ? static_cast<int>(*value) + 1 : 0);
    }
    void passport(const Passport &value)
    {
        text(value.number);
        text(value.issuer);
        date(value.issuedOn);
        date(value.expiresOn);
    }

private:
    QVarLengthArray<char, 512> m_bytes;
};

class Reader
{
public:
    explicit Reader(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }

    bool good = true;

    bool atEnd() const { return m_rest.isEmpty(); }
    qint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_rest.isEmpty())
                break;
            const auto byte = static_cast<quint8>(m_rest.front());
            m_rest = m_rest.sliced(1);
            value |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80)
                return static_cast<qint64>(value >> 1) ^ -static_cast<qint64>(value & 1);
        }
        good = false;
        return 0;
    }
    QString text()
    {
        const qint64 length = number();
        if (length < 0 || length > m_rest.size()) {
            good = false;
            return {};
        }
        const QString value = QString::fromUtf8(m_rest.first(length));
        m_rest = m_rest.sliced(length);
        return value;
    }
    QDate date()
    {
        const qint64 day = number();
        return day == 0 ? QDate() : QDate::fromJulianDay(day);
    }
    template <class E>
    E code()
    {
        const qint64 value = number();
        if (value < 0 || value >= qint64(Codes<E>::kCodes.size())) {
            good = false;
            return {};
        }
        return static_cast<E>(value);
    }
    template <class E>
    std::optional<E> optional()
    {
        const qint64 value = number();
        if (value == 0)
            return std::nullopt;
        if (value < 0 || value > qint64(Codes<E>::kCodes.size())) {
            good = false;
            return std::nullopt;
        }
        return static_cast<E>(value - 1);
    }
    Passport passport()
    {
        Passport value;
        value.number = text();
        value.issuer = text();
        value.issuedOn = date();
        value.expiresOn = date();
        return value;
    }

private:
    QByteArrayView m_rest;
};

} // namespace

void ResidentRecord::supersede(const Passport &passport, const QString &caseReference, QDate on,
                               PassportState previous)
{
    for (PassportRecord &known : passports) {
        if (known.state == PassportState::Active)
            known.state = previous;
    }
    passports.prepend({passport, PassportState::Active, caseReference, {}, on});
    resident.passport = passport;
}

void ResidentRecord::merge(const QList<PassportRecord> &history)
{
    const QList<PassportRecord> before = std::exchange(passports, history);
    for (PassportRecord known : before) {
        const bool isTold = std::any_of(history.begin(), history.end(), [&](const PassportRecord &told) {
            return told.passport == known.passport;
        });
        if (isTold)
            continue;
        if (known.state == PassportState::Active)
            known.state = PassportState::Superseded;
        passports.append(known);
    }
    const auto active = std::find_if(history.begin(), history.end(), [](const PassportRecord &told) {
        return told.state == PassportState::Active;
    });
    resident.passport = active == history.end() ? Passport() : active->passport;
}

QByteArray toBytes(const ResidentRecord &record)
{
    const Resident &resident = record.resident;
    Writer writer;
    writer.text(resident.iqamaNumber);
    writer.text(resident.nameAr);
    writer.text(resident.nameEn);
    writer.optional(resident.sex);
    writer.number(resident.birthDate.year);
    writer.number(resident.birthDate.month);
    writer.number(resident.birthDate.day);
    writer.text(resident.nationality);
    writer.number(static_cast<int>(resident.iqamaStatus));
    writer.date(resident.iqamaExpiresOn);
    writer.optional(resident.category);
    writer.optional(resident.relation);
    writer.text(resident.headId);
    writer.text(resident.employerId);
    writer.text(resident.employerName);
    writer.text(resident.borderNumber);
    writer.text(resident.mobile);
    writer.number(resident.insideKingdom ? 1 + int(*resident.insideKingdom) : 0);
    writer.number(resident.flags.toInt());
    writer.number(resident.version);
    writer.number(resident.asOf.isValid());
    if (resident.asOf.isValid())
        writer.number(resident.asOf.toMSecsSinceEpoch());
    writer.number(record.passports.size());
    for (const PassportRecord &each : record.passports) {
        writer.passport(each.passport);
        writer.number(static_cast<int>(each.state));
        writer.text(each.caseReference);
        writer.date(each.updatedOn);
        writer.text(each.personalNumber);
    }
    return writer.bytes();
}

std::optional<ResidentRecord> residentRecordFrom(QByteArrayView bytes)
{
    if (bytes.isEmpty() || (bytes.front() != kFormat && bytes.front() != kFormatBefore))
        return std::nullopt;
    Reader reader(bytes.sliced(1));
    ResidentRecord record;
    Resident &resident = record.resident;
    resident.iqamaNumber = reader.text();
    resident.nameAr = reader.text();
    resident.nameEn = reader.text();
    resident.sex = reader.optional<Sex>();
    resident.birthDate.year = static_cast<int>(reader.number());
    resident.birthDate.month = static_cast<int>(reader.number());
    resident.birthDate.day = static_cast<int>(reader.number());
    resident.nationality = reader.text();
    resident.iqamaStatus = reader.code<IqamaStatus>();
    resident.iqamaExpiresOn = reader.date();
    resident.category = reader.optional<ResidentCategory>();
    resident.relation = reader.optional<Relation>();
    resident.headId = reader.text();
    resident.employerId = reader.text();
    resident.employerName = reader.text();
    resident.borderNumber = reader.text();
    resident.mobile = reader.text();
    if (const qint64 inside = reader.number(); inside != 0)
        resident.insideKingdom = inside == 2;
    resident.flags = ResidentFlags::fromInt(static_cast<int>(reader.number()));
    resident.version = static_cast<int>(reader.number());
    if (reader.number() != 0)
        resident.asOf = QDateTime::fromMSecsSinceEpoch(reader.number(), QTimeZone::utc());
    for (qint64 left = reader.number(); left > 0 && reader.good; --left) {
        PassportRecord each;
        each.passport = reader.passport();
        each.state = reader.code<PassportState>();
        each.caseReference = reader.text();
        each.updatedOn = reader.date();
        if (bytes.front() != kFormatBefore)
            each.personalNumber = reader.text();
        if (each.state == PassportState::Active && resident.passport.isEmpty())
            resident.passport = each.passport;
        record.passports += each;
    }
    return reader.good && reader.atEnd() ? std::optional(std::move(record)) : std::nullopt;
}

} // namespace desk
