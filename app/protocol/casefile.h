#pragma once

#include "base/result.h"
#include "domain/casecontent.h"
#include "domain/rules/finding.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace desk
{

/// The case file of contract §5.
struct CaseFile {
    QString id; ///< UUID of the case; empty: a new one
    CaseContent content;
};

/// One case file. Unknown keys, unknown codes and wrong JSON types are MalformedJson with the JSON pointer;
/// what is merely wrong (a date that is no date, a short MRZ, no applicant) passes through for the rules to
/// judge.
Result<CaseFile> caseFileFromJson(const QByteArray &json);
/// One case file, or several as JSON Lines. An error in line n has the `where` "line n: /pointer".
Result<QList<CaseFile>> caseFilesFromText(const QByteArray &text);
QByteArray caseFileToJson(const CaseFile &file);

/// The content alone, without an id. `pointer` is where the object stands, for errors.
Result<CaseContent> caseContentFromJson(const QJsonObject &object, const QString &pointer = {});
/// The same as it is stored.
Result<CaseContent> caseContentFromBytes(const QByteArray &bytes);
QJsonObject caseContentToJson(const CaseContent &content);
QJsonObject provenanceToJson(const QMap<QString, Provenance> &provenance);

/// SHA-256 (lower-case hexadecimal) of the canonical bytes of `caseContentToJson`: what a decision names.
QString contentSha256(const CaseContent &content);

/// Findings as stored and sent: rule, severity, field, args, acknowledged; words are made where they are
/// read.
QJsonArray findingsToJson(const QList<Finding> &findings);
/// The same as it is stored.
QByteArray findingsToBytes(const QList<Finding> &findings);
Result<QList<Finding>> findingsFromJson(const QJsonArray &array, const QString &pointer = {});
Result<QList<Finding>> findingsFromBytes(const QByteArray &bytes);

} // namespace desk
