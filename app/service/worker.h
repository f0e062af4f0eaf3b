#pragma once

#include <QFuture>
#include <QMetaObject>
#include <QPromise>
#include <QThread>

#include <deque>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace desk
{

/// One thread that runs tasks one after another, in the order they were given.
class Worker
{
public:
    /// `name` is the thread's, for debuggers and the log.
    explicit Worker(const QString &name);
    Worker(const Worker &) = delete;
    Worker &operator=(const Worker &) = delete;
    /// Finishes the tasks it was given, then ends the thread.
    ~Worker();

    /// Runs `task` on the thread. A future that was cancelled before its turn comes is never run.
    template <class Task>
    QFuture<std::invoke_result_t<Task>> run(Task task)
    {
        auto promise = std::make_shared<QPromise<std::invoke_result_t<Task>>>();
        promise->start();
        auto future = promise->future();
        post([promise, task = std::move(task)]() mutable {
            if (!promise->isCanceled())
                promise->addResult(task());
            promise->finish();
        });
        return future;
    }

    /// The same for a task whose end nobody waits for.
    void post(std::function<void()> task);

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_receiver; ///< lives on the thread; the tasks come as its events
    // Used on the thread. A task that runs an event loop, as a request does, is not interrupted by the next.
    std::deque<std::function<void()>> m_tasks;
    bool m_isRunning = false;
};

} // namespace desk
