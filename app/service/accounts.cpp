#include "service/accounts.h"

#include "service/outgoing.h"
#include "service/parts.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

Result<User> named(Office::Parts &parts, const QString &name)
{
    auto user = parts.desk->users().byName(name);
    if (!user)
        return failure(user);
    if (!*user)
        return failure(ErrorCode::NotFound, name);
    return **user;
}

/// The hub learns of every change of an account in the transaction that makes it.
Result<> announce(Office::Parts &parts, const QString &actorId, const User &user)
{
    const auto signKey = parts.desk->users().keySlots().signKey(user.userId);
    if (!signKey)
        return failure(signKey);
    UserChangedPayload payload;
    payload.userId = user.userId;
    payload.name = user.name;
    payload.roles = user.roles;
    payload.active = user.active;
    payload.displayNameAr = user.displayNameAr;
    payload.displayNameEn = user.displayNameEn;
    payload.signKey = *signKey;
    return enqueue(parts, {.kind = MessageKind::UserChanged, .residentKey = user.userId, .actorId = actorId},
                   toPayload(payload));
}

/// One change of one account: the change itself, its audit entry and, unless it concerns nobody but this
/// desk, its message to the hub.
enum class Told { Nobody, Hub };
template <class Change>
Result<UserView> changeAccount(Office::Parts &parts, const Actor &administrator, const QString &name,
                               const QString &event, Told told, Change change)
{
    const auto user = named(parts, name);
    if (!user)
        return failure(user);
    Transaction transaction(parts.desk->connection());
    if (const Result<> done = change(*user); !done)
        return failure(done);
    const auto changed = named(parts, name);
    if (!changed)
        return failure(changed);
    if (const auto noted = parts.note(administrator, event, changed->name); !noted)
        return failure(noted);
    if (told == Told::Hub) {
        // With the recovery key there is no administrator: it signs for whom it lets in.
        const QString signer = administrator.userId.isEmpty() ? changed->userId : administrator.userId;
        if (const auto announced = announce(parts, signer, *changed); !announced)
            return failure(announced);
    }
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return Office::Parts::userView(*changed);
}

} // namespace

Result<SessionView> Accounts::signIn(const QString &userName, const QString &password, bool acceptsOlder)
{
    UserStore &users = m_parts.desk->users();
    const auto user = users.authenticate(userName, password);
    Transaction transaction(m_parts.desk->connection());
    Actor actor;
    if (user)
        actor = {user->userId, user->name, user->displayNameEn, user->roles};
    const QString event = user ? u"user.signed_in"_s : u"user.refused"_s;
    const auto noted =
        m_parts.note(actor, event, user ? user->name : QString(),
                     user ? QJsonObject() : QJsonObject{{u"error"_s, errorCodeName(user.error().code)}});
    if (!noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    if (!user)
        return failure(user);
    const auto ready = prepareFor(actor, acceptsOlder);
    if (!ready) {
        m_parts.vault->narrow();
        return failure(ready);
    }

    SessionView session;
    session.actor = actor;
    session.displayNameAr = user->displayNameAr;
    session.displayNameEn = user->displayNameEn;
    const auto mine = m_parts.desk->cases().mine(user->userId);
    if (!mine)
        return failure(mine);
    const CaseRecord *latest = nullptr;
    for (const CaseRecord &record : *mine) {
        if (record.savedAt.isValid() && (!latest || record.savedAt > latest->savedAt))
            latest = &record;
    }
    if (latest) {
        auto row = m_parts.row(*latest);
        if (!row)
            return failure(row);
        session.draft = std::move(*row);
    }
    return session;
}

Result<Actor> Accounts::recognise(const QString &userName, const QString &password)
{
    const auto user = m_parts.desk->users().recognise(userName, password);
    if (!user)
        return failure(user);
    if (const auto ready = readyRegister(); !ready)
        return failure(ready);
    return Actor{user->userId, user->name, user->displayNameEn, user->roles};
}

Result<> Accounts::prepareFor(const Actor &actor, bool acceptsOlder)
{
    if (m_parts.access != Office::Access::Write)
        return {};
    if (const auto same = m_parts.witness.check(); !same) {
        if (same.error().code != ErrorCode::OlderCopy || !acceptsOlder || !may(actor.roles, Act::UnlockUser))
            return same;
        Transaction transaction(m_parts.desk->connection());
        const auto noted =
            m_parts.note(actor, u"desk.older_copy_accepted"_s, {}, {{u"file"_s, same.error().where}});
        if (!noted)
            return noted;
        if (const auto done = transaction.commit(); !done)
            return done;
    }
    if (const auto renewed = m_parts.witness.renew(); !renewed)
        return renewed;
    return readyRegister();
}

Result<> Accounts::readyRegister()
{
    if (m_parts.access != Office::Access::Write)
        return {};
    Transaction transaction(m_parts.registryDatabase->connection());
    if (const auto fresh = m_parts.registry().refreshIndex(); !fresh)
        return fresh;
    // What an import left that was ended; a snapshot goes on by itself.
    const auto goesOn = m_parts.registry().takesSnapshot();
    if (!goesOn)
        return failure(goesOn);
    if (!*goesOn) {
        if (const auto indexed = m_parts.registry().loadRuns().index(); !indexed)
            return indexed;
    }
    return transaction.commit();
}

Result<> Accounts::signedOut(const Actor &actor)
{
    return leave(actor, u"user.signed_out"_s);
}

Result<> Accounts::locked(const Actor &actor)
{
    return leave(actor, u"user.locked"_s);
}

Result<> Accounts::leave(const Actor &actor, const QString &event)
{
    if (actor.userId.isEmpty())
        return {};
    Transaction transaction(m_parts.desk->connection());
    if (const auto noted = m_parts.note(actor, event, actor.userName); !noted)
        return noted;
    if (const auto done = transaction.commit(); !done)
        return done;
    m_parts.vault->narrow();
    return {};
}

Result<> Accounts::changePassword(const Actor &actor, const QString &oldPassword, const QString &newPassword)
{
    if (const auto done = m_parts.desk->users().changePassword(actor.userId, oldPassword, newPassword); !done)
        return done;
    Transaction transaction(m_parts.desk->connection());
    if (const auto noted = m_parts.note(actor, u"user.password_changed"_s, actor.userName); !noted)
        return noted;
    return transaction.commit();
}

Result<UserView> Accounts::add(const Actor &administrator, const QString &name, Roles roles,
                               const QString &password)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::AdministerUsers); !allowed)
        return failure(allowed);
    Transaction transaction(m_parts.desk->connection());
    const auto user = m_parts.desk->users().add(
        {.name = name, .displayNameAr = name, .displayNameEn = name, .roles = roles}, password);
    if (!user)
        return failure(user);
    if (const auto noted = m_parts.note(administrator, u"user.added"_s, user->name); !noted)
        return failure(noted);
    if (const auto told = announce(m_parts, administrator.userId, *user); !told)
        return failure(told);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return Office::Parts::userView(*user);
}

