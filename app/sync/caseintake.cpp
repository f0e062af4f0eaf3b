#include "sync/caseintake.h"

#include "base/digits.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "protocol/payload.h"
#include "protocol/residentjson.h"
#include "sync/outcome.h"
#include "sync/trail.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

bool shows(const Passport &registered, const EnteredPassport &approved)
{
    return comparableNumber(registered.number) == comparableNumber(approved.number) &&
           registered.issuer == approved.issuer &&
           registered.issuedOn == isoDate(approved.issuedOn).value_or(QDate()) &&
           registered.expiresOn == isoDate(approved.expiresOn).value_or(QDate());
}

bool isDecided(CaseState state)
{
    return state == CaseState::Approved || state == CaseState::Rejected || state == CaseState::Applied;
}

} // namespace

Result<bool> CaseIntake::apply(const CaseChanged &change)
{
    switch (change.message) {
    case MessageKind::CaseSubmitted:
    case MessageKind::CaseRevised:
        return applyRevision(change);
    case MessageKind::CaseDecided:
        return applyDecision(change);
    case MessageKind::CaseWithdrawn:
        return applyWithdrawal(change);
    case MessageKind::CaseLease:
    case MessageKind::UserChanged:
    case MessageKind::AuditHead:
        break;
    }
    return false;
}

Result<bool> CaseIntake::applyRevision(const CaseChanged &change)
{
    const auto payload = caseRevisionFromPayload(change.payload);
    if (!payload)
        return failure(payload);
    CaseStore &cases = m_desk.cases();
    auto record = cases.byId(payload->caseId);
    if (!record) {
        if (record.error().code != ErrorCode::NotFound)
            return failure(record);
        NewCase fresh;
        fresh.caseId = payload->caseId;
        fresh.iqamaNumber = change.resident;
        fresh.makerId = payload->makerId;
        fresh.caseType = payload->caseType;
        fresh.linkedTo = payload->content.linkedTo;
        fresh.baseVersion = change.baseVersion;
        fresh.reference = payload->reference;
        const auto resident = m_registry.registry().byIqama(change.resident);
        if (!resident)
            return failure(resident);
        if (*resident)
            fresh.baseline = recordedPassportToJson((*resident)->passport);
        record = cases.create(fresh);
        if (!record)
            return failure(record);
    }
    if (record->revision == payload->revision)
        return cases.waitAgain(*record, payload->makerId, change.createdAt);
    if (record->revision > payload->revision)
        return false;
    // Decided on the revision before, which the hub will not take or has lost.
    if (isDecided(record->state)) {
        if (const auto reopened = m_desk.cases().reopen(*record); !reopened)
            return failure(reopened);
        record->state = CaseState::Submitted;
    }
    NewRevision revision;
    revision.caseId = payload->caseId;
    revision.makerId = payload->makerId;
    revision.content = canonicalJson(caseContentToJson(payload->content));
    revision.findings = findingsToBytes(payload->findings);
    revision.pack = payload->pack;
    revision.verdict = payload->verdict;
    revision.caseType = payload->caseType;
    revision.counts = countsOf(payload->findings);
    revision.baseVersion = change.baseVersion;
    revision.event = record->state == CaseState::Conflicted ? CaseEvent::Redecide : CaseEvent::Submit;
    revision.at = change.createdAt;
    // An earlier one may never have come to the hub.
    revision.number = payload->revision;
    if (record->state == CaseState::Submitted) {
        // The maker had taken it back first; that move stays at the maker's desk.
        const auto recalled = cases.move({.caseId = record->caseId,
                                          .event = CaseEvent::Recall,
                                          .actorId = payload->makerId,
                                          .at = change.createdAt});
        if (!recalled)
            return failure(recalled);
    }
    const auto submitted = cases.submit(revision);
    if (!submitted)
        return failure(submitted);
    return true;
}

