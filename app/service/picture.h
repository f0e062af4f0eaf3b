#pragma once

#include "base/result.h"
#include "domain/mrzimage/grayimage.h"

#include <QByteArray>
#include <QImage>

namespace desk
{

/// What a picture may be (reliability.md §5, threat 15).
struct PictureLimits {
    static constexpr int kSide = 8000;            ///< pixels, of what is handed in
    static constexpr qint64 kPixels = 16'000'000; ///< of what is kept: A4 at 400 dpi
    static constexpr qsizetype kFileBytes = 20 * 1024 * 1024;
    static constexpr qsizetype kKeptBytes = 5 * 1024 * 1024;
    static constexpr int kPages = 8;       ///< of a document
    static constexpr int kMegabytes = 128; ///< while one is opened
};

/// The kinds of file that are pictures, told by their first bytes alone.
enum class PictureFormat { None, Jpeg, Png, Pdf };
PictureFormat pictureFormatOf(const QByteArray &bytes);

/// Opens a JPEG or PNG, upright as its camera held it, without anything but pixels; one that is larger than
/// what is kept comes smaller. ScanUnknown, ScanTooLarge, ScanDamaged (also for one that breaks off).
Result<QImage> openPicture(const QByteArray &bytes);

/// The same in grey.
GrayImage greyOf(const QImage &picture);

/// A picture that is in hand, as a file; ScanTooLarge.
Result<QByteArray> asPng(const QImage &picture);

} // namespace desk
