#include "store/userstore.h"

#include "sql/statement.h"
#include "sql/transaction.h"
#include "store/newid.h"

#include <sodium.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView kColumns(
    "user_id, name, display_name_ar, display_name_en, roles, active, failures, password IS NOT NULL");

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

/// The bytes of a password, wiped when done with. Normalised, so that it does not matter which keyboard
/// composed its letters.
class Secret
{
public:
    explicit Secret(const QString &text)
        : m_bytes(text.normalized(QString::NormalizationForm_C).toUtf8())
    {
    }
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret() { sodium_memzero(m_bytes.data(), static_cast<size_t>(m_bytes.size())); }

    const char *data() const { return m_bytes.constData(); }
    unsigned long long size() const { return static_cast<unsigned long long>(m_bytes.size()); }

private:
    QByteArray m_bytes;
};

Result<QString> hashed(const QString &password, PasswordCost cost)
{
    if (password.normalized(QString::NormalizationForm_C).size() < UserStore::kMinPasswordLength)
        return failure(ErrorCode::WeakPassword);
    const bool interactive = cost == PasswordCost::Interactive;
    const Secret secret(password);
    QByteArray text(crypto_pwhash_STRBYTES, '\0');
    const int failed =
        crypto_pwhash_str(text.data(), secret.data(), secret.size(),
                          interactive ? crypto_pwhash_OPSLIMIT_INTERACTIVE : crypto_pwhash_OPSLIMIT_MODERATE,
                          interactive ? crypto_pwhash_MEMLIMIT_INTERACTIVE : crypto_pwhash_MEMLIMIT_MODERATE);
    if (failed != 0)
        return failure(ErrorCode::StoreFailed, {}, u"not enough memory to hash a password"_s);
    return QString::fromLatin1(text.constData());
}

bool matches(const QString &stored, const QString &password)
{
    const Secret secret(password);
    return crypto_pwhash_str_verify(stored.toLatin1().constData(), secret.data(), secret.size()) == 0;
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

UserStore::UserStore(Connection &connection, const Clock &clock)
    : m_connection(connection)
    , m_clock(clock)
{
}

Result<User> UserStore::add(const NewUser &user, const QString &password)
{
    const auto hash = hashed(password, m_cost);
    if (!hash)
        return failure(hash);
    const QString id = idOr(user.userId);
    const QDateTime now = m_clock.utc();
    const auto stored =
        Statement(m_connection,
                  u"INSERT INTO users (user_id, name, name_key, display_name_ar, display_name_en, roles, "
                  u"password, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(id, user.name, nameKey(user.name), user.displayNameAr, user.displayNameEn, int(user.roles),
                  *hash, now, now)
            .run();
    if (!stored)
        return failure(stored);
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
    const auto adopted = byId(user.userId);
    if (!adopted)
        return failure(adopted);
    return **adopted;
}

Result<UserStore::Candidate> UserStore::candidate(const QString &name)
{
    static const QString sql =
        u"SELECT "_s + kColumns + u", password, next_try_at FROM users WHERE name_key = ?"_s;
    Statement query(m_connection, sql);
    const auto row = query.bind(nameKey(name)).step();
    if (!row)
        return failure(row);
    if (!*row || query.isNull(8))
        return failure(ErrorCode::WrongPassword);
    const Candidate found{userFrom(query), query.text(8), int(query.integer(6))};
    if (found.user.locked)
        return failure(ErrorCode::AccountLocked);
    // Clamped, so that a clock set back a year locks nobody out for a year.
    const qint64 wait =
        std::min<qint64>(query.isNull(9) ? 0 : (m_clock.utc().msecsTo(query.instant(9)) + 999) / 1000,
                         waitAfter(found.failures));
    if (wait > 0)
        return failure(ErrorCode::Throttled, QString::number(wait));
    return found;
}

Result<User> UserStore::authenticate(const QString &name, const QString &password)
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
    if (!matches(found.password, password))
        return failure(ErrorCode::WrongPassword);
    Transaction transaction(m_connection);
    if (const auto cleared = unlock(found.user.userId); !cleared)
        return failure(cleared);
    if (const auto committed = transaction.commit(); !committed)
        return failure(committed);
    if (!found.user.active)
        return failure(ErrorCode::AccountDisabled);
    return found.user;
}

Result<User> UserStore::recognise(const QString &name, const QString &password)
{
    const auto found = candidate(name);
    if (!found)
        return failure(found);
    if (!matches(found->password, password))
        return failure(ErrorCode::WrongPassword);
    if (!found->user.active)
        return failure(ErrorCode::AccountDisabled);
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
    if (const auto authentic = authenticate((*user)->name, oldPassword); !authentic)
        return failure(authentic);
    Transaction transaction(m_connection);
    if (const auto set = setPassword(userId, newPassword); !set)
        return set;
    return transaction.commit();
}

Result<> UserStore::setPassword(const QString &userId, const QString &password)
{
    const auto hash = hashed(password, m_cost);
    if (!hash)
        return failure(hash);
    Statement update(m_connection, u"UPDATE users SET password = ?, failures = 0, next_try_at = NULL, "
                                   u"changed_at = ? WHERE user_id = ?"_s);
    return changed(update.bind(*hash, m_clock.utc(), userId));
}

Result<> UserStore::setRoles(const QString &userId, Roles roles)
{
    Statement update(m_connection, u"UPDATE users SET roles = ?, changed_at = ? WHERE user_id = ?"_s);
    return changed(update.bind(int(roles), m_clock.utc(), userId));
}

Result<> UserStore::setActive(const QString &userId, bool active)
{
    Statement update(m_connection, u"UPDATE users SET active = ?, changed_at = ? WHERE user_id = ?"_s);
    return changed(update.bind(active, m_clock.utc(), userId));
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