Result<bool> CaseIntake::applyDecision(const CaseChanged &change)
{
    const auto payload = caseDecidedFromPayload(change.payload);
    if (!payload)
        return failure(payload);
    const auto known = m_desk.cases().decisions(payload->caseId);
    if (!known)
        return failure(known);
    NewDecision decision;
    decision.decisionId = change.messageId;
    for (const DecisionRecord &earlier : *known) {
        // One that a restored hub had lost comes again, and counts again.
        const bool same = earlier.decisionId == change.messageId;
        const bool stands = !earlier.undoneAt.isValid() && earlier.revision == payload->revision &&
                            earlier.decision == payload->decision && earlier.deciderId == payload->deciderId;
        if (stands || (same && !earlier.undoneAt.isValid()))
            return false;
        if (same)
            decision.decisionId.clear();
    }
    decision.caseId = payload->caseId;
    decision.contentSha256 = payload->contentSha256;
    decision.decision = payload->decision;
    decision.deciderId = payload->deciderId;
    decision.reason = payload->reason;
    decision.ruleReasons = payload->ruleReasons;
    decision.comment = payload->comment;
    decision.at = change.createdAt;
    const auto record = m_desk.cases().head(payload->caseId);
    if (!record)
        return failure(record);
    // Recalled here, or decided here too, before the hub's decision was known: that one came first.
    bool overtaken = !next(record->state, eventOf(payload->decision)) &&
                     (next(record->state, CaseEvent::Undo) || record->state == CaseState::Applied);
    if (overtaken) {
        const auto latest = m_desk.cases().latestRevision(payload->caseId);
        if (!latest)
            return failure(latest);
        overtaken = latest->contentSha256 == payload->contentSha256;
    }
    if (overtaken) {
        if (const auto reopened = m_desk.cases().reopen(*record); !reopened)
            return failure(reopened);
    }
    const auto decided = m_desk.cases().decide(decision);
    return decided ? Result<bool>(true) : failure(decided);
}

Result<bool> CaseIntake::applyOwn(const OutboxItem &decision)
{
    CaseChanged change;
    change.message = MessageKind::CaseDecided;
    change.messageId = decision.itemId;
    change.caseId = decision.caseId;
    change.createdAt = decision.createdAt;
    change.payload = decision.payload;
    return apply(change);
}

Result<bool> CaseIntake::countOwn(const QString &caseId)
{
    const auto record = m_desk.cases().head(caseId);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? Result<bool>(false) : failure(record);
    const auto items = m_desk.outbox().ofCase(caseId);
    if (!items)
        return failure(items);
    // A later one that the hub refused came to nothing.
    const auto last = std::find_if(items->rbegin(), items->rend(), [&record](const OutboxHead &item) {
        return item.kind == codeOf(MessageKind::CaseDecided) && item.revision == record->revision &&
               item.state != OutboxState::Quarantined && item.state != OutboxState::Cancelled;
    });
    const bool isTaken = last != items->rend() && last->errorCode != causeOf(OutcomeClass::Conflict) &&
                         (last->state == OutboxState::Acknowledged || last->state == OutboxState::Confirmed);
    if (record->state != CaseState::Submitted || !isTaken)
        return false;
    const auto decision = m_desk.outbox().byId(last->itemId);
    return decision ? applyOwn(*decision) : failure(decision);
}

Result<bool> CaseIntake::applyWithdrawal(const CaseChanged &change)
{
    const auto payload = caseWithdrawnFromPayload(change.payload);
    if (!payload)
        return failure(payload);
    const auto record = m_desk.cases().head(payload->caseId);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? Result<bool>(false) : failure(record);
    // Decided, which the hub will not take or has lost.
    if (isDecided(record->state)) {
        if (const auto reopened = m_desk.cases().reopen(*record); !reopened)
            return failure(reopened);
    } else if (!next(record->state, CaseEvent::Withdraw)) {
        return false;
    }
    const auto moved = m_desk.cases().move({.caseId = payload->caseId,
                                            .event = CaseEvent::Withdraw,
                                            .actorId = payload->actorId,
                                            .reason = payload->reason,
                                            .at = change.createdAt});
    return moved ? Result<bool>(true) : failure(moved);
}

Result<bool> CaseIntake::readBack(const QString &caseId)
{
    const auto record = m_desk.cases().byId(caseId);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? Result<bool>(false) : failure(record);
    if (record->state != CaseState::Approved)
        return false;
    const auto resident = m_registry.registry().byIqama(record->iqamaNumber);
    if (!resident)
        return failure(resident);
    const auto passports = m_registry.registry().passports(record->iqamaNumber);
    if (!passports)
        return failure(passports);
    // Not only the newest: a later case may have come in the same page.
    const auto ours = std::find_if(passports->begin(), passports->end(), [&](const PassportRecord &passport) {
        return passport.caseReference == record->reference;
    });
    if (!*resident || ours == passports->end())
        return false;
    const auto latest = m_desk.cases().latestRevision(caseId);
    if (!latest)
        return failure(latest);
    const auto content = caseContentFromBytes(latest->content);
    if (!content)
        return failure(content);
    const bool equal = shows(ours->passport, content->passport);
    const auto moved = m_desk.cases().move(
        {.caseId = caseId,
         .event = equal ? CaseEvent::ReadBack : CaseEvent::Conflict,
         .actorId = {},
         .detail = equal ? QByteArray() : canonicalJson(registerConflictToJson({**resident, {}}))});
    if (!moved)
        return failure(moved);
    if (const auto noted = noteInTrail(m_desk, equal ? u"case.applied"_s : u"case.conflicted"_s,
                                       record->reference, {{u"version"_s, (*resident)->version}});
        !noted)
        return failure(noted);
    return true;
}

} // namespace desk
