#pragma once

#include "store/secret.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// The printed key that opens the desk when nobody remembers a password: seven groups of four characters, the
/// last a check character. Its alphabet leaves out what is mistaken for something else (I, L, O, U, V), and
/// case, blanks and dashes do not matter.
class RecoveryKey
{
public:
    /// About 134 bits of chance.
    static RecoveryKey random();
    /// What was typed, when its check character holds.
    static std::optional<RecoveryKey> fromText(const QString &typed);
    /// The keys that one slip of the hand away from `typed` have a check character that holds: a wrong,
    /// missing, surplus or swapped character. The slot that one of them opens tells which.
    static QList<QString> nearby(const QString &typed);

    /// As it is printed, "7K3M-…".
    QString text() const;
    const Secret &secret() const { return m_secret; }

private:
    explicit RecoveryKey(const QString &characters);

    Secret m_secret; ///< the characters without dashes, Latin-1
};

} // namespace desk
