#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "hub/gatekeeper.h"
#include "hub/http/server.h"
#include "hub/store.h"

#include <QString>

#include <functional>
#include <memory>

namespace desk
{

class HubRules;

struct HubOptions {
    HubPlace place;
    QString host;
    quint16 port = 0; ///< 0 picks one
    Certificate certificate;
    HttpLimits limits = {};
    RateLimit rate = {};
};

/// A hub that serves: HTTP face, one writer, a few readers. Started and stopped by one thread.
class HubServer
{
public:
    HubServer(const Clock &clock, HubOptions options);
    HubServer(const HubServer &) = delete;
    HubServer &operator=(const HubServer &) = delete;
    /// Stops.
    ~HubServer();

    /// DeskBusy when another process has the store (`where`: its process id), CannotOpen when the port is
    /// taken.
    Result<> start();
    /// Requests under way are finished, what was accepted is stored.
    void stop();

    /// "https://127.0.0.1:40123"
    QString url() const;

    /// A one-time enrolment code for a desk of the branch that will reach this hub at `url`.
    Result<QString> enrolmentCode(const QString &branch, const QString &url);
    Result<> revoke(const QString &workstationId);

    /// Changes the rule packs in one transaction.
    Result<> changeRules(const std::function<Result<>(HubRules &)> &change);

    /// Lets a hub serve whose store was restored from a backup. DeskBusy when it serves and has met a desk
    /// that had seen more: its next life begins while it is stopped.
    Result<> acceptEpoch();

    /// How many desks wait for news.
    int waitingDesks() const;

    /// Method and path of every route, "POST /v1/enrol".
    QStringList routes() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace desk
