#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/permissions.h"
#include "sql/connection.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

class Statement;

/// How hard a password is to guess: libsodium's limits for Argon2id, about 75 and 390 ms.
enum class PasswordCost { Interactive, Moderate };

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

/// Accounts of this desk. Passwords are kept as Argon2id strings only. A password is at least 8 characters
/// (WeakPassword). Writing calls belong to the caller's Transaction, except `authenticate` and
/// `changePassword`, which begin their own: a wrong try is durable before the password is looked at.
class UserStore
{
public:
    UserStore(Connection &connection, const Clock &clock);

    /// For accounts made from now on.
    void setPasswordCost(PasswordCost cost) { m_cost = cost; }

    /// AlreadyExists for a taken name.
    Result<User> add(const NewUser &user, const QString &password);
    /// A user as the hub's feed tells; a password set here stays.
    Result<User> adopt(const User &user);

    /// Three tries are free, then 2, 4, 8 … 300 s lie between them (Throttled, `where` in seconds); after ten
    /// the account is locked. Errors: WrongPassword, Throttled, AccountLocked, AccountDisabled.
    Result<User> authenticate(const QString &name, const QString &password);
    /// The same beside a process that writes: looks at the password, honours lock and waits, counts nothing.
    Result<User> recognise(const QString &name, const QString &password);
    /// The old password counts as a try.
    Result<> changePassword(const QString &userId, const QString &oldPassword, const QString &newPassword);
    /// By an administrator.
    Result<> setPassword(const QString &userId, const QString &password);
    Result<> setRoles(const QString &userId, Roles roles);
    Result<> setActive(const QString &userId, bool active);
    Result<> unlock(const QString &userId);

    Result<std::optional<User>> byId(const QString &userId);
    Result<std::optional<User>> byName(const QString &name);
    /// By name.
    Result<QList<User>> list();

    static constexpr int kMinPasswordLength = 8;
    static constexpr int kFreeTries = 3;
    static constexpr int kLockedAfter = 10;
    static constexpr int kMaxWaitSeconds = 300;

private:
    struct Candidate {
        User user;
        QString password; ///< Argon2id string
        int failures = 0;
    };
    /// Who may try a password now.
    Result<Candidate> candidate(const QString &name);
    Result<> changed(Statement &statement);

    Connection &m_connection;
    const Clock &m_clock;
    PasswordCost m_cost = PasswordCost::Moderate;
};

} // namespace desk
