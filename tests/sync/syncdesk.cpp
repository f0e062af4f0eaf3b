#include "sync/syncdesk.h"

#include "protocol/casefile.h"
#include "protocol/json.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "support/builders.h"
#include "sync/takingback.h"

#include <algorithm>

using namespace desk;
using namespace Qt::StringLiterals;

std::unique_ptr<DeskDatabase> SyncDesk::openDesk(const TempDir &dir, Vault &vault, const FakeClock &clock)
{
    auto opened = DeskDatabase::open(dir.file(u"desk.db"_s), Access::Write, vault, clock);
    REQUIRE(opened);
    return std::move(*opened);
}

std::unique_ptr<RegistryDatabase> SyncDesk::openRegistry(const TempDir &dir, Vault &vault,
                                                         const FakeClock &clock)
{
    auto opened = RegistryDatabase::open(dir.file(u"registry.db"_s), Access::Write, vault, clock);
    REQUIRE(opened);
    return std::move(*opened);
}

std::unique_ptr<EvidenceDatabase> SyncDesk::openEvidence(const TempDir &dir, Vault &vault,
                                                         const FakeClock &clock)
{
    auto opened = EvidenceDatabase::open(dir.file(u"evidence.db"_s), Access::Write, vault, clock);
    REQUIRE(opened);
    return std::move(*opened);
}

SyncDesk::SyncDesk(FakeClock &theClock)
    : clock(theClock)
    , desk(openDesk(dir, vault, theClock))
    , registry(openRegistry(dir, vault, theClock))
    , evidence(openEvidence(dir, vault, theClock))
    , store(*desk, *registry, *evidence, clock)
    , scans(store)
    , sender(store, scans, clock, [] { return 0.5; })
    , puller(store)
{
    hub.epoch = QString::fromLatin1(ScriptedHub::kEpoch);
    Transaction transaction(desk->connection());
    REQUIRE(desk->settings().initialise({.storeId = kTestStore, .branch = u"RUH"_s, .workstation = 1}));
    for (const DemoUser &user : demoUsers()) {
        REQUIRE(desk->users().adopt(
            {user.userId, user.userName, user.displayNameAr, user.displayNameEn, user.roles}));
    }
    REQUIRE(transaction.commit());
    Transaction known(registry->connection());
    REQUIRE(registry->registry().upsert(someResident()));
    REQUIRE(known.commit());
}

void SyncDesk::enrol(TestHub &testHub, const QString &name)
{
    const EnrolAnswer answer = testHub.enrol(name);
    hub = {testHub.url(),        QString::fromLatin1(testHub.fingerprint().toHex()),
           answer.workstationId, answer.number,
           answer.token,         answer.epoch};
    Transaction transaction(desk->connection());
    REQUIRE(desk->settings().setEnrolment(hub));
    REQUIRE(transaction.commit());
}

CaseRecord SyncDesk::submit(const CaseContent &content, const QString &maker)
{
    const QString makerId = demoUser(maker).userId;
    const auto resident = registry->registry().byIqama(content.iqamaNumber);
    REQUIRE(resident);
    const int version = *resident ? (*resident)->version : 0;
    Transaction transaction(desk->connection());
    NewCase fresh;
    fresh.iqamaNumber = content.iqamaNumber;
    fresh.makerId = makerId;
    fresh.baseVersion = version;
    const auto record = desk->cases().create(fresh);
    REQUIRE(record);
    appendRevision(*record, content);
    REQUIRE(transaction.commit());
    return caseOf(record->caseId);
}

CaseRecord SyncDesk::revise(const QString &caseId, const CaseContent &content)
{
    Transaction transaction(desk->connection());
    appendRevision(caseOf(caseId), content);
    REQUIRE(transaction.commit());
    return caseOf(caseId);
}

void SyncDesk::appendRevision(const CaseRecord &record, const CaseContent &content)
{
    CaseRevisionPayload payload;
    payload.caseId = record.caseId;
    payload.reference = record.reference;
    payload.revision = record.revision + 1;
    payload.content = content;
    payload.pack = RulePack::builtIn().version();
    payload.makerId = record.makerId;
    NewRevision revision;
    revision.caseId = record.caseId;
    revision.makerId = record.makerId;
    revision.content = canonicalJson(caseContentToJson(content));
    revision.findings = "[]";
    revision.pack = payload.pack;
    revision.baseVersion = record.baseVersion;
    REQUIRE(desk->cases().submit(revision));
    NewOutboxItem item;
    item.kind = codeOf(payload.revision == 1 ? MessageKind::CaseSubmitted : MessageKind::CaseRevised);
    item.residentKey = content.iqamaNumber;
    item.caseId = record.caseId;
    item.revision = payload.revision;
    item.payload = toPayload(payload);
    item.baseVersion = record.baseVersion;
    item.actorId = record.makerId;
    item.actorSignature = signatureOf(item.actorId, item.payload);
    REQUIRE(desk->outbox().append(item));
}

