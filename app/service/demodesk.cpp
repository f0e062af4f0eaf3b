#include "domain/demooffice.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/residentjson.h"
#include "service/draftform.h"
#include "service/newdesk.h"
#include "service/parts.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <chrono>
#include <functional>
#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{

const QString kDemoPassword = u"demo-office"_s;
const QString kDemoBranch = u"RUH"_s;

/// The demo office's cases were made during the last two days: a clock that starts then and goes on step by
/// step.
class PastClock final : public Clock
{
public:
    PastClock(const Clock &now, std::chrono::milliseconds before)
        : m_now(now)
        , m_behind(before)
    {
    }

    QDateTime utc() const override { return m_now.utc().addMSecs(-m_behind.count()); }
    std::chrono::milliseconds monotonic() const override { return m_now.monotonic(); }

    void advance(std::chrono::milliseconds by)
    {
        m_behind = std::max<std::chrono::milliseconds>(0ms, m_behind - by);
    }

private:
    const Clock &m_now;
    std::chrono::milliseconds m_behind;
};

Result<> addResidents(RegistryDatabase &database, const DemoSetup &setup)
{
    for (int from = 0; from < setup.residents; from += Registry::kImportBatch) {
        const int to = std::min(setup.residents, from + Registry::kImportBatch);
        Transaction transaction(database.connection());
        for (int i = from; i < to; ++i) {
            const auto added = database.registry().upsert(demoResident(setup.seed, quint64(i)));
            if (!added)
                return failure(added);
        }
        if (const auto marked = database.registry().markChanged(); !marked)
            return marked;
        if (const auto done = transaction.commit(); !done)
            return done;
    }
    return {};
}

Result<> addUsers(DeskDatabase &desk)
{
    for (const DemoUser &user : demoUsers()) {
        const auto added = desk.users().add({.userId = user.userId,
                                             .name = user.userName,
                                             .displayNameAr = user.displayNameAr,
                                             .displayNameEn = user.displayNameEn,
                                             .roles = user.roles},
                                            kDemoPassword);
        if (!added)
            return failure(added);
    }
    return {};
}

Actor demoActor(const QString &name)
{
    for (const DemoUser &user : demoUsers()) {
        if (user.userName == name)
            return {user.userId, user.userName, user.displayNameEn, user.roles};
    }
    Q_UNREACHABLE();
}

/// A case in every state, made by the use cases themselves where they can be; what only a hub brings about
/// (applied, conflicted) is told to the stores.
class DemoCases
{
public:
    DemoCases(Office::Parts &parts, PastClock &clock, const DemoSetup &setup)
        : m_parts(parts)
        , m_clock(clock)
        , m_setup(setup)
    {
    }

    /// The people of the office sign what they do here like anybody.
    Result<> takeSigningKeys()
    {
        for (const DemoUser &user : demoUsers()) {
            auto slot = m_parts.desk->users().keySlots().open(user.userId, Secret::ofPassword(kDemoPassword));
            if (!slot)
                return failure(slot);
            m_signingKeys.emplace(user.userId, std::move(slot->signingKey));
        }
        return {};
    }

