#include "service/acknowledged.h"
#include "service/demodesk.h"
#include "support/expectedwarning.h"
#include "support/testhub.h"

#include "protocol/json.h"
#include "service/desk.h"
#include "store/deskdatabase.h"
#include "sync/httpshublink.h"

#include <QSemaphore>
#include <QtTest>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

QString firstMessageIn(const HubRequest &request)
{
    const auto object = parseJsonObject(request.body);
    return object ? object->value("messages"_L1)[0]["id"_L1].toString() : QString();
}

/// What was asked of the lines of one desk.
struct Asked {
    std::mutex mutex;
    QStringList messages; ///< the first of each request

    void note(const HubRequest &request)
    {
        const std::lock_guard lock(mutex);
        if (request.path == u"/v1/messages"_s)
            messages += firstMessageIn(request);
    }
    QStringList sent()
    {
        const std::lock_guard lock(mutex);
        return messages;
    }
};

/// A request on it neither is answered nor ends, until the test is over.
class SilentLink final : public HubLink
{
public:
    SilentLink(Asked &asked, QSemaphore &over)
        : m_asked(asked)
        , m_over(over)
    {
    }
    HubReply send(const HubRequest &request) override
    {
        m_asked.note(request);
        m_over.acquire();
        HubReply reply;
        reply.outcome = OutcomeClass::Unknown;
        reply.code = causeOf(reply.outcome);
        return reply;
    }

private:
    Asked &m_asked;
    QSemaphore &m_over;
};

class NotedLink final : public HubLink
{
public:
    NotedLink(Asked &asked, const HubEnrolment &hub, const std::atomic<bool> &stop)
        : m_asked(asked)
        , m_https(hub, stop)
    {
    }
    HubReply send(const HubRequest &request) override
    {
        m_asked.note(request);
        return m_https.send(request);
    }

private:
    Asked &m_asked;
    HttpsHubLink m_https;
};

template <class T>
T awaited(const QFuture<T> &future)
{
    REQUIRE(QTest::qWaitFor([&] { return future.isFinished(); }));
    return future.result();
}

OutboxRow only(const Result<QList<OutboxRow>> &rows)
{
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    return rows->first();
}

} // namespace

TEST_CASE(
    "a sender whose request never ends is started again after five minutes, and its item goes out under "
    "the same id")
{
    TestHub hub({demoResident(1, 0), someResident()});
    DemoDesk demo;
    REQUIRE(demo.office().delivery().enrol(demo.signIn("admin"), hub.enrolmentCode()));
    REQUIRE(demo.office().cases().submit(demo.signIn("clerk"), {}, acknowledged(demo.office())));
    const QString itemId = only(demo.office().delivery().list()).id;
    demo.close();

    Asked asked;
    QSemaphore over;
    int lines = 0;
    {
        Desk desk(
            demo.clock(), nullptr,
            [&](const HubEnrolment &enrolment, const std::atomic<bool> &stop) -> std::unique_ptr<HubLink> {
                if (lines++ == 0)
                    return std::make_unique<SilentLink>(asked, over);
                return std::make_unique<NotedLink>(asked, enrolment, stop);
            });
        REQUIRE(awaited(desk.open(demo.path())));
        REQUIRE(awaited(desk.signIn(u"clerk"_s, u"demo-office"_s)));
        const auto looked = [&] {
            desk.refresh();
            REQUIRE(awaited(desk.info())); // behind the look
            QCoreApplication::processEvents();
        };
        desk.startSync();
        REQUIRE(QTest::qWaitFor([&] { return asked.sent() == QStringList{itemId}; }));
        CHECK(only(awaited(desk.outbox(9))).state == OutboxState::Sending);

        looked();
        demo.clock().advance(4min + 59s);
        looked();
        CHECK(lines == 1);

        const ExpectedWarning told(u"the sender is stuck"_s);
        demo.clock().advance(1s);
        looked();
        REQUIRE(QTest::qWaitFor([&] { return asked.sent() == QStringList{itemId, itemId}; }));
        REQUIRE(QTest::qWaitFor([&] {
            const OutboxState state = only(awaited(desk.outbox(9))).state;
            return state == OutboxState::Acknowledged || state == OutboxState::Confirmed;
        }));
        // The first request comes to itself and has nothing to say any more.
        over.release();
    }
    {
        const auto stored =
            Connection::open(demo.path() + u"/desk.db"_s, Access::Read, DeskDatabase::kApplicationId);
        REQUIRE(stored);
        CHECK(*(*stored)->number(u"SELECT count(*) FROM audit WHERE event = 'outbox.sender_restarted'"_s) ==
              1);
    }
    demo.open();
    demo.signIn("clerk");
    const OutboxRow item = only(demo.office().delivery().list());
    CHECK((item.state == OutboxState::Acknowledged || item.state == OutboxState::Confirmed));
    CHECK(item.attempts == 2);
}
