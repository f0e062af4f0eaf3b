#include "hub/hubserver_p.h"

#include "hub/deskboard.h"
#include "hub/epochs.h"
#include "hub/feedplace.h"
#include "hub/reconciliation.h"
#include "hub/register.h"
#include "hub/snapshot.h"
#include "protocol/feed.h"
#include "protocol/reconcile.h"
#include "protocol/residentlookup.h"
#include "protocol/snapshot.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kDefaultFeedPage = 200;
constexpr int kDefaultSnapshotPage = 2000;
constexpr int kMaxFeedWait = 60; // seconds
constexpr std::chrono::minutes kHeardInterval{5};

void logCursorRefused()
{
    logEvent(QtWarningMsg, "cursor_refused", "a desk's cursor is of another epoch or ahead of this hub");
}

/// A whole number from the query: `otherwise` when absent, nullopt when it is none or out of range.
std::optional<int> number(const QUrlQuery &query, const QString &name, int otherwise, int least, int most)
{
    if (!query.hasQueryItem(name))
        return otherwise;
    bool ok = false;
    const int value = query.queryItemValue(name).toInt(&ok);
    return ok && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

} // namespace

void HubServer::Private::feed(const HttpRequest &request, const Answer &answer)
{
    const std::optional<int> limit = number(request.query, u"limit"_s, kDefaultFeedPage, 1, kMaxFeedPage);
    const std::optional<int> wait = number(request.query, u"wait"_s, 0, 0, kMaxFeedWait);
    if (!limit || !wait) {
        answer(problem(400, HubCode::BadParameter, limit ? u"wait"_s : u"limit"_s));
        return;
    }
    const auto heartbeat = heartbeatIn(request.query);
    if (!heartbeat) {
        answer(problem(400, HubCode::BadParameter, u"oldest_unsent_seconds"_s));
        return;
    }
    heardOf(request, *heartbeat);
    const auto after = cursorOf(request.query, u"after"_s, answer);
    const auto residents = after ? cursorOf(request.query, u"residents_after"_s, answer) : std::nullopt;
    if (!after || !residents)
        return;
    const Asked asked{request.authorization, *after, *residents, *limit};
    polls.ask([this, asked](Connection &connection) { return readFeed(connection, asked); },
              std::chrono::steady_clock::now() + std::chrono::seconds(*wait), answer);
}

/// Written now and then only, since a desk looks at the feed every few seconds.
void HubServer::Private::heardOf(const HttpRequest &request, const Heartbeat &heartbeat)
{
    const auto token = tokenParts(request.authorization);
    if (!token)
        return;
    const auto now = clock.monotonic();
    {
        const std::lock_guard guard(heardMutex);
        const auto last = heardAt.constFind(token->workstationId);
        if (last != heardAt.constEnd() && now - *last < kHeardInterval)
            return;
        heardAt.insert(token->workstationId, now);
    }
    write(
        request,
        [this, heartbeat](Connection &connection, const Workstation &from) {
            return DeskBoard(connection, clock).heard(from.id, heartbeat);
        },
        [](const Result<> &done) {
            // Whoever may not ask is told so in answer to the request itself.
            if (!done && done.error().code != ErrorCode::NotPermitted)
                logFailure("heartbeat_not_kept", "a desk's heartbeat was not kept", done.error());
        });
}

/// A cursor from the query, the beginning when absent; nullopt: it was refused.
std::optional<FeedCursor> HubServer::Private::cursorOf(const QUrlQuery &query, const QString &name,
                                                       const Answer &answer) const
{
    const QString cursor = query.queryItemValue(name);
    if (cursor.isEmpty())
        return FeedCursor();
    const auto place = feedPlaceFromText(cursor);
    if (!place) {
        answer(problem(400, HubCode::BadParameter, name));
        return std::nullopt;
    }
    if (place->epoch != meta.epoch) {
        logCursorRefused();
        answer(problem(410, HubCode::EpochChanged, name));
        return std::nullopt;
    }
    return place->at;
}

/// How far the feed can be read now.
Result<FeedCursor> HubServer::Private::feedEnd(Connection &connection) const
{
    return isShared ? FeedLog(connection, clock).horizon()
                    : Result<FeedCursor>(FeedCursor{0, writer.lastPosition()});
}

void HubServer::Private::snapshot(const HttpRequest &request, const Answer &answer)
{
    const auto limit = number(request.query, u"limit"_s, kDefaultSnapshotPage, 1, kMaxSnapshotPage);
    const auto part = request.query.hasQueryItem(u"part"_s)
                          ? fromCode<ResidentsHeld>(request.query.queryItemValue(u"part"_s))
                          : ResidentsHeld::All;
    if (!limit || !part) {
        answer(problem(400, HubCode::BadParameter, limit ? u"part"_s : u"limit"_s));
        return;
    }
    read(request, answer,
         [this, from = request.query.queryItemValue(u"after"_s), limit = *limit,
          part = *part](Connection &connection, const Workstation &reader) -> Result<HttpResponse> {
             const auto after = from.isEmpty() ? std::optional<qint64>(0) : openedPlace(reader, from);
             if (!after)
                 return problem(400, HubCode::BadParameter, u"after"_s);
             // Before the residents are read: what changes from here on comes with the feed.
             const Result<FeedCursor> end = feedEnd(connection);
             Snapshot residents(connection, reader, part);
             const Result<Snapshot::Page> page = end ? residents.page(*after, limit) : failure(end);
             const Result<qint64> total = page && *after == 0 ? residents.total() : Result<qint64>(0);
             if (!page)
                 return failure(page);
             if (!total)
                 return failure(total);
             const QString next = page->more ? sealedPlace(reader, page->last) : QString();
             return HttpResponse{200,
                                 R"({"cursor":")" + toText(FeedPlace{meta.epoch, *end}).toLatin1() +
                                     R"(","epoch":")" + meta.epoch.toLatin1() + R"(","next":)" +
                                     (next.isEmpty() ? QByteArray("null") : '"' + next.toLatin1() + '"') +
                                     R"(,"residents":)" + page->residents + R"(,"stable_position":)" +
                                     QByteArray::number(stablePosition()) + R"(,"total":)" +
                                     (*after == 0 ? QByteArray::number(*total) : QByteArray("null")) + '}'};
         });
}

