#pragma once

#include "protocol/snapshot.h"
#include "sync/hublink.h"
#include "sync/outboxsender.h"
#include "sync/snapshotstore.h"

#include <chrono>

namespace desk
{

/// Brings the hub's register to a desk that begins: pages are fetched, made ready and kept at the same time,
/// each part with the place to go on from. Lives in one thread.
class SnapshotTaker
{
public:
    explicit SnapshotTaker(SnapshotStore &store, int residentsInPage = kMaxSnapshotPage)
        : m_store(store)
        , m_residentsInPage(residentsInPage)
    {
    }

    struct Report {
        bool isWhole = false; ///< the desk has its residents and may follow the feed
        qint64 taken = 0;     ///< residents, since the snapshot was begun
        qint64 total = 0;     ///< of the whole snapshot
        double perSecond = 0; ///< in this run
    };
    /// Takes what it can in about `time`; a failure of the line is in `state`, of the store the Result's.
    Result<Report> run(HubLink &link, const HubEnrolment &hub, LinkState &state,
                       std::chrono::milliseconds time);

private:
    enum class Reading { Whole, OutOfTime, LineDown };
    Result<Reading> read(HubLink &link, const HubEnrolment &hub, LinkState &state, SnapshotStore::Task &task,
                         std::chrono::steady_clock::time_point until);
    Result<bool> indexNumbers(std::chrono::steady_clock::time_point until);

    HubReply ask(HubLink &link, const HubEnrolment &hub, ResidentsHeld part, const QString &place) const;

    SnapshotStore &m_store;
    const int m_residentsInPage;
    LoadRuns::Sorting m_sorting; ///< goes on with the next run
};

} // namespace desk
