#include "service/scanintake.h"

#include "service/picture.h"
#include "service/scandecoder.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kPatienceMs = 20'000;
constexpr int kLookMs = 50;
constexpr qsizetype kMostAnswer = PictureLimits::kPages * (PictureLimits::kKeptBytes + 64) + 64;

} // namespace

Result<QList<QByteArray>> ScanAnswer::read(const QByteArray &bytes)
{
    QDataStream in(bytes);
    in.setVersion(kStream);
    bool good = false;
    in >> good;
    if (!good) {
        qint32 code = 0;
        QString where;
        in >> code >> where;
        const auto error = static_cast<ErrorCode>(code);
        const bool known = error == ErrorCode::ScanUnknown || error == ErrorCode::ScanTooLarge ||
                           error == ErrorCode::ScanPages;
        return known && in.status() == QDataStream::Ok ? failure(error, where)
                                                       : failure(ErrorCode::ScanDamaged);
    }
    QList<QByteArray> pictures;
    in >> pictures;
    if (in.status() != QDataStream::Ok || !in.atEnd() || pictures.isEmpty())
        return failure(ErrorCode::ScanDamaged);
    for (const QByteArray &picture : std::as_const(pictures)) {
        const PictureFormat format = pictureFormatOf(picture);
        if ((format != PictureFormat::Jpeg && format != PictureFormat::Png) ||
            picture.size() > PictureLimits::kKeptBytes)
            return failure(ErrorCode::ScanDamaged);
    }
    return pictures;
}

Result<QList<QByteArray>> takeIn(const QByteArray &file, const std::stop_token &stop)
{
    // Before a process is begun for it.
    if (file.size() > PictureLimits::kFileBytes)
        return failure(ErrorCode::ScanTooLarge);
    if (pictureFormatOf(file) == PictureFormat::None)
        return failure(ErrorCode::ScanUnknown);
    QProcess decoder;
    decoder.setProgram(QCoreApplication::applicationDirPath() + u"/passportctl"_s);
    decoder.setArguments({QString::fromLatin1(kScanDecoderWord)});
    QProcessEnvironment bare;
    bare.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    bare.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    decoder.setProcessEnvironment(bare);
    decoder.setStandardErrorFile(QProcess::nullDevice());
    decoder.start();
    if (!decoder.waitForStarted())
        return failure(ErrorCode::CannotOpen, decoder.program(), decoder.errorString());
    decoder.write(file);
    decoder.closeWriteChannel();
    QByteArray answer;
    for (int waited = 0; !decoder.waitForFinished(kLookMs); waited += kLookMs) {
        answer += decoder.readAllStandardOutput();
        if (decoder.state() == QProcess::NotRunning)
            break;
        if (stop.stop_requested() || waited > kPatienceMs || answer.size() > kMostAnswer) {
            decoder.kill();
            decoder.waitForFinished();
            return failure(stop.stop_requested() ? ErrorCode::Cancelled : ErrorCode::ScanDamaged);
        }
    }
    answer += decoder.readAllStandardOutput();
    if (decoder.exitStatus() != QProcess::NormalExit || decoder.exitCode() != EXIT_SUCCESS ||
        answer.size() > kMostAnswer)
        return failure(ErrorCode::ScanDamaged, {}, u"decoder ended with %1"_s.arg(decoder.exitCode()));
    return ScanAnswer::read(answer);
}

Result<QList<QByteArray>> takeInFile(const QString &path, const std::stop_token &stop)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, path, file.errorString());
    auto pictures = takeIn(file.read(PictureLimits::kFileBytes + 1), stop);
    if (!pictures && pictures.error().where.isEmpty())
        return failure(pictures.error().code, path, pictures.error().detail);
    return pictures;
}

} // namespace desk