void SyncDesk::move(const QString &caseId, CaseEvent event)
{
    Transaction transaction(desk->connection());
    REQUIRE(desk->cases().move({caseId, event, demoUser(u"clerk"_s).userId}));
    REQUIRE(transaction.commit());
}

OutboxItem SyncDesk::decide(const QString &caseId, Decision decision, const QString &decider)
{
    const CaseRecord record = caseOf(caseId);
    const QString deciderId = demoUser(decider).userId;
    Transaction transaction(desk->connection());
    NewDecision made;
    made.caseId = caseId;
    made.contentSha256 = hashOf(caseId);
    made.decision = decision;
    made.deciderId = deciderId;
    made.reason = decision == Decision::Approve ? QString() : u"data_mismatch"_s;
    REQUIRE(desk->cases().decide(made));
    const CaseDecidedPayload payload{
        caseId, record.reference, record.revision, made.contentSha256, decision, made.reason, {},
        {},     deciderId};
    NewOutboxItem item;
    item.kind = codeOf(MessageKind::CaseDecided);
    item.residentKey = record.iqamaNumber;
    item.caseId = caseId;
    item.revision = record.revision;
    item.payload = toPayload(payload);
    item.baseVersion = record.baseVersion;
    item.actorId = deciderId;
    item.actorSignature = signatureOf(item.actorId, item.payload);
    const auto added = desk->outbox().append(item);
    REQUIRE(added);
    REQUIRE(transaction.commit());
    return *added;
}

void SyncDesk::cancel(const QString &itemId)
{
    const QString supervisor = demoUser(u"supervisor"_s).userId;
    const OutboxItem cancelled = item(itemId);
    Transaction transaction(desk->connection());
    REQUIRE(desk->outbox().cancel(itemId, supervisor, u"duplicate"_s, true));
    const auto ended = TakingBack(*desk, *registry).message(cancelled, supervisor, u"duplicate"_s);
    REQUIRE(ended);
    CHECK_FALSE(*ended);
    REQUIRE(transaction.commit());
}

OutboxItem SyncDesk::addUserItem(const QString &name)
{
    const DemoUser admin = demoUser(u"admin"_s);
    UserChangedPayload user;
    user.userId = newId();
    user.name = name;
    user.roles = Role::Clerk;
    Transaction transaction(desk->connection());
    NewOutboxItem item;
    item.kind = codeOf(MessageKind::UserChanged);
    item.residentKey = u"user:"_s + user.userId;
    item.payload = toPayload(user);
    item.actorId = admin.userId;
    item.actorSignature = signatureOf(item.actorId, item.payload);
    const auto added = desk->outbox().append(item);
    REQUIRE(added);
    REQUIRE(transaction.commit());
    return *added;
}

QString SyncDesk::hashOf(const QString &caseId)
{
    const auto latest = desk->cases().latestRevision(caseId);
    REQUIRE(latest);
    return latest->contentSha256;
}

int SyncDesk::standingDecisions(const QString &caseId)
{
    const auto decisions = desk->cases().decisions(caseId);
    REQUIRE(decisions);
    return int(std::count_if(decisions->begin(), decisions->end(),
                             [](const DecisionRecord &one) { return !one.undoneAt.isValid(); }));
}

CaseRecord SyncDesk::caseOf(const QString &caseId)
{
    const auto record = desk->cases().byId(caseId);
    REQUIRE(record);
    return *record;
}

OutboxItem SyncDesk::item(const QString &itemId)
{
    const auto found = desk->outbox().byId(itemId);
    REQUIRE(found);
    return *found;
}

QList<OutboxHead> SyncDesk::items()
{
    QList<OutboxHead> all;
    Statement query(desk->connection(), QStringLiteral("SELECT item_id FROM outbox ORDER BY position"));
    REQUIRE(query.each([&](const Statement &row) { all += item(row.text(0)); }));
    return all;
}

QStringList SyncDesk::states()
{
    QStringList states;
    for (const OutboxHead &one : items())
        states += codeOf(one.state);
    return states;
}

