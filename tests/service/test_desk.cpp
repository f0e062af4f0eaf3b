#include "service/demodesk.h"
#include "service/desk.h"
#include "service/whendone.h"
#include "service/worker.h"

#include <QEventLoop>

#include <future>

using namespace desk;

namespace
{

/// Spins the event loop until the future is there, as the window does all day.
template <class T>
T awaited(const QFuture<T> &future)
{
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    if (!future.isFinished())
        loop.exec();
    REQUIRE(future.resultCount() == 1);
    return future.result();
}

} // namespace

TEST_CASE("the window's desk opens, signs in, searches and saves without waiting")
{
    TempDir dir;
    const FakeClock clock;
    const QString path = dir.file(QStringLiteral("desk"));
    REQUIRE(makeDemoDesk(path, {.residents = 100, .seed = 1, .withCases = false}, clock));
    Desk desk(clock);
    const auto info = awaited(desk.open(path));
    REQUIRE(info);
    CHECK(info->training);

    CHECK(awaited(desk.home()).error().code == ErrorCode::NotPermitted);
    CHECK(awaited(desk.signIn(QStringLiteral("clerk"), QStringLiteral("wrong-one"))).error().code ==
          ErrorCode::WrongPassword);
    REQUIRE(awaited(desk.signIn(QStringLiteral("clerk"), QStringLiteral("demo-office"))));
    CHECK(desk.actor().userName == QStringLiteral("clerk"));

    const auto found =
        awaited(desk.find({.query = QStringLiteral("2345678904"), .nationality = {}, .employerId = {}}));
    REQUIRE(found);
    REQUIRE(found->residents.size() == 1);
    CHECK(found->residents.first().matchedBy == MatchedBy::Iqama);

    const auto draft = awaited(desk.startCase(QStringLiteral("2345678904")));
    REQUIRE(draft);
    CHECK(awaited(desk.saveDraft(draft->caseId, draft->form)));
    const auto home = awaited(desk.home());
    REQUIRE(home);
    CHECK(home->drafts.size() == 1);
}

TEST_CASE("a directory without a desk says so")
{
    TempDir dir;
    const FakeClock clock;
    Desk desk(clock);
    CHECK(awaited(desk.open(dir.file(QStringLiteral("none")))).error().code == ErrorCode::NoDesk);
}

TEST_CASE("a task that runs an event loop is finished before the next one begins")
{
    QStringList order;
    std::promise<QEventLoop *> looping;
    Worker worker(QStringLiteral("test"));
    const auto first = worker.run([&] {
        QEventLoop loop;
        looping.set_value(&loop);
        loop.exec();
        order += QStringLiteral("first");
        return true;
    });
    QEventLoop *loop = looping.get_future().get();
    auto second = worker.run([&] {
        order += QStringLiteral("second");
        return true;
    });
    QMetaObject::invokeMethod(loop, &QEventLoop::quit, Qt::QueuedConnection);
    second.waitForFinished();
    CHECK(order == QStringList{QStringLiteral("first"), QStringLiteral("second")});
}

TEST_CASE("a callback is not called once its page is gone")
{
    const FakeClock clock;
    Desk desk(clock);
    bool called = false;
    auto page = std::make_unique<QObject>();
    const auto future = desk.open(QStringLiteral("/nonexistent"));
    whenDone(future, page.get(), [&](const Result<DeskInfo> &) { called = true; });
    page.reset();
    CHECK_FALSE(awaited(future));
    CHECK_FALSE(called);
}
