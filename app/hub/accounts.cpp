#include "hub/accounts.h"

#include "hub/feedlog.h"
#include "hub/signkeys.h"
#include "protocol/json.h"
#include "sql/statement.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QUuid>

#include <gnutls/crypto.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kCodeIdBytes = 4;
constexpr int kCodeSecretBytes = 16;
constexpr int kTokenBytes = 32;
constexpr int kLastNumber = 99;

QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
    return bytes;
}

QByteArray hashOf(const QByteArray &secret)
{
    return QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
}

/// Takes the same time wherever they differ.
bool secretMatches(const QByteArray &secret, const QByteArray &hash)
{
    const QByteArray offered = hashOf(secret);
    return offered.size() == hash.size() &&
           gnutls_memcmp(offered.constData(), hash.constData(), size_t(hash.size())) == 0;
}

const QString kWorkstations = u"SELECT workstation_id, branch, number, name, token_hash, enrolled_at, "
                              u"revoked_at FROM workstations "_s;

Workstation workstationIn(const Statement &row)
{
    return {row.text(0),  row.text(1),    row.integer(2), row.text(3),
            row.bytes(4), row.instant(5), !row.isNull(6)};
}

} // namespace

std::optional<TokenParts> tokenParts(QByteArrayView authorization)
{
    constexpr QByteArrayView scheme = "Bearer ";
    const QByteArrayView token = authorization.sliced(std::min(scheme.size(), authorization.size()));
    if (!authorization.startsWith(scheme) || token.size() != 37 + 2 * kTokenBytes || token[36] != '.')
        return std::nullopt;
    const QString id = QString::fromLatin1(token.first(36));
    if (!isUuid(id))
        return std::nullopt;
    return TokenParts{id, QByteArray::fromHex(token.sliced(37).toByteArray())};
}

std::variant<Workstation, HubCode> identified(const std::optional<Workstation> &workstation,
                                              const QByteArray &secret)
{
    if (!workstation || !secretMatches(secret, workstation->tokenHash))
        return HubCode::Unauthorised;
    if (workstation->revoked)
        return HubCode::WorkstationRevoked;
    return *workstation;
}

Result<HubAccounts::Branch> HubAccounts::branch(const QString &code)
{
    Statement statement(m_connection, u"SELECT branch, name_ar, name_en FROM branches WHERE branch = ?"_s);
    const Result<bool> row = statement.bind(code).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound, u"branch"_s);
    return Branch{statement.text(0), statement.text(1), statement.text(2)};
}

Result<QByteArray> HubAccounts::newEnrolmentCode(const QString &branchCode)
{
    if (const auto known = branch(branchCode); !known)
        return failure(known);
    const QByteArray id = randomBytes(kCodeIdBytes);
    const QByteArray secret = randomBytes(kCodeSecretBytes);
    const Result<> done =
        Statement(
            m_connection,
            u"INSERT INTO enrolment_codes (code_id, branch, secret_hash, expires_at) VALUES (?, ?, ?, ?)"_s)
            .bind(id, branchCode, hashOf(secret), m_clock.utc().addSecs(kCodeHours * 60 * 60))
            .run();
    if (!done)
        return failure(done);
    return id + secret;
}

Result<int> HubAccounts::nextNumber(const QString &branchCode)
{
    // Numbers are parts of reference numbers and never given twice, by whichever hub.
    if (const auto held = Statement(m_connection, u"SELECT 1 FROM branches WHERE branch = ? FOR UPDATE"_s)
                              .bind(branchCode)
                              .run();
        !held)
        return failure(held);
    Statement statement(m_connection,
                        u"SELECT coalesce(max(number), 0) + 1 FROM workstations WHERE branch = ?"_s);
    const Result<bool> row = statement.bind(branchCode).step();
    if (!row)
        return failure(row);
    return statement.integer(0);
}

