#pragma once

#include "domain/demooffice.h"
#include "hub/hubserver.h"
#include "protocol/enrolment.h"
#include "protocol/message.h"
#include "protocol/payload.h"
#include "support/builders.h"
#include "support/fakeclock.h"
#include "support/httpsclient.h"
#include "support/tempdir.h"

#include <QHash>
#include <QList>
#include <QString>

#include <memory>

/// True when the hubs of this run keep their stores in PostgreSQL (DESK_TEST_DATABASE=postgresql).
bool onPostgresql();

/// What this run keeps its hubs' stores in.
inline desk::Dialect chosenDialect()
{
    return onPostgresql() ? desk::Dialect::Postgresql : desk::Dialect::Sqlite;
}

/// A new store for a hub: an SQLite file in the directory, or a PostgreSQL database.
desk::HubPlace newHubPlace(const TempDir &directory, desk::Dialect dialect = chosenDialect());

/// A real hub of branch RUH on loopback, port 0, in a temporary directory, with the demo office's users.
class TestHub
{
public:
    /// Knows these residents; started.
    explicit TestHub(const QList<desk::Resident> &residents = {someResident()},
                     const desk::HttpLimits &limits = {}, desk::Dialect dialect = chosenDialect());

    FakeClock clock; ///< moved only while no request is under way
    const desk::HubPlace &place() const { return m_place; }
    QString url() const { return m_server->url(); }
    QByteArray fingerprint() const { return m_certificate.fingerprint; }
    desk::HubServer &server() { return *m_server; }

    void stop() { m_server.reset(); }
    void start();
    /// One more hub on the same store.
    std::unique_ptr<desk::HubServer> another() const;
    /// A row of a residents file reaches the hub while it serves.
    void learns(const desk::Resident &resident);

    QString enrolmentCode(const QString &branch = QStringLiteral("RUH"));
    /// Enrols a new desk; its administrator is the demo office's, all of whose people can sign
    /// there.
    desk::EnrolAnswer enrol(const QString &name = QStringLiteral("desk"));

private:
    TempDir m_directory;
    desk::HubPlace m_place;
    desk::HttpLimits m_limits;
    desk::Certificate m_certificate;
    std::unique_ptr<desk::HubServer> m_server;
};

/// "accepted", "rejected/signature_missing".
QString codeOfAnswer(const desk::MessageResult &result);

/// The user of the demo office with this name.
desk::DemoUser demoUser(const QString &name);

/// The key pair a test gives to a signer, made from its name.
QByteArray signKeyOf(const QString &signer);
/// What that signer signs a payload with.
QByteArray signatureOf(const QString &signer, const QByteArray &payload);

/// A desk reduced to what it sends: keeps the sequences of its chains, knows its token.
class TestDesk
{
public:
    explicit TestDesk(TestHub &hub, const QString &name = QStringLiteral("desk"));

    const desk::EnrolAnswer enrolment;
    const HttpsClient client;

    desk::Message submitted(const QString &caseId, const desk::CaseContent &content, int baseVersion,
                            const QString &maker = QStringLiteral("clerk"), int revision = 1);
    desk::Message decided(const desk::Message &revision, desk::Decision decision, int baseVersion,
                          const QString &decider = QStringLiteral("supervisor"));
    desk::Message withdrawn(const desk::Message &revision, const QString &actor = QStringLiteral("clerk"));
    desk::Message message(desk::MessageKind kind, const QString &resident, int baseVersion,
                          const QString &actorId, const QByteArray &payload);

    /// Sends one batch; the answer must be a whole one.
    QList<desk::MessageResult> send(const QList<desk::Message> &messages) const;
    desk::MessageResult send(const desk::Message &message) const { return send(QList{message}).first(); }

private:
    QHash<QString, qint64> m_sequences;
};

/// A fresh lower-case UUID without braces.
QString newId();
