#include "text/dates.h"

#include "base/clock.h"
#include "domain/hijri.h"

#include <array>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

struct Name {
    const char16_t *ar;
    const char16_t *en;

    QString in(Language language) const { return QString::fromUtf16(language == Language::Arabic ? ar : en); }
};

constexpr std::array<Name, 12> kMonths = {{{u"يناير", u"January"},
                                           {u"فبراير", u"February"},
                                           {u"مارس", u"March"},
                                           {u"أبريل", u"April"},
                                           {u"مايو", u"May"},
                                           {u"يونيو", u"June"},
                                           {u"يوليو", u"July"},
                                           {u"أغسطس", u"August"},
                                           {u"سبتمبر", u"September"},
                                           {u"أكتوبر", u"October"},
                                           {u"نوفمبر", u"November"},
                                           {u"ديسمبر", u"December"}}};

constexpr std::array<Name, 12> kHijriMonths = {{{u"محرم", u"Muharram"},
                                                {u"صفر", u"Safar"},
                                                {u"ربيع الأول", u"Rabi I"},
                                                {u"ربيع الآخر", u"Rabi II"},
                                                {u"جمادى الأولى", u"Jumada I"},
                                                {u"جمادى الآخرة", u"Jumada II"},
                                                {u"رجب", u"Rajab"},
                                                {u"شعبان", u"Shaban"},
                                                {u"رمضان", u"Ramadan"},
                                                {u"شوال", u"Shawwal"},
                                                {u"ذو القعدة", u"Dhu al-Qidah"},
                                                {u"ذو الحجة", u"Dhu al-Hijjah"}}};

/// In the order of QDate::dayOfWeek: 1 = Monday.
constexpr std::array<Name, 7> kWeekdays = {{{u"الاثنين", u"Monday"},
                                            {u"الثلاثاء", u"Tuesday"},
                                            {u"الأربعاء", u"Wednesday"},
                                            {u"الخميس", u"Thursday"},
                                            {u"الجمعة", u"Friday"},
                                            {u"السبت", u"Saturday"},
                                            {u"الأحد", u"Sunday"}}};

QString dayMonthYear(int day, const QString &month, int year)
{
    return u"%1 %2 %3"_s.arg(QString::number(day), month, QString::number(year));
}

QString withoutHamza(QStringView word)
{
    QString plain = word.toString();
    return plain.replace(u'أ', u'ا').replace(u'إ', u'ا').replace(u'آ', u'ا');
}

} // namespace

QString displayDate(QDate date)
{
    return date.isValid() ? date.toString(u"dd/MM/yyyy"_s) : QString();
}

QString displayDate(const PartialDate &date)
{
    if (date.isFull())
        return displayDate(date.earliest());
    if (date.isEmpty())
        return {};
    const QString year = u"%1"_s.arg(date.year, 4, 10, QChar(u'0'));
    return date.month ? u"%1/%2"_s.arg(date.month, 2, 10, QChar(u'0')).arg(year) : year;
}

QString longDate(QDate date, Language language)
{
    return date.isValid() ? dayMonthYear(date.day(), monthName(date.month(), language), date.year())
                          : QString();
}

QString hijriDate(QDate gregorian, Language language)
{
    const auto hijri = toHijri(gregorian);
    if (!hijri)
        return {};
    const Name &month = kHijriMonths[static_cast<std::size_t>(hijri->month - 1)];
    const QString text = dayMonthYear(hijri->day, month.in(language), hijri->year);
    if (!hijri->isTentative())
        return text;
    return text + (language == Language::Arabic ? u"، تقديري"_s : u", tentative"_s);
}

QString weekdayName(QDate date, Language language)
{
    return date.isValid() ? kWeekdays[static_cast<std::size_t>(date.dayOfWeek() - 1)].in(language)
                          : QString();
}

QString monthName(int month, Language language)
{
    Q_ASSERT(month >= 1 && month <= 12);
    return kMonths[static_cast<std::size_t>(month - 1)].in(language);
}

int monthOfName(QStringView name)
{
    const QString arabic = withoutHamza(name);
    for (std::size_t i = 0; i < kMonths.size(); ++i) {
        const QStringView english = kMonths[i].en;
        const bool isEnglish = name.compare(english, Qt::CaseInsensitive) == 0 ||
                               name.compare(english.left(3), Qt::CaseInsensitive) == 0;
        if (isEnglish || arabic == withoutHamza(kMonths[i].ar))
            return static_cast<int>(i) + 1;
    }
    return 0;
}

QString displayTime(const QDateTime &utc)
{
    return utc.isValid() ? riyadhTime(utc).toString(u"HH:mm"_s) : QString();
}

QString displayDateTime(const QDateTime &utc)
{
    return utc.isValid() ? riyadhTime(utc).toString(u"dd/MM/yyyy HH:mm"_s) : QString();
}

QString displayMoment(const QDateTime &utc, const QDateTime &now)
{
    return riyadhTime(utc).date() == riyadhTime(now).date() ? displayTime(utc) : displayDateTime(utc);
}

} // namespace desk
