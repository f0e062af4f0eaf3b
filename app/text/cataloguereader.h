#pragma once

#include "text/catalogue.h"

#include <QJsonObject>

namespace desk
{

/// Reads the files of a catalogue and holds them against the program: rule table, error codes, enumerations.
/// Stops at the first fault.
class CatalogueReader
{
public:
    explicit CatalogueReader(const QMap<QString, QByteArray> &files)
        : m_files(files)
    {
    }

    Result<Catalogue> read();

private:
    using Text = Catalogue::Text;
    using Entry = Catalogue::Entry;

    QJsonObject file(const QString &name);
    void readWords();
    void readUnits();
    void readRules();
    void readErrors();
    void readOutbox();

    Entry entryOf(const QJsonObject &object, const QString &pointer, bool isRule);
    /// Both languages, with the same placeholders, all of them among the entry's arguments.
    Text textOf(const QJsonObject &object, const QString &key, const QString &pointer,
                const QStringList &arguments);
    QMap<QString, QString> argumentsOf(const QJsonObject &object, const QString &pointer);
    void expectKeys(const QJsonObject &object, const QStringList &known, const QString &pointer);
    void expectSame(QStringList expected, QStringList given, const QString &pointer);
    template <class E>
    void expectWords();

    void fail(const QString &where, const QString &detail);

    const QMap<QString, QByteArray> &m_files;
    Catalogue m_catalogue;
    std::optional<Error> m_error;
};

} // namespace desk