QStringList SyncDesk::auditEvents()
{
    const auto entries = desk->audit().entries(1000);
    REQUIRE(entries);
    QStringList events;
    for (const AuditEntry &entry : *entries)
        events.prepend(entry.event.event);
    return events;
}

SendReport SyncDesk::send(HubLink &link)
{
    const auto report = sender.run(link, hub, state);
    REQUIRE(report);
    return *report;
}

int SyncDesk::pull(HubLink &link)
{
    const auto report = puller.run(link, hub, state);
    INFO((report ? std::string() : report.error().detail.toStdString()));
    REQUIRE(report);
    return report->applied;
}

HubReply ScriptedHub::send(const HubRequest &request)
{
    requests += request;
    return answer ? answer(request) : acceptAll(request);
}

QList<Message> ScriptedHub::messagesOf(const HubRequest &request)
{
    const auto object = parseJsonObject(request.body);
    REQUIRE(object);
    QList<Message> messages;
    for (const QJsonValue value : (*object)[u"messages"_s].toArray()) {
        const auto message = messageFromJson(value.toObject());
        REQUIRE(message);
        messages += *message;
    }
    return messages;
}

HubReply ScriptedHub::results(const QList<MessageResult> &results)
{
    QJsonArray array;
    for (const MessageResult &result : results)
        array += messageResultToJson(result);
    HubReply reply;
    reply.outcome = OutcomeClass::Ok;
    reply.status = 200;
    reply.body = canonicalJson(
        {{u"epoch"_s, QString::fromLatin1(kEpoch)}, {u"stable_position"_s, 0}, {u"results"_s, array}});
    return reply;
}

HubReply ScriptedHub::conflict(const HubRequest &request)
{
    Resident theirs = someResident();
    theirs.version = 9;
    theirs.passport.number = u"THEIRS"_s;
    MessageResult result;
    result.id = messagesOf(request).first().id;
    result.outcome = Outcome::Conflict;
    result.code = u"conflict"_s;
    result.version = theirs.version;
    result.conflict = RegisterConflict{theirs, someResident()};
    return results({result});
}

HubReply ScriptedHub::knowsNoCase(const HubRequest &request)
{
    return all(request, Outcome::Rejected, u"unknown_case"_s);
}

HubReply ScriptedHub::all(const HubRequest &request, Outcome outcome, const QString &code)
{
    QList<MessageResult> told;
    for (const Message &message : messagesOf(request)) {
        MessageResult result;
        result.id = message.id;
        result.outcome = outcome;
        result.code = code;
        told += result;
    }
    return results(told);
}

HubReply ScriptedHub::acceptAll(const HubRequest &request)
{
    if (request.method != "POST") {
        HubReply alive;
        alive.outcome = OutcomeClass::Ok;
        alive.status = 200;
        alive.body = "{}";
        return alive;
    }
    QList<MessageResult> accepted;
    for (const Message &message : messagesOf(request)) {
        MessageResult result;
        result.id = message.id;
        result.outcome = Outcome::Accepted;
        result.position = 1;
        accepted += result;
    }
    return results(accepted);
}

HubReply ScriptedHub::failing(OutcomeClass outcome, const QString &code)
{
    HubReply reply;
    reply.outcome = outcome;
    reply.code = code.isEmpty() ? causeOf(outcome) : code;
    return reply;
}

FeedPage pageOf(const QList<FeedChange> &changes, const QString &cursor, qint64 position)
{
    FeedPage page;
    page.epoch = QString::fromLatin1(ScriptedHub::kEpoch);
    page.cursor = cursor;
    for (const auto &change : changes)
        page.entries += FeedEntry{position++, QDateTime(QDate(2026, 11, 23), QTime(8, 0), Qt::UTC), change};
    return page;
}

CaseChanged revisedElsewhere(const QString &caseId, int number)
{
    CaseRevisionPayload payload;
    payload.caseId = caseId;
    payload.reference = u"RUH-2026-0200001"_s;
    payload.revision = number;
    payload.content = someContent();
    payload.content.note = QString::number(number);
    payload.pack = RulePack::builtIn().version();
    payload.makerId = demoUser(u"clerk"_s).userId;
    CaseChanged change;
    change.message = number == 1 ? MessageKind::CaseSubmitted : MessageKind::CaseRevised;
    change.messageId = newId();
    change.caseId = caseId;
    change.resident = payload.content.iqamaNumber;
    change.baseVersion = someResident().version;
    change.actor = payload.makerId;
    change.workstation = 2;
    change.createdAt = QDateTime(QDate(2026, 11, 23), QTime(7, 30), Qt::UTC);
    change.payload = toPayload(payload);
    return change;
}
