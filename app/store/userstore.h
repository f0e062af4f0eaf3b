#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/permissions.h"
#include "sql/connection.h"
#include "store/keyslots.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

class SettingsStore;
class Statement;
class Vault;

struct User {
    QString userId; ///< UUID without braces
    QString name;   ///< what one signs in with; unique without regard to case
    QString displayNameAr;
    QString displayNameEn;
    Roles roles;
    bool active = true;
    bool locked = false;
    bool hasPassword = false; ///< false: known from the feed, signs in at another desk

    friend bool operator==(const User &, const User &) = default;
};

struct NewUser {
    QString userId = {}; ///< empty: a new UUID
    QString name = {};
    QString displayNameAr = {};
    QString displayNameEn = {};
    Roles roles;
};

/// Accounts of this desk. Nothing is kept of a password: it opens the person's key slot or it does not. A
/// password is at least 8 characters (WeakPassword). Whatever makes a slot needs an open vault.
///
/// Writing calls belong to the caller's Transaction, except `authenticate`, `changePassword` and `recover`,
/// which begin their own: a wrong try is durable before the password is looked at.
class UserStore
{
public:
    UserStore(Connection &connection, SettingsStore &settings, Vault &vault, const Clock &clock);

    /// AlreadyExists for a taken name.
    Result<User> add(const NewUser &user, const QString &password);
    /// A user as the hub's feed tells; a password set here stays while the person is active.
    Result<User> adopt(const User &user);

    /// Three tries are free, then 2, 4, 8 … 300 s lie between them (Throttled, `where` in seconds); after ten
    /// the account is locked. Opens the vault and holds the person's signing key; a slot that costs less to
    /// guess than this desk wants is sealed anew. Errors: WrongPassword, SlotDamaged, Throttled,
    /// AccountLocked, AccountDisabled.
    Result<User> authenticate(const QString &name, const QString &password);
    /// The same beside a process that writes: honours lock and waits, counts and changes nothing.
    Result<User> recognise(const QString &name, const QString &password);
    /// The old password counts as a try.
    Result<> changePassword(const QString &userId, const QString &oldPassword, const QString &newPassword);
    /// A new slot, by an administrator or with the recovery key: its owner signs with a new key from now on.
    Result<> setPassword(const QString &userId, const QString &password);
    Result<> setRoles(const QString &userId, Roles roles);
    /// Whoever is not active has no slot; coming back takes a new password.
    Result<> setActive(const QString &userId, bool active);
    Result<> unlock(const QString &userId);

    Result<std::optional<User>> byId(const QString &userId);
    Result<std::optional<User>> byName(const QString &name);
    /// By name.
    Result<QList<User>> list();

    KeySlots &keySlots() { return m_slots; }

    static constexpr int kMinPasswordLength = 8;
    static constexpr int kFreeTries = 3;
    static constexpr int kLockedAfter = 10;
    static constexpr int kMaxWaitSeconds = 300;

private:
    struct Candidate {
        User user;
        int failures = 0;
    };
    struct Proven {
        User user;
        OpenedSlot slot;
    };
    /// Who may try a password now.
    Result<Candidate> candidate(const QString &name);
    Result<Proven> prove(const QString &name, const QString &password);
    void admit(const User &user, OpenedSlot slot);
    Result<> changed(Statement &statement);

    Connection &m_connection;
    SettingsStore &m_settings;
    Vault &m_vault;
    const Clock &m_clock;
    KeySlots m_slots;
};

} // namespace desk
