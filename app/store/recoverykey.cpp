#include "store/recoverykey.h"

#include <QLatin1StringView>
#include <QSet>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// A prime number of characters: the weights of the check sum find every single wrong character and every
// swap.
constexpr QLatin1StringView kAlphabet("0123456789ABCDEFGHJKMNPQRSTWXYZ");
static_assert(kAlphabet.size() == 31);
constexpr qsizetype kGroup = 4;
constexpr qsizetype kLength = 28;

/// Upper case, look-alikes read as what they stand for, everything between the characters left out.
QString characters(const QString &typed)
{
    QString out;
    for (QChar c : typed.normalized(QString::NormalizationForm_KC).toUpper()) {
        if (c == u'O')
            c = u'0';
        else if (c == u'I' || c == u'L')
            c = u'1';
        if (c.isLetterOrNumber())
            out += c;
    }
    return out;
}

/// The weighted sum of a whole key is a multiple of the alphabet's size.
bool holds(const QString &key)
{
    if (key.size() != kLength)
        return false;
    qsizetype sum = 0;
    for (qsizetype i = 0; i < key.size(); ++i) {
        const qsizetype value = kAlphabet.indexOf(key[i]);
        if (value < 0)
            return false;
        sum += (i + 1) * value;
    }
    return sum % kAlphabet.size() == 0;
}

} // namespace

RecoveryKey::RecoveryKey(const QString &characters)
    : m_secret(Secret::copyOf(characters.toLatin1()))
{
}

RecoveryKey RecoveryKey::random()
{
    QString key(kLength, Qt::Uninitialized);
    for (qsizetype i = 0; i + 1 < kLength; ++i)
        key[i] = QChar(kAlphabet[randombytes_uniform(static_cast<quint32>(kAlphabet.size()))]);
    for (const char check : kAlphabet) {
        key[kLength - 1] = QLatin1Char(check);
        if (holds(key))
            break;
    }
    return RecoveryKey(key);
}

std::optional<RecoveryKey> RecoveryKey::fromText(const QString &typed)
{
    const QString key = characters(typed);
    return holds(key) ? std::optional(RecoveryKey(key)) : std::nullopt;
}

QList<QString> RecoveryKey::nearby(const QString &typed)
{
    const QString key = characters(typed);
    QSet<QString> found;
    const auto consider = [&found](const QString &candidate) {
        if (holds(candidate))
            found.insert(candidate);
    };
    if (key.size() == kLength) {
        for (qsizetype i = 0; i < key.size(); ++i) {
            QString other = key;
            for (const char c : kAlphabet) {
                other[i] = QLatin1Char(c);
                consider(other);
            }
        }
        for (qsizetype i = 0; i + 1 < key.size(); ++i) {
            QString swapped = key;
            std::swap(swapped[i], swapped[i + 1]);
            consider(swapped);
        }
    } else if (key.size() == kLength - 1) {
        for (qsizetype i = 0; i <= key.size(); ++i) {
            for (const char c : kAlphabet)
                consider(QString(key).insert(i, QLatin1Char(c)));
        }
    } else if (key.size() == kLength + 1) {
        for (qsizetype i = 0; i < key.size(); ++i)
            consider(QString(key).remove(i, 1));
    }
    return found.values();
}

QString RecoveryKey::text() const
{
    const QString key = QString::fromLatin1(m_secret.view());
    QStringList groups;
    for (qsizetype i = 0; i < key.size(); i += kGroup)
        groups += key.mid(i, kGroup);
    return groups.join(u'-');
}

} // namespace desk
