#include "cli/output.h"

#include "base/bidi.h"

#include <algorithm>
#include <cstdio>

#include <unistd.h>

namespace desk::cli
{

Output::Output(bool json)
    : m_json(json)
    , m_terminal(isatty(STDOUT_FILENO) == 1)
{
}

void Output::object(const Json &object)
{
    if (m_json)
        m_held += object.text() + '\n';
}

void Output::line(const QString &text)
{
    if (!m_json)
        m_held += (m_terminal ? text : withoutBidiControls(text)).toUtf8() + '\n';
}

void Output::table(const QStringList &heads, const QList<QStringList> &rows)
{
    if (!m_terminal) {
        for (const QStringList &row : rows)
            line(row.join(u'\t'));
        return;
    }
    QList<qsizetype> widths;
    for (qsizetype column = 0; column < heads.size(); ++column) {
        qsizetype width = heads[column].size();
        for (const QStringList &row : rows)
            width = std::max(width, row.value(column).size());
        widths += width;
    }
    const auto writeRow = [&](const QStringList &cells) {
        QString text;
        for (qsizetype column = 0; column < widths.size(); ++column)
            text += cells.value(column).leftJustified(widths[column] + 2);
        line(text.trimmed());
    };
    writeRow(heads);
    for (const QStringList &row : rows)
        writeRow(row);
}

QString Output::shown(const QString &identifier) const
{
    return m_terminal ? isolate(identifier) : identifier;
}

void Output::message(const QString &text)
{
    const QByteArray utf8 = (isatty(STDERR_FILENO) == 1 ? text : withoutBidiControls(text)).toUtf8() + '\n';
    std::fwrite(utf8.constData(), 1, std::size_t(utf8.size()), stderr);
}

bool Output::flush()
{
    const auto size = std::size_t(m_held.size());
    const bool written = std::fwrite(m_held.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0;
    m_held.clear();
    return written;
}

} // namespace desk::cli
