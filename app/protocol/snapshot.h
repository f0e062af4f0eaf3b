#pragma once

#include "base/result.h"
#include "domain/resident.h"
#include "protocol/residentjson.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// Most residents one page of a snapshot may hold.
inline constexpr int kMaxSnapshotPage = 5000;

/// The answer to GET /v1/snapshot: a part of the register as it is now.
struct SnapshotPage {
    QString epoch;
    qint64 stablePosition = 0;
    QString
        cursor;   ///< where the feed stood before this page was read; that of the first page is gone on from
    QString next; ///< give it back as `after`; opaque; empty: this was the last page
    std::optional<qint64> total; ///< residents of the whole snapshot; with the first page
    QList<RegisteredResident> residents;
};

Result<SnapshotPage> snapshotPageFromJson(const QByteArray &json);

} // namespace desk
