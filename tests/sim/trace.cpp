#include "sim/trace.h"

#include <cstdio>

namespace
{
constexpr size_t kKept = 60;
}

void Trace::add(const QString &event)
{
    const QByteArray bytes = event.toUtf8();
    for (const char c : bytes + '\n')
        m_hash = (m_hash ^ quint8(c)) * 0x100000001b3; // FNV-1a
    m_last.push_back(event);
    if (m_last.size() > kKept)
        m_last.pop_front();
    if (m_printed)
        std::printf("%s\n", bytes.constData());
}
