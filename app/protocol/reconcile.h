#pragma once

#include "base/result.h"
#include "domain/lifecycle.h"
#include "domain/resident.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace desk
{

/// Most items or cases one page may name, and most residents, of whom the answer is whole.
inline constexpr int kMaxReconcilePage = 1000;
inline constexpr int kMaxReconcileResidents = 200;

/// A message that a desk believes the hub has.
struct BelievedItem {
    QString id;     ///< UUID
    QString sha256; ///< of its payload

    friend bool operator==(const BelievedItem &, const BelievedItem &) = default;
};

/// The body of POST /v1/reconcile.
struct ReconcileRequest {
    QString cursor; ///< of the feed, as the desk has it; empty: from the beginning
    QList<BelievedItem> items;
    QStringList residents; ///< iqama numbers of those whom the feed changed after what the hub has proven
    QStringList cases;     ///< ids of those that it moved
};
QByteArray reconcileRequestToJson(const ReconcileRequest &request);
/// MalformedJson; also for more items than a page may name.
Result<ReconcileRequest> reconcileRequestFromJson(const QByteArray &json);

/// A resident as the hub holds it; nobody has the number when `resident` is none.
struct HubResident {
    QString iqamaNumber;
    std::optional<Resident> resident;
    QList<PassportRecord> passports; ///< newest first

    friend bool operator==(const HubResident &, const HubResident &) = default;
};

/// The answer: what of the page the hub lacks, how the rest of it stands there, and where in its feed the desk
/// goes on.
struct ReconcileAnswer {
    QString epoch;
    qint64 stablePosition = 0;
    QString cursor;
    qint64 proven = 0;   ///< up to this position of the desk's feed the hub holds everything
    QStringList missing; ///< ids of items
    QList<HubResident> residents;
    QList<HubCase> cases;
};
QByteArray reconcileAnswerToJson(const ReconcileAnswer &answer);
Result<ReconcileAnswer> reconcileAnswerFromJson(const QByteArray &json);

} // namespace desk
