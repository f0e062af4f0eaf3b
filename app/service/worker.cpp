#include "service/worker.h"

namespace desk
{

Worker::Worker(const QString &name)
    : m_receiver(std::make_unique<QObject>())
{
    m_thread.setObjectName(name);
    m_receiver->moveToThread(&m_thread);
    m_thread.start();
}

Worker::~Worker()
{
    // Queued behind every task given so far.
    post([this] { m_thread.quit(); });
    m_thread.wait();
}

void Worker::post(std::function<void()> task)
{
    QMetaObject::invokeMethod(
        m_receiver.get(),
        [this, task = std::move(task)] {
            m_tasks.push_back(task);
            if (std::exchange(m_isRunning, true))
                return;
            for (; !m_tasks.empty(); m_tasks.pop_front())
                m_tasks.front()();
            m_isRunning = false;
        },
        Qt::QueuedConnection);
}

} // namespace desk
