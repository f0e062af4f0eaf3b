#include "real/faultydesk.h"

#include "domain/demooffice.h"
#include "protocol/residentsfile.h"
#include "sql/statement.h"
#include "store/datadirectory.h"
#include "store/deskdatabase.h"
#include "store/evidencedatabase.h"
#include "store/registrydatabase.h"
#include "support/expectedwarning.h"

#include <QDir>
#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kPassword = u"demo-office"_s;
const QString kNewPassword = u"another password"_s;
const QString kEpoch = u"11111111-2222-4333-8444-555555555555"_s;
const QString kCursor = kEpoch + u".7"_s;
constexpr int kFirstImported = 1000; ///< beyond those who are there
constexpr int kImported = 200;

void copyFiles(const QString &from, const QString &to)
{
    QDir(to).removeRecursively();
    REQUIRE(QDir().mkpath(to));
    for (const QString &name : QDir(from).entryList({u"*.db"_s, u"*.db-wal"_s}, QDir::Files))
        REQUIRE(QFile::copy(from + u'/' + name, to + u'/' + name));
}

/// Everything in desk.db that has a counterpart, and what has none.
constexpr const char16_t *kHalfDone[] = {
    u"SELECT 'case ' || case_id || ' is ' || state FROM cases c WHERE state <> coalesce((SELECT to_state "
    u"FROM "
    u"case_moves m WHERE m.case_id = c.case_id ORDER BY move_id DESC LIMIT 1), 'draft')",
    u"SELECT 'message ' || item_id || ' is ' || state FROM outbox o WHERE state <> coalesce((SELECT to_state "
    u"FROM "
    u"outbox_moves m WHERE m.item_id = o.item_id ORDER BY move_id DESC LIMIT 1), 'queued')",
    u"SELECT 'message ' || item_id || ' jumped' FROM outbox_moves m WHERE from_state <> coalesce((SELECT "
    u"to_state "
    u"FROM outbox_moves b WHERE b.item_id = m.item_id AND b.move_id < m.move_id ORDER BY b.move_id DESC "
    u"LIMIT 1), "
    u"'queued')",
    u"SELECT 'case ' || case_id || ' lacks a revision' FROM cases c WHERE revision <> (SELECT "
    u"coalesce(max(revision), "
    u"0) FROM revisions r WHERE r.case_id = c.case_id)",
    u"SELECT 'revision of ' || case_id || ' has no message' FROM revisions r WHERE (SELECT count(*) FROM "
    u"outbox o "
    u"WHERE o.case_id = r.case_id AND o.revision = r.revision AND kind IN ('case.submitted', "
    u"'case.revised')) <> 1",
    u"SELECT 'decision of ' || case_id || ' has no message' FROM decisions d WHERE NOT EXISTS (SELECT 1 FROM "
    u"outbox o "
    u"WHERE o.case_id = d.case_id AND kind = 'case.decided')",
    u"SELECT 'no audit entry of a revision' WHERE (SELECT count(*) FROM audit WHERE event = "
    u"'case.submitted') <> "
    u"(SELECT count(*) FROM revisions)",
    u"SELECT 'no audit entry of a decision' WHERE (SELECT count(*) FROM audit WHERE event = 'case.decided') "
    u"<> "
    u"(SELECT count(*) FROM decisions)",
    u"SELECT 'dangling: ' || \"table\" FROM pragma_foreign_key_check",
};

QString firstOf(Connection &connection, const QString &sql)
{
    Statement query(connection, sql);
    const auto row = query.step();
    REQUIRE(row);
    return *row ? query.text(0) : QString();
}

/// The one message in the outbox.
Result<OutboxRow> theMessage(FaultyDesk &desk)
{
    const auto items = desk.office().delivery().list();
    if (!items)
        return failure(items);
    REQUIRE(items->size() == 1);
    return desk.office().delivery().item(items->first().id);
}

QByteArray scan()
{
    return QByteArray("a scan of some length ").repeated(3000);
}

