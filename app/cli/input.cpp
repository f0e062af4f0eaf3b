#include "cli/input.h"

#include <QFile>
#include <QStringDecoder>

#include <cstdio>

namespace desk::cli
{

Result<QByteArray> readStandardInput()
{
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, QStringLiteral("stdin"), file.errorString());
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return failure(ErrorCode::UnreadableInput, QStringLiteral("stdin"), file.errorString());
    return bytes;
}

Result<QStringList> linesOf(const QByteArray &text)
{
    QStringList lines;
    QList<QByteArray> raw = text.split('\n');
    if (raw.last().isEmpty())
        raw.removeLast();
    for (QByteArray &line : raw) {
        if (line.endsWith('\r'))
            line.chop(1);
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        QString decoded = decoder(line);
        if (decoder.hasError())
            return failure(ErrorCode::NotUtf8, lineName(lines.size()));
        if (lines.isEmpty() && decoded.startsWith(QChar::ByteOrderMark))
            decoded.remove(0, 1);
        lines += decoded;
    }
    return lines;
}

Result<QStringList> readLines()
{
    const auto bytes = readStandardInput();
    if (!bytes)
        return failure(bytes);
    return linesOf(*bytes);
}

QString lineName(qsizetype index)
{
    return QStringLiteral("stdin:%1").arg(index + 1);
}

} // namespace desk::cli
