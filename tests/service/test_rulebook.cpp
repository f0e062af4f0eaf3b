#include "service/acknowledged.h"
#include "service/audittrail.h"
#include "service/demodesk.h"

#include "service/rulebook.h"
#include "support/packs.h"
#include "sync/syncstore.h"

#include <QElapsedTimer>

#include <poll.h>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

QString judging(DemoDesk &demo)
{
    const auto info = demo.office().info();
    REQUIRE(info);
    const auto pack = demo.office().rules().inForce(demo.clock().todayInRiyadh());
    REQUIRE(pack);
    CHECK(info->pack.version == (*pack)->version());
    return (*pack)->version();
}

QString builtInVersion()
{
    return RulePack::builtIn().version();
}

const QString kReason = u"It blocks cases it should not"_s;

} // namespace

TEST_CASE("a newer pack of a trusted publisher is taken, the same file again changes nothing")
{
    DemoDesk demo;
    const Publisher publisher;
    const Actor admin = demo.signIn("admin");
    Rulebook &rules = demo.office().rules();
    const QByteArray file = publisher.signedPack(u"2026.12"_s);

    CHECK(rules.install(admin, file).error().code == ErrorCode::UnknownSigner);
    const auto trusted = rules.trust(admin, publisher.keys.publicFile);
    REQUIRE(trusted);
    CHECK(trusted->name == u"Rules office"_s);
    const auto first = rules.install(admin, file);
    REQUIRE(first);
    CHECK_FALSE(first->already);
    CHECK(judging(demo) == u"2026.12"_s);
    const auto again = rules.install(admin, file);
    REQUIRE(again);
    CHECK(again->already);

    const auto packs = rules.list();
    REQUIRE(packs);
    REQUIRE(packs->size() == 2);
    CHECK(packs->first().state == PackState::InForce);
    CHECK(packs->first().signerFingerprint == trusted->fingerprint);
    CHECK(packs->last().builtIn);
    CHECK(packs->last().state == PackState::Superseded);

    const Actor clerk = demo.signIn("clerk");
    CHECK(rules.install(clerk, file).error().code == ErrorCode::NotPermitted);
    CHECK(rules.trust(clerk, publisher.keys.publicFile).error().code == ErrorCode::NotPermitted);
    CHECK(rules.rollBack(clerk, {}, kReason).error().code == ErrorCode::NotPermitted);
}

TEST_CASE("a pack that is unsigned, changed, of somebody else, older or unknown to the program is refused")
{
    DemoDesk demo;
    const Publisher publisher;
    const Publisher stranger;
    const Actor admin = demo.signIn("admin");
    Rulebook &rules = demo.office().rules();
    REQUIRE(rules.trust(admin, publisher.keys.publicFile));
    const QByteArray good = publisher.signedPack(u"2026.12"_s);

    CHECK(rules.install(admin, packJson(u"2026.12"_s)).error().code == ErrorCode::UnsignedPack);
    CHECK(rules.install(admin, stranger.signedPack(u"2026.12"_s)).error().code == ErrorCode::UnknownSigner);
    CHECK(rules.install(admin, publisher.signedPack(builtInVersion())).error() ==
          Error{ErrorCode::OlderPack, builtInVersion(), {}});
    // One byte at a time through the line of the signature, then here and there through the pack.
    const qsizetype start = good.indexOf('\n') + 1;
    for (qsizetype i = 0; i < good.size(); i += i < start ? 1 : 97) {
        QByteArray changed = good;
        changed[i] = char(changed[i] ^ 1);
        const auto refused = rules.install(admin, changed);
        INFO(i);
        REQUIRE_FALSE(refused);
    }
    QByteArray changed = good;
    changed[good.size() - 5] = ' ';
    CHECK(rules.install(admin, changed + ' ').error().code == ErrorCode::ForgedPack);

    QByteArray unknown = packJson(u"2026.12"_s);
    unknown.replace("DT-005", "DT-555");
    PackFile file = *packFileFromBytes(good);
    CHECK(signPack(unknown, publisher.keys.secretFile).error().where == u"DT-555"_s);
    CHECK(file.isIntact());
    CHECK(judging(demo) == builtInVersion());
    CHECK(rules.list()->size() == 1);
}

