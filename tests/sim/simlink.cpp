#include "sim/simlink.h"

#include "protocol/json.h"
#include "protocol/problem.h"
#include "sync/outcome.h"

#include <QJsonDocument>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr double kOften = 0.08;
constexpr double kSeldom = 0.03;
constexpr auto kTimeOut = 30s;
constexpr size_t kMostLate = 8;

HubReply without(OutcomeClass outcome)
{
    HubReply reply;
    reply.outcome = outcome;
    reply.code = causeOf(outcome);
    return reply;
}

/// As HttpsHubLink reads an answer that came whole.
HubReply replyOf(const WireAnswer &answer)
{
    HubReply reply;
    reply.status = answer.status;
    reply.outcome = classifyStatus(answer.status);
    reply.retryAfter = answer.retryAfter;
    reply.body = answer.body;
    reply.code = causeOf(reply.outcome);
    if (reply.outcome == OutcomeClass::Ok) {
        if (answer.type != "application/json") {
            reply.outcome = OutcomeClass::Unknown;
            reply.code = u"bad_answer"_s;
        }
    } else if (answer.type == "application/problem+json") {
        if (const auto problem = problemFromJson(answer.body))
            reply.code = problem->code;
    }
    return reply;
}

} // namespace

QString nameOf(SimFault fault)
{
    static const QStringList names = {u"delay"_s,
                                      u"request_lost"_s,
                                      u"answer_lost"_s,
                                      u"duplicated"_s,
                                      u"late_duplicate"_s,
                                      u"cut"_s,
                                      u"reset"_s,
                                      u"portal"_s,
                                      u"empty_ok"_s,
                                      u"half_answer"_s,
                                      u"status"_s,
                                      u"partition"_s,
                                      u"hub_crash_before"_s,
                                      u"hub_crash_after"_s,
                                      u"hub_disk_full"_s,
                                      u"hub_restore"_s,
                                      u"hub_restore_unseen"_s,
                                      u"desk_killed"_s,
                                      u"desk_killed_in_store"_s,
                                      u"desk_disk_full"_s,
                                      u"desk_clock"_s,
                                      u"meanwhile"_s};
    return names[int(fault)];
}

bool SimNetwork::strikes(SimFault fault, double probability)
{
    if (!isOn(fault) || !m_random.chance(probability))
        return false;
    ++injected[size_t(fault)];
    m_trace.add(u"  "_s + nameOf(fault));
    return true;
}

std::optional<WireAnswer> SimNetwork::serve(const HubRequest &request)
{
    if (strikes(SimFault::HubDiskFull, kSeldom))
        m_hub.failAccess(m_random.between(1, 25));
    SimHub::Crash crash = SimHub::Crash::None;
    if (strikes(SimFault::HubCrashBeforeCommit, kSeldom))
        crash = SimHub::Crash::BeforeCommit;
    else if (strikes(SimFault::HubCrashAfterCommit, kSeldom))
        crash = SimHub::Crash::AfterCommit;
    auto answer = m_hub.serve(request, crash);
    if (!answer)
        hubWentDown();
    return answer;
}

/// An answer of which some results are missing and the rest come in another order.
QByteArray SimNetwork::halved(const QByteArray &body)
{
    auto object = parseJsonObject(body);
    if (!object || !object->contains("results"_L1))
        return body.left(body.size() / 2);
    const QJsonArray results = (*object)["results"_L1].toArray();
    QJsonArray kept;
    for (qsizetype i = results.size() - 1; i >= 0; --i) {
        if (m_random.chance(0.5))
            kept.append(results[i]);
    }
    object->insert("results"_L1, kept);
    return QJsonDocument(*object).toJson(QJsonDocument::Compact);
}

void SimNetwork::deliverLate()
{
    if (m_late.empty())
        return;
    const HubRequest request = m_late.front();
    m_late.pop_front();
    m_trace.add(u"late %1"_s.arg(QString::fromLatin1(request.method) + u' ' + request.path.left(12)));
    serve(request);
}

HubReply SimNetwork::send(int desk, const HubRequest &request)
{
    if (onRequest)
        onRequest(desk, request);
    const QString name = QString::fromLatin1(request.method) + u' ' + request.path.left(12);
    const auto traced = [&](const HubReply &reply) {
        if (onReply)
            onReply(desk, request, reply);
        m_trace.add(u"  desk %1 %2 %3 -> %4 %5 %6"_s.arg(desk)
                        .arg(name)
                        .arg(request.body.size())
                        .arg(reply.status)
                        .arg(reply.body.size())
                        .arg(reply.code));
        return reply;
    };
    if (underWay)
        underWay(desk);
    if (strikes(SimFault::Delay, kOften))
        m_clock.advance(std::chrono::milliseconds(m_random.between(1, 20'000)));
    if (cutOff[size_t(desk)])
        return traced(without(OutcomeClass::NotSent));
    if (m_burst == 0 && strikes(SimFault::Status, kSeldom)) {
        static const QList<int> statuses = {500, 502, 503, 429, 504, 408};
        m_burst = m_random.between(1, 8);
        m_burstStatus = m_random.pick(statuses);
    }
    if (m_burst > 0) {
        --m_burst;
        WireAnswer answer{m_burstStatus, {}, "text/plain", {}};
        if (m_burstStatus == 503 || m_burstStatus == 429)
            answer.retryAfter = std::chrono::seconds(m_random.below(90));
        return traced(replyOf(answer));
    }
    if (strikes(SimFault::RequestLost, kOften)) {
        m_clock.advance(kTimeOut);
        return traced(without(OutcomeClass::Unknown));
    }
    if (strikes(SimFault::Portal, kSeldom)) {
        // Behind a certificate that is the hub's it would not come; without the pin it has to do no harm.
        static const QList<QByteArray> pages = {"<html>Sign in to the network</html>", "{}",
                                                R"({"status":"ok"})"};
        const int page = m_random.below(int(pages.size()));
        return traced(replyOf({200, pages[page], page == 0 ? "text/html" : "application/json", {}}));
    }
    if (strikes(SimFault::EmptyOk, kSeldom))
        return traced(replyOf({200, {}, "application/json", {}}));
    const bool again = m_late.size() < kMostLate && strikes(SimFault::LateDuplicate, kOften);
    auto answer = serve(request);
    if (again && answer)
        m_late.push_back(request);
    if (answer && strikes(SimFault::Duplicated, kOften))
        answer = serve(request);
    if (underWay)
        underWay(desk);
    if (!answer || strikes(SimFault::AnswerLost, kOften) || strikes(SimFault::Reset, kSeldom)) {
        m_clock.advance(std::chrono::milliseconds(m_random.below(30'000)));
        return traced(without(OutcomeClass::Unknown));
    }
    if (strikes(SimFault::Cut, kOften))
        answer->body.truncate(m_random.below(int(answer->body.size()) + 1));
    if (strikes(SimFault::HalfAnswer, kOften) && answer->status == 200)
        answer->body = halved(answer->body);
    return traced(replyOf(*answer));
}
