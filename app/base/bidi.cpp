#include "base/bidi.h"

namespace desk
{

namespace
{
constexpr QChar kLeftToRightIsolate(0x2066);
constexpr QChar kFirstStrongIsolate(0x2068);
constexpr QChar kPopIsolate(0x2069);
} // namespace

QString isolate(QStringView text)
{
    return kLeftToRightIsolate + text.toString() + kPopIsolate;
}

QString isolateAuto(QStringView text)
{
    return kFirstStrongIsolate + text.toString() + kPopIsolate;
}

QString withoutBidiControls(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        const bool control = u == 0x061C || u == 0x200E || u == 0x200F || (u >= 0x202A && u <= 0x202E) ||
                             (u >= 0x2066 && u <= 0x2069);
        if (!control)
            out += c;
    }
    return out;
}

} // namespace desk
