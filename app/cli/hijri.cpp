#include "cli/command.h"
#include "cli/commands.h"
#include "cli/input.h"

#include "base/digits.h"
#include "domain/hijri.h"
#include "domain/partialdate.h"
#include "text/dates.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

struct Day {
    std::optional<QDate> gregorian;
    std::optional<HijriDate> hijri;
};

Day dayOf(const QString &text, bool isHijri)
{
    Day day;
    if (isHijri) {
        day.hijri = HijriDate::fromIso(text);
        if (day.hijri)
            day.gregorian = toGregorian(*day.hijri);
    } else {
        day.gregorian = isoDate(text);
        if (day.gregorian)
            day.hijri = toHijri(*day.gregorian);
    }
    return day;
}

Result<Ending> run(const Invocation &invocation)
{
    const auto lines = readLines();
    if (!lines)
        return failure(lines);

    QList<QStringList> rows;
    for (const QString &line : *lines) {
        const Day day = dayOf(toAsciiDigits(line.trimmed()), invocation.has(u"reverse"_s));
        const QString gregorian = day.gregorian ? day.gregorian->toString(Qt::ISODate) : QString();
        const QString hijri = day.hijri ? day.hijri->toIso() : QString();
        invocation.output.object(
            Json::object({{"gregorian", Json::textOrNull(gregorian)}, {"hijri", Json::textOrNull(hijri)}}));
        // An isolate around nothing would be a cell of invisible characters.
        const auto cell = [](const QString &text) { return text.isEmpty() ? u"—"_s : text; };
        const QString words =
            day.gregorian ? hijriDate(*day.gregorian, invocation.common.language) : QString();
        rows += {cell(gregorian), cell(hijri), cell(words)};
    }
    constexpr Words kGregorian{u"الميلادي", u"Gregorian"};
    constexpr Words kHijri{u"الهجري", u"Hijri"};
    constexpr Words kInWords{u"بالكلمات", u"In words"};
    invocation.output.table({invocation.say(kGregorian), invocation.say(kHijri), invocation.say(kInWords)},
                            rows);
    return Ending::Positive;
}

} // namespace

Command hijriCommand()
{
    return {u"hijri",
            u"",
            0,
            0,
            {u"تحويل التواريخ إلى تقويم أم القرى، تاريخ YYYY-MM-DD في كل سطر من المدخل القياسي",
             u"convert dates to the Umm al-Qura calendar, one YYYY-MM-DD a line of standard input"},
            {{u"reverse", nullptr, {u"من الهجري إلى الميلادي", u"from Hijri to Gregorian"}}},
            false,
            run};
}

} // namespace desk::cli
