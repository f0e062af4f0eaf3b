#include "protocol/feed.h"

#include "base/clock.h"
#include "protocol/json.h"
#include "protocol/residentjson.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QJsonObject toJson(const ResidentChanged &change)
{
    return {{u"kind"_s, u"resident.changed"_s},
            {u"resident"_s, residentToJson(change.resident)},
            {u"passports"_s, passportsToJson(change.passports)},
            {u"case"_s, textOrNull(change.caseId)}};
}

QJsonObject toJson(const CaseChanged &change)
{
    return {{u"kind"_s, u"case.changed"_s},
            {u"message"_s, codeOf(change.message)},
            {u"message_id"_s, change.messageId},
            {u"case"_s, change.caseId},
            {u"resident"_s, change.resident},
            {u"base_version"_s, change.baseVersion},
            {u"actor"_s, change.actor},
            {u"workstation"_s, change.workstation},
            {u"created_at"_s, isoInstant(change.createdAt)},
            {u"payload"_s, QString::fromUtf8(change.payload)}};
}

QJsonObject toJson(const UserChanged &change)
{
    return {{u"kind"_s, u"user.changed"_s}, {u"payload"_s, QString::fromUtf8(toPayload(change))}};
}

QJsonObject toJson(const RulesChanged &change)
{
    return {{u"kind"_s, u"rules.changed"_s},
            {u"version"_s, change.version},
            {u"file"_s, QString::fromUtf8(change.file)},
            {u"taken_back"_s, change.takenBack}};
}

QJsonObject toJson(const LeaseChanged &change)
{
    QJsonValue lease;
    if (change.lease)
        lease = QJsonObject{{u"owner"_s, change.lease->owner},
                            {u"workstation"_s, change.lease->workstation},
                            {u"since"_s, isoInstant(change.lease->since)}};
    return {{u"kind"_s, u"lease.changed"_s}, {u"case"_s, change.caseId}, {u"lease"_s, lease}};
}

ResidentChanged readResidentChanged(JsonReader &in)
{
    ResidentChanged change;
    change.resident = in.take(residentFromJson(in.object("resident"), in.pointer("resident")));
    change.passports = in.take(passportsFromJson(in.array("passports"), in.pointer("passports")));
    change.caseId = in.optionalText("case");
    return change;
}

CaseChanged readCaseChanged(JsonReader &in)
{
    CaseChanged change;
    change.message = in.code<MessageKind>("message");
    change.messageId = in.uuid("message_id");
    change.caseId = in.uuid("case");
    change.resident = in.nonEmptyText("resident");
    change.baseVersion = int(in.integer("base_version", 0, std::numeric_limits<int>::max()));
    change.actor = in.uuid("actor");
    change.workstation = int(in.integer("workstation", 0, std::numeric_limits<int>::max()));
    change.createdAt = in.instant("created_at");
    change.payload = in.text("payload").toUtf8();
    if (change.message == MessageKind::UserChanged || change.message == MessageKind::AuditHead ||
        change.message == MessageKind::CaseLease)
        in.fail("message", u"does not change a case"_s);
    return change;
}

RulesChanged readRulesChanged(JsonReader &in)
{
    RulesChanged change;
    change.version = in.nonEmptyText("version");
    change.file = in.text("file").toUtf8();
    change.takenBack = in.boolean("taken_back");
    return change;
}

Result<ReviewLease> leaseFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer);
    ReviewLease lease;
    lease.owner = in.uuid("owner");
    lease.workstation = int(in.integer("workstation", 0, std::numeric_limits<int>::max()));
    lease.since = in.instant("since");
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return lease;
}

LeaseChanged readLeaseChanged(JsonReader &in)
{
    LeaseChanged change;
    change.caseId = in.uuid("case");
    if (const auto lease = in.optionalObject("lease"))
        change.lease = in.take(leaseFromJson(*lease, in.pointer("lease")));
    return change;
}

} // namespace

QJsonObject feedEntryToJson(const FeedEntry &entry)
{
    QJsonObject object = std::visit([](const auto &change) { return toJson(change); }, entry.change);
    object.insert(u"position"_s, entry.position);
    object.insert(u"at"_s, isoInstant(entry.at));
    return object;
}

Result<FeedEntry> feedEntryFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer);
    FeedEntry entry;
    entry.position = in.integer("position", 1);
    entry.at = in.instant("at");
    const QString kind = in.text("kind");
    if (kind == "resident.changed"_L1)
        entry.change = readResidentChanged(in);
    else if (kind == "case.changed"_L1)
        entry.change = readCaseChanged(in);
    else if (kind == "user.changed"_L1)
        entry.change = in.take(userChangedFromPayload(in.text("payload").toUtf8()));
    else if (kind == "rules.changed"_L1)
        entry.change = readRulesChanged(in);
    else if (kind == "lease.changed"_L1)
        entry.change = readLeaseChanged(in);
    else
        in.fail("kind", u"unknown code"_s);
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return entry;
}

Result<FeedPage> feedPageFromJson(const QByteArray &json)
{
    // A page of whole residents is larger than anything a desk sends.
    const Result<QJsonObject> object = parseJsonObject(json, {.bytes = 16 * 1024 * 1024});
    if (!object)
        return failure(object);
    JsonReader in(*object);
    FeedPage page;
    page.epoch = in.uuid("epoch");
    page.stablePosition = in.integer("stable_position");
    page.cursor = in.nonEmptyText("cursor");
    page.residentsCursor = in.optionalText("residents_cursor");
    page.more = in.boolean("more");
    const QList<QJsonObject> entries = in.objects("entries");
    for (const QJsonObject &entry : entries)
        page.entries.append(in.take(feedEntryFromJson(entry, in.pointer("entries", page.entries.size()))));
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return page;
}

} // namespace desk