    Result<> make()
    {
        const Actor clerk = demoActor(u"clerk"_s);
        const Actor clerk2 = demoActor(u"clerk2"_s);
        const Actor supervisor = demoActor(u"supervisor"_s);
        const Actor supervisor2 = demoActor(u"supervisor2"_s);
        const std::function<Result<>()> steps[] = {
            [&] { return conflicted(clerk2); }, // first, while its item is the only one in the outbox
            [&] { return applied(clerk, supervisor, demoResident(m_setup.seed, 0).nationality); },
            [&] { return applied(clerk2, supervisor2); },
            [&] { return decided(clerk2, supervisor, Decision::Reject, u"suspected_fraud"_s); },
            [&] { return decided(clerk, supervisor2, Decision::Approve, u"verified_exception"_s); },
            [&] { return decided(clerk2, supervisor, Decision::Approve, u"verified_exception"_s); },
            [&] { return decided(clerk, supervisor, Decision::Return, u"data_mismatch"_s); },
            [&] { return decided(clerk, supervisor2, Decision::Return, u"image_unclear"_s); },
            [&] { return withdrawn(clerk); },
            [&] { return waiting(clerk2); },
            [&] { return waiting(clerk); },
            [&] { return waiting(clerk2); },
            [&] { return waiting(clerk); },
            [&] { return waiting(clerk2); },
            [&] { return draft(clerk); },
            [&] { return draft(clerk); },
            [&] { return draft(clerk2); },
        };
        for (const auto &step : steps) {
            m_clock.advance(2h);
            // A small office has fewer people than kinds of cases.
            if (const auto done = step(); !done && done.error().code != ErrorCode::NotFound)
                return done;
        }
        return {};
    }

private:
    /// The next ordinary resident of the office whose renewal the rules let pass, with what would be entered.
    Result<CaseContent> nextContent()
    {
        for (; m_next < m_setup.residents; ++m_next) {
            if (m_taken.contains(m_next))
                continue;
            const Resident resident = demoResident(m_setup.seed, quint64(m_next));
            if (resident.passport.isEmpty() || resident.iqamaStatus != IqamaStatus::Valid || resident.flags ||
                resident.passport.expiresOn > m_clock.todayInRiyadh().addMonths(6))
                continue;
            CaseContent content = contentFor(resident);
            const auto judgement = m_parts.cases.check(content, {}, m_clock.todayInRiyadh());
            if (!judgement)
                return failure(judgement);
            if (judgement->verdict == Verdict::Block)
                continue;
            for (const Finding &finding : judgement->findings) {
                if (finding.severity == Severity::Warning)
                    content.acknowledged.append(finding.rule);
            }
            ++m_next;
            return content;
        }
        return failure(ErrorCode::NotFound);
    }

    CaseContent contentFor(const Resident &resident) const
    {
        const DemoRenewal renewal = demoRenewal(m_setup.seed, resident, m_clock.todayInRiyadh());
        CaseContent content;
        content.iqamaNumber = resident.iqamaNumber;
        content.reason = UpdateReason::Renewed;
        content.passport.number = renewal.passport.number;
        content.passport.issuer = renewal.passport.issuer;
        content.passport.issuedOn = renewal.passport.issuedOn.toString(Qt::ISODate);
        content.passport.expiresOn = renewal.passport.expiresOn.toString(Qt::ISODate);
        content.passport.placeOfIssue = renewal.placeOfIssue;
        content.mrz = renewal.mrz;
        if (!resident.headId.isEmpty())
            content.applicant = {ApplicantRole::HeadOfHousehold, resident.headId, {}, {}};
        else if (!resident.employerId.isEmpty())
            content.applicant = {resident.category == ResidentCategory::WorkerDomestic
                                     ? ApplicantRole::DomesticEmployer
                                     : ApplicantRole::EstablishmentDelegate,
                                 resident.employerId,
                                 {},
                                 {}};
        else
            content.applicant = {ApplicantRole::Self, resident.iqamaNumber, {}, {}};
        content.declaration = true;
        content.feeRecorded = true;
        return content;
    }

    Result<QString> submitted(const Actor &clerk)
    {
        const auto content = nextContent();
        if (!content)
            return failure(content);
        const auto submission = m_parts.cases.submit(as(clerk), {}, *content);
        if (!submission)
            return failure(submission);
        if (!submission->stored)
            return failure(ErrorCode::Blocked);
        m_clock.advance(20min);
        return submission->caseId;
    }

    Result<> waiting(const Actor &clerk)
    {
        const auto caseId = submitted(clerk);
        return caseId ? Result<>() : failure(caseId);
    }

    Result<> decided(const Actor &clerk, const Actor &supervisor, Decision decision, const QString &reason)
    {
        const auto caseId = submitted(clerk);
        if (!caseId)
            return failure(caseId);
        DecisionInput input;
        input.decision = decision;
        input.reason = reason;
        return m_parts.review.decide(as(supervisor), *caseId, input, 0ms);
    }

