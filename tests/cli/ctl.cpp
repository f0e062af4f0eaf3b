#include "cli/ctl.h"

#include "support/catch.h"

#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>

QList<QByteArray> CtlRun::lines() const
{
    QList<QByteArray> lines = out.split('\n');
    if (lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

QList<QJsonObject> CtlRun::objects() const
{
    QList<QJsonObject> objects;
    for (const QByteArray &line : lines()) {
        const QJsonDocument document = QJsonDocument::fromJson(line);
        REQUIRE(document.isObject());
        objects += document.object();
    }
    return objects;
}

CtlRun passportctl(const QStringList &arguments, const QByteArray &input,
                   const QMap<QString, QString> &environment)
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const char *const name : {"LC_ALL", "LC_MESSAGES", "PASSPORT_DESK_DATA", "PASSPORT_DESK_PASSWORD"})
        variables.remove(QString::fromLatin1(name));
    variables.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
    for (auto it = environment.begin(); it != environment.end(); ++it)
        variables.insert(it.key(), it.value());

    QProcess process;
    process.setProcessEnvironment(variables);
    process.start(QStringLiteral(DESK_BINARY_DIR "/passportctl"), arguments);
    REQUIRE(process.waitForStarted());
    process.write(input);
    process.closeWriteChannel();
    REQUIRE(process.waitForFinished(120'000));
    REQUIRE(process.exitStatus() == QProcess::NormalExit);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}