/// Takes the case back from review, corrects it and sends it again; unless that was done before.
Result<> submitWithScan(FaultyDesk &desk)
{
    const auto before = desk.office().cases().view(desk.caseId);
    if (!before)
        return failure(before);
    const auto kept =
        desk.office().evidence().keep(desk.clerk.actor, EvidenceKind::DataPage, u"page.png"_s, {scan()});
    if (!kept)
        return failure(kept);
    const bool waits = before->row.state == CaseState::Submitted && before->revisions.size() == 1;
    const auto recalled = waits ? desk.office().cases().recall(desk.clerk.actor, desk.caseId) : Result<>();
    if (!recalled)
        return failure(recalled);
    CaseContent content = desk.content;
    content.evidence = *kept;
    const auto sent = desk.office().cases().submit(desk.clerk.actor, desk.caseId, content);
    if (!sent)
        return failure(sent);
    return sent->stored ? Result<>() : failure(ErrorCode::Blocked);
}

bool isSubmittedWithScan(FaultyDesk &desk)
{
    const auto view = desk.office().cases().view(desk.caseId);
    REQUIRE(view);
    const RevisionView &latest = view->revisions.last();
    CHECK(latest.revision <= 2);
    if (latest.revision != 2 || view->row.state != CaseState::Submitted)
        return false;
    REQUIRE(latest.content.evidence.size() == 1);
    const auto picture =
        desk.office().evidence().picture(desk.clerk.actor, latest.content.evidence.first().sha256);
    REQUIRE(picture);
    CHECK(*picture == scan());
    return true;
}

Result<> approve(FaultyDesk &desk)
{
    const auto view = desk.office().cases().view(desk.caseId);
    if (!view)
        return failure(view);
    DecisionInput input;
    input.contentSha256 = view->revisions.last().contentSha256;
    input.reason = view->toAnswer.isEmpty() ? QString() : u"verified_exception"_s;
    const auto done = desk.office().review().decide(desk.supervisor.actor, desk.caseId, input, {});
    // A second time after all.
    return !done && done.error().code == ErrorCode::WrongState ? Result<>() : done;
}

bool isApproved(FaultyDesk &desk)
{
    const auto view = desk.office().cases().view(desk.caseId);
    REQUIRE(view);
    CHECK(view->decisions.size() == (view->row.state == CaseState::Approved ? 1 : 0));
    return view->row.state == CaseState::Approved;
}

/// Claims the message and books the hub's receipt for it.
Result<> deliver(FaultyDesk &desk)
{
    SyncStore &store = desk.office().delivery().syncStore();
    const auto claimed = store.claim(4, kEpoch, {});
    if (!claimed)
        return failure(claimed);
    const auto item = theMessage(desk);
    if (!item)
        return failure(item);
    if (claimed->isEmpty() && item->state == OutboxState::Acknowledged)
        return {};
    if (claimed->isEmpty()) { // it waits: what became of it is not known
        if (const auto again = desk.office().delivery().retryAll(desk.supervisor.actor); !again)
            return failure(again);
        return deliver(desk);
    }
    // Durable before the first byte leaves.
    CHECK(item->state == OutboxState::Sending);
    ItemOutcome outcome;
    outcome.itemId = claimed->first().itemId;
    outcome.settlement = {
        .event = OutboxEvent::Accept, .hubPosition = 5, .hubVersion = 2, .hubEpoch = kEpoch};
    return store.settle({outcome});
}

bool isDelivered(FaultyDesk &desk)
{
    const auto item = theMessage(desk);
    REQUIRE(item);
    CHECK(item->state != OutboxState::Sending);
    return item->state == OutboxState::Acknowledged;
}

FeedPage aPage()
{
    Resident adel = someResident();
    adel.version = 9;
    adel.mobile = u"+966500000000"_s;
    UserChanged user;
    user.userId = u"12121212-3434-4565-8787-909090909090"_s;
    user.name = u"newcomer"_s;
    user.displayNameAr = user.displayNameEn = user.name;
    user.roles = Role::Clerk;
    user.active = true;
    return {.epoch = kEpoch,
            .stablePosition = 7,
            .cursor = kCursor,
            .more = false,
            .entries = {{6, desk::SystemClock().utc(), ResidentChanged{adel, {}, {}}},
                        {7, desk::SystemClock().utc(), user}}};
}

Result<> takeFeed(FaultyDesk &desk)
{
    const auto applied = desk.office().delivery().syncStore().apply(aPage());
    return applied ? Result<>() : failure(applied);
}

