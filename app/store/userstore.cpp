#include "store/userstore.h"

#include "sql/statement.h"
#include "sql/transaction.h"
#include "store/newid.h"
#include "store/settingsstore.h"
#include "store/vault.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView
    kColumns("user_id, name, display_name_ar, display_name_en, roles, active, failures, "
             "EXISTS (SELECT 1 FROM key_slots WHERE slot_id = user_id)");

User userFrom(const Statement &row)
{
    User user;
    user.userId = row.text(0);
    user.name = row.text(1);
    user.displayNameAr = row.text(2);
    user.displayNameEn = row.text(3);
    user.roles = Roles(row.integer(4));
    user.active = row.flag(5);
    user.locked = row.integer(6) >= UserStore::kLockedAfter;
    user.hasPassword = row.flag(7);
    return user;
}

QString nameKey(const QString &name)
{
    return name.normalized(QString::NormalizationForm_KC).trimmed().toCaseFolded();
}

bool strongEnough(const QString &password)
{
    return password.normalized(QString::NormalizationForm_C).size() >= UserStore::kMinPasswordLength;
}

/// Seconds until the next try after so many failures.
int waitAfter(int failures)
{
    if (failures < UserStore::kFreeTries)
        return 0;
    const int exponent = std::min(failures - UserStore::kFreeTries + 1, 16);
    return std::min(1 << exponent, UserStore::kMaxWaitSeconds);
}

} // namespace

UserStore::UserStore(Connection &connection, SettingsStore &settings, Vault &vault, const Clock &clock)
    : m_connection(connection)
    , m_settings(settings)
    , m_vault(vault)
    , m_clock(clock)
    , m_slots(connection, settings)
{
}

Result<User> UserStore::add(const NewUser &user, const QString &password)
{
    const QString id = idOr(user.userId);
    const QDateTime now = m_clock.utc();
    const auto stored =
        Statement(m_connection,
                  u"INSERT INTO users (user_id, name, name_key, display_name_ar, display_name_en, roles, "
                  u"created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(id, user.name, nameKey(user.name), user.displayNameAr, user.displayNameEn, int(user.roles),
                  now, now)
            .run();
    if (!stored)
        return failure(stored);
    if (const auto set = setPassword(id, password); !set)
        return failure(set);
    return User{id, user.name, user.displayNameAr, user.displayNameEn, user.roles, true, false, true};
}

Result<User> UserStore::adopt(const User &user)
{
    const QDateTime now = m_clock.utc();
    const auto stored =
        Statement(m_connection,
                  u"INSERT INTO users (user_id, name, name_key, display_name_ar, display_name_en, roles, "
                  u"active, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                  u"ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, "
                  u"name_key = excluded.name_key, display_name_ar = excluded.display_name_ar, "
                  u"display_name_en = excluded.display_name_en, roles = excluded.roles, "
                  u"active = excluded.active, changed_at = excluded.changed_at"_s)
            .bind(user.userId, user.name, nameKey(user.name), user.displayNameAr, user.displayNameEn,
                  int(user.roles), user.active, now, now)
            .run();
    if (!stored)
        return failure(stored);
    if (!user.active) {
        if (const auto removed = m_slots.remove(user.userId); !removed)
            return failure(removed);
    }
    const auto adopted = byId(user.userId);
    if (!adopted)
        return failure(adopted);
    return **adopted;
}

Result<UserStore::Candidate> UserStore::candidate(const QString &name)
{
    static const QString sql = u"SELECT "_s + kColumns + u", next_try_at FROM users WHERE name_key = ?"_s;
    Statement query(m_connection, sql);
    const auto row = query.bind(nameKey(name)).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::WrongPassword);
    const Candidate found{userFrom(query), int(query.integer(6))};
    if (!found.user.hasPassword)
        return failure(found.user.active ? ErrorCode::WrongPassword : ErrorCode::AccountDisabled);
    if (found.user.locked)
        return failure(ErrorCode::AccountLocked);
    // Clamped, so that a clock set back a year locks nobody out for a year.
    const qint64 wait =
        std::min<qint64>(query.isNull(8) ? 0 : (m_clock.utc().msecsTo(query.instant(8)) + 999) / 1000,
                         waitAfter(found.failures));
    if (wait > 0)
        return failure(ErrorCode::Throttled, QString::number(wait));
    return found;
}

Result<UserStore::Proven> UserStore::prove(const QString &name, const QString &password)
{
    Candidate found;
    {
        Transaction transaction(m_connection);
        const auto allowed = candidate(name);
        if (!allowed)
            return failure(allowed);
        found = *allowed;
        // Durable before the password is looked at: killing the program takes no try back.
        const QDateTime nextTry = m_clock.utc().addSecs(waitAfter(found.failures + 1));
        const auto counted =
            Statement(m_connection, u"UPDATE users SET failures = ?, next_try_at = ? WHERE user_id = ?"_s)
                .bind(found.failures + 1, nextTry, found.user.userId)
                .run();
        if (!counted)
            return failure(counted);
        if (const auto committed = transaction.commit(); !committed)
            return failure(committed);
    }
    const Secret secret = Secret::ofPassword(password);
    auto slot = m_slots.open(found.user.userId, secret);
    if (!slot)
        return failure(slot);
    Transaction transaction(m_connection);
    if (const auto cleared = unlock(found.user.userId); !cleared)
        return failure(cleared);
    const auto wanted = m_settings.passwordCost();
    if (!wanted)
        return failure(wanted);
    if (slot->cost < *wanted) {
        if (const auto sealed = m_slots.seal(found.user.userId, *slot, secret, *wanted); !sealed)
            return failure(sealed);
    }
    if (const auto committed = transaction.commit(); !committed)
        return failure(committed);
    if (!found.user.active)
        return failure(ErrorCode::AccountDisabled);
    return Proven{found.user, *std::move(slot)};
}

