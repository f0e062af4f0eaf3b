#include "service/casedesk.h"

#include "domain/provenance.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "protocol/payload.h"
#include "protocol/residentjson.h"
#include "service/draftform.h"
#include "service/outgoing.h"
#include "service/parts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// So many of the latest cases say where passports of an issuer are usually issued.
constexpr int kRecentCases = 300;

bool hasOpenWarning(const QList<Finding> &findings)
{
    return std::any_of(findings.begin(), findings.end(), [](const Finding &finding) {
        return finding.severity == Severity::Warning && !finding.acknowledged;
    });
}

} // namespace

/// What the latest cases say of others: places of issue, and who comes for the resident's employer.
Result<> CaseDesk::learnFromCases(DraftView &view) const
{
    const auto contents = m_parts.desk->cases().recentContents(kRecentCases);
    if (!contents)
        return failure(contents);
    const QDate today = m_parts.clock.todayInRiyadh();
    QHash<QString, QList<std::pair<QString, int>>> counted; // in the order of their latest use
    for (const QByteArray &bytes : *contents) {
        const auto content = caseContentFromBytes(bytes);
        if (!content)
            return failure(content);
        const Applicant &applicant = content->applicant;
        const bool runs = isoDate(applicant.authorisationExpiresOn).value_or(QDate()) >= today;
        if (applicant.role == ApplicantRole::EstablishmentDelegate && runs && !applicant.name.isEmpty() &&
            applicant.id == view.resident.employerId && !view.delegates.contains(applicant))
            view.delegates.append(applicant);
        const EnteredPassport &passport = content->passport;
        if (passport.issuer.isEmpty() || passport.placeOfIssue.isEmpty())
            continue;
        auto &known = counted[passport.issuer];
        const auto same = std::find_if(known.begin(), known.end(), [&passport](const auto &each) {
            return each.first == passport.placeOfIssue;
        });
        if (same == known.end())
            known.emplaceBack(passport.placeOfIssue, 1);
        else
            ++same->second;
    }
    for (auto each = counted.begin(); each != counted.end(); ++each) {
        std::stable_sort(each->begin(), each->end(),
                         [](const auto &a, const auto &b) { return a.second > b.second; });
        for (const auto &[place, count] : std::as_const(*each))
            view.places[each.key()] += place;
    }
    return {};
}

Result<Judgement> CaseDesk::check(const CaseContent &content, const QString &caseId, QDate today) const
{
    const auto context = m_parts.residents.contextFor(content, caseId, today);
    if (!context)
        return failure(context);
    const auto pack = m_parts.rules.inForce(today);
    if (!pack)
        return failure(pack);
    return judge(content, *context, **pack);
}

Result<Judgement> CaseDesk::judgedNow(const QString &caseId) const
{
    const auto latest = m_parts.desk->cases().latestRevision(caseId);
    if (!latest)
        return failure(latest);
    const auto content = caseContentFromBytes(latest->content);
    if (!content)
        return failure(content);
    return check(*content, caseId, m_parts.clock.todayInRiyadh());
}

Result<DraftView> CaseDesk::start(const Actor &actor, const QString &iqamaNumber)
{
    return begin(actor, iqamaNumber, {});
}

Result<DraftView> CaseDesk::startLinked(const Actor &actor, const QString &iqamaNumber, const QString &caseId)
{
    const auto from = m_parts.desk->cases().head(caseId);
    if (!from)
        return failure(from);
    return begin(actor, iqamaNumber, from->linkedTo.isEmpty() ? from->reference : from->linkedTo);
}

