#pragma once

#include "support/catch.h"

#include <QByteArray>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QString>

/// All bytes of the files below a directory.
inline QByteArray everythingBelow(const QString &directory)
{
    QByteArray bytes;
    QDirIterator files(directory, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        REQUIRE(file.open(QIODevice::ReadOnly));
        bytes += file.readAll();
    }
    return bytes;
}

/// What stands in base64 wherever `value` stands after `before` bytes of a group of three: every character
/// that is of the value alone. Fewer would be met in sealed bytes by chance.
inline QByteArray inBase64(const QByteArray &value, int before)
{
    const qsizetype first = (8 * before + 5) / 6;
    const qsizetype end = 8 * (before + value.size()) / 6;
    return (QByteArray(before, 'x') + value).toBase64().sliced(first, end - first);
}

/// `value` is nowhere in `bytes`: not in UTF-8 whatever the case, not in UTF-16, not in base64.
inline void checkHidden(const QByteArray &bytes, const QString &value)
{
    INFO(value.toStdString());
    const QByteArray utf16(reinterpret_cast<const char *>(value.utf16()), value.size() * 2);
    CHECK_FALSE(bytes.contains(utf16));
    for (const QString &spelt : {value, value.toLower(), value.toUpper()})
        CHECK_FALSE(bytes.contains(spelt.toUtf8()));
    for (int before = 0; before < 3; ++before)
        CHECK_FALSE(bytes.contains(inBase64(value.toUtf8(), before)));
}
