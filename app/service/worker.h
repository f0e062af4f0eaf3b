#pragma once

#include <QFuture>
#include <QMetaObject>
#include <QPromise>
#include <QThread>

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
        QMetaObject::invokeMethod(
            m_receiver.get(),
            [promise, task = std::move(task)]() mutable {
                if (!promise->isCanceled())
                    promise->addResult(task());
                promise->finish();
            },
            Qt::QueuedConnection);
        return future;
    }

    /// The same for a task whose end nobody waits for.
    template <class Task>
    void post(Task task)
    {
        QMetaObject::invokeMethod(m_receiver.get(), std::move(task), Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_receiver; ///< lives on the thread; the tasks are its events
};

} // namespace desk
