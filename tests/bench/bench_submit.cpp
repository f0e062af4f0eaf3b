// What a clerk's submission writes in one durable transaction, beside one bare durable transaction.
#include "bench/bench.h"
#include "bench/benchvault.h"

#include "base/clock.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "store/deskdatabase.h"

#include <QCoreApplication>
#include <QTemporaryDir>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

// Sizes of a real case: its content, its findings, the message to the hub.
const QByteArray kContent(1200, 'c');
const QByteArray kFindings(600, 'f');
const QByteArray kPayload(2200, 'p');

void orGiveUp(const auto &result)
{
    if (!result)
        qFatal("%ls %ls", qUtf16Printable(errorCodeName(result.error().code)),
               qUtf16Printable(result.error().detail));
}

const QString kMaker = u"11111111-1111-4111-8111-111111111111"_s;

/// What the clerk has before sending: drafts, saved one by one while they were typed.
QList<CaseRecord> drafts(DeskDatabase &desk, int count)
{
    QList<CaseRecord> made;
    Transaction transaction(desk.connection());
    for (int n = 0; n < count; ++n) {
        const auto draft = desk.cases().create(
            {.iqamaNumber = QString::number(2'000'000'000 + n), .makerId = kMaker, .draft = kContent});
        orGiveUp(draft);
        made += *draft;
    }
    orGiveUp(transaction.commit());
    return made;
}

void submit(DeskDatabase &desk, const CaseRecord &draft)
{
    Transaction transaction(desk.connection());
    const auto revision = desk.cases().submit({.caseId = draft.caseId,
                                               .makerId = kMaker,
                                               .content = kContent,
                                               .findings = kFindings,
                                               .pack = u"1"_s});
    orGiveUp(revision);
    orGiveUp(desk.audit().append({u"case.submitted"_s, kMaker, draft.reference, "{}"}));
    orGiveUp(desk.outbox().append({.kind = u"case.submitted"_s,
                                   .residentKey = draft.iqamaNumber,
                                   .caseId = draft.caseId,
                                   .revision = 1,
                                   .payload = kPayload,
                                   .actorId = kMaker}));
    orGiveUp(transaction.commit());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const SystemClock clock;
    const QTemporaryDir directory;
    BenchVault vault;

    const auto bare = Connection::open(directory.filePath(u"bare.db"_s), Access::Write, 1);
    orGiveUp(bare);
    orGiveUp((*bare)->execute(u"CREATE TABLE bare (id INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT"_s));
    const auto desk = DeskDatabase::open(directory.filePath(u"desk.db"_s), Access::Write, vault, clock);
    orGiveUp(desk);
    {
        Transaction transaction((*desk)->connection());
        orGiveUp((*desk)->settings().initialise({.branch = u"RUH"_s, .madeAt = clock.utc()}));
        orGiveUp(transaction.commit());
    }

    constexpr int kDrafts = 20'000;
    const QList<CaseRecord> cases = drafts(**desk, kDrafts);
    const auto budget = std::chrono::seconds(3);
    const auto baseline = measure(
        [&] {
            Transaction transaction(**bare);
            orGiveUp(Statement(**bare, u"INSERT INTO bare (content) VALUES (?)"_s)
                         .bind(kContent + kFindings + kPayload)
                         .run());
            orGiveUp(transaction.commit());
        },
        budget);
    qsizetype n = 0;
    const auto ours = measure(
        [&] {
            if (n == cases.size())
                qFatal("more drafts are needed");
            submit(**desk, cases.at(n++));
        },
        budget);
    print({"submit", "revision, audit and outbox", ours.count}, ours, baseline,
          "one bare durable transaction of one row of the same bytes");
    return 0;
}
