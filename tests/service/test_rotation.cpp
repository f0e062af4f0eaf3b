#include "service/acknowledged.h"
#include "service/audittrail.h"
#include "service/exchange.h"
#include "service/rotation.h"

#include "store/deskdatabase.h"
#include "support/testhub.h"

#include <QDir>
#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// The files as a kill at this moment leaves them.
void copyFiles(const QString &from, const QString &to)
{
    REQUIRE(QDir().mkpath(to));
    const auto files = QDir(from).entryList(QDir::Files);
    for (const QString &name : files) {
        if (!name.endsWith(u".lock"_s) && !name.endsWith(u"-shm"_s))
            REQUIRE(QFile::copy(from + u'/' + name, to + u'/' + name));
    }
}

int rotateToTheEnd(Office &office)
{
    int steps = 0;
    for (;; ++steps) {
        const auto more = office.rotation().step();
        REQUIRE(more);
        if (!*more)
            return steps;
    }
}

qint64 count(const QString &path, const QString &from)
{
    const auto connection = Connection::open(path, Access::Read, DeskDatabase::kApplicationId);
    REQUIRE(connection);
    const auto number = (*connection)->number(u"SELECT count(*) FROM "_s + from);
    REQUIRE(number);
    return *number;
}

} // namespace

TEST_CASE("who loses the slot takes no key along: everything is sealed anew, whatever kill comes between")
{
    DemoDesk demo;
    const TempDir kills;
    const Actor clerk = demo.signIn("clerk");
    const CaseContent content = acknowledged(demo.office());
    const auto submission = demo.office().cases().submit(clerk, {}, content);
    REQUIRE(submission);
    const Actor admin = demo.signIn("admin");
    CHECK_FALSE(*demo.office().rotation().step());
    REQUIRE(demo.office().accounts().disable(admin, u"clerk2"_s));

    const auto whole = [&](Office &office) {
        const auto view = office.cases().view(submission->caseId);
        REQUIRE(view);
        CHECK(view->revisions.first().content.passport.number == u"A7654386"_s);
        CHECK(view->row.iqamaNumber == u"2345678904"_s);
        CHECK(office.delivery().item(office.delivery().list()->first().id)->passportNumber == u"A7654386"_s);
        CHECK(office.residents().find({.query = u"2345678904"_s})->residents.size() == 1);
        CHECK_FALSE(office.residents().find({.query = u"adel alkhatib"_s})->residents.isEmpty());
        CHECK(office.audit().verify()->intact);
        const Actor maker = *office.accounts().recognise(u"clerk"_s, u"demo-office"_s);
        CHECK(office.cases().start(maker, content.iqamaNumber).error().code == ErrorCode::OpenCaseExists);
        CHECK(office.cases().submit(maker, submission->caseId, content)->stored);
    };
    QStringList killed;
    for (;;) {
        const QString left = kills.file(QString::number(killed.size()));
        copyFiles(demo.path(), left);
        killed += left;
        // The desk is in use.
        REQUIRE(demo.office().residents().open(clerk, u"2345678904"_s));
        whole(demo.office());
        const auto more = demo.office().rotation().step();
        REQUIRE(more);
        if (!*more)
            break;
    }
    CHECK(killed.size() > 8);
    for (const QString &left : std::as_const(killed)) {
        INFO(left.toStdString());
        auto office = Office::open(left, Office::Access::Write, demo.clock());
        REQUIRE(office);
        REQUIRE((*office)->accounts().signIn(u"admin"_s, u"demo-office"_s));
        whole(**office);
        rotateToTheEnd(**office);
        whole(**office);
        office->reset();
        const QString desk = left + u"/desk.db"_s;
        CHECK(count(desk, u"key_wraps WHERE generation <> 2"_s) == 0);
        for (const QString &table : {u"subjects"_s, u"revisions"_s, u"case_moves"_s, u"outbox"_s}) {
            CHECK(count(desk, table + u" WHERE key_generation <> 2"_s) == 0);
            CHECK(count(desk, table) > 0);
        }
        auto again = Office::open(left, Office::Access::Write, demo.clock());
        REQUIRE(again);
        REQUIRE((*again)->accounts().signIn(u"supervisor"_s, u"demo-office"_s));
        whole(**again);
        CHECK_FALSE(*(*again)->rotation().step());
    }
}

TEST_CASE("no new key comes into use while the register is being loaded")
{
    TestHub hub({someResident()});
    DemoDesk demo;
    const Actor admin = demo.signIn("admin");
    REQUIRE(demo.office().delivery().enrol(admin, hub.enrolmentCode()));
    REQUIRE(demo.office().rotation().want(admin));
    CHECK_FALSE(*demo.office().rotation().step());
    const std::atomic<bool> stop = false;
    Exchange exchange(demo.clock(), stop);
    for (bool whole = false; !whole;) {
        const ExchangeOutcome outcome =
            exchange.run([&demo](const std::function<void(Office &)> &task) { task(demo.office()); }, true);
        REQUIRE_FALSE(outcome.error);
        REQUIRE(outcome.link.online);
        whole = outcome.report.snapshotIsWhole;
    }
    CHECK(rotateToTheEnd(demo.office()) > 0);
    CHECK(demo.office().residents().find({.query = someResident().iqamaNumber})->residents.size() == 1);
}

TEST_CASE("a rotation waits while nobody is signed in, and wraps nothing for a slot that a stranger made")
{
    DemoDesk demo;
    const Actor admin = demo.signIn("admin");
    const Actor clerk = demo.signIn("clerk");
    CHECK(demo.office().rotation().want(clerk).error().code == ErrorCode::NotPermitted);
    REQUIRE(demo.office().rotation().want(admin));
    REQUIRE(demo.office().accounts().signedOut(clerk));
    CHECK_FALSE(*demo.office().rotation().step());
    demo.signIn("clerk");
    {
        const auto connection =
            Connection::open(demo.path() + u"/desk.db"_s, Access::Write, DeskDatabase::kApplicationId);
        REQUIRE(connection);
        REQUIRE((*connection)
                    ->execute(u"UPDATE key_wraps SET proof = zeroblob(32) WHERE slot_id = 'recovery'"_s));
    }
    const auto refused = demo.office().rotation().step();
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error{ErrorCode::SlotDamaged, u"recovery"_s, {}});
    CHECK(count(demo.path() + u"/desk.db"_s, u"key_wraps WHERE generation = 2"_s) == 0);
}
