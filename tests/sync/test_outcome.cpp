#include "support/catch.h"
#include "sync/outcome.h"

#include <QMetaEnum>
#include <QRandomGenerator>

using namespace desk;
using namespace std::chrono_literals;

TEST_CASE("Every HTTP status has the class of the table, and only 200 and 201 can be success")
{
    const auto expected = [](int status) {
        switch (status) {
        case 200:
        case 201:
            return OutcomeClass::Ok;
        case 401:
        case 403:
        case 407:
            return OutcomeClass::Auth;
        case 408:
        case 423:
        case 425:
        case 429:
        case 503:
        case 507:
            return OutcomeClass::Overload;
        case 410:
            return OutcomeClass::Epoch;
        case 426:
            return OutcomeClass::Version;
        case 495:
        case 496:
            return OutcomeClass::Identity;
        case 501:
            return OutcomeClass::Permanent;
        case 511:
            return OutcomeClass::Unknown;
        default:
            break;
        }
        return status < 300   ? OutcomeClass::Unknown
               : status < 400 ? OutcomeClass::Redirect
               : status < 500 ? OutcomeClass::Permanent
                              : OutcomeClass::Server;
    };
    for (int status = 100; status <= 599; ++status) {
        INFO(status);
        CHECK(classifyStatus(status) == expected(status));
    }
}

TEST_CASE(
    "No error of the network is success, and one after a byte has left is never called not sent by guess")
{
    const QMetaEnum errors = QMetaEnum::fromType<QNetworkReply::NetworkError>();
    REQUIRE(errors.keyCount() > 20);
    for (int i = 0; i < errors.keyCount(); ++i) {
        INFO(errors.key(i));
        const auto error = static_cast<QNetworkReply::NetworkError>(errors.value(i));
        CHECK(classifyError(error, true) != OutcomeClass::Ok);
        CHECK(classifyError(error, false) != OutcomeClass::Ok);
        CHECK(classifyError(error, true) != OutcomeClass::Permanent);
    }
    CHECK(classifyError(QNetworkReply::RemoteHostClosedError, true) == OutcomeClass::Unknown);
    CHECK(classifyError(QNetworkReply::RemoteHostClosedError, false) == OutcomeClass::NotSent);
    CHECK(classifyError(QNetworkReply::OperationCanceledError, true) == OutcomeClass::Unknown);
    CHECK(classifyError(QNetworkReply::ConnectionRefusedError, false) == OutcomeClass::NotSent);
    CHECK(classifyError(QNetworkReply::SslHandshakeFailedError, false) == OutcomeClass::NotSent);
    CHECK(classifyError(QNetworkReply::SslHandshakeFailedError, true) == OutcomeClass::Unknown);
    CHECK(classifyError(QNetworkReply::InsecureRedirectError, true) == OutcomeClass::Redirect);
}

TEST_CASE("Waits stay between a second and their cap over a hundred thousand draws")
{
    struct Figures {
        OutcomeClass outcome;
        std::chrono::milliseconds base;
        std::chrono::milliseconds cap;
    };
    QRandomGenerator random(1);
    for (const Figures &figures :
         {Figures{OutcomeClass::NotSent, 5s, 5min}, Figures{OutcomeClass::Unknown, 2s, 15min},
          Figures{OutcomeClass::Server, 10s, 30min}, Figures{OutcomeClass::Overload, 10s, 30min}}) {
        for (int draw = 0; draw < 25'000; ++draw) {
            const int failures = int(random.bounded(40));
            const auto wait = backOff(figures.outcome, failures, 0ms, random.generateDouble());
            const auto most =
                failures > 20 ? figures.cap : std::min(figures.cap, figures.base * (1 << failures));
            REQUIRE(wait >= 1s);
            REQUIRE(wait <= most);
        }
        CHECK(backOff(figures.outcome, 3, 0ms, 0.999999) > backOff(figures.outcome, 0, 0ms, 0.999999));
    }
    for (const double drawn : {0.0, 0.5, 0.999999}) {
        const auto busy = backOff(OutcomeClass::Busy, 9, 0ms, drawn);
        CHECK(busy >= 1s);
        CHECK(busy <= 3s);
        const auto asked = backOff(OutcomeClass::Overload, 0, 5min, drawn);
        CHECK(asked >= 5min);
        CHECK(asked <= 5min + 30s);
        CHECK(backOff(OutcomeClass::Overload, 0, 24h, drawn) <= 1h + 60s);
    }
}

TEST_CASE("Only what concerns the workstation or the hub's identity stops the whole queue")
{
    for (const OutcomeClass outcome :
         {OutcomeClass::Auth, OutcomeClass::Identity, OutcomeClass::Redirect, OutcomeClass::Epoch})
        CHECK(pausesQueue(outcome));
    for (const OutcomeClass outcome :
         {OutcomeClass::Ok, OutcomeClass::NotSent, OutcomeClass::Unknown, OutcomeClass::Overload,
          OutcomeClass::Server, OutcomeClass::Conflict, OutcomeClass::Permanent})
        CHECK_FALSE(pausesQueue(outcome));
}
