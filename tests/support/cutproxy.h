#pragma once

#include <QString>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

/// A line between a desk and a hub that a test cuts at any byte. It knows nothing of what it carries but
/// where TLS records end.
class CutProxy
{
public:
    enum class Way {
        Through,   ///< nothing happens
        Cut,       ///< both ends are reset
        HalfClose, ///< who waits for more gets an end, the other way stays open
        Silence,   ///< nothing more is carried, nobody is told
        Garbage,   ///< one byte is another
        Twice,     ///< a byte comes twice
    };
    enum class Towards { Hub, Desk };

    /// `url` of the hub, on loopback.
    explicit CutProxy(const QString &url);
    CutProxy(const CutProxy &) = delete;
    CutProxy &operator=(const CutProxy &) = delete;
    ~CutProxy();

    QString url() const { return QStringLiteral("https://127.0.0.1:%1").arg(m_port); }
    /// What happens to every connection from now on, once `after` bytes have gone that way.
    void use(Way way, Towards towards = Towards::Hub, qint64 after = 0);
    /// True once it has happened.
    bool happened() const { return m_happened; }
    /// Where the records of the last connection that went through ended, in bytes carried that way.
    std::vector<qint64> recordEnds(Towards towards) const;

private:
    struct Line;
    void run();
    bool carry(Line &line, Towards towards);

    quint16 m_hubPort = 0;
    quint16 m_port = 0;
    int m_listening = -1;
    int m_wake[2] = {-1, -1};
    mutable std::mutex m_mutex;
    Way m_way = Way::Through;
    Towards m_towards = Towards::Hub;
    qint64 m_after = 0;
    std::vector<qint64> m_ends[2];
    std::atomic<bool> m_happened{false};
    std::thread m_thread;
};