bool hasFeed(FaultyDesk &desk)
{
    const auto cursor = desk.office().delivery().syncStore().cursor();
    REQUIRE(cursor);
    const auto found = desk.office().residents().find({.query = u"2345678904"_s});
    REQUIRE(found);
    REQUIRE(found->residents.size() == 1);
    const bool isNew = found->residents.first().resident.version == 9;
    if (*cursor == kCursor)
        CHECK(isNew); // the desk's cursor is never ahead of the register
    return *cursor == kCursor && isNew;
}

Result<> import(FaultyDesk &desk)
{
    const QString name = desk.beside(u"people.csv"_s);
    QFile file(name);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(residentsCsvHeader());
    for (int i = 0; i < kImported; ++i)
        file.write(residentToCsv(demoResident(1, kFirstImported + i)));
    file.close();
    ImportRequest request;
    request.file = name;
    const auto report = desk.office().residents().import(desk.administrator.actor, request);
    if (!report)
        return failure(report);
    CHECK(report->added + report->unchanged == kImported);
    return {};
}

bool isImported(FaultyDesk &desk)
{
    int found = 0;
    for (int i = 0; i < kImported; i += 19) {
        FindRequest request;
        request.query = demoResident(1, kFirstImported + i).iqamaNumber;
        const auto here = desk.office().residents().find(request);
        REQUIRE(here);
        found += int(here->residents.size());
    }
    CHECK((found == 0 || found == (kImported + 18) / 19)); // one slice
    return found > 0;
}

QString backupPath(FaultyDesk &desk)
{
    return desk.beside(u"desk.backup"_s);
}

Result<> backUp(FaultyDesk &desk)
{
    const auto report = desk.office().backup().write(desk.administrator.actor, backupPath(desk));
    return report ? Result<>() : failure(report);
}

/// A backup that stands at its place is a good one, whatever came of the last.
bool isBackedUp(FaultyDesk &desk)
{
    for (const QString &file : {backupPath(desk), scansOfBackup(backupPath(desk))}) {
        if (!QFile::exists(file))
            return false;
        const bool scans = file != backupPath(desk);
        const auto copy = Connection::open(
            file, Access::Read, scans ? EvidenceDatabase::kApplicationId : DeskDatabase::kApplicationId);
        REQUIRE(copy);
        CHECK(firstOf(**copy, u"PRAGMA quick_check"_s) == u"ok"_s);
    }
    return true;
}

Result<> saveDraft(FaultyDesk &desk)
{
    CaseDesk &cases = desk.office().cases();
    if (const auto recalled = cases.recall(desk.clerk.actor, desk.caseId);
        !recalled && recalled.error().code != ErrorCode::WrongState)
        return recalled;
    const auto draft = cases.openDraft(desk.clerk.actor, desk.caseId);
    if (!draft)
        return failure(draft);
    DraftForm form = draft->form;
    form.content.note = u"half a sentence"_s;
    const auto saved = cases.saveDraft(desk.clerk.actor, desk.caseId, form);
    return saved ? Result<>() : failure(saved);
}

bool hasDraft(FaultyDesk &desk)
{
    const auto draft = desk.office().cases().openDraft(desk.clerk.actor, desk.caseId);
    return draft && draft->form.content.note == u"half a sentence"_s;
}

Result<> changePassword(FaultyDesk &desk)
{
    Accounts &accounts = desk.office().accounts();
    const auto changed = accounts.changePassword(desk.clerk.actor, kPassword, kNewPassword);
    const bool before = !changed && changed.error().code == ErrorCode::WrongPassword;
    return before && accounts.recognise(desk.clerk.actor.userName, kNewPassword) ? Result<>() : changed;
}

/// One of the two opens, and one only.
bool hasNewPassword(FaultyDesk &desk)
{
    Accounts &accounts = desk.office().accounts();
    const auto withOld = accounts.recognise(desk.clerk.actor.userName, kPassword);
    const auto withNew = accounts.recognise(desk.clerk.actor.userName, kNewPassword);
    CHECK(withOld.has_value() != withNew.has_value());
    return withNew.has_value();
}

Result<> rotate(FaultyDesk &desk)
{
    Rotation &rotation = desk.office().rotation();
    if (const auto wanted = rotation.want(desk.administrator.actor); !wanted)
        return wanted;
    for (;;) {
        const auto more = rotation.step();
        if (!more)
            return failure(more);
        if (!*more)
            return {};
    }
}

