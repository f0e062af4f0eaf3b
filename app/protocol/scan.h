#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace desk
{

/// Largest scan that desks and hub exchange, bytes (reliability.md §3.1).
inline constexpr qsizetype kMostScanBytes = 5 * 1024 * 1024;

/// Where a scan is put, looked for and fetched: "/v1/evidence/" and the SHA-256 of its bytes.
QString scanPath(const QString &sha256);

/// The member of the answer to GET that holds the scan.
QJsonObject scanToJson(const QByteArray &scan);
/// The scan of such an answer. MalformedJson when there is none, Damaged when it is not the one asked for.
Result<QByteArray> scanFromAnswer(const QByteArray &json, const QString &sha256);

} // namespace desk
