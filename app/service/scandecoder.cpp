#include "service/scandecoder.h"

#include "service/picture.h"

#include <QBuffer>
#include <QFile>
#include <QImageWriter>
#include <QProcess>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <new>
#include <optional>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kLongSide = 3508; ///< pixels of a document's page: A4 at 300 dpi
constexpr int kPatienceMs = 20'000;
constexpr qint64 kLongestLine = 64;
constexpr qint64 kGulp = 1 << 20;

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, format);
    writer.setQuality(quality);
    return writer.write(image) ? bytes : QByteArray();
}

/// As small as it has to be.
Result<QByteArray> kept(const QImage &image, bool lossless)
{
    if (lossless) {
        const QByteArray png = encoded(image, "png", -1);
        if (!png.isEmpty() && png.size() <= PictureLimits::kKeptBytes)
            return png;
    }
    for (const int quality : {90, 80, 65}) {
        const QByteArray jpeg = encoded(image, "jpeg", quality);
        if (jpeg.isEmpty())
            return failure(ErrorCode::ScanDamaged);
        if (jpeg.size() <= PictureLimits::kKeptBytes)
            return jpeg;
    }
    return failure(ErrorCode::ScanTooLarge);
}

/// The next picture of pdftoppm's output (portable pixmap, 8 bits); nullopt at its end.
Result<std::optional<QImage>> nextPage(QProcess &renderer)
{
    const auto line = [&renderer]() -> QByteArray {
        while (!renderer.canReadLine() && renderer.waitForReadyRead(kPatienceMs)) {
        }
        return renderer.readLine(kLongestLine).trimmed();
    };
    const QByteArray magic = line();
    if (magic.isEmpty())
        return std::nullopt;
    const QList<QByteArray> size = line().split(' ');
    if (magic != "P6" || size.size() != 2 || line() != "255")
        return failure(ErrorCode::ScanDamaged);
    QImage page(size[0].toInt(), size[1].toInt(), QImage::Format_RGB888);
    if (page.isNull() || qint64(page.width()) * page.height() > PictureLimits::kPixels)
        return failure(ErrorCode::ScanTooLarge);
    for (int y = 0; y < page.height(); ++y) {
        const qint64 wanted = 3LL * page.width();
        for (qint64 got = 0; got < wanted;) {
            const qint64 more = renderer.read(reinterpret_cast<char *>(page.scanLine(y)) + got, wanted - got);
            if (more > 0)
                got += more;
            else if (more < 0 || !renderer.waitForReadyRead(kPatienceMs))
                return failure(ErrorCode::ScanDamaged);
        }
    }
    return std::optional(page);
}

Result<QList<QByteArray>> cleanDocument(const QByteArray &file)
{
    // Poppler's own program: its library is under a licence that would be this program's too.
    QProcess renderer;
    renderer.start(u"pdftoppm"_s, {u"-scale-to"_s, QString::number(kLongSide), u"-l"_s,
                                   QString::number(PictureLimits::kPages + 1), u"-"_s});
    if (!renderer.waitForStarted())
        return failure(ErrorCode::CannotOpen, u"pdftoppm"_s);
    renderer.write(file);
    renderer.closeWriteChannel();
    QList<QByteArray> pictures;
    for (;;) {
        const auto page = nextPage(renderer);
        if (!page)
            return failure(page);
        if (!*page)
            break;
        if (pictures.size() == PictureLimits::kPages)
            return failure(ErrorCode::ScanPages, QString::number(PictureLimits::kPages));
        const bool grey = (*page)->isGrayscale();
        auto picture =
            kept((*page)->convertToFormat(grey ? QImage::Format_Grayscale8 : QImage::Format_RGB32), false);
        if (!picture)
            return failure(picture);
        pictures.append(*std::move(picture));
    }
    return pictures.isEmpty() ? failure(ErrorCode::ScanDamaged) : Result<QList<QByteArray>>(pictures);
}

void limit(int resource, rlim_t most)
{
    const rlimit value{most, most};
    if (setrlimit(static_cast<__rlimit_resource>(resource), &value) != 0)
        std::_Exit(EXIT_FAILURE);
}

} // namespace

Result<QList<QByteArray>> cleanPictures(const QByteArray &file)
{
    if (file.size() > PictureLimits::kFileBytes)
        return failure(ErrorCode::ScanTooLarge);
    const PictureFormat format = pictureFormatOf(file);
    if (format == PictureFormat::Pdf)
        return cleanDocument(file);
    const auto image = openPicture(file);
    if (!image)
        return failure(image);
    auto picture = kept(*image, format == PictureFormat::Png);
    if (!picture)
        return failure(picture);
    return QList{*std::move(picture)};
}

QByteArray ScanAnswer::written(const Result<QList<QByteArray>> &pictures)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(kStream);
    if (pictures)
        out << true << *pictures;
    else
        out << false << static_cast<qint32>(pictures.error().code) << pictures.error().where;
    return bytes;
}

int runScanDecoder()
{
    constexpr rlim_t kMemory = 768UL * 1024 * 1024;
    constexpr rlim_t kSeconds = 10;
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(RLIMIT_AS, kMemory);
    limit(RLIMIT_CPU, kSeconds);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    QFile in;
    QFile out;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly))
        return EXIT_FAILURE;
    Result<QList<QByteArray>> pictures = failure(ErrorCode::ScanDamaged);
    try {
        QByteArray file;
        while (file.size() <= PictureLimits::kFileBytes) {
            const QByteArray more = in.read(kGulp); // of a pipe: as much as is there
            if (more.isEmpty())
                break;
            file += more;
        }
        pictures = cleanPictures(file);
    } catch (const std::bad_alloc &) {
        pictures = failure(ErrorCode::ScanTooLarge);
    }
    const QByteArray answer = ScanAnswer::written(pictures);
    return out.write(answer) == answer.size() && out.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace desk
