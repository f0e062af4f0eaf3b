// A line that breaks at any byte of TLS, either way: never success without a receipt, and once it is mended
// the same message is taken exactly once. DESK_CUT_POINTS=all cuts at every byte.

#include "support/cutproxy.h"
#include "support/testhub.h"

#include "sql/statement.h"
#include "sync/httpshublink.h"

#include <iostream>
#include <set>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

bool everywhere()
{
    return qEnvironmentVariable("DESK_CUT_POINTS") == "all"_L1;
}

Resident numbered(int index)
{
    Resident resident = someResident();
    resident.iqamaNumber = QString::number(2'100'000'000 + index);
    resident.passport.number = u"L%1"_s.arg(index, 7, 10, QLatin1Char('0'));
    resident.version = 1;
    return resident;
}

QList<Resident> people()
{
    QList<Resident> all;
    for (int i = 0; i < (everywhere() ? 30'000 : 600); ++i)
        all.append(numbered(i));
    return all;
}

/// Where to cut: at the first bytes, around every end of a record, and here and there between.
std::vector<qint64> pointsOf(const std::vector<qint64> &ends)
{
    std::set<qint64> points = {0, 1, 4, 5};
    for (const qint64 end : ends)
        points.insert({end - 1, end, end + 1});
    const qint64 step = everywhere() ? 1 : std::max<qint64>(1, ends.back() / 8);
    for (qint64 at = 0; at < ends.back(); at += step)
        points.insert(at);
    points.erase(points.lower_bound(ends.back()), points.end());
    return {points.begin(), points.end()};
}

/// Within each record: where its length is another, or only one way is closed, both ends wait until the time
/// is up.
std::vector<qint64> insideOf(const std::vector<qint64> &ends)
{
    constexpr qint64 kShortest = 20;
    std::vector<qint64> points;
    qint64 begin = 0;
    for (const qint64 end : ends) {
        if (end - begin > kShortest)
            points.push_back((begin + end) / 2);
        begin = end;
    }
    return points;
}

class CutLine
{
public:
    CutLine()
        : hub(people(), roomy())
        , desk(hub)
        , proxy(hub.url())
    {
    }

    Message next()
    {
        CaseContent content = someContent();
        content.iqamaNumber = numbered(m_used++).iqamaNumber;
        return desk.submitted(newId(), content, 1);
    }
    HubReply send(const Message &message, const QString &url) const
    {
        HttpsHubLink link(url, hub.fingerprint(), stop);
        return link.send({"POST", u"/v1/messages"_s, messagesRequest({message}), desk.enrolment.token});
    }
    static QString answered(const HubReply &reply)
    {
        const auto answer = messagesAnswerFromJson(reply.body);
        return answer && answer->results.size() == 1 ? codeOfAnswer(answer->results.first()) : u"nothing"_s;
    }
    bool hasReceipt(const Message &message) const
    {
        const auto store = openHub(hub.place(), Access::Read);
        REQUIRE(store);
        return *Statement(**store, u"SELECT 1 FROM receipts WHERE message_id = ?"_s).bind(message.id).step();
    }
    /// Taken once now, whatever came of it before.
    void checkOnce(const Message &message)
    {
        proxy.use(CutProxy::Way::Through);
        CHECK(answered(send(message, proxy.url())) == u"accepted"_s);
        const auto store = openHub(hub.place(), Access::Read);
        REQUIRE(store);
        for (const QString &table : {u"receipts"_s, u"revisions"_s, u"messages"_s}) {
            Statement count(**store, u"SELECT count(*) FROM "_s + table + u" WHERE message_id = ?"_s);
            REQUIRE(*count.bind(message.id).step());
            CHECK(count.number(0) == 1);
        }
    }

    TestHub hub;
    TestDesk desk;
    CutProxy proxy;
    std::atomic<bool> stop{false};

private:
    static HttpLimits roomy()
    {
        HttpLimits limits;
        limits.perAddress = 1000;
        limits.inactivity = std::chrono::seconds(1);
        return limits;
    }
    int m_used = 0;
};

} // namespace

TEST_CASE("a line cut at any byte is never taken for success, and the message arrives once", "[cut]")
{
    CutLine line;
    for (const auto &[way, words] :
         {std::pair(CutProxy::Way::Cut, "cut"), std::pair(CutProxy::Way::HalfClose, "half closed"),
          std::pair(CutProxy::Way::Garbage, "a byte changed"),
          std::pair(CutProxy::Way::Twice, "a byte twice")}) {
        for (const auto towards : {CutProxy::Towards::Hub, CutProxy::Towards::Desk}) {
            line.proxy.use(CutProxy::Way::Through);
            REQUIRE(line.send(line.next(), line.proxy.url()).outcome == OutcomeClass::Ok);
            // What is carried differs by some bytes each time; a record less is whole in every one of them.
            const std::vector<qint64> ends = line.proxy.recordEnds(towards);
            QMap<QString, int> outcomes;
            for (const qint64 at : way == CutProxy::Way::Cut ? pointsOf(ends) : insideOf(ends)) {
                const Message message = line.next();
                line.proxy.use(way, towards, at);
                const HubReply reply = line.send(message, line.proxy.url());
                const bool happened = line.proxy.happened();
                INFO(words << (towards == CutProxy::Towards::Hub ? " towards the hub" : " towards the desk")
                           << " at byte " << at << " of " << ends.back() << ": "
                           << classLetter(reply.outcome).toStdString() << " " << reply.code.toStdString());
                ++outcomes[happened ? classLetter(reply.outcome) : u"not reached"_s];
                switch (reply.outcome) {
                case OutcomeClass::NotSent:
                    CHECK_FALSE(line.hasReceipt(message));
                    break;
                case OutcomeClass::Unknown:
                    break;
                case OutcomeClass::Ok: // the whole answer had come
                    CHECK(CutLine::answered(reply) == u"accepted"_s);
                    CHECK((!happened || at > ends.back() - 128));
                    break;
                default:
                    CHECK(classLetter(reply.outcome) == u"N or T"_s);
                }
                line.checkOnce(message);
            }
            CHECK(outcomes.contains(u"N"_s));
            CHECK(outcomes.contains(u"T"_s));
            std::cout << words
                      << (towards == CutProxy::Towards::Hub ? ", towards the hub, " : ", towards the desk, ")
                      << ends.back() << " bytes:";
            for (auto one = outcomes.cbegin(); one != outcomes.cend(); ++one)
                std::cout << ' ' << one.key().toStdString() << ' ' << one.value();
            std::cout << '\n';
        }
    }
}

TEST_CASE("a line that falls silent is given up when the desk ends, and the message arrives once", "[cut]")
{
    CutLine line;
    for (const auto towards : {CutProxy::Towards::Hub, CutProxy::Towards::Desk}) {
        line.proxy.use(CutProxy::Way::Through);
        REQUIRE(line.send(line.next(), line.proxy.url()).outcome == OutcomeClass::Ok);
        const qint64 all = line.proxy.recordEnds(towards).back();
        for (const qint64 at : {qint64(0), all / 2, all - 200}) {
            INFO("at byte " << at << " of " << all);
            const Message message = line.next();
            line.proxy.use(CutProxy::Way::Silence, towards, at);
            line.stop = false;
            std::thread ending([&line] {
                while (!line.proxy.happened())
                    std::this_thread::yield();
                line.stop = true;
            });
            const HubReply reply = line.send(message, line.proxy.url());
            ending.join();
            CHECK((reply.outcome == OutcomeClass::NotSent || reply.outcome == OutcomeClass::Unknown));
            line.stop = false;
            line.checkOnce(message);
        }
    }
}
