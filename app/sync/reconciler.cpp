#include "sync/reconciler.h"

#include "protocol/reconcile.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<Reconciler::Report> Reconciler::run(HubLink &link, const HubEnrolment &hub, LinkState &state)
{
    Report report;
    const auto cursor = m_store.cursor();
    if (!cursor)
        return failure(cursor);
    QString epoch;
    QString goOnFrom;
    qint64 after = 0;
    for (bool more = true; more;) {
        const auto believed = m_store.believed(after, kMaxReconcilePage);
        if (!believed)
            return failure(believed);
        const HubReply reply = link.send(
            {"POST", u"/v1/reconcile"_s, reconcileRequestToJson({*cursor, believed->items}), hub.token});
        if (reply.outcome != OutcomeClass::Ok) {
            state.online = false;
            state.paused = pausesQueue(reply.outcome);
            state.errorCode = reply.code;
            return report;
        }
        const auto answer = reconcileAnswerFromJson(reply.body);
        if (!answer || (!epoch.isEmpty() && answer->epoch != epoch)) {
            state.online = false;
            state.errorCode = u"bad_answer"_s;
            return report;
        }
        epoch = answer->epoch;
        goOnFrom = answer->cursor;
        const auto settled = m_store.reconciled(believed->items, answer->missing, epoch);
        if (!settled)
            return failure(settled);
        report.missing += int(answer->missing.size());
        after = believed->last;
        more = believed->items.size() == kMaxReconcilePage;
    }
    if (const auto adopted = m_store.adoptEpoch(epoch, goOnFrom); !adopted)
        return failure(adopted);
    report.done = true;
    return report;
}

} // namespace desk
