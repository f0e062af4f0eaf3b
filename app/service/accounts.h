#pragma once

#include "service/office.h"

namespace desk
{

/// Who may sign in, and signing in.
class Accounts
{
public:
    explicit Accounts(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// WrongPassword, Throttled (where = seconds), AccountLocked, AccountDisabled. The failure is counted,
    /// durably, before the password is looked at. OlderCopy while a file is older than the desk has seen it,
    /// until a supervisor or administrator `acceptsOlder`.
    Result<SessionView> signIn(const QString &userName, const QString &password, bool acceptsOlder = false);
    /// For an office opened for reading beside a running window: nothing is counted and nothing audited.
    Result<Actor> recognise(const QString &userName, const QString &password);
    /// Both leave no keys but those that delivering needs.
    Result<> signedOut(const Actor &actor);
    Result<> locked(const Actor &actor);
    Result<> changePassword(const Actor &actor, const QString &oldPassword, const QString &newPassword);

    /// Tells the hub by an outbox item, in the same transaction.
    Result<UserView> add(const Actor &administrator, const QString &name, Roles roles,
                         const QString &password);
    Result<UserView> setRoles(const Actor &administrator, const QString &name, Roles roles);
    Result<UserView> disable(const Actor &administrator, const QString &name);
    /// A new password for another person.
    Result<> resetPassword(const Actor &administrator, const QString &name, const QString &password);
    /// A new password with the printed recovery key instead of anybody's password; ends a lock as well.
    /// WrongPassword when the key opens nothing.
    Result<UserView> recover(const QString &recoveryKey, const QString &name, const QString &password);
    Result<> unlock(const Actor &actor, const QString &name);
    Result<QList<UserView>> list() const;

    /// Usage beyond `kLockAfterLeast` to `kLockAfterMost`.
    Result<DeskInfo> setLockAfter(const Actor &administrator, std::chrono::minutes idle);
    /// Where a scanner leaves its files; empty: nowhere. UnreadableInput when there is no such folder
    /// (`where`).
    Result<DeskInfo> setScannerFolder(const Actor &administrator, const QString &folder);

private:
    /// What has to hold and be done before anything is shown to somebody who signed in.
    Result<> prepareFor(const Actor &actor, bool acceptsOlder);
    /// What in the register waits for keys: names indexed otherwise by an earlier version, an import that was
    /// ended.
    Result<> readyRegister();
    Result<> leave(const Actor &actor, const QString &event);

    Office::Parts &m_parts;
};

} // namespace desk
