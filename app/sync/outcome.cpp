#include "sync/outcome.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{

using std::chrono::milliseconds;

struct Wait {
    OutcomeClass outcome;
    milliseconds base;
    milliseconds cap;
};

// reliability.md §2.4.
constexpr std::array kWaits = {
    Wait{OutcomeClass::NotSent, 5s, 5min},
    Wait{OutcomeClass::Unknown, 2s, 15min},
    Wait{OutcomeClass::Overload, 10s, 30min},
    Wait{OutcomeClass::Server, 10s, 30min},
};
constexpr milliseconds kFloor = 1s;
constexpr milliseconds kLongestRetryAfter = 1h;

} // namespace

QString classLetter(OutcomeClass outcome)
{
    switch (outcome) {
    case OutcomeClass::Ok:
        return {};
    case OutcomeClass::NotSent:
        return u"N"_s;
    case OutcomeClass::Unknown:
        return u"T"_s;
    case OutcomeClass::Overload:
        return u"O"_s;
    case OutcomeClass::Server:
        return u"S"_s;
    case OutcomeClass::Conflict:
        return u"C"_s;
    case OutcomeClass::Busy:
        return u"B"_s;
    case OutcomeClass::Permanent:
        return u"P"_s;
    case OutcomeClass::Auth:
        return u"A"_s;
    case OutcomeClass::Version:
        return u"V"_s;
    case OutcomeClass::Epoch:
        return u"E"_s;
    case OutcomeClass::Identity:
        return u"X"_s;
    case OutcomeClass::Redirect:
        return u"R"_s;
    }
    Q_UNREACHABLE();
}

OutcomeClass classifyStatus(int status)
{
    switch (status) {
    case 200:
    case 201:
        return OutcomeClass::Ok;
    case 401:
    case 403: // the hub refuses workstations with 403, single items never: those have outcomes
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
    if (status >= 300 && status < 400)
        return OutcomeClass::Redirect;
    if (status >= 400 && status < 500)
        return OutcomeClass::Permanent;
    if (status >= 500 && status < 600)
        return OutcomeClass::Server;
    return OutcomeClass::Unknown; // informational and other 2xx: nobody promised that it was stored
}

OutcomeClass classifyError(QNetworkReply::NetworkError error, bool bytesWritten)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::UnknownProxyError:
    case QNetworkReply::ProtocolUnknownError:
        return OutcomeClass::NotSent;
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return OutcomeClass::Auth;
    case QNetworkReply::TooManyRedirectsError:
    case QNetworkReply::InsecureRedirectError:
        return OutcomeClass::Redirect;
    default:
        return bytesWritten ? OutcomeClass::Unknown : OutcomeClass::NotSent;
    }
}

bool pausesQueue(OutcomeClass outcome)
{
    return outcome == OutcomeClass::Auth || outcome == OutcomeClass::Identity ||
           outcome == OutcomeClass::Redirect || outcome == OutcomeClass::Epoch;
}

QString causeOf(OutcomeClass outcome)
{
    switch (outcome) {
    case OutcomeClass::Ok:
        return {};
    case OutcomeClass::NotSent:
        return u"no_connection"_s;
    case OutcomeClass::Unknown:
        return u"no_answer"_s;
    case OutcomeClass::Overload:
        return u"hub_busy"_s;
    case OutcomeClass::Server:
        return u"hub_error"_s;
    case OutcomeClass::Conflict:
        return u"conflict"_s;
    case OutcomeClass::Busy:
        return u"in_progress"_s;
    case OutcomeClass::Permanent:
        return u"malformed"_s;
    case OutcomeClass::Auth:
        return u"unauthorised"_s;
    case OutcomeClass::Version:
        return u"schema_unsupported"_s;
    case OutcomeClass::Epoch:
        return u"epoch_changed"_s;
    case OutcomeClass::Identity:
        return u"hub_identity"_s;
    case OutcomeClass::Redirect:
        return u"redirected"_s;
    }
    Q_UNREACHABLE();
}

milliseconds backOff(OutcomeClass outcome, int failures, milliseconds retryAfter, double random)
{
    if (outcome == OutcomeClass::Busy)
        return kFloor + milliseconds(qint64(2000 * random));
    const auto wait =
        std::find_if(kWaits.begin(), kWaits.end(), [&](const Wait &w) { return w.outcome == outcome; });
    const Wait &figures = wait == kWaits.end() ? kWaits[1] : *wait;
    const int doublings = std::clamp(failures, 0, 20);
    const milliseconds most = std::min(figures.cap, figures.base * (1 << doublings));
    milliseconds delay = kFloor + milliseconds(qint64(double((most - kFloor).count()) * random));
    if (outcome == OutcomeClass::Overload && retryAfter.count() > 0) {
        const milliseconds asked = std::min(retryAfter, kLongestRetryAfter);
        const milliseconds spread = std::min<milliseconds>(60s, asked / 10);
        delay = std::max(asked, delay) + milliseconds(qint64(double(spread.count()) * random));
    }
    return delay;
}

} // namespace desk