Result<UserView> Accounts::setRoles(const Actor &administrator, const QString &name, Roles roles)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::AdministerUsers); !allowed)
        return failure(allowed);
    return changeAccount(
        m_parts, administrator, name, u"user.roles_changed"_s, Told::Hub,
        [&](const User &user) { return m_parts.desk->users().setRoles(user.userId, roles); });
}

Result<UserView> Accounts::disable(const Actor &administrator, const QString &name)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::AdministerUsers); !allowed)
        return failure(allowed);
    return changeAccount(m_parts, administrator, name, u"user.disabled"_s, Told::Hub, [&](const User &user) {
        return m_parts.desk->users().setActive(user.userId, false);
    });
}

Result<> Accounts::resetPassword(const Actor &administrator, const QString &name, const QString &password)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::AdministerUsers); !allowed)
        return failure(allowed);
    const auto done = changeAccount(
        m_parts, administrator, name, u"user.password_reset"_s, Told::Hub,
        [&](const User &user) { return m_parts.desk->users().setPassword(user.userId, password); });
    return done ? Result<>() : failure(done);
}

Result<UserView> Accounts::recover(const QString &recoveryKey, const QString &name, const QString &password)
{
    UserStore &users = m_parts.desk->users();
    auto slot = users.keySlots().openWithRecovery(recoveryKey);
    if (!slot)
        return failure(slot);
    const auto user = named(m_parts, name);
    if (!user)
        return failure(user);
    m_parts.vault->open(std::move(slot->keys));
    m_parts.vault->setSigner({user->userId, std::move(slot->signingKey)});
    return changeAccount(m_parts, {}, name, u"user.recovered"_s, Told::Hub,
                         [&](const User &one) { return users.setPassword(one.userId, password); });
}

Result<> Accounts::unlock(const Actor &actor, const QString &name)
{
    if (const auto allowed = Office::Parts::require(actor, Act::UnlockUser); !allowed)
        return failure(allowed);
    const auto done =
        changeAccount(m_parts, actor, name, u"user.unlocked"_s, Told::Nobody,
                      [&](const User &user) { return m_parts.desk->users().unlock(user.userId); });
    return done ? Result<>() : failure(done);
}

Result<DeskInfo> Accounts::setLockAfter(const Actor &administrator, std::chrono::minutes idle)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::ChangeSettings); !allowed)
        return failure(allowed);
    if (idle < kLockAfterLeast || idle > kLockAfterMost)
        return failure(ErrorCode::Usage, QString::number(idle.count()));
    Transaction transaction(m_parts.desk->connection());
    if (const auto set = m_parts.desk->settings().setLockAfter(idle); !set)
        return failure(set);
    if (const auto noted = m_parts.note(administrator, u"desk.settings_changed"_s, {},
                                        {{u"lock_after_minutes"_s, qint64(idle.count())}});
        !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return m_parts.info();
}

Result<DeskInfo> Accounts::setScannerFolder(const Actor &administrator, const QString &folder)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::ChangeSettings); !allowed)
        return failure(allowed);
    if (!folder.isEmpty() && !(QDir::isAbsolutePath(folder) && QFileInfo(folder).isDir()))
        return failure(ErrorCode::UnreadableInput, folder);
    Transaction transaction(m_parts.desk->connection());
    if (const auto set = m_parts.desk->settings().setScannerFolder(folder); !set)
        return failure(set);
    if (const auto noted =
            m_parts.note(administrator, u"desk.settings_changed"_s, {}, {{u"scanner_folder"_s, folder}});
        !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return m_parts.info();
}

Result<QList<UserView>> Accounts::list() const
{
    const auto users = m_parts.desk->users().list();
    if (!users)
        return failure(users);
    QList<UserView> out;
    for (const User &user : *users)
        out.append(Office::Parts::userView(user));
    return out;
}

} // namespace desk
