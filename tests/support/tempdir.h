#pragma once

#include "support/catch.h"

#include <QTemporaryDir>

/// A directory that goes with the test, and fails the test when it cannot be made.
class TempDir
{
public:
    TempDir() { REQUIRE(m_dir.isValid()); }

    QString path() const { return m_dir.path(); }
    QString file(const QString &name) const { return m_dir.filePath(name); }

private:
    QTemporaryDir m_dir;
};
