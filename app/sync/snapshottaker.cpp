#include "sync/snapshottaker.h"

#include <algorithm>
#include <future>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

using Watch = std::chrono::steady_clock;

/// A page that has come, ready to be kept.
struct ReadyPage {
    QString epoch;
    QString cursor;
    QString next;
    std::optional<qint64> total;
    QStringList numbers; ///< iqama numbers of its residents
    SnapshotStore::Residents residents;
};

/// Where the page after this one begins, so that it can be asked for while this one is still being read;
/// believed only when reading says the same.
QString nextPlaceIn(const QByteArray &body)
{
    constexpr QByteArrayView kKey(R"("next":")");
    const qsizetype at = body.indexOf(kKey);
    if (at < 0)
        return {};
    const qsizetype from = at + kKey.size();
    return QString::fromLatin1(body.mid(from, body.indexOf('"', from) - from));
}

/// Residents up to `last` were kept before.
Result<ReadyPage> madeReady(const QByteArray &body, ResidentLoader *loader, const QString &last)
{
    Result<SnapshotPage> page = snapshotPageFromJson(body);
    if (!page)
        return failure(page);
    ReadyPage ready{page->epoch, page->cursor, page->next, page->total, {}, {}};
    QList<RegisteredResident> &residents = page->residents;
    const auto isKept = [&](const RegisteredResident &each) { return each.resident.iqamaNumber <= last; };
    residents.erase(residents.begin(), std::find_if_not(residents.begin(), residents.end(), isKept));
    std::vector<LoadedResident> loaded;
    for (const RegisteredResident &each : std::as_const(residents)) {
        ready.numbers.append(each.resident.iqamaNumber);
        if (loader)
            loaded.push_back(loader->load(each.resident, each.passports));
    }
    if (loader)
        ready.residents = std::move(loaded);
    else
        ready.residents = std::move(residents);
    return ready;
}

} // namespace

HubReply SnapshotTaker::ask(HubLink &link, const HubEnrolment &hub, ResidentsHeld part,
                            const QString &place) const
{
    QString path = u"/v1/snapshot?part=%1&limit=%2"_s.arg(codeOf(part)).arg(m_residentsInPage);
    if (!place.isEmpty())
        path += u"&after="_s + place;
    return link.send({"GET", path, {}, hub.token});
}

Result<SnapshotTaker::Report> SnapshotTaker::run(HubLink &link, const HubEnrolment &hub, LinkState &state,
                                                 std::chrono::milliseconds time)
{
    const auto begun = Watch::now();
    auto task = m_store.task();
    if (!task)
        return failure(task);
    Report report;
    if (!*task) {
        report.isWhole = true;
        return report;
    }
    SnapshotProgress &progress = (*task)->progress;
    const qint64 before = progress.residents;
    const auto read = progress.isRead ? Result<Reading>(Reading::Whole)
                                      : this->read(link, hub, state, **task, begun + time);
    if (!read)
        return failure(read);
    if (*read != Reading::Whole)
        m_sorting = {};
    const double seconds = std::chrono::duration<double>(Watch::now() - begun).count();
    report.taken = progress.residents;
    report.total = std::max(progress.total, progress.residents);
    report.perSecond = double(progress.residents - before) / std::max(seconds, 1e-3);
    if (*read != Reading::Whole)
        return report;
    const auto indexed = indexNumbers(begun + time);
    if (!indexed)
        return failure(indexed);
    if (!*indexed)
        return report;
    if (const auto finished = m_store.finish(progress.cursor); !finished)
        return failure(finished);
    report.isWhole = true;
    return report;
}

/// While a page is kept, the next one is made ready on a thread of its own and the one after it is fetched.
Result<SnapshotTaker::Reading> SnapshotTaker::read(HubLink &link, const HubEnrolment &hub, LinkState &state,
                                                   SnapshotStore::Task &task, Watch::time_point until)
{
    SnapshotProgress &progress = task.progress;
    const auto lineDown = [&state](OutcomeClass outcome, const QString &code) {
        state.failed(outcome, code);
        return Reading::LineDown;
    };
    const auto makeReady = [&task](const QByteArray &body, const QString &last) {
        return std::async(std::launch::async,
                          [&task, body, last] { return madeReady(body, task.loader.get(), last); });
    };
    HubReply reply = ask(link, hub, task.part, progress.place);
    if (reply.outcome != OutcomeClass::Ok)
        return lineDown(reply.outcome, reply.code);
    std::future<Result<ReadyPage>> coming = makeReady(reply.body, progress.last);
    for (;;) {
        const QString place = nextPlaceIn(reply.body);
        const bool goesOn = !place.isEmpty() && Watch::now() < until;
        if (goesOn)
            reply = ask(link, hub, task.part, place);
        const auto page = coming.get();
        if (!page)
            return lineDown(OutcomeClass::Unknown, u"bad_answer"_s);
        if (page->epoch != hub.epoch && !hub.epoch.isEmpty())
            return lineDown(OutcomeClass::Epoch, causeOf(OutcomeClass::Epoch));
        if (!progress.epoch.isEmpty() && progress.epoch != page->epoch) {
            if (const auto afresh = m_store.beginAfresh(); !afresh)
                return failure(afresh);
            progress = {};
            return Reading::OutOfTime;
        }
        if (progress.epoch.isEmpty()) {
            progress.epoch = page->epoch;
            progress.cursor = page->cursor;
            progress.total = page->total.value_or(0);
        }
        state.online = true;
        state.errorCode.clear();
        state.roundTripMs = int(reply.roundTrip.count());
        const bool isAsked = goesOn && place == page->next;
        const bool hasCome = isAsked && reply.outcome == OutcomeClass::Ok;
        if (hasCome)
            coming = makeReady(reply.body, {});
        const qsizetype count = page->numbers.size();
        const SnapshotProgress began = progress;
        const auto after = [&](qsizetype kept) {
            SnapshotProgress reached = began;
            reached.residents += kept;
            if (kept > 0)
                reached.last = page->numbers[kept - 1];
            if (kept == count) {
                reached.place = page->next;
                reached.isRead = page->next.isEmpty();
            }
            return reached;
        };
        qsizetype kept = 0;
        do {
            const auto now = m_store.keep(page->residents, kept, after);
            if (!now)
                return failure(now);
            kept = *now;
            progress = after(kept);
        } while (kept < count);
        if (progress.isRead)
            return Reading::Whole;
        if (isAsked && !hasCome)
            return lineDown(reply.outcome, reply.code);
        if (!hasCome)
            return Reading::OutOfTime;
    }
}

/// Sorting needs no database and holds nobody up.
Result<bool> SnapshotTaker::indexNumbers(Watch::time_point until)
{
    LoadRuns::Sorting &sorting = m_sorting;
    for (bool more = true; more;) {
        if (Watch::now() > until && !sorting.isToSort())
            return false;
        if (sorting.isToSort())
            sorting.sort();
        const auto stepped = m_store.index(sorting);
        if (!stepped)
            return stepped;
        more = *stepped;
    }
    return true;
}

} // namespace desk
