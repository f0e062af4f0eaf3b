#include "domain/personname.h"

#include <QVarLengthArray>

#include <algorithm>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

char asciiUpper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool isAsciiAlphanumeric(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Normal form N1 (domain.md §5.2).

/// False for text that NFKC cannot change in a way that the later steps would not undo.
bool needsCompatibilityForm(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return u >= 0x80 && (u < 0x0600 || u > 0x06FF || (u >= 0x0675 && u <= 0x0678));
    });
}

bool isDeleted(char16_t u)
{
    const bool mark = (u >= 0x0610 && u <= 0x061A) || (u >= 0x064B && u <= 0x065F) || u == 0x0670 ||
                      (u >= 0x06D6 && u <= 0x06ED) || u == 0x0640 || u == 0x0621;
    const bool control = u == 0x00AD || u == 0x061C || (u >= 0x200B && u <= 0x200F) ||
                         (u >= 0x202A && u <= 0x202E) || (u >= 0x2060 && u <= 0x2069) || u == 0xFEFF;
    const bool apostrophe =
        u == u'\'' || u == u'`' || u == 0x2018 || u == 0x2019 || u == 0x02BC || u == 0x02BE || u == 0x02BF;
    return mark || control || apostrophe;
}

char16_t foldedArabic(char16_t u)
{
    switch (u) {
    case u'آ':
    case u'أ':
    case u'إ':
    case u'ٱ':
    case u'ٲ':
    case u'ٳ':
        return u'ا';
    case u'ى':
    case u'ی':
    case u'ې':
    case u'ے':
    case u'ۓ':
    case u'ۍ':
    case u'ئ':
        return u'ي';
    case u'ؤ':
        return u'و';
    case u'ة':
    case u'ۃ':
    case u'ہ':
    case u'ھ':
    case u'ە':
    case u'ۀ':
    case u'ۂ':
        return u'ه';
    case u'ک':
    case u'گ':
    case u'ڭ':
    case u'ګ':
        return u'ك';
    case u'پ':
        return u'ب';
    case u'چ':
        return u'ج';
    case u'ڤ':
    case u'ڥ':
        return u'ف';
    case u'ژ':
        return u'ز';
    case u'ٹ':
    case u'ټ':
        return u'ت';
    case u'ڈ':
    case u'ډ':
        return u'د';
    case u'ڑ':
    case u'ړ':
        return u'ر';
    case u'ں':
    case u'ڼ':
        return u'ن';
    default:
        break;
    }
    if (u >= 0x0660 && u <= 0x0669)
        return u'0' + (u - 0x0660);
    if (u >= 0x06F0 && u <= 0x06F9)
        return u'0' + (u - 0x06F0);
    return u;
}

/// A folded letter at which nothing is left to be done.
bool isPlainArabic(char16_t u)
{
    return (u >= u'ا' && u <= u'غ') || (u >= u'ف' && u <= u'ي');
}

/// Letters that stripping marks would lose or leave.
QStringView spelledLatin(char16_t u)
{
    switch (u) {
    case u'Ø':
    case u'ø':
        return u"OE";
    case u'ß':
    case u'ẞ':
        return u"SS";
    case u'Æ':
    case u'æ':
        return u"AE";
    case u'Œ':
    case u'œ':
        return u"OE";
    case u'Đ':
    case u'đ':
    case u'Ð':
    case u'ð':
        return u"D";
    case u'Ł':
    case u'ł':
        return u"L";
    case u'Þ':
    case u'þ':
        return u"TH";
    case u'ı':
        return u"I";
    case u'Ş':
    case u'ş':
    case u'Ș':
    case u'ș':
        return u"SH";
    default:
        return {};
    }
}

/// Of alphabets only: taking a Hangul syllable apart would lose most of it.
QChar withoutMarks(QChar c)
{
    while (c.unicode() < 0x2000 && c.decompositionTag() == QChar::Canonical)
        c = c.decomposition().front();
    return c;
}

} // namespace

QString normalName(QStringView name)
{
    const bool foldsForms = needsCompatibilityForm(name);
    const QString compatible =
        foldsForms ? name.toString().normalized(QString::NormalizationForm_KC) : QString();
    QVarLengthArray<QChar, 128> out;
    const auto endWord = [&out] {
        if (!out.isEmpty() && out.last() != u' ')
            out.append(u' ');
    };
    for (const QChar c : foldsForms ? QStringView(compatible) : name) {
        if (c.unicode() < 0x80) {
            const char letter = asciiUpper(static_cast<char>(c.unicode()));
            if (isAsciiAlphanumeric(letter))
                out.append(QLatin1Char(letter));
            else if (!isDeleted(c.unicode()))
                endWord();
            continue;
        }
        if (isDeleted(c.unicode()))
            continue;
        const char16_t arabic = foldedArabic(c.unicode());
        if (isPlainArabic(arabic)) {
            out.append(arabic);
            continue;
        }
        const QChar folded = withoutMarks(QChar(arabic));
        // Ş is spelled out before it loses its mark, Ǽ after.
        QStringView spelled = spelledLatin(c.unicode());
        if (spelled.isEmpty())
            spelled = spelledLatin(folded.unicode());
        if (!spelled.isEmpty()) {
            out.append(spelled.data(), spelled.size());
            continue;
        }
        if (folded.isMark())
            continue;
        if (folded.isLetterOrNumber() || folded.isSurrogate())
            out.append(folded.toUpper());
        else
            endWord();
    }
    if (!out.isEmpty() && out.last() == u' ')
        out.removeLast();
    const QString normal(out.data(), out.size());
    // What stood between two letters may have kept them from being one.
    return foldsForms ? normal.normalized(QString::NormalizationForm_C) : normal;
}

} // namespace desk
