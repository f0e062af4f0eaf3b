#pragma once

#include "sync/hublink.h"
#include "sync/syncstore.h"

#include <QSet>

namespace desk
{

/// Brings scans to the hub before the case that names them, and fetches those of cases that other desks
/// sent. Each scan goes once, whatever names it. Lives in one thread.
class ScanExchange
{
public:
    explicit ScanExchange(SyncStore &store)
        : m_store(store)
    {
    }

    /// True when none of the item's scans has to be brought first, as far as is known.
    bool isThere(const OutboxItem &item, const QString &epoch);
    /// Brings what the hub lacks. Outcome Ok: all of them are there. `kScanMissing`: this desk has lost one,
    /// and nothing was asked.
    Result<HubReply> bring(HubLink &link, const HubEnrolment &hub, const OutboxItem &item);
    /// The hub says that it lacks one: they are looked for again.
    void forget(const OutboxItem &item);

    struct Fetched {
        int scans = 0;
        bool complete = false; ///< nothing that could be had is left
    };
    /// Fetches what cases under review name and this desk has not got.
    Result<Fetched> fetch(HubLink &link, const HubEnrolment &hub);

private:
    SyncStore &m_store;
    QString m_epoch;
    QSet<QString> m_atHub;
};

/// The cause, in the text catalogue, of an item whose scan is lost or damaged here.
inline constexpr const char16_t *kScanMissing = u"scan_missing";

} // namespace desk
