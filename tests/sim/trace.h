#pragma once

#include <QString>

#include <deque>
#include <stdexcept>

/// What a run of the simulator came upon that may never be.
struct Violation : std::runtime_error {
    explicit Violation(const QString &what)
        : std::runtime_error(what.toStdString())
    {
    }
};

/// What happened in a run: a hash over all of it, and its last events.
class Trace
{
public:
    explicit Trace(bool printed)
        : m_printed(printed)
    {
    }

    void add(const QString &event);
    quint64 hash() const { return m_hash; }
    const std::deque<QString> &last() const { return m_last; }

private:
    const bool m_printed;
    quint64 m_hash = 0xcbf29ce484222325;
    std::deque<QString> m_last;
};
