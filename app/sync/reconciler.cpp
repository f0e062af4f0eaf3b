#include "sync/reconciler.h"

#include "protocol/reconcile.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<Reconciler::Report> Reconciler::run(HubLink &link, const HubEnrolment &hub, LinkState &state)
{
    Report report;
    const auto cursor = m_store.takenCursor();
    if (!cursor)
        return failure(cursor);
    std::optional<ReconcileAnswer> first;
    const auto ask = [&](const ReconcileRequest &request) -> std::optional<ReconcileAnswer> {
        const HubReply reply =
            link.send({"POST", u"/v1/reconcile"_s, reconcileRequestToJson(request), hub.token});
        if (reply.outcome != OutcomeClass::Ok) {
            state.failed(reply.outcome, reply.code);
            return std::nullopt;
        }
        auto answer = reconcileAnswerFromJson(reply.body);
        if (!answer || (first && answer->epoch != first->epoch)) {
            state.failed(OutcomeClass::Unknown, u"bad_answer"_s);
            return std::nullopt;
        }
        if (!first)
            first = *answer;
        return *std::move(answer);
    };

    qint64 after = 0;
    for (bool more = true; more;) {
        const auto believed = m_store.believed(after, kMaxReconcilePage);
        if (!believed)
            return failure(believed);
        const auto answer = ask({*cursor, believed->items, {}, {}});
        if (!answer)
            return report;
        const auto settled = m_store.reconciled(believed->items, answer->missing, answer->epoch);
        if (!settled)
            return failure(settled);
        report.missing += int(answer->missing.size());
        after = believed->last;
        more = believed->items.size() == kMaxReconcilePage;
    }
    // A place before the first after that position.
    SyncStore::DoubtPlace place{{first->proven + 1, {}}, {first->proven + 1, {}}};
    for (;;) {
        const auto doubted = m_store.doubted(place);
        if (!doubted)
            return failure(doubted);
        if (doubted->residents.isEmpty() && doubted->cases.isEmpty())
            break;
        const auto answer = ask({*cursor, {}, doubted->residents, doubted->cases});
        if (!answer)
            return report;
        if (const auto done = m_store.relearn(answer->residents, answer->cases); !done)
            return failure(done);
        first->stablePosition = answer->stablePosition;
        place = doubted->to;
    }
    if (const auto adopted = m_store.adoptEpoch(*first); !adopted)
        return failure(adopted);
    state.paused = false;
    state.errorCode.clear();
    state.otherEpoch = false;
    report.done = true;
    return report;
}

} // namespace desk
