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

} // namespace desk
