#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

/// What one run of passportctl left behind.
struct CtlRun {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;

    /// The lines of standard output.
    QList<QByteArray> lines() const;
    /// Each of them as an object; fails the test when one is none.
    QList<QJsonObject> objects() const;
};

/// Runs the built program in an environment of its own: English, no data directory of the person who tests.
CtlRun passportctl(const QStringList &arguments, const QByteArray &input = {},
                   const QMap<QString, QString> &environment = {});