TEST_CASE("what the hub offered is taken when its publisher is trusted, or by itself")
{
    DemoDesk demo;
    const Publisher publisher;
    const Publisher another;
    Rulebook &rules = demo.office().rules();
    const auto offers = [&](const QList<RulesChanged> &packs) {
        FeedPage page;
        page.cursor = u"c1"_s;
        for (const RulesChanged &pack : packs)
            page.entries.append({1, demo.clock().utc(), pack});
        REQUIRE(demo.office().delivery().syncStore().apply(page));
    };
    const Actor admin = demo.signIn("admin");
    offers({{u"2026.12"_s, publisher.signedPack(u"2026.12"_s), false},
            {u"2027.1"_s, publisher.signedPack(u"2027.1"_s), false},
            {u"2027.2"_s, another.signedPack(u"2027.2"_s, {{u"effective_from"_s, u"2026-11-01"_s}}), false},
            {u"2027.3"_s, another.signedPack(u"2027.3"_s, {{u"effective_from"_s, u"2027-03-01"_s}}), false}});
    CHECK(judging(demo) == builtInVersion());
    const auto packs = rules.list();
    REQUIRE(packs->size() == 5);
    CHECK(packs->first().state == PackState::Offered);
    CHECK(packs->first().refusal->code == ErrorCode::UnknownSigner);

    REQUIRE(rules.trust(admin, publisher.keys.publicFile));
    CHECK(judging(demo) == u"2027.1"_s);
    CHECK(rules.list()->size() == 5);
    const Actor clerk = demo.signIn("clerk");
    CHECK(rules.takeOffered(clerk, u"2027.3"_s).error().code == ErrorCode::NotPermitted);
    demo.as(admin);
    CHECK(rules.takeOffered(admin, u"2027.4"_s).error().code == ErrorCode::NotFound);
    REQUIRE(rules.takeOffered(admin, u"2027.3"_s)); // and 2027.2, which judges until March
    CHECK(judging(demo) == u"2027.2"_s);
    const auto after = rules.list();
    REQUIRE(after);
    for (const PackView &pack : *after)
        CHECK(pack.state != PackState::Offered);
}

TEST_CASE("a pack whose installation was killed is there whole or not at all")
{
    DemoDesk demo;
    const Publisher publisher;
    const QByteArray key = publisher.keys.publicFile;
    REQUIRE(demo.office().rules().trust(demo.signIn("admin"), key));
    std::mt19937 random(20261129);
    constexpr int kKills = 12;
    qint64 took = 20; // milliseconds; the first round says better
    int kills = 0;
    for (int round = 1; kills < kKills; ++round) {
        const QString version = u"2027.%1"_s.arg(round);
        const QByteArray file = publisher.signedPack(version);
        demo.close();
        int ready[2];
        REQUIRE(pipe(ready) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            demo.open();
            const Actor admin = demo.signIn("admin");
            [[maybe_unused]] const ssize_t told = write(ready[1], "", 1);
            _exit(demo.office().rules().install(admin, file) ? 0 : 1);
        }
        char byte = 0;
        REQUIRE(read(ready[0], &byte, 1) == 1);
        QElapsedTimer timer;
        timer.start();
        poll(nullptr, 0, static_cast<int>(random() % static_cast<unsigned>(took + 1)));
        kill(child, SIGKILL);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        if (WIFSIGNALED(status))
            ++kills;
        else
            took = timer.elapsed();
        close(ready[0]);
        close(ready[1]);
        demo.open();
        const Actor admin = demo.signIn("admin");
        const QString before = judging(demo);
        const auto again = demo.office().rules().install(admin, file);
        REQUIRE(again);
        CHECK(again->already == (before == version));
        CHECK(judging(demo) == version);
    }
}

TEST_CASE("a pack takes effect by itself at midnight in Riyadh")
{
    DemoDesk demo; // 2026-11-23
    const Publisher publisher;
    const Actor admin = demo.signIn("admin");
    Rulebook &rules = demo.office().rules();
    REQUIRE(rules.trust(admin, publisher.keys.publicFile));
    REQUIRE(
        rules.install(admin, publisher.signedPack(u"2026.12"_s, {{u"effective_from"_s, u"2026-12-01"_s}})));
    CHECK(judging(demo) == builtInVersion());
    CHECK(rules.list()->first().state == PackState::Pending);
    demo.clock().setUtc(QDateTime(QDate(2026, 11, 30), QTime(20, 59, 59), Qt::UTC));
    CHECK(judging(demo) == builtInVersion());
    demo.clock().setUtc(QDateTime(QDate(2026, 11, 30), QTime(21, 0), Qt::UTC));
    CHECK(judging(demo) == u"2026.12"_s);
}

