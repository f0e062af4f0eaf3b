#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "protocol/enrolment.h"
#include "protocol/hubcode.h"
#include "protocol/payload.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace desk
{

/// A desk that may talk to the hub.
struct Workstation {
    QString id; ///< UUID
    QString branch;
    int number = 0;
    QString name;
    QByteArray tokenHash; ///< SHA-256 of the token's secret part
    QDateTime enrolledAt;
    bool revoked = false;
};

/// An account as the hub knows it.
struct HubUser {
    UserChangedPayload account;
    QString branch;
};

/// A token's two parts: whose it is, and the secret. nullopt when it is no token of ours by its form.
struct TokenParts {
    QString workstationId;
    QByteArray secret;
};
std::optional<TokenParts> tokenParts(QByteArrayView authorization);
/// The workstation, if the secret is its token's and it may still ask: else Unauthorised or
/// WorkstationRevoked.
std::variant<Workstation, HubCode> identified(const std::optional<Workstation> &workstation,
                                              const QByteArray &secret);

/// How long an enrolment code may be used, and how often a wrong secret may be offered for it.
inline constexpr int kCodeHours = 24;
inline constexpr int kCodeTries = 5;

/// Branches, users, workstations and enrolment codes; everything in the caller's transaction.
class HubAccounts
{
public:
    HubAccounts(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    struct Branch {
        QString code;
        QString nameAr;
        QString nameEn;
    };
    /// NotFound when there is no such branch.
    Result<Branch> branch(const QString &code);

    /// A new one-time code for a desk of the branch; returns the secret to put into it.
    Result<QByteArray> newEnrolmentCode(const QString &branch);

    struct Enrolment {
        Workstation workstation;
        QString token; ///< given out once, only its hash is kept
    };
    /// Uses a code. A HubCode says why it may not be used; the try is counted either way.
    Result<std::variant<Enrolment, HubCode>> enrol(const EnrolRequest &request);

    Result<QList<Workstation>> workstations();
    Result<std::optional<Workstation>> workstation(const QString &workstationId);
    /// Who sends with this header, as of the caller's transaction; as `identified`.
    Result<std::variant<Workstation, HubCode>> sender(QByteArrayView authorization);
    /// NotFound when there is no such workstation. Revoking twice changes nothing.
    Result<> revoke(const QString &workstationId);

    Result<std::optional<HubUser>> user(const QString &userId);
    /// Adds or changes an account and writes it to the feed of the branch, `origin` (a workstation id)
    /// excepted. The position in the feed.
    Result<qint64> putUser(const QString &branch, const UserChangedPayload &account,
                           const std::optional<QString> &origin);

private:
    Result<int> nextNumber(const QString &branch);

    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
