#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace desk
{

/// Most items one page may name.
inline constexpr int kMaxReconcilePage = 1000;

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
};
QByteArray reconcileRequestToJson(const ReconcileRequest &request);
/// MalformedJson; also for more items than a page may name.
Result<ReconcileRequest> reconcileRequestFromJson(const QByteArray &json);

/// The answer: what of the page the hub lacks, and where in its feed the desk goes on.
struct ReconcileAnswer {
    QString epoch;
    qint64 stablePosition = 0;
    QString cursor;
    QStringList missing; ///< ids
};
QByteArray reconcileAnswerToJson(const ReconcileAnswer &answer);
Result<ReconcileAnswer> reconcileAnswerFromJson(const QByteArray &json);

} // namespace desk
