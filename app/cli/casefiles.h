#pragma once

#include "base/result.h"
#include "protocol/casefile.h"

#include <QList>
#include <QString>

namespace desk::cli
{

/// The case files in `path` ("-": standard input), one or several as JSON Lines. Until scans can be stored a
/// case file with evidence is refused (contract §5).
Result<QList<CaseFile>> readCaseFiles(const QString &path);
/// The same where exactly one is expected.
Result<CaseFile> readCaseFile(const QString &path);

} // namespace desk::cli
