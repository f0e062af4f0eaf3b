#include "sync/scanexchange.h"

#include "base/logging.h"
#include "protocol/payload.h"
#include "protocol/scan.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kNotFound = 404;

/// The scans an item's payload names; none of a payload that cannot be read, which the hub will refuse.
QStringList scansOf(const OutboxItem &item)
{
    const auto kind = fromCode<MessageKind>(item.kind);
    if (kind != MessageKind::CaseSubmitted && kind != MessageKind::CaseRevised)
        return {};
    const auto payload = caseRevisionFromPayload(item.payload);
    return payload ? scanHashes(payload->content) : QStringList();
}

} // namespace

bool ScanExchange::isThere(const OutboxItem &item, const QString &epoch)
{
    if (m_epoch != epoch) {
        m_epoch = epoch;
        m_atHub.clear();
    }
    const QStringList scans = scansOf(item);
    return std::all_of(scans.begin(), scans.end(),
                       [this](const QString &sha256) { return m_atHub.contains(sha256); });
}

Result<HubReply> ScanExchange::bring(HubLink &link, const HubEnrolment &hub, const OutboxItem &item)
{
    HubReply reply;
    reply.outcome = OutcomeClass::Ok;
    for (const QString &sha256 : scansOf(item)) {
        if (m_atHub.contains(sha256))
            continue;
        reply = link.send({"HEAD", scanPath(sha256), {}, hub.token});
        if (reply.status == kNotFound) {
            const auto scan = m_store.scan(sha256);
            const bool lost =
                !scan && (scan.error().code == ErrorCode::NoScan || scan.error().code == ErrorCode::Damaged);
            if (lost) {
                reply = {};
                reply.outcome = OutcomeClass::Permanent;
                reply.code = QString::fromUtf16(kScanMissing);
                return reply;
            }
            if (!scan)
                return failure(scan);
            reply = link.send({"PUT", scanPath(sha256), *scan, hub.token, "application/octet-stream"});
        }
        if (reply.outcome != OutcomeClass::Ok)
            return reply;
        m_atHub.insert(sha256);
    }
    return reply;
}

void ScanExchange::forget(const OutboxItem &item)
{
    for (const QString &sha256 : scansOf(item))
        m_atHub.remove(sha256);
}

Result<ScanExchange::Fetched> ScanExchange::fetch(HubLink &link, const HubEnrolment &hub)
{
    const auto missing = m_store.missingScans();
    if (!missing)
        return failure(missing);
    Fetched fetched;
    for (const QString &sha256 : *missing) {
        const HubReply reply = link.send({"GET", scanPath(sha256), {}, hub.token});
        if (reply.status == kNotFound)
            continue; // of a case that was handed in before the hub kept scans
        if (reply.outcome != OutcomeClass::Ok)
            return fetched;
        const auto scan = scanFromAnswer(reply.body, sha256);
        if (!scan) {
            qCWarning(lcSync) << "the hub's scan is not the one asked for:"
                              << errorCodeName(scan.error().code);
            continue;
        }
        if (const auto kept = m_store.keepScan(*scan); !kept)
            return failure(kept);
        ++fetched.scans;
    }
    fetched.complete = true;
    return fetched;
}

} // namespace desk