    Result<> withdrawn(const Actor &clerk)
    {
        const auto caseId = submitted(clerk);
        if (!caseId)
            return failure(caseId);
        return m_parts.cases.withdraw(as(clerk), *caseId, u"wrong_resident"_s);
    }

    Result<> draft(const Actor &clerk)
    {
        auto content = nextContent();
        if (!content)
            return failure(content);
        const auto begun = m_parts.cases.start(clerk, content->iqamaNumber);
        if (!begun)
            return failure(begun);
        DraftForm form;
        form.content = *content;
        form.content.passport.issuedOn.clear();
        form.content.passport.placeOfIssue.clear();
        form.content.declaration = false;
        form.content.acknowledged.clear();
        const auto saved = m_parts.cases.saveDraft(clerk, begun->caseId, form);
        return saved ? Result<>() : failure(saved);
    }

    Result<> conflicted(const Actor &clerk)
    {
        const auto caseId = submitted(clerk);
        if (!caseId)
            return failure(caseId);
        Transaction transaction(m_parts.desk->connection());
        const auto sent = m_parts.desk->outbox().claim(1, {});
        if (!sent)
            return failure(sent);
        Settlement settlement;
        settlement.event = OutboxEvent::Conflict;
        settlement.errorClass = u"C"_s;
        settlement.errorCode = u"conflict"_s;
        const auto settled = m_parts.desk->outbox().settle(sent->first().itemId, settlement);
        if (!settled)
            return failure(settled);
        const auto record = m_parts.desk->cases().byId(*caseId);
        const auto resident = record ? m_parts.registry().byIqama(record->iqamaNumber) : failure(record);
        if (!resident)
            return failure(resident);
        // The passport on record was extended meanwhile, somewhere else.
        RegisterConflict conflict{**resident, **resident};
        conflict.resident.passport.expiresOn = conflict.resident.passport.expiresOn.addYears(1);
        const auto moved =
            m_parts.desk->cases().move({.caseId = *caseId,
                                        .event = CaseEvent::Conflict,
                                        .actorId = {},
                                        .detail = canonicalJson(registerConflictToJson(conflict))});
        if (!moved)
            return failure(moved);
        return transaction.commit();
    }

    /// The case that brought the passport a resident now holds, of the nationality if there is one: it has
    /// reached the register, so it has no outbox item.
    Result<> applied(const Actor &clerk, const Actor &supervisor, const QString &nationality = {})
    {
        const auto fits = [&](const Resident &resident, bool anyNationality) {
            return !resident.passport.isEmpty() && resident.iqamaStatus == IqamaStatus::Valid &&
                   !resident.flags && resident.passport.issuer == resident.nationality &&
                   (anyNationality || resident.nationality == nationality);
        };
        for (const bool any : {false, true}) {
            int at = m_next;
            while (at < m_setup.residents &&
                   (m_taken.contains(at) || !fits(demoResident(m_setup.seed, at), any)))
                ++at;
            if (at >= m_setup.residents)
                continue;
            m_taken += at;
            const Resident resident = demoResident(m_setup.seed, at);
            CaseContent content = contentFor(resident);
            content.mrz.reset();
            content.passport.number = resident.passport.number;
            content.passport.issuedOn = resident.passport.issuedOn.toString(Qt::ISODate);
            content.passport.expiresOn = resident.passport.expiresOn.toString(Qt::ISODate);
            CaseStore &cases = m_parts.desk->cases();
            Transaction transaction(m_parts.desk->connection());
            const auto made = cases.create({.caseId = {},
                                            .iqamaNumber = resident.iqamaNumber,
                                            .makerId = clerk.userId,
                                            .caseType = CaseType::Renewal,
                                            .baseVersion = resident.version,
                                            .baseline = {},
                                            .draft = {},
                                            .reference = {}});
            if (!made)
                return failure(made);
            NewRevision revision;
            revision.caseId = made->caseId;
            revision.makerId = clerk.userId;
            revision.content = canonicalJson(caseContentToJson(content));
            revision.findings = "[]";
            revision.pack = RulePack::builtIn().version();
            revision.baseVersion = resident.version;
            const auto stored = cases.submit(revision);
            if (!stored)
                return failure(stored);
            m_clock.advance(15min);
            NewDecision decision;
            decision.caseId = made->caseId;
            decision.contentSha256 = stored->contentSha256;
            decision.deciderId = supervisor.userId;
            if (const auto decided = cases.decide(decision); !decided)
                return failure(decided);
            m_clock.advance(1min);
            const auto shown =
                cases.move({.caseId = made->caseId, .event = CaseEvent::ReadBack, .actorId = {}});
            if (!shown)
                return failure(shown);
            return transaction.commit();
        }
        return failure(ErrorCode::NotFound);
    }

