#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace desk::cli
{

/// All of standard input.
Result<QByteArray> readStandardInput();

/// The lines of UTF-8 text without their ends (LF or CRLF); what follows the last end is a line when it is
/// not empty. A byte order mark is dropped. Error: NotUtf8, naming the line.
Result<QStringList> linesOf(const QByteArray &text);

/// `readStandardInput` as `linesOf`.
Result<QStringList> readLines();

/// "line 3" or «السطر 3» is for people: errors carry it as "stdin:3", as compilers write it.
QString lineName(qsizetype index);

} // namespace desk::cli
