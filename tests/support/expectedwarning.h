#pragma once

#include <QString>

/// Every qWarning, qCritical or qFatal during a test fails it, except those a live ExpectedWarning names.
class ExpectedWarning
{
public:
    /// `fragment` is a part of the message. The test fails too when no such message came.
    explicit ExpectedWarning(const QString &fragment);
    ExpectedWarning(const ExpectedWarning &) = delete;
    ExpectedWarning &operator=(const ExpectedWarning &) = delete;
    ~ExpectedWarning();

private:
    int m_id;
};

/// Called by the test programs' main().
void installWarningTrap();
