#pragma once

#include "base/result.h"
#include "domain/resident.h"
#include "domain/reviewlease.h"
#include "protocol/message.h"
#include "protocol/payload.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace desk
{

/// resident.changed: the register's new version of a resident, whole.
struct ResidentChanged {
    Resident resident;
    QList<PassportRecord> passports; ///< newest first
    QString caseId;                  ///< the approved case that caused it; empty: an import

    friend bool operator==(const ResidentChanged &, const ResidentChanged &) = default;
};

/// case.changed: what another desk of the branch sent about a case, as it sent it.
struct CaseChanged {
    MessageKind message = MessageKind::CaseSubmitted; ///< one of the four case kinds
    QString messageId;
    QString caseId;
    QString resident; ///< iqama number
    int baseVersion = 0;
    QString actor;       ///< UUID
    int workstation = 0; ///< number of the desk that sent it
    QDateTime createdAt; ///< UTC, by that desk's clock
    QByteArray payload;  ///< read with the function for `message` (payload.h)

    friend bool operator==(const CaseChanged &, const CaseChanged &) = default;
};

/// user.changed: an account of the branch.
using UserChanged = UserChangedPayload;

/// rules.changed: a rule pack that the hub has installed, or taken back since.
struct RulesChanged {
    QString version;
    QByteArray file; ///< as packfile.h has it, signed
    bool takenBack = false;

    friend bool operator==(const RulesChanged &, const RulesChanged &) = default;
};

/// lease.changed: who is reviewing a case now.
struct LeaseChanged {
    QString caseId;
    std::optional<ReviewLease> lease; ///< none: nobody

    friend bool operator==(const LeaseChanged &, const LeaseChanged &) = default;
};

using FeedChange = std::variant<ResidentChanged, CaseChanged, UserChanged, RulesChanged, LeaseChanged>;

struct FeedEntry {
    qint64 position = 0; ///< grows; entries come in this order
    QDateTime at;        ///< UTC, by the hub's clock
    FeedChange change;

    friend bool operator==(const FeedEntry &, const FeedEntry &) = default;
};

/// The answer to GET /v1/feed.
struct FeedPage {
    QString epoch;
    qint64 stablePosition = 0;
    QString cursor; ///< give it back as `after`; opaque
    /// Give it back as `residents_after`; empty: the same as `cursor`. It is ahead of `cursor` while what
    /// came before a snapshot is read, without the residents that the snapshot holds.
    QString residentsCursor = {};
    bool more = false; ///< there are further entries now
    QList<FeedEntry> entries;
};

/// Most entries one page may hold.
inline constexpr int kMaxFeedPage = 500;

QJsonObject feedEntryToJson(const FeedEntry &entry);
Result<FeedEntry> feedEntryFromJson(const QJsonObject &object, const QString &pointer = {});
Result<FeedPage> feedPageFromJson(const QByteArray &json);

} // namespace desk
