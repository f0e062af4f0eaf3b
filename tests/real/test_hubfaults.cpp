// Whatever the disk of a hub on SQLite does while it takes a batch: what it answered as accepted is there,
// what it did not can be sent again, and nothing is there twice.

#include "support/expectedwarning.h"
#include "support/faultvfs.h"
#include "support/testhub.h"

#include "sql/statement.h"

#include <QDir>
#include <QFile>

#include <sqlite3.h>

#include <climits>
#include <functional>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

Resident numbered(int index)
{
    Resident resident = someResident();
    resident.iqamaNumber = QString::number(2'100'000'000 + index);
    resident.passport.number = u"L%1"_s.arg(index, 7, 10, QLatin1Char('0'));
    resident.version = 1;
    return resident;
}

/// A hub that always begins with the same store, and the same three messages for it.
class FaultyHubStore
{
public:
    FaultyHubStore()
        : hub((FaultVfs::instance(), QList{numbered(0), numbered(1), numbered(2)}), {}, Dialect::Sqlite)
        , desk(hub)
    {
        for (int i = 0; i < 3; ++i) {
            CaseContent content = someContent();
            content.iqamaNumber = numbered(i).iqamaNumber;
            batch += desk.submitted(newId(), content, 1);
        }
        hub.stop();
        copyFiles(hub.place().directory, m_original.path());
    }

    void begin()
    {
        hub.stop();
        const QDir left(hub.place().directory);
        for (const QString &name : left.entryList(QDir::Files))
            QFile::remove(left.filePath(name));
        copyFiles(m_original.path(), hub.place().directory);
        hub.start();
    }

    /// The outcomes told, "accepted" each; or none.
    QStringList send()
    {
        const HttpsAnswer answer =
            HttpsClient(hub.url(), desk.enrolment.token).post("/v1/messages", messagesRequest(batch));
        QStringList told;
        const auto read = messagesAnswerFromJson(answer.body);
        if (answer.status != 200 || !read)
            return told;
        for (const MessageResult &result : read->results)
            told += codeOf(result.outcome);
        return told;
    }

    void check(const QStringList &told)
    {
        {
            const auto store = openHub(hub.place(), Access::Read);
            REQUIRE(store);
            Statement whole(**store, u"PRAGMA quick_check"_s);
            REQUIRE(*whole.step());
            CHECK(whole.text(0) == u"ok"_s);
            for (int i = 0; i < told.size(); ++i) {
                if (told.at(i) == u"accepted"_s)
                    CHECK(count(**store, u"receipts"_s, batch.at(i)) == 1);
            }
            for (const Message &message : batch) {
                const int taken = count(**store, u"receipts"_s, message);
                CHECK(count(**store, u"messages"_s, message) == taken);
                CHECK(count(**store, u"revisions"_s, message) == taken);
                CHECK(count(**store, u"feed"_s, message) == taken);
            }
        }
        hub.start();
        CHECK(send() == QStringList{u"accepted"_s, u"accepted"_s, u"accepted"_s});
        const auto store = openHub(hub.place(), Access::Read);
        REQUIRE(store);
        for (const Message &message : batch)
            CHECK(count(**store, u"revisions"_s, message) == 1);
    }

    TestHub hub;
    TestDesk desk;
    QList<Message> batch;

private:
    static int count(Connection &store, const QString &table, const Message &message)
    {
        Statement query(store, u"SELECT count(*) FROM "_s + table + u" WHERE message_id = ?"_s);
        REQUIRE(*query.bind(message.id).step());
        return int(query.number(0));
    }
    static void copyFiles(const QString &from, const QString &to)
    {
        for (const QString &name : QDir(from).entryList(QDir::Files))
            REQUIRE(QFile::copy(from + u'/' + name, to + u'/' + name));
    }

    TempDir m_original;
};

} // namespace

TEST_CASE("a hub whose power is cut between any two writes has what it acknowledged", "[faults][hubfaults]")
{
    FaultyHubStore store;
    FaultVfs &vfs = FaultVfs::instance();
    const ExpectedWarning complaint(u"hub.db: "_s);
    const ExpectedWarning atTheEnd(u"checkpoint at the end failed"_s);
    quint64 seed = 0;
    for (const auto keeps : {FaultVfs::Keeps::Everything, FaultVfs::Keeps::Nothing, FaultVfs::Keeps::Some,
                             FaultVfs::Keeps::SomeInAnyOrder}) {
        bool wasCut = true;
        for (int n = 1; wasCut; ++n) {
            INFO("cut at write " << n << ", " << int(keeps) << ", seed " << seed);
            store.begin();
            vfs.cutPowerAt(n);
            const QStringList told = store.send();
            wasCut = vfs.happened();
            vfs.cutPower(); // at the latest right after the answer
            store.hub.stop();
            vfs.comeBack(keeps, seed++);
            CHECK(told.contains(u"accepted"_s) != wasCut);
            store.check(told);
        }
    }
}

TEST_CASE("a hub whose disk fails or is full takes nothing for stored", "[faults][hubfaults]")
{
    struct Kind {
        FaultVfs::Call call;
        int code;
    };
    FaultyHubStore store;
    FaultVfs &vfs = FaultVfs::instance();
    const ExpectedWarning complaint(u"hub.db: "_s);
    const ExpectedWarning atTheEnd(u"checkpoint at the end failed"_s);
    for (const Kind kind :
         {Kind{FaultVfs::Call::Write, SQLITE_IOERR_WRITE}, Kind{FaultVfs::Call::Write, SQLITE_FULL},
          Kind{FaultVfs::Call::Sync, SQLITE_IOERR_FSYNC}}) {
        for (const bool lasting : {false, true}) {
            bool failed = true;
            for (int n = 1; failed; ++n) {
                INFO("call " << n << " gives " << kind.code << (lasting ? " and all after it" : ""));
                store.begin();
                vfs.fail({kind.call, n, kind.code, lasting});
                const QStringList told = store.send();
                failed = vfs.happened();
                store.hub.stop();
                vfs.calm();
                if (!failed)
                    CHECK(told == QStringList{u"accepted"_s, u"accepted"_s, u"accepted"_s});
                store.check(told);
            }
        }
    }
}