    Office::Parts &m_parts;
    PastClock &m_clock;
    const DemoSetup &m_setup;
    /// Whoever acts is the one signed in.
    const Actor &as(const Actor &actor)
    {
        m_parts.vault->setSigner(
            {actor.userId, Secret::copyOf(m_signingKeys.find(actor.userId)->second.view())});
        return actor;
    }

    std::map<QString, Secret> m_signingKeys;
    int m_next = demoFixedCount();
    QSet<int> m_taken; ///< those with a case already, wherever they stand
};

/// Keys, users and the first entry of the audit trail; the recovery key. `identity` gets its store id.
Result<QString> beginDesk(NewDesk &made, DeskIdentity &identity)
{
    Transaction transaction(made.desk->connection());
    if (const auto done = beginKeys(made, identity, KdfCost::interactive()); !done)
        return failure(done);
    if (const auto done = addUsers(*made.desk); !done)
        return failure(done);
    auto recoveryKey = addRecoveryKey(made);
    if (!recoveryKey)
        return recoveryKey;
    if (const auto noted = made.desk->audit().append({u"desk.made"_s, {}, kDemoBranch}); !noted)
        return failure(noted);
    const auto done = transaction.commit();
    return done ? recoveryKey : failure(done);
}

Result<QString> fill(const QString &directory, const DemoSetup &setup, const Clock &now)
{
    PastClock clock(now, 48h);
    auto made = openNewDesk(directory, clock);
    if (!made)
        return failure(made);
    DeskIdentity identity = identityOf(kDemoBranch, 0);
    identity.training = true;
    identity.madeAt = clock.utc();
    auto recoveryKey = beginDesk(*made, identity);
    if (!recoveryKey)
        return recoveryKey;
    if (const auto done = addResidents(*made->registry, setup); !done)
        return failure(done);
    if (!setup.withCases)
        return recoveryKey;

    Office::Parts parts(clock, Office::Access::Write, std::move(made->vault));
    parts.lock = std::move(made->lock);
    parts.desk = std::move(made->desk);
    parts.registryDatabase = std::move(made->registry);
    parts.evidenceDatabase = std::move(made->evidence);
    parts.identity = identity;
    DemoCases cases(parts, clock, setup);
    if (const auto ready = cases.takeSigningKeys(); !ready)
        return failure(ready);
    if (const auto done = cases.make(); !done)
        return failure(done);
    return recoveryKey;
}

} // namespace

Result<QString> makeDemoDesk(const QString &dataDirectory, const DemoSetup &setup, const Clock &clock)
{
    const DeskFiles files = DeskFiles::at(dataDirectory);
    if (files.exist())
        return failure(ErrorCode::DeskExists, files.directory);
    // Made beside its place and moved there whole, so that a kill leaves no half office behind.
    const QString beside = QDir::cleanPath(files.directory) + u".making"_s;
    if (!QDir(beside).removeRecursively())
        return failure(ErrorCode::CannotOpen, beside);
    auto recoveryKey = fill(beside, setup, clock);
    if (!recoveryKey) {
        QDir(beside).removeRecursively();
        return recoveryKey;
    }
    if (QFileInfo::exists(files.directory) && !QDir().rmdir(files.directory))
        return failure(ErrorCode::CannotOpen, files.directory);
    if (!QDir().rename(beside, files.directory))
        return failure(ErrorCode::CannotOpen, files.directory);
    return recoveryKey;
}

} // namespace desk
