#pragma once

#include "hub/http/certificate.h"
#include "support/tempdir.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

/// What a FaultyHub does with one request.
struct Fault {
    enum Kind {
        Forward,           ///< hands it to the real hub and its answer back: no fault
        Status,            ///< answers `status` with an empty problem-less body
        EmptyOk,           ///< 200 with no body
        TruncatedOk,       ///< forwards, then gives back half of the answer's bytes
        LoseAnswer,        ///< forwards, then closes: the hub has committed, the desk hears nothing
        CloseAfterReading, ///< closes without telling anyone
        CaptivePortal,     ///< 200 with a page of HTML
        Redirect,          ///< 302 to https://example.invalid/
    };
    Kind kind = Forward;
    int status = 503;
    QByteArray headers = {}; ///< further header lines of a Status, each with "\r\n": "Retry-After: 7\r\n"
    std::chrono::milliseconds delay{0}; ///< before answering

    static Fault answering(int status, const QByteArray &headers = {}) { return {Status, status, headers}; }
    static Fault late(std::chrono::milliseconds delay) { return {Forward, 503, {}, delay}; }
};

/// An HTTPS server with a certificate of its own that stands between a desk and a real hub and does what a
/// test has told it, request by request; when nothing is left to do it forwards. A desk that pins the real
/// hub's certificate meets a stranger here.
class FaultyHub
{
public:
    /// `realUrl` may be empty when nothing is forwarded.
    explicit FaultyHub(const QString &realUrl = {});
    ~FaultyHub();

    QString url() const;
    QByteArray fingerprint() const { return m_certificate.fingerprint; }

    /// What to do with the next requests, in order.
    void expect(const QList<Fault> &faults);
    /// What to do when nothing was told.
    void otherwise(const Fault &fault);

    /// "POST /v1/messages" of every request so far.
    QStringList requests() const;

private:
    void handle(qintptr descriptor);
    Fault takeFault(const QByteArray &request);

    TempDir m_directory;
    desk::Certificate m_certificate;
    QString m_realUrl;
    quint16 m_port = 0;
    mutable std::mutex m_mutex;
    std::deque<Fault> m_faults;
    Fault m_otherwise;
    QStringList m_requests;
    bool m_stopping = false;
    std::condition_variable m_stopped;
    std::thread m_thread;
};
