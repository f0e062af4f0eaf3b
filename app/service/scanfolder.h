#pragma once

#include "base/clock.h"

#include <QObject>
#include <QThread>

#include <chrono>

namespace desk
{

/// Watches the folder where a scanner leaves its files. A file that came since `watch`, or not longer than
/// `kRecent` before it, is told once, when it is complete: as large on two looks in a row. Nothing in the
/// folder is ever opened, changed or deleted here. Looks on a thread of its own, because a share of the
/// network may keep one waiting; lives in the GUI thread.
class ScanFolder final : public QObject
{
    Q_OBJECT

public:
    /// How long between two looks at a file that may still grow, and at a folder that may have changed or
    /// come back unnoticed.
    struct Pace {
        std::chrono::milliseconds growing{500};
        std::chrono::milliseconds unnoticed{3000};
    };

    /// A page is often scanned before the form is opened.
    static constexpr std::chrono::seconds kRecent{10 * 60};

    explicit ScanFolder(const Clock &clock, QObject *parent = nullptr);
    ScanFolder(const Clock &clock, Pace pace, QObject *parent);
    ~ScanFolder() override;

    /// Watches this folder instead; empty: none. What was told of a folder is not told again when it is
    /// watched again.
    void watch(const QString &folder);

signals:
    void arrived(const QString &path);
    /// The folder cannot be reached; told once, until it can again.
    void lost(const QString &folder);
    void found(const QString &folder);

private:
    class Looker;

    QThread m_thread;
    Looker *m_looker; ///< lives on the thread
    QString m_folder;
};

} // namespace desk