void UserStore::admit(const User &user, OpenedSlot slot)
{
    m_vault.open(std::move(slot.keys));
    m_vault.setSigner({user.userId, std::move(slot.signingKey)});
}

Result<User> UserStore::authenticate(const QString &name, const QString &password)
{
    auto proven = prove(name, password);
    if (!proven)
        return failure(proven);
    admit(proven->user, std::move(proven->slot));
    return proven->user;
}

Result<User> UserStore::recognise(const QString &name, const QString &password)
{
    const auto found = candidate(name);
    if (!found)
        return failure(found);
    auto slot = m_slots.open(found->user.userId, Secret::ofPassword(password));
    if (!slot)
        return failure(slot);
    if (!found->user.active)
        return failure(ErrorCode::AccountDisabled);
    admit(found->user, *std::move(slot));
    return found->user;
}

Result<> UserStore::changePassword(const QString &userId, const QString &oldPassword,
                                   const QString &newPassword)
{
    const auto user = byId(userId);
    if (!user)
        return failure(user);
    if (!*user)
        return failure(ErrorCode::NotFound);
    const auto proven = prove((*user)->name, oldPassword);
    if (!proven)
        return failure(proven);
    if (!strongEnough(newPassword))
        return failure(ErrorCode::WeakPassword);
    const auto cost = m_settings.passwordCost();
    if (!cost)
        return failure(cost);
    Transaction transaction(m_connection);
    if (const auto sealed = m_slots.seal(userId, proven->slot, Secret::ofPassword(newPassword), *cost);
        !sealed)
        return sealed;
    return transaction.commit();
}

Result<> UserStore::setPassword(const QString &userId, const QString &password)
{
    if (!strongEnough(password))
        return failure(ErrorCode::WeakPassword);
    const auto keys = m_vault.keys();
    if (!keys)
        return failure(keys);
    const auto cost = m_settings.passwordCost();
    if (!cost)
        return failure(cost);
    Statement update(
        m_connection,
        u"UPDATE users SET failures = 0, next_try_at = NULL, changed_at = ? WHERE user_id = ?"_s);
    if (const auto done = changed(update.bind(m_clock.utc(), userId)); !done)
        return done;
    return m_slots.set(userId, Secret::ofPassword(password), *cost, **keys);
}

Result<> UserStore::setRoles(const QString &userId, Roles roles)
{
    Statement update(m_connection, u"UPDATE users SET roles = ?, changed_at = ? WHERE user_id = ?"_s);
    return changed(update.bind(int(roles), m_clock.utc(), userId));
}

Result<> UserStore::setActive(const QString &userId, bool active)
{
    Statement update(m_connection, u"UPDATE users SET active = ?, changed_at = ? WHERE user_id = ?"_s);
    if (const auto done = changed(update.bind(active, m_clock.utc(), userId)); !done)
        return done;
    return active ? Result<>() : m_slots.remove(userId);
}

Result<> UserStore::unlock(const QString &userId)
{
    Statement update(m_connection, u"UPDATE users SET failures = 0, next_try_at = NULL WHERE user_id = ?"_s);
    return changed(update.bind(userId));
}

Result<> UserStore::changed(Statement &statement)
{
    if (const auto done = statement.run(); !done)
        return done;
    if (statement.changes() == 0)
        return failure(ErrorCode::NotFound);
    return {};
}

Result<std::optional<User>> UserStore::byId(const QString &userId)
{
    static const QString sql = u"SELECT "_s + kColumns + u" FROM users WHERE user_id = ?"_s;
    Statement query(m_connection, sql);
    const auto row = query.bind(userId).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(userFrom(query)) : std::nullopt;
}

Result<std::optional<User>> UserStore::byName(const QString &name)
{
    static const QString sql = u"SELECT "_s + kColumns + u" FROM users WHERE name_key = ?"_s;
    Statement query(m_connection, sql);
    const auto row = query.bind(nameKey(name)).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(userFrom(query)) : std::nullopt;
}

Result<QList<User>> UserStore::list()
{
    QList<User> users;
    static const QString sql = u"SELECT "_s + kColumns + u" FROM users ORDER BY name_key"_s;
    Statement query(m_connection, sql);
    if (const auto read = query.each([&](const Statement &row) { users += userFrom(row); }); !read)
        return failure(read);
    return users;
}

} // namespace desk
