#pragma once

#include "cli/json.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace desk::cli
{

/// What a command says. Standard output is held back until the command has ended well, so that a failure
/// leaves it empty (contract §3); messages and progress go to standard error at once.
class Output
{
public:
    /// `json`: objects only; text for people is dropped.
    explicit Output(bool json);

    bool isJson() const { return m_json; }
    /// True when a person looks at standard output, not a file or another program.
    bool isTerminal() const { return m_terminal; }

    /// One object on a line, only with --json.
    void object(const Json &object);
    /// One line for people, only without --json.
    void line(const QString &text);
    /// Rows for people: columns in line on a terminal, else separated by tabs. Only without --json.
    void table(const QStringList &heads, const QList<QStringList> &rows);
    /// An identifier, date or number within a sentence: isolated on a terminal, plain elsewhere.
    QString shown(const QString &identifier) const;

    /// One line on standard error.
    static void message(const QString &text);

    /// Writes what was held back. The framework calls it when a command succeeds; one that has to answer
    /// before it ends, or in spite of a failure, calls it itself. False when standard output does not take
    /// it.
    bool flush();

private:
    bool m_json;
    bool m_terminal;
    QByteArray m_held;
};

} // namespace desk::cli
