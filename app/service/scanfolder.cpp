#include "service/scanfolder.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QHash>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// What tells a file from another one under the same name.
struct Stamp {
    qint64 size = 0;
    QDateTime changedAt;

    friend bool operator==(const Stamp &, const Stamp &) = default;
};

/// Since when a file has been as it is. Looks may follow each other closely, when other files come.
struct Seen {
    Stamp stamp;
    std::chrono::steady_clock::time_point since;
};

} // namespace

class ScanFolder::Looker final : public QObject
{
public:
    Looker(ScanFolder *front, const Clock &clock, Pace pace)
        : m_front(front)
        , m_clock(clock)
        , m_pace(pace)
        , m_watcher(this)
        , m_timer(this)
    {
        connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &Looker::look);
        connect(&m_timer, &QTimer::timeout, this, &Looker::look);
    }

    void watch(const QString &folder)
    {
        forget();
        m_lost = false;
        m_begun = false;
        m_growing.clear();
        m_timer.stop();
        if (folder.isEmpty())
            return;
        if (folder != m_folder)
            m_known.clear();
        m_folder = folder;
        look();
    }

private:
    void look()
    {
        const QDir dir(m_folder);
        if (!dir.exists()) {
            forget();
            if (!m_lost)
                emit m_front->lost(m_folder);
            m_lost = true;
            m_timer.start(m_pace.unnoticed);
            return;
        }
        if (m_lost)
            emit m_front->found(m_folder);
        m_lost = false;
        if (m_watcher.directories().isEmpty())
            m_watcher.addPath(m_folder);
        const auto now = std::chrono::steady_clock::now();
        const QDateTime recent = m_clock.utc().addSecs(-kRecent.count());
        QHash<QString, Seen> growing;
        const QFileInfoList files =
            dir.entryInfoList({u"*.jpg"_s, u"*.jpeg"_s, u"*.png"_s, u"*.pdf"_s}, QDir::Files | QDir::Readable,
                              QDir::Time | QDir::Reversed);
        for (const QFileInfo &file : files) {
            const QString name = file.fileName();
            const Stamp stamp{file.size(), file.lastModified()};
            if (!m_begun && stamp.changedAt < recent) {
                m_known.insert(name, stamp);
            } else if (m_known.value(name) != stamp) {
                Seen seen = m_growing.value(name);
                if (seen.stamp != stamp)
                    seen = {stamp, now};
                if (stamp.size > 0 && now - seen.since >= m_pace.growing) {
                    m_known.insert(name, stamp);
                    emit m_front->arrived(file.absoluteFilePath());
                } else {
                    growing.insert(name, seen);
                }
            }
        }
        m_growing = growing;
        m_begun = true;
        m_timer.start(growing.isEmpty() ? m_pace.unnoticed : m_pace.growing);
    }

    void forget()
    {
        if (const QStringList watched = m_watcher.directories(); !watched.isEmpty())
            m_watcher.removePaths(watched);
    }

    ScanFolder *m_front;
    const Clock &m_clock;
    Pace m_pace;
    QFileSystemWatcher m_watcher;
    QTimer m_timer;
    QString m_folder;
    QHash<QString, Stamp> m_known;  ///< of the folder: told, or there for long
    QHash<QString, Seen> m_growing; ///< new, and perhaps not complete
    bool m_begun = false;           ///< what lay there for long is known
    bool m_lost = false;
};

ScanFolder::ScanFolder(const Clock &clock, QObject *parent)
    : ScanFolder(clock, Pace(), parent)
{
}

ScanFolder::ScanFolder(const Clock &clock, Pace pace, QObject *parent)
    : QObject(parent)
    , m_looker(new Looker(this, clock, pace))
{
    m_thread.setObjectName(u"scanfolder"_s);
    m_looker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_looker, &QObject::deleteLater);
}

ScanFolder::~ScanFolder()
{
    if (!m_thread.isRunning()) {
        delete m_looker;
        return;
    }
    m_thread.quit();
    m_thread.wait();
}

void ScanFolder::watch(const QString &folder)
{
    if (folder == m_folder && folder.isEmpty())
        return;
    m_folder = folder;
    if (!m_thread.isRunning())
        m_thread.start();
    QMetaObject::invokeMethod(m_looker, [looker = m_looker, folder] { looker->watch(folder); });
}

} // namespace desk
