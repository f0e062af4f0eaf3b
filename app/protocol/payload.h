#pragma once

#include "base/result.h"
#include "domain/casecontent.h"
#include "domain/permissions.h"
#include "domain/reviewlease.h"
#include "domain/rules/engine.h"
#include "domain/rules/finding.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace desk
{

/// The payloads of messages. `toPayload` gives the canonical bytes that are stored, hashed and sent; reading
/// refuses unknown members except `x_…`, wrong types and a content that does not have the hash it claims.

/// case.submitted (first revision) and case.revised.
struct CaseRevisionPayload {
    QString caseId; ///< UUID
    QString reference;
    CaseType caseType = CaseType::Renewal; ///< the one the desk judged the case as
    int revision = 1;                      ///< from 1
    CaseContent content;
    QString contentSha256; ///< filled by `toPayload`
    QList<Finding> findings;
    Verdict verdict = Verdict::Accept;
    QString pack;    ///< version of the rule pack
    QString makerId; ///< UUID of the user

    friend bool operator==(const CaseRevisionPayload &, const CaseRevisionPayload &) = default;
};

/// case.decided.
struct CaseDecidedPayload {
    QString caseId;
    QString reference;
    int revision = 1;
    QString contentSha256; ///< of the revision that was decided
    Decision decision = Decision::Approve;
    QString reason;                     ///< code, may be empty
    QMap<QString, QString> ruleReasons; ///< rule id → reason code
    QString comment;
    QString deciderId;

    friend bool operator==(const CaseDecidedPayload &, const CaseDecidedPayload &) = default;
};

/// case.withdrawn.
struct CaseWithdrawnPayload {
    QString caseId;
    QString reference;
    QString reason; ///< code, may be empty
    QString actorId;

    friend bool operator==(const CaseWithdrawnPayload &, const CaseWithdrawnPayload &) = default;
};

/// case.lease.
struct CaseLeasePayload {
    QString caseId;
    LeaseAct act = LeaseAct::Take;

    friend bool operator==(const CaseLeasePayload &, const CaseLeasePayload &) = default;
};

/// Of an Ed25519 public key.
inline constexpr qsizetype kSignKeyBytes = 32;

/// user.changed.
struct UserChangedPayload {
    QString userId;
    QString name; ///< sign-in name
    Roles roles;
    bool active = true;
    QString displayNameAr; ///< `x_display_name_ar`
    QString displayNameEn;
    QByteArray signKey = {}; ///< `x_sign_key`: what the user signs with at this desk; empty: not told

    friend bool operator==(const UserChangedPayload &, const UserChangedPayload &) = default;
};

/// audit.head: the newest entry of the desk's audit chain.
struct AuditHeadPayload {
    qint64 sequence = 0;
    QString head; ///< hash of the entry, lower-case hexadecimal

    friend bool operator==(const AuditHeadPayload &, const AuditHeadPayload &) = default;
};

QByteArray toPayload(const CaseRevisionPayload &payload);
QByteArray toPayload(const CaseDecidedPayload &payload);
QByteArray toPayload(const CaseWithdrawnPayload &payload);
QByteArray toPayload(const CaseLeasePayload &payload);
QByteArray toPayload(const UserChangedPayload &payload);
QByteArray toPayload(const AuditHeadPayload &payload);

Result<CaseRevisionPayload> caseRevisionFromPayload(const QByteArray &payload);
Result<CaseDecidedPayload> caseDecidedFromPayload(const QByteArray &payload);
Result<CaseWithdrawnPayload> caseWithdrawnFromPayload(const QByteArray &payload);
Result<CaseLeasePayload> caseLeaseFromPayload(const QByteArray &payload);
Result<UserChangedPayload> userChangedFromPayload(const QByteArray &payload);
Result<AuditHeadPayload> auditHeadFromPayload(const QByteArray &payload);

/// The codes of a set of roles, in a fixed order.
QStringList roleCodes(Roles roles);

} // namespace desk