Result<DraftView> CaseDesk::begin(const Actor &actor, const QString &iqamaNumber, const QString &linkedTo)
{
    if (const auto allowed = Office::Parts::require(actor, Act::EnterCase); !allowed)
        return failure(allowed);
    const auto resident = m_parts.registry().byIqama(iqamaNumber);
    if (!resident)
        return failure(resident);
    if (!*resident)
        return failure(ErrorCode::NotFound);
    CaseStore &cases = m_parts.desk->cases();
    const auto open = cases.openCase(iqamaNumber);
    if (!open)
        return failure(open);
    if (*open)
        return failure(ErrorCode::OpenCaseExists, (*open)->reference);
    const auto mine =
        cases.list({.state = CaseState::Draft, .makerId = actor.userId, .iqamaNumber = iqamaNumber});
    if (!mine)
        return failure(mine);
    if (!mine->isEmpty())
        return openDraft(actor, mine->first().caseId);
    const auto expected = m_parts.residents.prospect(**resident);
    if (!expected)
        return failure(expected);
    if (expected->eligibility.verdict == Verdict::Block)
        return failure(ErrorCode::Blocked);

    DraftForm form;
    form.content.iqamaNumber = iqamaNumber;
    form.content.reason = expected->proposal.reason;
    form.content.applicant = expected->proposal.applicant;
    if (!linkedTo.isEmpty()) {
        form.content.reason = UpdateReason::SeparatedFromFamilyPassport;
        form.content.linkedTo = linkedTo;
    }
    NewCase fresh;
    fresh.iqamaNumber = iqamaNumber;
    fresh.makerId = actor.userId;
    fresh.linkedTo = linkedTo;
    fresh.baseVersion = (*resident)->version;
    fresh.baseline = recordedPassportToJson((*resident)->passport);
    stampProvenance(form.content, {},
                    {{u"reason"_s, FieldSource::Suggested},
                     {u"applicant.role"_s, FieldSource::Suggested},
                     {u"applicant.id"_s, FieldSource::Register}},
                    actor.userId, now());
    fresh.draft = draftFormToJson(form);
    Transaction transaction(m_parts.desk->connection());
    const auto made = cases.create(fresh);
    if (!made)
        return failure(made);
    if (const auto noted = m_parts.note(actor, u"case.begun"_s, made->reference); !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return openDraft(actor, made->caseId);
}

Result<DraftView> CaseDesk::openDraft(const Actor &actor, const QString &caseId) const
{
    if (const auto allowed = Office::Parts::require(actor, Act::EnterCase); !allowed)
        return failure(allowed);
    CaseStore &cases = m_parts.desk->cases();
    const auto record = cases.byId(caseId);
    if (!record)
        return failure(record);
    if (record->makerId != actor.userId)
        return failure(ErrorCode::NotPermitted);
    if (record->state != CaseState::Draft && record->state != CaseState::Returned)
        return failure(ErrorCode::WrongState, codeOf(record->state));
    const auto resident = m_parts.registry().byIqama(record->iqamaNumber);
    if (!resident)
        return failure(resident);
    if (!*resident)
        return failure(ErrorCode::NotFound);

    DraftView view;
    view.caseId = record->caseId;
    view.reference = record->reference;
    view.state = record->state;
    view.resident = **resident;
    view.savedAt = record->savedAt;
    auto form = formOf(*record);
    if (!form)
        return failure(form);
    view.form = *std::move(form);
    auto passports = m_parts.registry().passports(record->iqamaNumber);
    if (!passports)
        return failure(passports);
    view.passports = *std::move(passports);
    auto judgement = check(view.form.content, caseId, m_parts.clock.todayInRiyadh());
    if (!judgement)
        return failure(judgement);
    view.judgement = std::move(*judgement);
    if (const auto learned = learnFromCases(view); !learned)
        return failure(learned);
    if (!view.resident.headId.isEmpty()) {
        auto head = m_parts.registry().byIqama(view.resident.headId);
        if (!head)
            return failure(head);
        view.head = *std::move(head);
    }
    if (record->state == CaseState::Returned) {
        const auto whole = this->view(caseId);
        if (!whole)
            return failure(whole);
        if (!whole->decisions.isEmpty())
            view.returned = whole->decisions.last();
    }
    return view;
}

/// Whole seconds, as contents hold instants.
QDateTime CaseDesk::now() const
{
    return QDateTime::fromSecsSinceEpoch(m_parts.clock.utc().toSecsSinceEpoch(), Qt::UTC);
}

/// What the clerk last saved, else what was sent last.
Result<DraftForm> CaseDesk::formOf(const CaseHead &record) const
{
    CaseStore &cases = m_parts.desk->cases();
    const auto draft = cases.draft(record.caseId);
    if (!draft)
        return failure(draft);
    if (!draft->isEmpty())
        return draftFormFromJson(*draft);
    DraftForm form;
    if (record.revision == 0)
        return form;
    const auto latest = cases.latestRevision(record.caseId);
    if (!latest)
        return failure(latest);
    auto content = caseContentFromBytes(latest->content);
    if (!content)
        return failure(content);
    form.content = *std::move(content);
    return form;
}

Result<QDateTime> CaseDesk::saveDraft(const Actor &actor, const QString &caseId, const DraftForm &typed)
{
    if (const auto allowed = Office::Parts::require(actor, Act::EnterCase); !allowed)
        return failure(allowed);
    const auto record = m_parts.desk->cases().head(caseId);
    if (!record)
        return failure(record);
    const auto before = formOf(*record);
    if (!before)
        return failure(before);
    DraftForm form = typed;
    stampProvenance(form.content, before->content, form.sources, actor.userId, now());
    Transaction transaction(m_parts.desk->connection());
    const auto saved = m_parts.desk->cases().saveDraft(caseId, actor.userId, draftFormToJson(form));
    if (!saved)
        return failure(saved);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return saved;
}

Result<Submission> CaseDesk::submit(const Actor &actor, const QString &caseId, const CaseContent &typed)
{
    return send(actor, caseId, typed, WhenSent::Refuse);
}

Result<Submission> CaseDesk::addEvidence(const Actor &actor, const QString &caseId,
                                         const QList<EvidenceItem> &items)
{
    if (const auto allowed = Office::Parts::require(actor, Act::EnterCase); !allowed)
        return failure(allowed);
    const auto record = m_parts.desk->cases().byId(caseId);
    if (!record)
        return failure(record);
    if (record->makerId != actor.userId)
        return failure(ErrorCode::NotPermitted);
    const auto add = [&items](CaseContent &content) {
        for (const EvidenceItem &item : items) {
            const bool there = std::any_of(content.evidence.begin(), content.evidence.end(),
                                           [&item](const EvidenceItem &each) {
                                               return each.kind == item.kind && each.sha256 == item.sha256;
                                           });
            if (!there)
                content.evidence.append(item);
        }
    };
    if (record->state == CaseState::Submitted) {
        const auto latest = m_parts.desk->cases().latestRevision(caseId);
        if (!latest)
            return failure(latest);
        auto content = caseContentFromBytes(latest->content);
        if (!content)
            return failure(content);
        add(*content);
        return send(actor, caseId, *content, WhenSent::SendAnew);
    }
    auto draft = openDraft(actor, caseId);
    if (!draft)
        return failure(draft);
    add(draft->form.content);
    if (const auto saved = saveDraft(actor, caseId, draft->form); !saved)
        return failure(saved);
    const auto judgement = check(draft->form.content, caseId, m_parts.clock.todayInRiyadh());
    if (!judgement)
        return failure(judgement);
    return Submission{caseId, record->reference, record->state, judgement->verdict, judgement->findings,
                      true};
}

Result<Submission> CaseDesk::send(const Actor &actor, const QString &caseId, const CaseContent &typed,
                                  WhenSent whenSent)
{
    if (const auto allowed = Office::Parts::require(actor, Act::EnterCase); !allowed)
        return failure(allowed);
    CaseStore &cases = m_parts.desk->cases();
    const CaseContent content = normalised(typed);

    std::optional<CaseRecord> existing;
    if (!caseId.isEmpty()) {
        const auto found = cases.byId(caseId);
        if (!found && found.error().code != ErrorCode::NotFound)
            return failure(found);
        if (found)
            existing = *found;
    }
    if (existing) {
        if (existing->makerId != actor.userId)
            return failure(ErrorCode::NotPermitted);
        if (existing->iqamaNumber != content.iqamaNumber)
            return failure(ErrorCode::AlreadyExists, existing->reference);
        if (existing->state != CaseState::Draft && existing->state != CaseState::Returned) {
            // Sent again, after a kill or twice by hand: the answer of the first time.
            const auto latest = cases.latestRevision(existing->caseId);
            if (!latest)
                return failure(latest);
            const bool same = latest->contentSha256 == contentSha256(content);
            const bool anew = whenSent == WhenSent::SendAnew && existing->state == CaseState::Submitted;
            if (!same && !anew)
                return failure(ErrorCode::WrongState, codeOf(existing->state));
            if (same) {
                const auto findings = findingsFromBytes(latest->findings);
                if (!findings)
                    return failure(findings);
                return Submission{existing->caseId,  existing->reference, existing->state,
                                  existing->verdict, *findings,           true};
            }
        }
    }

    for (const EvidenceItem &item : content.evidence) {
        const auto kept =
            item.sha256.isEmpty() ? Result<bool>(false) : m_parts.evidenceDatabase->has(item.sha256);
        if (!kept)
            return failure(kept);
        if (!*kept)
            return failure(ErrorCode::NoScan, codeOf(item.kind));
    }
    const QDate today = m_parts.clock.todayInRiyadh();
    const auto context = m_parts.residents.contextFor(content, caseId, today);
    if (!context)
        return failure(context);
    const auto pack = m_parts.rules.inForce(today);
    if (!pack)
        return failure(pack);
    Judgement judgement = judge(typed, *context, **pack);
    judgement.findings += judgePack(**pack, today);
    judgement.verdict = verdictOf(judgement.findings);
    Submission submission;
    submission.verdict = judgement.verdict;
    submission.findings = judgement.findings;
    if (judgement.verdict == Verdict::Block || hasOpenWarning(judgement.findings))
        return submission;

    const Resident &resident = *context->resident;
    Transaction transaction(m_parts.desk->connection());
    if (!existing) {
        NewCase fresh;
        fresh.caseId = caseId;
        fresh.iqamaNumber = content.iqamaNumber;
        fresh.makerId = actor.userId;
        fresh.caseType = judgement.caseType;
        fresh.linkedTo = content.linkedTo;
        fresh.baseVersion = resident.version;
        fresh.baseline = recordedPassportToJson(resident.passport);
        const auto made = cases.create(fresh);
        if (!made)
            return failure(made);
        existing = *made;
    }
    auto sent = sendRevision(actor, *existing, content, judgement, resident.version, CaseEvent::Submit);
    if (!sent)
        return sent;
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return sent;
}

Result<Submission> CaseDesk::sendRevision(const Actor &actor, const CaseRecord &record,
                                          const CaseContent &content, const Judgement &judgement,
                                          int baseVersion, CaseEvent event)
{
    CaseStore &cases = m_parts.desk->cases();
    if (record.state == CaseState::Submitted) {
        const auto recalled =
            cases.move({.caseId = record.caseId, .event = CaseEvent::Recall, .actorId = actor.userId});
        if (!recalled)
            return failure(recalled);
    }
    NewRevision fresh;
    fresh.caseId = record.caseId;
    fresh.makerId = actor.userId;
    fresh.content = canonicalJson(caseContentToJson(content));
    fresh.findings = findingsToBytes(judgement.findings);
    fresh.pack = judgement.pack;
    fresh.verdict = judgement.verdict;
    fresh.caseType = judgement.caseType;
    fresh.counts = countsOf(judgement.findings);
    fresh.baseVersion = baseVersion;
    fresh.event = event;
    const auto revision = cases.submit(fresh);
    if (!revision)
        return failure(revision);
    // A corrected revision takes the place of what the hub refused.
    if (const auto superseded = m_parts.desk->outbox().supersede(record.caseId, actor.userId); !superseded)
        return failure(superseded);

    CaseRevisionPayload payload;
    payload.caseId = record.caseId;
    payload.reference = record.reference;
    payload.caseType = judgement.caseType;
    payload.revision = revision->revision;
    payload.content = content;
    payload.findings = judgement.findings;
    payload.verdict = judgement.verdict;
    payload.pack = judgement.pack;
    payload.makerId = actor.userId;
    const auto queued =
        enqueue(m_parts,
                {.kind = revision->revision == 1 ? MessageKind::CaseSubmitted : MessageKind::CaseRevised,
                 .residentKey = content.iqamaNumber,
                 .caseId = record.caseId,
                 .revision = revision->revision,
                 .baseVersion = baseVersion,
                 .actorId = actor.userId},
                toPayload(payload));
    if (!queued)
        return failure(queued);
    const auto noted = m_parts.note(actor, u"case.submitted"_s, record.reference,
                                    {{u"revision"_s, revision->revision},
                                     {u"content_sha256"_s, revision->contentSha256},
                                     {u"provenance"_s, provenanceToJson(content.provenance)},
                                     {u"verdict"_s, codeOf(judgement.verdict)}});
    if (!noted)
        return failure(noted);

    Submission submission;
    submission.verdict = judgement.verdict;
    submission.findings = judgement.findings;
    submission.caseId = record.caseId;
    submission.reference = record.reference;
    submission.state = CaseState::Submitted;
    submission.stored = true;
    return submission;
}

Result<QList<EvidenceItem>> CaseDesk::evidence(const QString &caseId) const
{
    QList<EvidenceItem> all;
    const auto add = [&all](const QList<EvidenceItem> &items) {
        for (const EvidenceItem &item : items) {
            if (!all.contains(item))
                all.append(item);
        }
    };
    const auto revisions = m_parts.desk->cases().revisions(caseId);
    if (!revisions)
        return failure(revisions);
    for (const RevisionRecord &revision : *revisions) {
        const auto content = caseContentFromBytes(revision.content);
        if (!content)
            return failure(content);
        add(content->evidence);
    }
    const auto draft = m_parts.desk->cases().draft(caseId);
    if (!draft)
        return failure(draft);
    if (!draft->isEmpty()) {
        const auto form = draftFormFromJson(*draft);
        if (!form)
            return failure(form);
        add(form->content.evidence);
    }
    return all;
}

Result<> CaseDesk::withdraw(const Actor &actor, const QString &caseId, const QString &reason)
{
    CaseStore &cases = m_parts.desk->cases();
    const auto record = cases.byId(caseId);
    if (!record)
        return failure(record);
    const Act act = record->makerId == actor.userId ? Act::EnterCase : Act::WithdrawOthers;
    if (const auto allowed = Office::Parts::require(actor, act); !allowed)
        return allowed;
    if (!fromCode<DecisionReason>(reason))
        return failure(ErrorCode::ReasonRequired);
    if (record->state == CaseState::Withdrawn)
        return {};
    Transaction transaction(m_parts.desk->connection());
    const auto moved = cases.move(
        {.caseId = caseId, .event = CaseEvent::Withdraw, .actorId = actor.userId, .reason = reason});
    if (!moved)
        return failure(moved);
    if (record->revision > 0) {
        if (const auto queued = sendWithdrawal(actor, *record, reason); !queued)
            return queued;
    }
    if (const auto noted =
            m_parts.note(actor, u"case.withdrawn"_s, record->reference, {{u"reason"_s, reason}});
        !noted)
        return noted;
    return transaction.commit();
}

Result<> CaseDesk::sendWithdrawal(const Actor &actor, const CaseRecord &record, const QString &reason)
{
    return enqueue(m_parts,
                   {.kind = MessageKind::CaseWithdrawn,
                    .residentKey = record.iqamaNumber,
                    .caseId = record.caseId,
                    .revision = record.revision,
                    .baseVersion = record.baseVersion,
                    .actorId = actor.userId},
                   toPayload(CaseWithdrawnPayload{record.caseId, record.reference, reason, actor.userId}));
}

Result<> CaseDesk::recall(const Actor &actor, const QString &caseId)
{
    if (const auto allowed = Office::Parts::require(actor, Act::EnterCase); !allowed)
        return allowed;
    CaseStore &cases = m_parts.desk->cases();
    const auto record = cases.byId(caseId);
    if (!record)
        return failure(record);
    if (record->makerId != actor.userId)
        return failure(ErrorCode::NotPermitted);
    Transaction transaction(m_parts.desk->connection());
    const auto moved = cases.move({.caseId = caseId, .event = CaseEvent::Recall, .actorId = actor.userId});
    if (!moved)
        return failure(moved);
    if (const auto noted = m_parts.note(actor, u"case.recalled"_s, record->reference); !noted)
        return noted;
    return transaction.commit();
}

Result<QString> CaseDesk::caseIdOf(const QString &reference) const
{
    const auto record = isUuid(reference) ? m_parts.desk->cases().byId(reference)
                                          : m_parts.desk->cases().byReference(reference.toUpper());
    if (!record)
        return failure(record);
    return record->caseId;
}

/// The cases that belong with it, and who is still on the passport they are separated from.
Result<> CaseDesk::showLinks(CaseView &view, const CaseRecord &record) const
{
    const auto linked = m_parts.desk->cases().linkedWith(record);
    if (!linked)
        return failure(linked);
    QSet<QString> served;
    for (const CaseRecord &each : *linked) {
        auto row = m_parts.row(each);
        if (!row)
            return failure(row);
        view.linked.append(*std::move(row));
        served += each.iqamaNumber;
    }
    if (record.caseType != CaseType::Separated || view.recorded.isEmpty())
        return {};
    const auto holders = m_parts.registry().holdersOf(view.recorded.issuer, view.recorded.number);
    if (!holders)
        return failure(holders);
    for (const Resident &holder : *holders) {
        if (holder.iqamaNumber == record.iqamaNumber || served.contains(holder.iqamaNumber))
            continue;
        const auto open = m_parts.desk->cases().openCase(holder.iqamaNumber);
        if (!open)
            return failure(open);
        if (!*open)
            view.companions.append(holder);
    }
    return {};
}

Result<CaseView> CaseDesk::view(const QString &caseId) const
{
    CaseStore &cases = m_parts.desk->cases();
    const auto record = cases.byId(caseId);
    if (!record)
        return failure(record);
    CaseView view;
    auto row = m_parts.row(*record);
    if (!row)
        return failure(row);
    view.row = std::move(*row);
    const auto resident = m_parts.registry().byIqama(record->iqamaNumber);
    if (!resident)
        return failure(resident);
    if (*resident)
        view.resident = **resident;
    const auto baseline = cases.baseline(caseId);
    if (!baseline)
        return failure(baseline);
    auto recorded = recordedPassportFromJson(*baseline);
    if (!recorded)
        return failure(recorded);
    view.recorded = std::move(*recorded);
    if (const auto shown = showLinks(view, *record); !shown)
        return failure(shown);

    const auto revisions = cases.revisions(caseId);
    if (!revisions)
        return failure(revisions);
    for (const RevisionRecord &revision : *revisions) {
        RevisionView out;
        out.revision = revision.revision;
        out.contentSha256 = revision.contentSha256;
        out.makerId = revision.makerId;
        out.at = revision.at;
        out.pack = revision.pack;
        auto content = caseContentFromBytes(revision.content);
        if (!content)
            return failure(content);
        out.content = std::move(*content);
        auto findings = findingsFromBytes(revision.findings);
        if (!findings)
            return failure(findings);
        out.judgement.findings = std::move(*findings);
        out.judgement.verdict = verdictOf(out.judgement.findings);
        out.judgement.caseType = record->caseType;
        out.judgement.pack = revision.pack;
        const auto maker = m_parts.person(revision.makerId);
        if (!maker)
            return failure(maker);
        out.makerNameAr = maker->displayNameAr;
        out.makerNameEn = maker->displayNameEn;
        view.revisions.append(std::move(out));
    }
    const auto pack = m_parts.pack();
    if (!pack)
        return failure(pack);
    if (!view.revisions.isEmpty()) {
        const RevisionView &latest = view.revisions.constLast();
        view.unchecked = (*pack)->checklistFor(record->caseType);
        for (const ChecklistItem item : latest.content.checked)
            view.unchecked.removeAll(item);
        view.toAnswer = latest.judgement.findings;
        if (record->state == CaseState::Submitted) {
            const auto now = judgedNow(caseId);
            if (!now)
                return failure(now);
            view.toAnswer = findingsToAnswer(latest.judgement.findings, now->findings, **pack);
        }
    }

    const auto decisions = cases.decisions(caseId);
    if (!decisions)
        return failure(decisions);
    for (const DecisionRecord &decision : *decisions) {
        if (decision.undoneAt.isValid())
            continue;
        const auto decider = m_parts.person(decision.deciderId);
        if (!decider)
            return failure(decider);
        view.decisions.append({decision.revision, decision.decision, decision.deciderId,
                               decider->displayNameAr, decider->displayNameEn, decision.reason,
                               decision.ruleReasons, decision.comment, decision.at});
        view.delivery.decidedAt = decision.at;
    }

    const auto timeline = cases.timeline(caseId);
    if (!timeline)
        return failure(timeline);
    HubAnswers answers;
    for (const CaseMove &move : *timeline) {
        const auto actor = m_parts.person(move.actorId);
        if (!actor)
            return failure(actor);
        view.timeline.append(
            {move.from, move.to, move.event, actor->displayNameAr, actor->displayNameEn, move.at});
        if (move.event == CaseEvent::Submit)
            view.delivery.savedAt = move.at;
        if (move.event == CaseEvent::ReadBack)
            view.delivery.appliedAt = move.at;
        if (move.to == CaseState::Submitted) {
            view.refusal.clear();
            view.refusalFindings.clear();
        }
        if (move.event == CaseEvent::Refuse) {
            view.refusal = move.reason;
            if (!move.detail.isEmpty()) {
                auto findings = findingsFromBytes(move.detail);
                if (!findings)
                    return failure(findings);
                view.refusalFindings = std::move(*findings);
            }
        }
    }

    const auto items = m_parts.desk->outbox().ofCase(caseId);
    if (!items)
        return failure(items);
    for (const OutboxHead &item : *items) {
        const bool revision =
            item.kind == codeOf(MessageKind::CaseSubmitted) || item.kind == codeOf(MessageKind::CaseRevised);
        if (revision && item.revision == record->revision)
            view.delivery.acknowledgedAt = item.acknowledgedAt;
        if (item.revision == record->revision && item.errorCode == kAlreadyApplied)
            answers.alreadyApplied = true;
    }
    answers.refusal = view.refusal;
    auto conflict = m_parts.conflicts.view(caseId);
    if (!conflict)
        return failure(conflict);
    view.conflict = *std::move(conflict);
    answers.recordChanged = record->state == CaseState::Conflicted;
    view.fromHub = judgeDelivery(answers, **pack);
    return view;
}

Result<QList<CaseRow>> CaseDesk::list(std::optional<CaseState> state, const QString &makerId, int most) const
{
    const auto records = m_parts.desk->cases().list({.state = state, .makerId = makerId, .limit = most});
    if (!records)
        return failure(records);
    return m_parts.rows(*records);
}

Result<HomeView> CaseDesk::home(const Actor &actor) const
{
    CaseStore &cases = m_parts.desk->cases();
    const auto mine = cases.mine(actor.userId);
    if (!mine)
        return failure(mine);
    HomeView home;
    for (const CaseRecord &record : *mine) {
        auto row = m_parts.row(record);
        if (!row)
            return failure(row);
        (record.state == CaseState::Returned ? home.returned : home.drafts).append(std::move(*row));
    }
    const auto states = cases.countsByState();
    if (!states)
        return failure(states);
    const QDateTime midnight(m_parts.clock.todayInRiyadh(), QTime(0, 0), Qt::OffsetFromUTC, 3 * 60 * 60);
    const auto today = cases.movesSince(midnight.toUTC());
    if (!today)
        return failure(today);
    home.awaitingReview = states->value(CaseState::Submitted);
    home.approvedToday = today->value(CaseEvent::Approve);
    home.appliedToday = today->value(CaseEvent::ReadBack);
    home.returnedToMe = int(home.returned.size());
    return home;
}

Result<> CaseDesk::receiptGiven(const Actor &actor, const ReceiptData &receipt)
{
    if (const auto allowed = Office::Parts::require(actor, Act::PrintReceipt); !allowed)
        return allowed;
    const CaseRow &row = receipt.view.row;
    Transaction transaction(m_parts.desk->connection());
    if (const auto noted = m_parts.desk->cases().noteReceipt(row.caseId, actor.userId); !noted)
        return noted;
    const auto audited = m_parts.note(actor, u"receipt.given"_s, row.reference,
                                      {{u"state"_s, codeOf(row.state)}, {u"copy"_s, receipt.copy}});
    if (!audited)
        return audited;
    return transaction.commit();
}

Result<ReceiptData> CaseDesk::receipt(const Actor &actor, const QString &caseId) const
{
    if (const auto allowed = Office::Parts::require(actor, Act::PrintReceipt); !allowed)
        return failure(allowed);
    auto whole = view(caseId);
    if (!whole)
        return failure(whole);
    if (whole->revisions.isEmpty())
        return failure(ErrorCode::WrongState, codeOf(whole->row.state));
    const auto desk = m_parts.info();
    if (!desk)
        return failure(desk);
    const auto given = m_parts.desk->cases().receiptsGiven(caseId);
    if (!given)
        return failure(given);
    ReceiptData receipt;
    receipt.desk = *desk;
    receipt.copy = *given > 0;
    receipt.clerkNameAr = whole->revisions.last().makerNameAr;
    receipt.clerkNameEn = whole->revisions.last().makerNameEn;
    receipt.view = std::move(*whole);
    receipt.printedAt = m_parts.clock.utc();
    return receipt;
}

} // namespace desk
