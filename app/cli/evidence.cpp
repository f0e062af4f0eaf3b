#include "cli/casejson.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/session.h"

#include "service/casedesk.h"
#include "service/evidencedesk.h"
#include "service/scanintake.h"
#include "text/catalogue.h"

#include <QSaveFile>

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kWritten{u"كُتبت الصورة في", u"The scan was written to"};
constexpr qsizetype kLeastOfId = 6;

Json toJson(const EvidenceItem &item)
{
    return Json::object(
        {{"id", item.sha256}, {"kind", codeOf(item.kind)}, {"file", Json::textOrNull(item.file)}});
}

void tell(const Invocation &invocation, const QList<EvidenceItem> &items)
{
    QList<QStringList> cells;
    for (const EvidenceItem &item : items)
        cells += {Catalogue::builtIn().word(item.kind, invocation.common.language), item.file, item.sha256};
    invocation.output.table({invocation.say({u"النوع", u"Kind"}), invocation.say({u"الملف", u"File"}),
                             invocation.say({u"الرقم", u"Id"})},
                            cells);
}

Result<Ending> add(const Invocation &invocation, const QString &reference, const QString &path)
{
    const auto kind = fromCode<EvidenceKind>(invocation.value(u"kind"_s));
    if (!kind)
        return failure(ErrorCode::Usage, u"--kind"_s);
    const auto session = Session::open(invocation, Office::Access::Write, Act::EnterCase);
    if (!session)
        return failure(session);
    CaseDesk &cases = session->office().cases();
    const auto caseId = cases.caseIdOf(reference);
    if (!caseId)
        return failure(caseId);
    const auto pictures = takeInFile(path);
    if (!pictures)
        return failure(pictures);
    const auto items = session->office().evidence().keep(session->actor(), *kind, path, *pictures);
    if (!items)
        return failure(items);
    const auto added = cases.addEvidence(session->actor(), *caseId, *items);
    if (!added)
        return failure(added);
    QList<Json> list;
    for (const EvidenceItem &item : *items)
        list += toJson(item);
    invocation.output.object(Json::object({{"case", *caseId},
                                           {"reference", Json::textOrNull(added->reference)},
                                           {"state", codeOf(added->state)},
                                           {"verdict", codeOf(added->verdict)},
                                           {"evidence", Json::array(list)}}));
    tell(invocation, *items);
    if (!added->stored)
        showFindings(invocation, added->verdict, added->findings);
    return added->stored ? Ending::Positive : Ending::Negative;
}

Result<Ending> list(const Invocation &invocation, const QString &reference)
{
    const auto session = Session::open(invocation, Office::Access::Read, Act::ReadCases);
    if (!session)
        return failure(session);
    CaseDesk &cases = session->office().cases();
    const auto caseId = cases.caseIdOf(reference);
    if (!caseId)
        return failure(caseId);
    const auto items = cases.evidence(*caseId);
    if (!items)
        return failure(items);
    for (const EvidenceItem &item : *items)
        invocation.output.object(toJson(item));
    tell(invocation, *items);
    return Ending::Positive;
}

Result<Ending> get(const Invocation &invocation, const QString &reference, const QString &id,
                   const QString &path)
{
    if (id.size() < kLeastOfId)
        return failure(ErrorCode::Usage, u"ID"_s);
    const auto session = Session::openToRecord(invocation, Act::ReadCases);
    if (!session)
        return failure(session);
    CaseDesk &cases = session->office().cases();
    const auto caseId = cases.caseIdOf(reference);
    if (!caseId)
        return failure(caseId);
    const auto items = cases.evidence(*caseId);
    if (!items)
        return failure(items);
    const auto item = std::find_if(items->begin(), items->end(), [&id](const EvidenceItem &each) {
        return each.sha256.startsWith(id, Qt::CaseInsensitive);
    });
    if (item == items->end())
        return failure(ErrorCode::NotFound);
    EvidenceDesk &evidence = session->office().evidence();
    const auto picture = session->records() ? evidence.handOut(session->actor(), reference, item->sha256)
                                            : evidence.picture(session->actor(), item->sha256);
    if (!picture)
        return failure(picture);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*picture) != picture->size() || !file.commit())
        return failure(ErrorCode::CannotOpen, path, file.errorString());
    invocation.output.object(Json::object({{"id", item->sha256},
                                           {"kind", codeOf(item->kind)},
                                           {"bytes", static_cast<double>(picture->size())},
                                           {"file", path}}));
    invocation.output.line(invocation.say(kWritten) + u' ' + invocation.output.shown(path));
    return Ending::Positive;
}

Result<Ending> run(const Invocation &invocation)
{
    const QStringList &words = invocation.arguments;
    const QString act = words.first();
    if (act == "add"_L1 && words.size() == 3)
        return add(invocation, words[1], words[2]);
    if (act == "list"_L1 && words.size() == 2)
        return list(invocation, words[1]);
    if (act == "get"_L1 && words.size() == 4)
        return get(invocation, words[1], words[2], words[3]);
    return failure(ErrorCode::Usage, act);
}

} // namespace

Command evidenceCommand()
{
    return {u"evidence",
            u"add REF FILE | list REF | get REF ID OUT",
            2,
            4,
            {u"صور المعاملة: إرفاق وعرض واستخراج", u"the scans of a case: attach, list, take out"},
            {{u"kind",
              u"KIND",
              {u"نوع الصورة: data_page أو old_passport أو loss_report أو authorisation أو extension_page أو "
               u"birth_record",
               u"what it shows: data_page, old_passport, loss_report, authorisation, extension_page or "
               u"birth_record"}}},
            true,
            run};
}

} // namespace desk::cli
