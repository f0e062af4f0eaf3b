#include "base/digits.h"

#include <algorithm>

namespace desk
{

namespace
{

/// As `cleanIdentifier` leaves it: most of what is read and all of what is stored.
bool isClean(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c > u' ' && c < u'\x7f' && c != u'-' && (c < u'a' || c > u'z');
    });
}

} // namespace

QString toAsciiDigits(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        const char16_t u = c.unicode();
        if (u >= 0x0660 && u <= 0x0669)
            out += QChar(u'0' + (u - 0x0660));
        else if (u >= 0x06F0 && u <= 0x06F9)
            out += QChar(u'0' + (u - 0x06F0));
        else
            out += c;
    }
    return out;
}

QString cleanIdentifier(QStringView text)
{
    if (isClean(text))
        return text.toString();
    const QString compatible = text.toString().normalized(QString::NormalizationForm_KC);
    QString out;
    out.reserve(compatible.size());
    for (const QChar c : compatible) {
        const bool dropped = c.isSpace() || c == u'\u0640' || c.category() == QChar::Other_Format ||
                             c.category() == QChar::Other_Control ||
                             c.category() == QChar::Punctuation_Dash || c == u'\u2212';
        if (!dropped)
            out += c;
    }
    // Not toUpper(): it would turn letters of other scripts into ASCII ones (ı into I, ß into SS).
    for (QChar &c : out) {
        if (c >= u'a' && c <= u'z')
            c = QChar(c.unicode() - u'a' + u'A');
    }
    return toAsciiDigits(out);
}

QString comparableNumber(QStringView number)
{
    return cleanIdentifier(number).remove(u'<');
}

QString comparableMobile(QStringView mobile)
{
    constexpr int kDigits = 9;
    const QString cleaned = cleanIdentifier(mobile);
    const QString digits = cleaned.startsWith(u'+') ? cleaned.mid(1) : cleaned;
    return isAsciiDigits(digits) ? digits.right(kDigits) : QString();
}

bool isAsciiDigits(QStringView text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace desk
