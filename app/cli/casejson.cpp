#include "cli/casejson.h"

#include "protocol/casefile.h"
#include "text/catalogue.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

namespace desk::cli
{

using namespace Qt::StringLiterals;

Json instant(const QDateTime &at)
{
    return at.isValid() ? Json(at.toUTC().toString(Qt::ISODateWithMs)) : Json();
}

Json day(QDate date)
{
    return date.isValid() ? Json(date.toString(Qt::ISODate)) : Json();
}

Json fromQt(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool();
    case QJsonValue::Double:
        return value.toDouble();
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Array: {
        QList<Json> items;
        for (const QJsonValue &item : value.toArray())
            items += fromQt(item);
        return Json::array(items);
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        QList<std::pair<QString, Json>> members;
        for (auto it = object.begin(); it != object.end(); ++it)
            members += {it.key(), fromQt(it.value())};
        return Json::object(members);
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

Json findingsOf(const QList<Finding> &findings)
{
    const Catalogue &catalogue = Catalogue::builtIn();
    QList<Json> items;
    for (const Finding &finding : findings) {
        items +=
            Json::object({{"rule", finding.rule},
                          {"severity", codeOf(finding.severity)},
                          {"field", Json::textOrNull(finding.field)},
                          {"message_ar", catalogue.ruleMessage(finding, Language::Arabic, Isolation::Plain)},
                          {"message_en", catalogue.ruleMessage(finding, Language::English, Isolation::Plain)},
                          {"acknowledged", finding.acknowledged}});
    }
    return Json::array(items);
}

namespace
{

QList<std::pair<QString, Json>> membersOf(const CaseRow &row)
{
    return {{u"case"_s, row.caseId},
            {u"reference"_s, Json::textOrNull(row.reference)},
            {u"state"_s, codeOf(row.state)},
            {u"case_type"_s, codeOf(row.caseType)},
            {u"iqama_number"_s, row.iqamaNumber},
            {u"maker"_s, row.makerId},
            {u"verdict"_s, codeOf(row.verdict)},
            {u"submitted_at"_s, instant(row.submittedAt)}};
}

Json revisionOf(const RevisionView &revision)
{
    return Json::object({{"revision", revision.revision},
                         {"content_sha256", revision.contentSha256},
                         {"maker", revision.makerId},
                         {"at", instant(revision.at)},
                         {"content", fromQt(caseContentToJson(revision.content))},
                         {"findings", findingsOf(revision.judgement.findings)},
                         {"pack", revision.pack}});
}

Json decisionOf(const DecisionView &decision)
{
    QList<std::pair<QString, Json>> reasons;
    for (auto it = decision.ruleReasons.begin(); it != decision.ruleReasons.end(); ++it)
        reasons += {it.key(), it.value()};
    return Json::object({{"revision", decision.revision},
                         {"decision", codeOf(decision.decision)},
                         {"decider", decision.deciderId},
                         {"reason", Json::textOrNull(decision.reason)},
                         {"rule_reasons", Json::object(reasons)},
                         {"comment", Json::textOrNull(decision.comment)},
                         {"at", instant(decision.at)}});
}

Json entryOf(const TimelineEntry &entry)
{
    return Json::object({{"event", codeOf(entry.event)},
                         {"from", codeOf(entry.from)},
                         {"to", codeOf(entry.to)},
                         {"actor_ar", Json::textOrNull(entry.actorNameAr)},
                         {"actor_en", Json::textOrNull(entry.actorNameEn)},
                         {"at", instant(entry.at)}});
}

template <class Item, class Make>
Json listOf(const QList<Item> &items, Make make)
{
    QList<Json> list;
    for (const Item &item : items)
        list += make(item);
    return Json::array(list);
}

} // namespace

Json rowOf(const CaseRow &row)
{
    return Json::object(membersOf(row));
}

Json caseOf(const CaseView &view)
{
    QList<std::pair<QString, Json>> members = membersOf(view.row);
    members += {u"revisions"_s, listOf(view.revisions, revisionOf)};
    members += {u"decisions"_s, listOf(view.decisions, decisionOf)};
    members += {u"timeline"_s, listOf(view.timeline, entryOf)};
    members += {u"refusal"_s, Json::textOrNull(view.refusal)};
    members += {u"hub_findings"_s, findingsOf(view.fromHub)};
    return Json::object(members);
}

} // namespace desk::cli
