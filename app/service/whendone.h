#pragma once

#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace desk
{

/// Calls `callback(result)` in `context`'s thread once `future` has finished; never when `context` is gone or
/// the future was cancelled. QFuture::then(context, …) races with the context's end on Qt 6.4, a watcher that
/// is its child does not.
template <class T, class Callback>
void whenDone(const QFuture<T> &future, QObject *context, Callback callback)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context,
                     [watcher, callback = std::move(callback)]() mutable {
                         watcher->deleteLater();
                         if (!watcher->isCanceled())
                             callback(watcher->result());
                     });
    watcher->setFuture(future);
}

} // namespace desk
