#include "support/testhub.h"

#include "base/sha256.h"
#include "domain/demooffice.h"
#include "hub/accounts.h"
#include "hub/register.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "sql/transaction.h"
#include "support/testpostgres.h"

#include <QUuid>

#include <sodium.h>

using namespace desk;
using namespace Qt::StringLiterals;

QString newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

namespace
{

struct KeyPair {
    QByteArray publicKey = QByteArray(crypto_sign_PUBLICKEYBYTES, Qt::Uninitialized);
    QByteArray secretKey = QByteArray(crypto_sign_SECRETKEYBYTES, Qt::Uninitialized);
};

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

KeyPair keyPairOf(const QString &signer)
{
    REQUIRE(sodium_init() >= 0);
    QByteArray seed = QByteArray::fromHex(sha256Hex(signer.toUtf8()).toLatin1());
    KeyPair pair;
    REQUIRE(crypto_sign_seed_keypair(raw(pair.publicKey), raw(pair.secretKey), raw(seed)) == 0);
    return pair;
}

} // namespace

QString codeOfAnswer(const MessageResult &result)
{
    return codeOf(result.outcome) + (result.code.isEmpty() ? QString() : u'/' + result.code);
}

QByteArray signKeyOf(const QString &signer)
{
    return keyPairOf(signer).publicKey;
}

QByteArray signatureOf(const QString &signer, const QByteArray &payload)
{
    KeyPair pair = keyPairOf(signer);
    QByteArray text = sha256Hex(payload).toLatin1();
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    REQUIRE(crypto_sign_detached(raw(signature), nullptr, raw(text),
                                 static_cast<unsigned long long>(text.size()), raw(pair.secretKey)) == 0);
    return signature;
}

DemoUser demoUser(const QString &name)
{
    const QList<DemoUser> users = demoUsers();
    const auto user = std::find_if(users.begin(), users.end(),
                                   [&name](const DemoUser &one) { return one.userName == name; });
    REQUIRE(user != users.end());
    return *user;
}

bool onPostgresql()
{
    return qEnvironmentVariable("DESK_TEST_DATABASE") == "postgresql"_L1;
}

HubPlace newHubPlace(const TempDir &directory, Dialect dialect)
{
    if (dialect == Dialect::Sqlite)
        return {directory.file(u"hub.db"_s), directory.path()};
    TestPostgres *const server = TestPostgres::running();
    REQUIRE(server);
    return {server->newDatabase(), directory.path()};
}

TestHub::TestHub(const QList<Resident> &residents, const HttpLimits &limits, Dialect dialect)
    : m_place(newHubPlace(m_directory, dialect))
    , m_limits(limits)
{
    {
        const auto connection = makeHub(place());
        REQUIRE(connection);
        Transaction transaction(**connection);
        REQUIRE(initialiseHub(**connection, u"RUH"_s, false, clock));
        HubAccounts accounts(**connection, clock);
        for (const DemoUser &user : demoUsers()) {
            REQUIRE(accounts.putUser(
                u"RUH"_s,
                {user.userId, user.userName, user.roles, true, user.displayNameAr, user.displayNameEn}, {}));
        }
        Register known(**connection, clock);
        for (const Resident &resident : residents)
            REQUIRE(known.import(resident, false));
        REQUIRE(transaction.commit());
    }
    const auto certificate = ownCertificate(m_directory.path(), clock);
    REQUIRE(certificate);
    m_certificate = *certificate;
    start();
}

void TestHub::start()
{
    m_server = another();
}

std::unique_ptr<HubServer> TestHub::another() const
{
    HubOptions options{place(), u"127.0.0.1"_s, 0, m_certificate, m_limits};
    options.rate = {100'000, 100'000}; // the clock stands still
    auto server = std::make_unique<HubServer>(clock, options);
    REQUIRE(server->start());
    return server;
}

void TestHub::learns(const Resident &resident)
{
    const auto connection = openHub(place(), Access::Write);
    REQUIRE(connection);
    Transaction transaction(**connection);
    REQUIRE(Register(**connection, clock).import(resident, true));
    REQUIRE(transaction.commit());
}

