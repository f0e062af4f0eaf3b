#pragma once

#include "base/result.h"
#include "protocol/casefile.h"

#include <QList>
#include <QString>

namespace desk::cli
{

class Session;

/// The case files in `path` ("-": standard input), one or several as JSON Lines.
Result<QList<CaseFile>> readCaseFiles(const QString &path);
/// The same where exactly one is expected.
Result<CaseFile> readCaseFile(const QString &path);
/// Finds the scans that the case file at `path` names, beside it: UnreadableInput for one that is not there.
Result<> findScans(const QString &path, CaseContent &content);
/// Takes in the scans that `findScans` has found, and keeps them.
Result<> keepScans(const Session &session, CaseContent &content);

} // namespace desk::cli