Result<std::variant<HubAccounts::Enrolment, HubCode>> HubAccounts::enrol(const EnrolRequest &request)
{
    const QByteArray id = request.secret.left(kCodeIdBytes);
    QString branchCode;
    QByteArray secretHash;
    QDateTime expiresAt;
    bool used = false;
    {
        Statement code(m_connection,
                       u"SELECT branch, secret_hash, expires_at, used_by, tries FROM enrolment_codes "
                       u"WHERE code_id = ? FOR UPDATE"_s);
        const Result<bool> row = code.bind(id).step();
        if (!row)
            return failure(row);
        if (!*row || code.integer(4) >= kCodeTries)
            return HubCode::CodeUnknown;
        branchCode = code.text(0);
        secretHash = code.bytes(1);
        expiresAt = code.instant(2);
        used = !code.isNull(3);
    }
    if (!secretMatches(request.secret.mid(kCodeIdBytes), secretHash)) {
        const Result<> counted =
            Statement(m_connection, u"UPDATE enrolment_codes SET tries = tries + 1 WHERE code_id = ?"_s)
                .bind(id)
                .run();
        if (!counted)
            return failure(counted);
        return HubCode::CodeUnknown;
    }
    if (used)
        return HubCode::CodeUsed;
    if (m_clock.utc() >= expiresAt)
        return HubCode::CodeExpired;
    const Result<std::optional<HubUser>> known = user(request.administrator.userId);
    if (!known)
        return failure(known);
    if (*known && (*known)->branch != branchCode)
        return HubCode::WrongBranch;
    if (!request.administrator.active || !request.administrator.roles.testFlag(Role::Administrator))
        return HubCode::NotPermitted;
    const Result<int> number = nextNumber(branchCode);
    if (!number)
        return failure(number);
    if (*number > kLastNumber)
        return HubCode::BranchFull;

    const QByteArray secret = randomBytes(kTokenBytes);
    Enrolment enrolment;
    Workstation &workstation = enrolment.workstation;
    workstation.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    workstation.branch = branchCode;
    workstation.number = *number;
    workstation.name = request.workstationName;
    workstation.tokenHash = hashOf(secret);
    workstation.enrolledAt = m_clock.utc();
    enrolment.token = workstation.id + u'.' + QLatin1String(secret.toHex());
    if (const auto done =
            Statement(m_connection, u"INSERT INTO workstations (workstation_id, branch, number, name, "
                                    u"token_hash, enrolled_at) VALUES (?, ?, ?, ?, ?, ?)"_s)
                .bind(workstation.id, workstation.branch, workstation.number, workstation.name,
                      workstation.tokenHash, workstation.enrolledAt)
                .run();
        !done)
        return failure(done);
    if (const auto done =
            Statement(m_connection, u"UPDATE enrolment_codes SET used_by = ? WHERE code_id = ?"_s)
                .bind(workstation.id, id)
                .run();
        !done)
        return failure(done);
    if (const auto done = putUser(branchCode, request.administrator, workstation.id); !done)
        return failure(done);
    SignKeys signKeys(m_connection, m_clock);
    for (const auto &[signer, key] : request.signKeys.asKeyValueRange()) {
        if (const auto done = signKeys.add(workstation.id, signer, key); !done)
            return failure(done);
    }
    return enrolment;
}

Result<QList<Workstation>> HubAccounts::workstations()
{
    QList<Workstation> list;
    Statement statement(m_connection, kWorkstations + u"ORDER BY branch, number"_s);
    const Result<> done =
        statement.bind().each([&list](const Statement &row) { list.append(workstationIn(row)); });
    if (!done)
        return failure(done);
    return list;
}

Result<std::optional<Workstation>> HubAccounts::workstation(const QString &workstationId)
{
    Statement statement(m_connection, kWorkstations + u"WHERE workstation_id = ?"_s);
    const Result<bool> row = statement.bind(workstationId).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(workstationIn(statement)) : std::nullopt;
}

Result<std::variant<Workstation, HubCode>> HubAccounts::sender(QByteArrayView authorization)
{
    const std::optional<TokenParts> token = tokenParts(authorization);
    if (!token)
        return HubCode::Unauthorised;
    const Result<std::optional<Workstation>> known = workstation(token->workstationId);
    if (!known)
        return failure(known);
    return identified(*known, token->secret);
}

Result<> HubAccounts::revoke(const QString &workstationId)
{
    Statement statement(m_connection, u"UPDATE workstations SET revoked_at = coalesce(revoked_at, ?) "
                                      u"WHERE workstation_id = ?"_s);
    if (const auto done = statement.bind(m_clock.utc(), workstationId).run(); !done)
        return done;
    if (statement.changes() == 0)
        return failure(ErrorCode::NotFound, u"workstation"_s);
    return {};
}

Result<std::optional<HubUser>> HubAccounts::user(const QString &userId)
{
    Statement statement(m_connection, u"SELECT branch, name, roles, active, display_name_ar, display_name_en "
                                      u"FROM users WHERE user_id = ?"_s);
    const Result<bool> row = statement.bind(userId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<HubUser>();
    HubUser user;
    user.branch = statement.text(0);
    user.account = {userId, statement.text(1), {}, statement.flag(3), statement.text(4), statement.text(5)};
    const QStringList codes = statement.text(2).split(u' ', Qt::SkipEmptyParts);
    for (const QString &code : codes)
        user.account.roles |= fromCode<Role>(code).value_or(Role{});
    return std::optional(user);
}

Result<qint64> HubAccounts::putUser(const QString &branchCode, const UserChangedPayload &account,
                                    const std::optional<QString> &origin)
{
    const Result<> done =
        Statement(
            m_connection,
            u"INSERT INTO users (user_id, branch, name, roles, active, display_name_ar, display_name_en, "
            u"changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET "
            u"name = excluded.name, roles = excluded.roles, active = excluded.active, "
            u"display_name_ar = excluded.display_name_ar, display_name_en = excluded.display_name_en, "
            u"changed_at = excluded.changed_at"_s)
            .bind(account.userId, branchCode, account.name, roleCodes(account.roles).join(u' '),
                  account.active, account.displayNameAr, account.displayNameEn, m_clock.utc())
            .run();
    if (!done)
        return failure(done);
    if (!account.active) {
        if (const auto forgotten = SignKeys(m_connection, m_clock).forget(account.userId); !forgotten)
            return failure(forgotten);
    }
    return FeedLog(m_connection, m_clock).userChanged(account.userId, branchCode, origin);
}

} // namespace desk
