#pragma once

#include "protocol/packfile.h"
#include "support/catch.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

/// The program's own pack with another version and what else is given.
inline QByteArray packJson(const QString &version, const QJsonObject &changes = {})
{
    QFile file(QStringLiteral(":/rules/pack.json"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QJsonObject pack = QJsonDocument::fromJson(file.readAll()).object();
    pack.insert(QStringLiteral("version"), version);
    for (auto it = changes.begin(); it != changes.end(); ++it)
        pack.insert(it.key(), it.value());
    return QJsonDocument(pack).toJson();
}

/// The rules of the program's own pack, one of them with another severity.
inline QJsonArray rulesWith(const QString &rule, const QString &severity)
{
    QJsonArray rules = QJsonDocument::fromJson(packJson(QStringLiteral("1")))
                           .object()
                           .value(QStringLiteral("rules"))
                           .toArray();
    for (qsizetype i = 0; i < rules.size(); ++i) {
        QJsonObject object = rules[i].toObject();
        if (object.value(QStringLiteral("rule")).toString() == rule)
            object.insert(QStringLiteral("severity"), severity);
        rules[i] = object;
    }
    return rules;
}

/// A publisher of packs that exists for one test.
class Publisher
{
public:
    Publisher()
    {
        const auto made = desk::newPublisherKeys(QStringLiteral("Rules office"));
        REQUIRE(made);
        keys = *made;
    }
    QByteArray signedPack(const QByteArray &json) const
    {
        const auto file = desk::signPack(json, keys.secretFile);
        REQUIRE(file);
        return *file;
    }
    QByteArray signedPack(const QString &version, const QJsonObject &changes = {}) const
    {
        return signedPack(packJson(version, changes));
    }

    desk::PublisherKeys keys;
};