/// Only later keys than the first are left; whatever they are, everything opens.
bool isRotated(FaultyDesk &desk)
{
    const auto view = desk.office().cases().view(desk.caseId);
    REQUIRE(view);
    CHECK(view->revisions.first().content.passport.number == desk.content.passport.number);
    const auto item = theMessage(desk);
    REQUIRE(item);
    CHECK(item->passportNumber == desk.content.passport.number);
    Vault closed;
    const auto main =
        DeskDatabase::open(DeskFiles::at(desk.path()).deskDatabase(), Access::Read, closed, desk.clock);
    REQUIRE(main);
    return *(*main)->connection().number(u"SELECT min(generation) FROM key_wraps"_s) > 1;
}

} // namespace

FaultyDesk::FaultyDesk()
{
    FaultVfs::instance();
    REQUIRE(makeDemoDesk(original(), {.residents = 60, .seed = 1, .withCases = false}, clock));
    clerk = signIn("clerk");
    supervisor = signIn("supervisor");
    administrator = signIn("admin");
    clerkAnew = {clerk.actor, nullptr};
    administratorAnew = {administrator.actor, nullptr};
    auto opened = Office::open(original(), Office::Access::Write, clock, clerk.vault);
    REQUIRE(opened);
    content = acknowledged(**opened);
    const auto sent = (*opened)->cases().submit(clerk.actor, {}, content);
    REQUIRE(sent);
    REQUIRE(sent->stored);
    caseId = sent->caseId;
}

SignedIn FaultyDesk::signIn(const char *name)
{
    auto opened = Office::open(original(), Office::Access::Write, clock);
    REQUIRE(opened);
    const auto session = (*opened)->accounts().signIn(QString::fromLatin1(name), kPassword);
    REQUIRE(session);
    return {session->actor, (*opened)->vault()};
}

void FaultyDesk::begin(const SignedIn &who)
{
    m_office.reset();
    copyFiles(original(), path());
    for (const QString &left : {backupPath(*this), scansOfBackup(backupPath(*this))})
        QFile::remove(left);
    REQUIRE(open(who));
}

Result<> FaultyDesk::open(const SignedIn &who)
{
    auto opened = Office::open(path(), Office::Access::Write, clock, who.vault);
    if (!opened)
        return failure(opened);
    m_office = std::move(*opened);
    if (who.vault)
        return {};
    auto session = m_office->accounts().signIn(who.actor.userName, kPassword);
    if (!session && session.error().code == ErrorCode::WrongPassword)
        session = m_office->accounts().signIn(who.actor.userName, kNewPassword);
    return session ? Result<>() : failure(session);
}

void FaultyDesk::checkWhole() const
{
    const DeskFiles files = DeskFiles::at(path());
    Vault closed;
    const auto main = DeskDatabase::open(files.deskDatabase(), Access::Read, closed, clock);
    const auto registry = RegistryDatabase::open(files.registryDatabase(), Access::Read, closed, clock);
    const auto scans = EvidenceDatabase::open(files.evidenceDatabase(), Access::Read, closed, clock);
    REQUIRE(main);
    REQUIRE(registry);
    REQUIRE(scans);
    for (Connection *connection :
         {&(*main)->connection(), &(*registry)->connection(), &(*scans)->connection()}) {
        INFO(connection->path().toStdString());
        CHECK(firstOf(*connection, u"PRAGMA quick_check"_s) == u"ok"_s);
    }
    for (const char16_t *sql : kHalfDone)
        CHECK(firstOf((*main)->connection(), QString::fromUtf16(sql)).toStdString() == "");
}

const std::vector<Deed> &deeds()
{
    static const std::vector<Deed> all = {
        {"a case with a scan", &FaultyDesk::clerk, submitWithScan, isSubmittedWithScan},
        {"an approval", &FaultyDesk::supervisor, approve, isApproved},
        {"a delivery", &FaultyDesk::supervisor, deliver, isDelivered},
        {"a page of the feed", &FaultyDesk::clerk, takeFeed, hasFeed},
        {"an import", &FaultyDesk::administrator, import, isImported},
        {"a backup", &FaultyDesk::administrator, backUp, isBackedUp},
        {"a draft", &FaultyDesk::clerk, saveDraft, hasDraft},
        {"a new password", &FaultyDesk::clerkAnew, changePassword, hasNewPassword, 2},
        {"new keys", &FaultyDesk::administratorAnew, rotate, isRotated, 2},
    };
    return all;
}
