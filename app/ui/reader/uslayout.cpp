#include "ui/reader/uslayout.h"

namespace desk
{

QChar usCharacter(quint32 scanCode, bool shift, bool capsLock)
{
    // Key codes 10 to 59 in the order of the keyboard's rows.
    static constexpr QStringView kPlain = u"1234567890-= \nqwertyuiop[]\n asdfghjkl;'` \\zxcvbnm,";
    static constexpr QStringView kShifted = u"!@#$%^&*()_+ \nQWERTYUIOP{}\n ASDFGHJKL:\"~ |ZXCVBNM<";
    static constexpr QStringView kKeypad = u"789-456+1230";
    constexpr quint32 kFirst = 10;
    constexpr quint32 kFirstKeypad = 79;
    constexpr quint32 kKeypadEnter = 104;
    constexpr quint32 kLineFeed = 109;

    if (scanCode == kKeypadEnter || scanCode == kLineFeed)
        return u'\n';
    if (scanCode >= kFirstKeypad && scanCode < kFirstKeypad + kKeypad.size())
        return kKeypad[scanCode - kFirstKeypad];
    if (scanCode < kFirst || scanCode >= kFirst + kPlain.size())
        return u' ';
    const QChar plain = kPlain[scanCode - kFirst];
    if (plain >= u'a' && plain <= u'z')
        return shift || capsLock ? plain.toUpper() : plain;
    return shift ? kShifted[scanCode - kFirst] : plain;
}

QChar usCharacterOfCommit(QStringView commit)
{
    if (commit == u"\u0644\u0627")
        return u'b';
    if (commit == u"\u0644\u0622")
        return u'B';
    if (commit == u"\u0644\u0623")
        return u'G';
    if (commit == u"\u0644\u0625")
        return u'T';
    return {};
}

} // namespace desk
