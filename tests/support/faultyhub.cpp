#include "support/faultyhub.h"

#include "support/httpsclient.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>

#include <future>

using namespace Qt::StringLiterals;

namespace
{

constexpr int kTime = 10'000;
constexpr int kLook = 50;

/// Hands out the bare descriptors, so that each becomes a TLS socket.
class DescriptorServer final : public QTcpServer
{
public:
    std::deque<qintptr> descriptors;

protected:
    void incomingConnection(qintptr descriptor) override { descriptors.push_back(descriptor); }
};

/// One whole request; empty when the peer went away before.
QByteArray readRequest(QSslSocket &socket)
{
    QByteArray request;
    for (;;) {
        const qsizetype end = request.indexOf("\r\n\r\n");
        if (end >= 0) {
            const QByteArray head = request.left(end).toLower();
            const qsizetype at = head.indexOf("content-length:");
            const qsizetype length =
                at < 0 ? 0 : head.mid(at + 15).split('\r').first().trimmed().toLongLong();
            if (request.size() >= end + 4 + length)
                return request;
        }
        if (!socket.bytesAvailable() && !socket.waitForReadyRead(kTime))
            return {};
        request += socket.readAll();
    }
}

QByteArray closing(QByteArray request)
{
    const qsizetype end = request.indexOf("\r\n\r\n");
    QList<QByteArray> lines = request.left(end).split('\n');
    lines.removeIf([](const QByteArray &line) { return line.toLower().startsWith("connection:"); });
    return lines.join('\n') + "\r\nConnection: close" + request.mid(end);
}

QByteArray answer(const QByteArray &statusLine, const QByteArray &headers, const QByteArray &body)
{
    return "HTTP/1.1 " + statusLine + "\r\n" + headers +
           "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body;
}

} // namespace

FaultyHub::FaultyHub(const QString &realUrl)
    : m_realUrl(realUrl)
{
    const auto certificate = desk::ownCertificate(m_directory.path(), desk::SystemClock());
    REQUIRE(certificate);
    m_certificate = *certificate;
    std::promise<void> listening;
    m_thread = std::thread([this, &listening] {
        DescriptorServer server;
        server.listen(QHostAddress::LocalHost, 0);
        m_port = server.serverPort();
        listening.set_value();
        for (;;) {
            {
                const std::lock_guard lock(m_mutex);
                if (m_stopping)
                    return;
            }
            server.waitForNewConnection(kLook);
            for (; !server.descriptors.empty(); server.descriptors.pop_front())
                handle(server.descriptors.front());
        }
    });
    listening.get_future().wait();
}

FaultyHub::~FaultyHub()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_stopped.notify_all();
    }
    m_thread.join();
}

QString FaultyHub::url() const
{
    return u"https://127.0.0.1:%1"_s.arg(m_port);
}

void FaultyHub::expect(const QList<Fault> &faults)
{
    const std::lock_guard lock(m_mutex);
    m_faults.insert(m_faults.end(), faults.begin(), faults.end());
}

void FaultyHub::otherwise(const Fault &fault)
{
    const std::lock_guard lock(m_mutex);
    m_otherwise = fault;
}

QStringList FaultyHub::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

Fault FaultyHub::takeFault(const QByteArray &request)
{
    const QList<QByteArray> words = request.left(request.indexOf('\r')).split(' ');
    const std::lock_guard lock(m_mutex);
    m_requests.append(QString::fromLatin1(words.value(0) + ' ' + words.value(1).split('?').first()));
    if (m_faults.empty())
        return m_otherwise;
    const Fault fault = m_faults.front();
    m_faults.pop_front();
    return fault;
}

void FaultyHub::handle(qintptr descriptor)
{
    QSslSocket socket;
    socket.setSocketDescriptor(descriptor);
    socket.setLocalCertificate(QSslCertificate(m_certificate.certificate));
    socket.setPrivateKey(QSslKey(m_certificate.key, QSsl::Ec));
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.startServerEncryption();
    if (!socket.waitForEncrypted(kTime))
        return; // the desk did not like the certificate
    const QByteArray request = readRequest(socket);
    if (request.isEmpty())
        return;
    const Fault fault = takeFault(request);
    {
        // A late answer is what the test is about; the end of the test does not wait for it.
        std::unique_lock lock(m_mutex);
        m_stopped.wait_for(lock, fault.delay, [this] { return m_stopping; });
    }
    QByteArray reply;
    switch (fault.kind) {
    case Fault::Forward:
        reply = HttpsClient(m_realUrl).exchange(closing(request));
        break;
    case Fault::Status:
        reply = answer(QByteArray::number(fault.status) + " Fault", fault.headers, {});
        break;
    case Fault::EmptyOk:
        reply = answer("200 OK", "Content-Type: application/json\r\n", {});
        break;
    case Fault::TruncatedOk: {
        const QByteArray whole = HttpsClient(m_realUrl).exchange(closing(request));
        reply =
            whole.left(whole.indexOf("\r\n\r\n") + 4 + (whole.size() - whole.indexOf("\r\n\r\n") - 4) / 2);
        break;
    }
    case Fault::LoseAnswer:
        HttpsClient(m_realUrl).exchange(closing(request));
        break;
    case Fault::CloseAfterReading:
        break;
    case Fault::CaptivePortal:
        reply = answer("200 OK", "Content-Type: text/html\r\n",
                       "<html><body>Sign in to the network</body></html>");
        break;
    case Fault::Redirect:
        reply = answer("302 Found", "Location: https://example.invalid/\r\n", {});
        break;
    }
    socket.write(reply);
    while (socket.bytesToWrite() > 0 || socket.encryptedBytesToWrite() > 0) {
        if (!socket.waitForBytesWritten(kTime))
            break;
    }
    socket.disconnectFromHost();
    if (socket.state() != QAbstractSocket::UnconnectedState)
        socket.waitForDisconnected(kTime);
}
