#include "store/tempdesk.h"

#include <rapidcheck.h>

#include <map>
#include <vector>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kEpoch = u"epoch-1"_s;
constexpr int kSteps = 60;

template <class Code>
Code anyOf()
{
    std::vector<Code> all;
    for (const auto &[value, code] : Codes<Code>::kCodes)
        all.push_back(value);
    return *rc::gen::elementOf(all);
}

/// One item as the tables say it stands.
struct ModelItem {
    QString id;
    QString key;
    int sequence = 0;
    OutboxState state = OutboxState::Queued;
    int moves = 0;
    int attempts = 0;
};

struct ModelOutbox {
    std::vector<ModelItem> items;

    bool isHead(const ModelItem &item) const
    {
        return std::none_of(items.begin(), items.end(), [&](const ModelItem &other) {
            return other.key == item.key && other.sequence < item.sequence && isUnsent(other.state);
        });
    }
    /// What a claim takes, oldest first.
    QStringList claimable(int most) const
    {
        QStringList ids;
        for (const ModelItem &item : items) {
            const bool waits = item.state == OutboxState::Queued || item.state == OutboxState::Waiting;
            if (waits && isHead(item) && ids.size() < most)
                ids += item.id;
        }
        return ids;
    }
};

void compare(TempDesk &desk, const ModelOutbox &model)
{
    OutboxCounts expected;
    for (const ModelItem &item : model.items) {
        const auto head = desk.db->outbox().head(item.id);
        RC_ASSERT(head.has_value());
        RC_ASSERT(codeOf(head->state) == codeOf(item.state));
        RC_ASSERT(head->chainSeq == item.sequence);
        RC_ASSERT(head->attempt == item.attempts);
        const auto steps = desk.db->outbox().steps(item.id);
        RC_ASSERT(steps.has_value());
        RC_ASSERT(int(steps->size()) == item.moves);
        // The macro takes its expression apart, so that nothing in it is left out.
        const bool told = steps->isEmpty() || steps->last().to == item.state;
        RC_ASSERT(told);
        expected.queued += item.state == OutboxState::Queued;
        expected.sending += item.state == OutboxState::Sending;
        expected.waiting += item.state == OutboxState::Waiting;
        expected.acknowledged += item.state == OutboxState::Acknowledged;
        expected.confirmed += item.state == OutboxState::Confirmed;
        expected.quarantined += item.state == OutboxState::Quarantined;
        expected.cancelled += item.state == OutboxState::Cancelled;
    }
    const auto counts = desk.db->outbox().counts();
    RC_ASSERT(counts.has_value());
    RC_ASSERT(counts->queued == expected.queued);
    RC_ASSERT(counts->sending == expected.sending);
    RC_ASSERT(counts->waiting == expected.waiting);
    RC_ASSERT(counts->acknowledged == expected.acknowledged);
    RC_ASSERT(counts->confirmed == expected.confirmed);
    RC_ASSERT(counts->quarantined == expected.quarantined);
    RC_ASSERT(counts->cancelled == expected.cancelled);
}

} // namespace

TEST_CASE("whatever happens to outbox items in whatever order, they stand as the table says")
{
    CHECK(rc::check([] {
        TempDesk desk;
        ModelOutbox model;
        for (int step = 0; step < kSteps; ++step) {
            const int what = *rc::gen::inRange(0, 10);
            if (what < 3 || model.items.empty()) {
                const QString key = *rc::gen::element(kIqama, kOtherIqama);
                const OutboxItem made = desk.write([&] {
                    return desk.db->outbox().append({.kind = u"case.submitted"_s,
                                                     .residentKey = key,
                                                     .caseId = u"case"_s,
                                                     .payload = "{}",
                                                     .actorId = kClerk});
                });
                model.items.push_back({made.itemId, key, made.chainSeq});
            } else if (what < 6) {
                const int most = *rc::gen::inRange(1, 4);
                const QStringList expected = model.claimable(most);
                QStringList claimed;
                for (const OutboxItem &item :
                     desk.write([&] { return desk.db->outbox().claim(most, kEpoch); }))
                    claimed += item.itemId;
                RC_ASSERT(claimed == expected);
                for (ModelItem &item : model.items) {
                    if (!claimed.contains(item.id))
                        continue;
                    item.state = OutboxState::Sending;
                    ++item.moves;
                    ++item.attempts;
                }
            } else {
                ModelItem &item =
                    model.items[size_t(*rc::gen::inRange<qsizetype>(0, qsizetype(model.items.size())))];
                auto event = anyOf<OutboxEvent>();
                if (event == OutboxEvent::Claim)
                    continue; // it has conditions of its own, above
                const auto to = next(item.state, event);
                const auto settled = desk.attempt([&] {
                    return desk.db->outbox().settle(
                        item.id, {.event = event, .hubPosition = step + 1, .hubEpoch = kEpoch});
                });
                RC_ASSERT(settled.has_value() == to.has_value());
                if (!to) {
                    RC_ASSERT(settled.error().code == ErrorCode::WrongState);
                    continue;
                }
                item.state = *to;
                ++item.moves;
            }
            compare(desk, model);
        }
    }));
}

TEST_CASE(
    "whatever happens to a case in whatever order, it stands as the table says and its history tells it")
{
    CHECK(rc::check([] {
        TempDesk desk;
        const CaseRecord made =
            desk.write([&] { return desk.db->cases().create({.iqamaNumber = kIqama, .makerId = kClerk}); });
        CaseState state = CaseState::Draft;
        QList<CaseEvent> happened;
        for (int step = 0; step < kSteps; ++step) {
            const auto event = anyOf<CaseEvent>();
            const auto to = next(state, event);
            const auto moved = desk.attempt([&] {
                return desk.db->cases().move({made.caseId, event, kSupervisor});
            });
            RC_ASSERT(moved.has_value() == to.has_value());
            if (to) {
                state = *to;
                happened += event;
            } else {
                RC_ASSERT(moved.error().code == ErrorCode::WrongState);
            }
            const auto head = desk.db->cases().head(made.caseId);
            RC_ASSERT(head.has_value());
            RC_ASSERT(codeOf(head->state) == codeOf(state));
        }
        const auto timeline = desk.db->cases().timeline(made.caseId);
        RC_ASSERT(timeline.has_value());
        QList<CaseEvent> told;
        for (const CaseMove &move : *timeline)
            told += move.event;
        RC_ASSERT(told == happened);
    }));
}
