#include "cli/casejson.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/limit.h"
#include "cli/session.h"

#include "service/delivery.h"
#include "service/exchange.h"
#include "text/catalogue.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kNarrow{u"اعرض رسالة واحدة بـ show ورقمها، أو زد القائمة بـ --limit",
                        u"See one message with show and its id, or lengthen the list with --limit"};
constexpr int kUsualLimit = 1000;

QString cause(const OutboxRow &row, Language language)
{
    return row.errorCode.isEmpty()
               ? QString()
               : Catalogue::builtIn().outboxMessage(row.errorCode, language, Isolation::Plain);
}

Json toJson(const OutboxRow &row)
{
    return Json::object({{"id", row.id},
                         {"kind", row.kind},
                         {"reference", Json::textOrNull(row.reference)},
                         {"state", codeOf(row.state)},
                         {"attempts", row.attempts},
                         {"next_try_at", instant(row.nextTryAt)},
                         {"error_code", Json::textOrNull(row.errorCode)},
                         {"message_ar", Json::textOrNull(cause(row, Language::Arabic))},
                         {"message_en", Json::textOrNull(cause(row, Language::English))},
                         {"since", instant(row.since)}});
}

void tell(const Invocation &invocation, const QList<OutboxRow> &rows)
{
    constexpr Words kHeads[] = {{u"رقم المعاملة", u"Reference"},
                                {u"الحالة", u"State"},
                                {u"المحاولات", u"Tries"},
                                {u"السبب", u"Cause"},
                                {u"الرقم", u"Id"}};
    const Language language = invocation.common.language;
    QList<QStringList> cells;
    for (const OutboxRow &row : rows) {
        invocation.output.object(toJson(row));
        cells += {row.reference, Catalogue::builtIn().word(row.state, language),
                  QString::number(row.attempts), cause(row, language), row.id};
    }
    invocation.output.table(invocation.say(kHeads), cells);
}

Result<Ending> change(const Invocation &invocation, const QString &act, const QString &item)
{
    const bool cancels = act == "cancel"_L1;
    if (cancels && invocation.value(u"reason"_s).isEmpty())
        return failure(ErrorCode::Usage, u"--reason"_s);
    const auto session =
        Session::open(invocation, Office::Access::Write, cancels ? Act::ReleaseHold : Act::RetrySending);
    if (!session)
        return failure(session);
    Delivery &delivery = session->office().delivery();
    if (!cancels && invocation.has(u"all"_s)) {
        const auto retried = delivery.retryAll(session->actor());
        if (!retried)
            return failure(retried);
        invocation.output.object(Json::object({{"retried", *retried}}));
        return Ending::Positive;
    }
    const auto onStore = [&](const std::function<void(Office &)> &task) { task(session->office()); };
    const std::atomic<bool> stop = false;
    const Result<> done =
        cancels ? Exchange::cancel(onStore, stop, session->actor(), item, invocation.value(u"reason"_s))
                : delivery.retry(session->actor(), item);
    if (!done)
        return failure(done);
    const auto row = delivery.item(item);
    if (!row)
        return failure(row);
    tell(invocation, {*row});
    return Ending::Positive;
}

Result<Ending> run(const Invocation &invocation)
{
    const QString act = invocation.arguments.value(0, u"list"_s);
    const QString item = invocation.arguments.value(1);
    const bool all = act == "retry"_L1 && invocation.has(u"all"_s);
    const bool wantsItem = !all && (act == "show"_L1 || act == "retry"_L1 || act == "cancel"_L1);
    if (act != "list"_L1 && !wantsItem && !all)
        return failure(ErrorCode::Usage, act);
    if (wantsItem == item.isEmpty())
        return failure(ErrorCode::Usage, wantsItem ? u"ID"_s : item);
    if (act == "retry"_L1 || act == "cancel"_L1)
        return change(invocation, act, item);

    const auto limit = limitOf(invocation, kUsualLimit, kMostRows);
    if (!limit)
        return failure(limit);
    const auto session = Session::open(invocation, Office::Access::Read, Act::Synchronise);
    if (!session)
        return failure(session);
    const Delivery &delivery = session->office().delivery();
    if (wantsItem) {
        const auto row = delivery.item(item);
        if (!row)
            return failure(row);
        tell(invocation, {*row});
    } else {
        auto rows = delivery.list(*limit + 1);
        if (!rows)
            return failure(rows);
        const bool goesOn = cutOff(*rows, *limit);
        tell(invocation, *rows);
        if (goesOn)
            tellCutOff(invocation, rows->size(), kNarrow);
    }
    return Ending::Positive;
}

} // namespace

Command outboxCommand()
{
    return {
        u"outbox",
        u"[list | show ID | retry ID | retry --all | cancel ID --reason CODE]",
        0,
        2,
        {u"ما ينتظر الإرسال وما أُرسل", u"what waits to be sent and what was"},
        {{u"all", nullptr, {u"كل ما ينتظر", u"everything that waits"}},
         {u"reason", u"CODE", {u"سبب الإلغاء", u"why it is cancelled"}},
         {u"limit", u"N", {u"أقصى عدد للصفوف، والأصل 1000", u"at most this many rows; 1000 unless given"}}},
        false,
        run};
}

} // namespace desk::cli
