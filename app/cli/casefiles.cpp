#include "cli/casefiles.h"

#include "cli/input.h"

#include <QFile>

namespace desk::cli
{

using namespace Qt::StringLiterals;

Result<QList<CaseFile>> readCaseFiles(const QString &path)
{
    Result<QByteArray> text = QByteArray();
    if (path == "-"_L1) {
        text = readStandardInput();
    } else {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorCode::UnreadableInput, path, file.errorString());
        text = file.readAll();
    }
    if (!text)
        return failure(text);
    const auto files = caseFilesFromText(*text);
    if (!files)
        return files;
    for (const CaseFile &file : *files) {
        if (!file.content.evidence.isEmpty())
            return failure(ErrorCode::MalformedJson, u"/evidence"_s);
    }
    return files;
}

Result<CaseFile> readCaseFile(const QString &path)
{
    const auto files = readCaseFiles(path);
    if (!files)
        return failure(files);
    if (files->size() != 1)
        return failure(ErrorCode::Usage, path);
    return files->first();
}

} // namespace desk::cli
