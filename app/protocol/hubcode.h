#pragma once

#include "domain/codes.h"

namespace desk
{

/// Every stable `code` the hub answers with: of one message's result, or of a problem document. The words are
/// in `resources/text/outbox.json` under the same code.
enum class HubCode {
    // results of messages
    UnknownKind,
    Malformed,     ///< the message or its payload is not of the expected shape
    PayloadHash,   ///< payload_sha256 is not the hash of payload, a scan not what its name says
    IdReused,      ///< the id came before with another content
    UnknownActor,  ///< no active user of the branch has this id
    NotPermitted,  ///< the actor's roles do not allow it
    ActorMismatch, ///< the payload names another person than the message
    OutOfOrder,    ///< a later message of the chain was accepted before
    UnknownResident,
    UnknownCase,
    CaseMismatch,     ///< the case belongs to another resident or branch
    AlreadyDecided,   ///< decided or withdrawn: nothing more can happen to it
    WrongState,       ///< the case is not waiting for a decision
    OpenCaseExists,   ///< another case of the resident is open (RC-014)
    RevisionExists,   ///< another content has this or a later revision
    StaleRevision,    ///< the decision is about another revision than the latest (WF-003)
    SamePerson,       ///< the decider made a revision of the case (WF-001)
    ReasonRequired,   ///< WF-002
    BlockedByRules,   ///< the hub's own check blocks the approval; see findings
    LeasedByOther,    ///< another supervisor is reviewing the case
    PackTooOld,       ///< judged by a rule pack that is no longer accepted
    PackOutOfDate,    ///< the hub's own pack may no longer judge (WF-005)
    WrongBranch,      ///< the user belongs to another branch
    AuditRollback,    ///< the desk's audit chain is shorter than it was
    SignatureMissing, ///< nobody signed the message
    SignerUnknown,    ///< the hub knows no key of the actor at this desk
    SignatureInvalid, ///< no key of the actor made the signature
    Voided,           ///< the id was cancelled before it arrived
    Conflict,         ///< outcome `conflict`: the register holds another version
    HubBusy,          ///< outcome `retry`: the hub could not write
    EvidenceMissing,  ///< outcome `retry`: a scan the case names has not come

    // problem documents
    NotFound,
    MethodNotAllowed,
    Unauthorised, ///< no token, or not one of this hub's
    WorkstationRevoked,
    TooLarge,
    UnsupportedMediaType,
    HeaderRefused, ///< Content-Encoding, Range or Expect
    BadParameter,
    BatchTooLarge,
    EpochChanged, ///< the cursor is of another epoch, or ahead of this hub
    RateLimited,
    Stopping,
    Overloaded,
    CodeUnknown, ///< enrolment code: unknown, or too many wrong tries
    CodeUsed,
    CodeExpired,
    EpochPending, ///< the store was restored; an administrator has yet to let the hub serve
    BranchFull, ///< all 99 workstation numbers of the branch are taken
};

template <>
struct Codes<HubCode> {
    static constexpr std::array<std::pair<HubCode, const char16_t *>, 49> kCodes = {
        {{HubCode::UnknownKind, u"unknown_kind"},
         {HubCode::Malformed, u"malformed"},
         {HubCode::PayloadHash, u"payload_hash"},
         {HubCode::IdReused, u"id_reused"},
         {HubCode::UnknownActor, u"unknown_actor"},
         {HubCode::NotPermitted, u"not_permitted"},
         {HubCode::ActorMismatch, u"actor_mismatch"},
         {HubCode::OutOfOrder, u"out_of_order"},
         {HubCode::UnknownResident, u"unknown_resident"},
         {HubCode::UnknownCase, u"unknown_case"},
         {HubCode::CaseMismatch, u"case_mismatch"},
         {HubCode::AlreadyDecided, u"already_decided"},
         {HubCode::WrongState, u"wrong_state"},
         {HubCode::OpenCaseExists, u"open_case_exists"},
         {HubCode::RevisionExists, u"revision_exists"},
         {HubCode::StaleRevision, u"stale_revision"},
         {HubCode::SamePerson, u"same_person"},
         {HubCode::ReasonRequired, u"reason_required"},
         {HubCode::BlockedByRules, u"blocked_by_rules"},
         {HubCode::LeasedByOther, u"leased_by_other"},
         {HubCode::PackTooOld, u"pack_too_old"},
         {HubCode::PackOutOfDate, u"pack_out_of_date"},
         {HubCode::WrongBranch, u"wrong_branch"},
         {HubCode::AuditRollback, u"audit_rollback"},
         {HubCode::SignatureMissing, u"signature_missing"},
         {HubCode::SignerUnknown, u"signer_unknown"},
         {HubCode::SignatureInvalid, u"signature_invalid"},
         {HubCode::Voided, u"voided"},
         {HubCode::Conflict, u"conflict"},
         {HubCode::HubBusy, u"hub_busy"},
         {HubCode::EvidenceMissing, u"evidence_missing"},
         {HubCode::NotFound, u"not_found"},
         {HubCode::MethodNotAllowed, u"method_not_allowed"},
         {HubCode::Unauthorised, u"unauthorised"},
         {HubCode::WorkstationRevoked, u"workstation_revoked"},
         {HubCode::TooLarge, u"too_large"},
         {HubCode::UnsupportedMediaType, u"unsupported_media_type"},
         {HubCode::HeaderRefused, u"header_refused"},
         {HubCode::BadParameter, u"bad_parameter"},
         {HubCode::BatchTooLarge, u"batch_too_large"},
         {HubCode::EpochChanged, u"epoch_changed"},
         {HubCode::RateLimited, u"rate_limited"},
         {HubCode::Stopping, u"stopping"},
         {HubCode::Overloaded, u"overloaded"},
         {HubCode::CodeUnknown, u"enrolment_code_unknown"},
         {HubCode::CodeUsed, u"enrolment_code_used"},
         {HubCode::CodeExpired, u"enrolment_code_expired"},
         {HubCode::EpochPending, u"epoch_pending"},
         {HubCode::BranchFull, u"branch_full"}}};
};

} // namespace desk
