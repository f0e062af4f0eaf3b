#pragma once

#include "base/result.h"
#include "sync/hublink.h"
#include "sync/outboxsender.h"
#include "sync/syncstore.h"

namespace desk
{

/// Meets a hub that was restored from a backup: asks which acknowledged messages it lacks, puts those back in
/// the queue, takes back what the feed had brought and the hub has lost, and goes on in its feed where it still
/// holds what this desk knows (reliability.md §3.4, row 16).
class Reconciler
{
public:
    explicit Reconciler(SyncStore &store)
        : m_store(store)
    {
    }

    struct Report {
        int missing = 0;   ///< messages that are sent again
        bool done = false; ///< false: the line failed, or the hub does not serve yet; `state` says why
    };
    /// Can be broken off at any moment and begun again.
    Result<Report> run(HubLink &link, const HubEnrolment &hub, LinkState &state);

private:
    SyncStore &m_store;
};

} // namespace desk