TEST_CASE("going back is on record and lets nothing older in again")
{
    DemoDesk demo;
    const Publisher publisher;
    const Actor admin = demo.signIn("admin");
    Rulebook &rules = demo.office().rules();
    REQUIRE(rules.trust(admin, publisher.keys.publicFile));
    CHECK(rules.rollBack(admin, {}, kReason).error().code == ErrorCode::NoEarlierPack);
    const QByteArray first = publisher.signedPack(u"2026.12"_s);
    const QByteArray second = publisher.signedPack(u"2027.1"_s);
    REQUIRE(rules.install(admin, first));
    REQUIRE(rules.install(admin, second));
    CHECK(rules.rollBack(admin, {}, u"bad"_s).error().code == ErrorCode::ReasonRequired);
    CHECK(rules.rollBack(admin, u"2030.1"_s, kReason).error().code == ErrorCode::NotFound);

    const auto now = rules.rollBack(admin, {}, kReason);
    REQUIRE(now);
    CHECK(now->version == u"2026.12"_s);
    CHECK(judging(demo) == u"2026.12"_s);
    CHECK(rules.install(admin, second).error() == Error{ErrorCode::OlderPack, u"2027.1"_s, {}});
    CHECK(rules.install(admin, publisher.signedPack(u"2026.12.9"_s)).error().code == ErrorCode::OlderPack);
    CHECK(rules.rollBack(admin, u"2027.1"_s, kReason).error().code == ErrorCode::NotFound); // once
    REQUIRE(rules.install(admin, publisher.signedPack(u"2027.1.1"_s)));
    CHECK(judging(demo) == u"2027.1.1"_s);
    CHECK(rules.rollBack(admin, u"2026.12"_s, kReason)->version == u"2027.1.1"_s);
    CHECK(rules.rollBack(admin, {}, kReason)->builtIn);

    demo.signIn("auditor");
    CHECK(demo.office().audit().verify()->intact);
}

TEST_CASE("a case keeps the pack it was sent by, and approval answers what a newer one found")
{
    DemoDesk demo;
    const Publisher publisher;
    const Actor admin = demo.signIn("admin");
    const Actor supervisor = demo.signIn("supervisor");
    const Actor clerk = demo.signIn("clerk");
    Office &office = demo.office();
    CaseContent content = acknowledged(office);
    content.feeRecorded = false;
    content.acknowledged += u"EL-012"_s;
    const auto sent = office.cases().submit(demo.as(clerk), {}, content);
    REQUIRE(sent);
    REQUIRE(sent->stored);
    const auto findings = office.cases().view(sent->caseId)->toAnswer;
    REQUIRE_FALSE(findings.isEmpty());
    const QString rule = findings.first().rule;
    const bool stands = findings.first().severity == Severity::Supervisor;

    demo.as(admin);
    REQUIRE(office.rules().trust(admin, publisher.keys.publicFile));
    REQUIRE(office.rules().install(
        admin,
        publisher.signedPack(u"2026.12"_s, {{u"rules"_s, rulesWith(rule, stands ? u"W"_s : u"S"_s)}})));
    const auto view = office.cases().view(sent->caseId);
    REQUIRE(view);
    CHECK(view->revisions.first().pack == builtInVersion());
    CHECK(view->revisions.first().judgement.findings == findings);
    CHECK(view->toAnswer.first().rule == u"WF-004"_s);
    const auto approve = [&](const QString &reason) {
        return office.review().decide(
            demo.as(supervisor), sent->caseId,
            {.contentSha256 = {}, .reason = reason, .ruleReasons = {}, .comment = {}},
            std::chrono::milliseconds(0));
    };
    CHECK(approve({}).error().code == ErrorCode::ReasonRequired);
    CHECK(approve(u"verified_exception"_s));
}

TEST_CASE("WF-005: a pack beyond its last day lets nothing be sent or approved")
{
    DemoDesk demo;
    const Publisher publisher;
    const Actor admin = demo.signIn("admin");
    const Actor supervisor = demo.signIn("supervisor");
    const Actor clerk = demo.signIn("clerk");
    Office &office = demo.office();
    const auto content = acknowledged(office);
    const auto sent = office.cases().submit(demo.as(clerk), {}, content);
    REQUIRE(sent);
    demo.as(admin);
    REQUIRE(office.rules().trust(admin, publisher.keys.publicFile));
    REQUIRE(office.rules().install(
        admin, publisher.signedPack(u"2026.12"_s, {{u"valid_until"_s, u"2026-11-22"_s}})));

    const auto decide = [&](Decision decision) {
        return office.review().decide(demo.as(supervisor), sent->caseId,
                                      {.decision = decision,
                                       .contentSha256 = {},
                                       .reason = u"verified_exception"_s,
                                       .ruleReasons = {},
                                       .comment = {}},
                                      std::chrono::milliseconds(0));
    };
    CHECK(decide(Decision::Approve).error().code == ErrorCode::PackOutOfDate);
    REQUIRE(decide(Decision::Return));
    const auto again = office.cases().submit(demo.as(clerk), sent->caseId, content);
    REQUIRE(again);
    CHECK_FALSE(again->stored);
    CHECK(again->findings.last().rule == u"WF-005"_s);
    const auto checked = office.cases().check(content, sent->caseId, demo.clock().todayInRiyadh());
    REQUIRE(checked);
    for (const Finding &finding : checked->findings)
        CHECK_FALSE(finding.rule.startsWith(u"WF"_s));
    demo.as(admin);
    REQUIRE(office.rules().install(admin, publisher.signedPack(u"2026.12.1"_s)));
    CHECK(office.cases().submit(demo.as(clerk), sent->caseId, content)->stored);
}
