#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDataStream>
#include <QList>

namespace desk
{

/// Makes of a file that somebody hands in (JPEG, PNG or PDF) the pictures that are kept: decoded and encoded
/// anew, so that nothing is left but pixels. One picture a page. ScanUnknown, ScanTooLarge, ScanDamaged,
/// ScanPages. What it reads is hostile: `takeIn` runs it in a process of its own.
Result<QList<QByteArray>> cleanPictures(const QByteArray &file);

/// The body of that process: gives up what it does not need, reads the file from standard input, answers on
/// standard output. The exit code of the program.
int runScanDecoder();

/// How the two processes talk.
struct ScanAnswer {
    static constexpr auto kStream = QDataStream::Qt_6_4;
    static QByteArray written(const Result<QList<QByteArray>> &pictures);
    static Result<QList<QByteArray>> read(const QByteArray &bytes);
};

} // namespace desk