QString TestHub::enrolmentCode(const QString &branch)
{
    const auto code = m_server->enrolmentCode(branch, url());
    REQUIRE(code);
    return *code;
}

EnrolAnswer TestHub::enrol(const QString &name)
{
    const auto code = enrolmentCodeFromText(enrolmentCode());
    REQUIRE(code);
    const DemoUser admin = demoUser(u"admin"_s);
    EnrolRequest request{
        code->secret,
        name,
        {admin.userId, admin.userName, admin.roles, true, admin.displayNameAr, admin.displayNameEn},
        {{kRecoverySigner, signKeyOf(kRecoverySigner)}}};
    for (const DemoUser &user : demoUsers())
        request.signKeys.insert(user.userId, signKeyOf(user.userId));
    const HttpsAnswer answer = HttpsClient(url()).post("/v1/enrol", enrolRequestToJson(request));
    const auto enrolled = enrolAnswerFromJson(answer.body);
    REQUIRE(enrolled);
    return *enrolled;
}

TestDesk::TestDesk(TestHub &hub, const QString &name)
    : enrolment(hub.enrol(name))
    , client(hub.url(), enrolment.token)
{
}

Message TestDesk::message(MessageKind kind, const QString &resident, int baseVersion, const QString &actorId,
                          const QByteArray &payload)
{
    Message message;
    message.id = newId();
    message.kind = kind;
    message.resident = resident;
    message.sequence = ++m_sequences[resident];
    message.baseVersion = baseVersion;
    message.createdAt = QDateTime(QDate(2026, 11, 23), QTime(7, 0), Qt::UTC);
    message.actor = actorId;
    message.actorSignature = signatureOf(actorId, payload);
    message.payload = payload;
    message.payloadSha256 = sha256Hex(payload);
    return message;
}

Message TestDesk::submitted(const QString &caseId, const CaseContent &content, int baseVersion,
                            const QString &maker, int revision)
{
    CaseRevisionPayload payload;
    payload.caseId = caseId;
    payload.reference = u"RUH-2026-01%1"_s.arg(enrolment.number, 5, 10, QLatin1Char('0'));
    payload.revision = revision;
    payload.content = content;
    payload.pack = RulePack::builtIn().version();
    payload.makerId = demoUser(maker).userId;
    return message(revision == 1 ? MessageKind::CaseSubmitted : MessageKind::CaseRevised, content.iqamaNumber,
                   baseVersion, payload.makerId, toPayload(payload));
}

Message TestDesk::decided(const Message &revision, Decision decision, int baseVersion, const QString &decider)
{
    const auto about = caseRevisionFromPayload(revision.payload);
    REQUIRE(about);
    CaseDecidedPayload payload;
    payload.caseId = about->caseId;
    payload.reference = about->reference;
    payload.revision = about->revision;
    payload.contentSha256 = about->contentSha256;
    payload.decision = decision;
    if (decision != Decision::Approve)
        payload.reason = u"data_mismatch"_s;
    payload.deciderId = demoUser(decider).userId;
    return message(MessageKind::CaseDecided, revision.resident, baseVersion, payload.deciderId,
                   toPayload(payload));
}

Message TestDesk::withdrawn(const Message &revision, const QString &actor)
{
    const auto about = caseRevisionFromPayload(revision.payload);
    REQUIRE(about);
    const CaseWithdrawnPayload payload{about->caseId, about->reference, u"duplicate"_s,
                                       demoUser(actor).userId};
    return message(MessageKind::CaseWithdrawn, revision.resident, revision.baseVersion, payload.actorId,
                   toPayload(payload));
}

QList<MessageResult> TestDesk::send(const QList<Message> &messages) const
{
    const HttpsAnswer answer = client.post("/v1/messages", messagesRequest(messages));
    INFO(answer.body.toStdString());
    REQUIRE(answer.status == 200);
    const auto results = messagesAnswerFromJson(answer.body);
    REQUIRE(results);
    REQUIRE(results->results.size() == messages.size());
    return results->results;
}
