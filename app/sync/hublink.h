#pragma once

#include "base/result.h"
#include "store/settingsstore.h"
#include "sync/outcome.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace desk
{

struct HubRequest {
    QByteArray method; ///< "GET", "HEAD", "POST" or "PUT"
    QString path;      ///< "/v1/messages", with its query
    QByteArray body;
    QString token; ///< empty: without authorisation
    QByteArray bodyType = "application/json";
};

/// What came back. The body is to be believed only with outcome Ok: then it came from the pinned hub, whole,
/// as JSON. HEAD has none.
struct HubReply {
    OutcomeClass outcome = OutcomeClass::NotSent;
    int status = 0; ///< 0: none
    QByteArray body;
    QString code; ///< of the problem document, else the class's cause
    std::chrono::milliseconds retryAfter{0};
    std::chrono::milliseconds roundTrip{0};
};

/// One request to the hub at a time. Blocking, with a total deadline: belongs to the sync thread or a shell,
/// never to the GUI thread. A simulator puts its own network behind it.
class HubLink
{
public:
    HubLink() = default;
    HubLink(const HubLink &) = delete;
    HubLink &operator=(const HubLink &) = delete;
    virtual ~HubLink() = default;

    virtual HubReply send(const HubRequest &request) = 0;
};

/// The line to a hub; what is set to true ends a request under way.
using LinkTo = std::function<std::unique_ptr<HubLink>(const HubEnrolment &, const std::atomic<bool> &stop)>;

/// Why a request that a person waits for came to nothing: HubUnreachable, HubIdentity, HubRefused. nullopt:
/// the reply may be read.
std::optional<Error> troubleOf(const HubReply &reply, const HubEnrolment &hub);

} // namespace desk
