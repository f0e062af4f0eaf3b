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

/// `value` is nowhere in `bytes`: not in UTF-8 whatever the case, not in UTF-16, not in base64.
inline void checkHidden(const QByteArray &bytes, const QString &value)
{
    INFO(value.toStdString());
    const QByteArray utf16(reinterpret_cast<const char *>(value.utf16()), value.size() * 2);
    CHECK_FALSE(bytes.contains(utf16));
    for (const QString &spelt : {value, value.toLower(), value.toUpper()})
        CHECK_FALSE(bytes.contains(spelt.toUtf8()));
    // Base64 differs with the place in a group of three; the first and last characters depend on what is
    // around.
    for (int before = 0; before < 3; ++before) {
        const QByteArray encoded = (QByteArray(before, 'x') + value.toUtf8()).toBase64();
        CHECK_FALSE(bytes.contains(encoded.sliced(4, encoded.size() - 8)));
    }
}
