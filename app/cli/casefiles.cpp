#include "cli/casefiles.h"

#include "cli/input.h"
#include "cli/session.h"
#include "service/evidencedesk.h"
#include "service/scanintake.h"

#include <QDir>
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
    return caseFilesFromText(*text);
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

Result<> findScans(const QString &path, CaseContent &content)
{
    const QDir folder = path == "-"_L1 ? QDir::current() : QFileInfo(path).dir();
    for (qsizetype i = 0; i < content.evidence.size(); ++i) {
        EvidenceItem &item = content.evidence[i];
        if (!item.sha256.isEmpty())
            continue;
        if (item.file.isEmpty())
            return failure(ErrorCode::MalformedJson, u"/evidence/%1/file"_s.arg(i));
        item.file = folder.absoluteFilePath(item.file);
        if (QFile file(item.file); !file.open(QIODevice::ReadOnly))
            return failure(ErrorCode::UnreadableInput, item.file, file.errorString());
    }
    return {};
}

Result<> keepScans(const Session &session, CaseContent &content)
{
    QList<EvidenceItem> kept;
    for (const EvidenceItem &item : std::as_const(content.evidence)) {
        if (!item.sha256.isEmpty()) {
            kept.append(item);
            continue;
        }
        const auto pictures = takeInFile(item.file);
        if (!pictures)
            return failure(pictures);
        const auto items = session.office().evidence().keep(session.actor(), item.kind, item.file, *pictures);
        if (!items)
            return failure(items);
        kept += *items;
    }
    content.evidence = kept;
    return {};
}

} // namespace desk::cli
