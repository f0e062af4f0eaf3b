#include "service/picture.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>

#include <cmath>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// A decoder fills what is missing with grey; a picture that ends has its mark at the end.
bool breaksOff(const QByteArray &bytes, PictureFormat format)
{
    constexpr qsizetype kPadding = 4096; // what some scanners add
    const QByteArrayView tail = QByteArrayView(bytes).last(std::min(bytes.size(), kPadding));
    return !tail.contains(format == PictureFormat::Jpeg ? QByteArrayView("\xff\xd9")
                                                        : QByteArrayView("IEND"));
}

/// The pixels alone: no text, no profile, no offsets.
QImage bare(QImage image)
{
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace::SRgb);
    if (image.hasAlphaChannel()) {
        // Glass on white paper.
        image = std::move(image).convertToFormat(QImage::Format_ARGB32_Premultiplied);
        QImage opaque(image.size(), QImage::Format_RGB32);
        for (int y = 0; y < image.height(); ++y) {
            const auto *from = reinterpret_cast<const QRgb *>(image.constScanLine(y));
            auto *to = reinterpret_cast<QRgb *>(opaque.scanLine(y));
            for (int x = 0; x < image.width(); ++x)
                to[x] = from[x] + 0x01010101U * static_cast<QRgb>(255 - qAlpha(from[x]));
        }
        return opaque;
    }
    image = std::move(image).convertToFormat(image.isGrayscale() ? QImage::Format_Grayscale8
                                                                 : QImage::Format_RGB32);
    QImage pixels(image.size(), image.format());
    const auto bytes = static_cast<size_t>(std::min(pixels.bytesPerLine(), image.bytesPerLine()));
    for (int y = 0; y < image.height(); ++y)
        std::copy_n(image.constScanLine(y), bytes, pixels.scanLine(y));
    return pixels;
}

} // namespace

PictureFormat pictureFormatOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\xff\xd8\xff"))
        return PictureFormat::Jpeg;
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return PictureFormat::Png;
    if (bytes.startsWith("%PDF-"))
        return PictureFormat::Pdf;
    return PictureFormat::None;
}

Result<QImage> openPicture(const QByteArray &bytes)
{
    const PictureFormat format = pictureFormatOf(bytes);
    if (format != PictureFormat::Jpeg && format != PictureFormat::Png)
        return failure(ErrorCode::ScanUnknown);
    if (bytes.size() > PictureLimits::kFileBytes)
        return failure(ErrorCode::ScanTooLarge);
    qunsetenv("QT_IMAGEIO_MAXALLOC");
    QImageReader::setAllocationLimit(PictureLimits::kMegabytes);
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer, format == PictureFormat::Jpeg ? "jpeg" : "png");
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || size.isEmpty())
        return failure(ErrorCode::ScanDamaged);
    if (size.width() > PictureLimits::kSide || size.height() > PictureLimits::kSide)
        return failure(ErrorCode::ScanTooLarge);
    const double pixels = double(size.width()) * size.height();
    const bool tooMany = pixels > double(PictureLimits::kPixels);
    if (tooMany && format == PictureFormat::Png)
        return failure(ErrorCode::ScanTooLarge);
    if (tooMany)
        reader.setScaledSize(size * std::sqrt(double(PictureLimits::kPixels) / pixels));
    if (breaksOff(bytes, format))
        return failure(ErrorCode::ScanDamaged);
    QImage image = reader.read();
    if (image.isNull())
        return failure(ErrorCode::ScanDamaged, {}, reader.errorString());
    return bare(std::move(image));
}

GrayImage greyOf(const QImage &picture)
{
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    GrayImage image{grey.width(), grey.height(), {}};
    image.pixels.resize(static_cast<size_t>(grey.width()) * static_cast<size_t>(grey.height()));
    for (int y = 0; y < grey.height(); ++y)
        std::copy_n(grey.constScanLine(y), grey.width(), image.row(y));
    return image;
}

Result<QByteArray> asPng(const QImage &picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (picture.isNull() || !picture.save(&buffer, "PNG"))
        return failure(ErrorCode::ScanDamaged);
    return bytes.size() <= PictureLimits::kFileBytes ? Result<QByteArray>(bytes)
                                                     : failure(ErrorCode::ScanTooLarge);
}

} // namespace desk
