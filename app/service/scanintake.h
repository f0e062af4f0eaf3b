#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>

#include <stop_token>

namespace desk
{

/// `cleanPictures` of a file from outside, by a process of its own that has little memory, little time and
/// neither network nor files: a decoder that falls takes nothing with it. Waits for it, so not for the GUI
/// thread. ScanDamaged when the process did not come back; Cancelled when `stop` asks for it.
Result<QList<QByteArray>> takeIn(const QByteArray &file, const std::stop_token &stop = {});

/// The same for the file at `path`: UnreadableInput (`where` is the path).
Result<QList<QByteArray>> takeInFile(const QString &path, const std::stop_token &stop = {});

/// The word that makes passportctl such a process.
inline constexpr const char *kScanDecoderWord = "--decode-scan";

} // namespace desk