void HubServer::Private::lookUp(const HttpRequest &request, const Answer &answer)
{
    const Result<ResidentLookup> lookup = residentLookupFromJson(request.body);
    if (!lookup) {
        answer(problem(400, HubCode::Malformed, lookup.error().where));
        return;
    }
    read(request, answer,
         [this, lookup = *lookup, number = qint64(request.number)](
             Connection &connection, const Workstation &reader) -> Result<HttpResponse> {
             const auto found = Register(connection, clock).lookUp(lookup);
             if (!found)
                 return failure(found);
             logEvent(QtInfoMsg, "looked_up", "a workstation looked up a number",
                      fieldsOf(reader) + QList<EventField>{{"request", number},
                                                           {"kind", codeOf(lookup.kind)},
                                                           {"found", found->size()}});
             if (lookups.count(reader))
                 logEvent(QtWarningMsg, "many_lookups",
                          "a workstation looks up far more residents than the others of its branch",
                          fieldsOf(reader));
             return found->isEmpty() ? problem(404, HubCode::UnknownResident) : ok(lookedUpToJson(*found));
         });
}

/// This store is older than a desk has seen it: it was restored and does not know.
void HubServer::Private::noteAhead(qint64 position)
{
    Writer::Job job;
    job.work = [this, position](Connection &connection) {
        return Epochs(connection, clock).noteAhead(position);
    };
    job.done = [](const Result<> &) {};
    writer.post({std::move(job)});
}

void HubServer::Private::reconcile(const HttpRequest &request, const Answer &answer)
{
    read(
        request, answer,
        [this, body = request.body](Connection &connection, const Workstation &from) -> Result<HttpResponse> {
            const Result<ReconcileRequest> wanted = reconcileRequestFromJson(body);
            const auto place =
                wanted && !wanted->cursor.isEmpty() ? feedPlaceFromText(wanted->cursor) : FeedPlace();
            if (!wanted || !place)
                return problem(400, HubCode::Malformed, wanted ? u"/cursor"_s : wanted.error().where);
            const auto missing = missingHere(connection, from, wanted->items);
            const auto proven = Epochs(connection, clock).continueFrom(place->epoch, place->at.position);
            const auto residents = residentsHere(connection, clock, wanted->residents);
            const auto cases = casesHere(connection, from, wanted->cases);
            if (!missing || !proven || !residents || !cases)
                return problem(503, HubCode::HubBusy);
            // Positions that came in no order say nothing of what was read before them.
            const qint64 at = place->at.transaction > 0 ? 0 : *proven;
            return HttpResponse{200, reconcileAnswerToJson({meta.epoch, stablePosition(),
                                                            toText(FeedPlace{meta.epoch, {0, at}}), at,
                                                            *missing, *residents, *cases})};
        });
}

LongPolls::Look HubServer::Private::readFeed(Connection &connection, const Asked &asked)
{
    const Result<Workstation> reader = sender(connection, asked.authorization);
    if (!reader)
        return {failed(reader.error())};
    const Result<FeedCursor> end = feedEnd(connection);
    // A cursor without a transaction is of the start, or of a life before a restore.
    const bool isBeyond = asked.after.transaction == 0 && asked.after.position > writer.lastPosition();
    if (end && (asked.after > *end || asked.residentsAfter > *end || isBeyond)) {
        logCursorRefused();
        noteAhead(std::max(asked.after, asked.residentsAfter).position);
        return {problem(410, HubCode::EpochChanged, u"after"_s)};
    }
    const Result<FeedLog::Slice> slice =
        end ? FeedLog(connection, clock).read(*reader, asked.after, *end, asked.limit, asked.residentsAfter)
            : failure(end);
    if (!slice) {
        logFailure("feed_failed", "the feed cannot be read", slice.error());
        return {problem(503, HubCode::HubBusy)};
    }
    QJsonArray entries;
    for (const FeedEntry &entry : slice->entries) {
        writer.sawPosition(entry.position);
        entries.append(feedEntryToJson(entry));
    }
    const FeedCursor residents = std::max(slice->scannedTo, asked.residentsAfter);
    return {ok({{u"cursor"_s, toText(FeedPlace{meta.epoch, slice->scannedTo})},
                {u"residents_cursor"_s, toText(FeedPlace{meta.epoch, residents})},
                {u"more"_s, slice->more},
                {u"entries"_s, entries}}),
            slice->entries.isEmpty() && !slice->more, slice->heldBack};
}

} // namespace desk
