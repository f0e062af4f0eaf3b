#include "service/office.h"

#include "protocol/json.h"
#include "service/draftform.h"
#include "service/parts.h"
#include "store/backup.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk
{

Result<std::unique_ptr<Office>> Office::open(const QString &dataDirectory, Access access, const Clock &clock,
                                             std::shared_ptr<Vault> vault)
{
    const DeskFiles files = DeskFiles::at(dataDirectory);
    if (!files.exist())
        return failure(ErrorCode::NoDesk, files.directory);
    auto parts = std::make_unique<Parts>(clock, access, vault ? std::move(vault) : std::make_shared<Vault>());
    const auto databaseAccess = access == Access::Write ? desk::Access::Write : desk::Access::Read;
    if (access == Access::Write) {
        auto lock =
            DataDirectory::lock(files, QCoreApplication::applicationName(), DataDirectory::Use::Existing);
        if (!lock)
            return failure(lock);
        parts->lock = std::move(*lock);
    }
    bool registerAnew = !QFileInfo::exists(files.registryDatabase());
    auto registry = RegistryDatabase::open(files.registryDatabase(), databaseAccess, *parts->vault, clock);
    if (!registry && access == Access::Write &&
        (registry.error().code == ErrorCode::Damaged || registry.error().code == ErrorCode::ForeignFile)) {
        // The register can be had again; what is left of this one is kept.
        const QString suffix = u"damaged-"_s + clock.utc().toString(u"yyyyMMdd'T'HHmmss'Z'");
        if (const auto aside = setDatabaseAside(files.registryDatabase(), suffix); !aside)
            return failure(aside);
        registry = RegistryDatabase::open(files.registryDatabase(), databaseAccess, *parts->vault, clock);
        registerAnew = true;
    }
    if (!registry)
        return failure(registry);
    parts->registryDatabase = std::move(*registry);
    auto evidence = EvidenceDatabase::open(files.evidenceDatabase(), databaseAccess, *parts->vault, clock);
    if (!evidence)
        return failure(evidence);
    parts->evidenceDatabase = std::move(*evidence);
    auto database = DeskDatabase::open(files.deskDatabase(), databaseAccess, *parts->vault, clock);
    if (!database)
        return failure(database);
    parts->desk = std::move(*database);
    const auto identity = parts->desk->settings().identity();
    if (!identity)
        return failure(identity);
    parts->identity = *identity;
    if (access == Access::Write) {
        // What was being sent when a process died is in doubt until it is sent again.
        Transaction transaction(parts->desk->connection());
        const auto recovered = parts->desk->outbox().recover();
        if (!recovered)
            return failure(recovered);
        if (registerAnew) {
            // The hub's feed is read from its beginning; what it says of cases is known and changes nothing.
            if (const auto set = parts->desk->settings().beginFeed({}); !set)
                return failure(set);
            if (const auto noted = parts->note({}, u"register.begun_anew"_s, {}); !noted)
                return failure(noted);
        }
        if (const auto done = transaction.commit(); !done)
            return failure(done);
    }
    return std::unique_ptr<Office>(new Office(std::move(parts)));
}

Office::Office(std::unique_ptr<Parts> parts)
    : m_parts(std::move(parts))
{
}

Office::~Office() = default;

QString Office::defaultDirectory()
{
    return DeskFiles::at({}).directory;
}

const std::shared_ptr<Vault> &Office::vault() const
{
    return m_parts->vault;
}

Rulebook &Office::rules()
{
    return m_parts->rules;
}

Result<DeskInfo> Office::info() const
{
    return m_parts->info();
}

Accounts &Office::accounts()
{
    return m_parts->accounts;
}

ResidentDesk &Office::residents()
{
    return m_parts->residents;
}

CaseDesk &Office::cases()
{
    return m_parts->cases;
}

EvidenceDesk &Office::evidence()
{
    return m_parts->evidence;
}

ConflictDesk &Office::conflicts()
{
    return m_parts->conflicts;
}

ReviewDesk &Office::review()
{
    return m_parts->review;
}

Delivery &Office::delivery()
{
    return m_parts->delivery;
}

HubRegister &Office::hubRegister()
{
    return m_parts->hubRegister;
}

AuditTrail &Office::audit()
{
    return m_parts->audit;
}

Backup &Office::backup()
{
    return m_parts->backup;
}

Rotation &Office::rotation()
{
    return m_parts->rotation;
}

Result<DeskInfo> Office::Parts::info()
{
    const auto copy = this->registry().info();
    if (!copy)
        return failure(copy);
    const auto enrolment = desk->settings().enrolment();
    if (!enrolment)
        return failure(enrolment);
    const auto lockAfter = desk->settings().lockAfter();
    if (!lockAfter)
        return failure(lockAfter);
    const auto scannerFolder = desk->settings().scannerFolder();
    if (!scannerFolder)
        return failure(scannerFolder);
    DeskInfo info;
    info.branch = identity.branch;
    info.branchNameAr = identity.branchNameAr;
    info.branchNameEn = identity.branchNameEn;
    info.workstation = *enrolment ? (*enrolment)->workstation : identity.workstation;
    info.training = identity.training;
    info.enrolled = enrolment->has_value();
    const auto packs = rules.list();
    if (!packs)
        return failure(packs);
    for (const PackView &pack : *packs) {
        if (pack.state == PackState::InForce)
            info.pack = pack;
    }
    info.registerAsOf = copy->changedAt;
    info.residents = copy->residents;
    info.lockAfter = lockAfter->value_or(kLockAfterUsual);
    info.scannerFolder = *scannerFolder;
    const auto held = desk->settings().residentsHeld();
    if (!held)
        return failure(held);
    info.held = *held;
    return info;
}

Result<> Office::Parts::require(const Actor &actor, Act act)
{
    if (actor.userId.isEmpty() || !may(actor.roles, act))
        return failure(ErrorCode::NotPermitted);
    return {};
}

Result<> Office::Parts::note(const Actor &actor, const QString &event, const QString &subject,
                             const QJsonObject &details)
{
    const auto head = desk->audit().append(
        {event, actor.userId, subject, details.isEmpty() ? QByteArray() : canonicalJson(details)});
    return head ? Result<>() : failure(head);
}

UserView Office::Parts::userView(const User &user)
{
    return {user.userId, user.name,   user.displayNameAr, user.displayNameEn,
            user.roles,  user.active, user.locked};
}

Result<UserView> Office::Parts::person(const QString &userId)
{
    const auto user = desk->users().byId(userId);
    if (!user)
        return failure(user);
    if (*user)
        return userView(**user);
    UserView unknown;
    unknown.userId = userId;
    return unknown;
}

Result<CaseRow> Office::Parts::row(const CaseRecord &record)
{
    CaseRow row;
    row.caseId = record.caseId;
    row.reference = record.reference;
    row.state = record.state;
    row.caseType = record.caseType;
    row.iqamaNumber = record.iqamaNumber;
    row.makerId = record.makerId;
    row.verdict = record.verdict;
    row.blockFindings = record.findings.block;
    row.supervisorFindings = record.findings.supervisor;
    row.warningFindings = record.findings.warning;
    row.createdAt = record.createdAt;
    row.submittedAt = record.submittedAt;
    row.changedAt = record.changedAt;
    const auto resident = registry().byIqama(record.iqamaNumber);
    if (!resident)
        return failure(resident);
    if (*resident) {
        row.nameAr = (*resident)->nameAr;
        row.nameEn = (*resident)->nameEn;
        row.nationality = (*resident)->nationality;
    }
    const auto maker = person(record.makerId);
    if (!maker)
        return failure(maker);
    row.makerNameAr = maker->displayNameAr;
    row.makerNameEn = maker->displayNameEn;
    if (record.state == CaseState::Draft || record.state == CaseState::Returned) {
        const auto draft = desk->cases().draft(record.caseId);
        if (!draft)
            return failure(draft);
        if (!draft->isEmpty()) {
            const auto form = draftFormFromJson(*draft);
            if (!form)
                return failure(form);
            const auto judging = pack();
            if (!judging)
                return failure(judging);
            const Judgement judgement =
                judge(form->content, RuleContext{.today = clock.todayInRiyadh()}, **judging);
            if (const RuleOutcome *required = judgement.outcome(u"FM-001"_s)) {
                for (const Finding &finding : required->findings)
                    row.missing.append(finding.field);
            }
        }
    }
    if (record.revision > 0) {
        const auto decisions = desk->cases().decisions(record.caseId);
        if (!decisions)
            return failure(decisions);
        for (const DecisionRecord &decision : *decisions) {
            if (decision.undoneAt.isValid())
                continue;
            const auto decider = person(decision.deciderId);
            if (!decider)
                return failure(decider);
            row.decisionReason = decision.reason;
            row.decisionComment = decision.comment;
            row.deciderNameAr = decider->displayNameAr;
            row.deciderNameEn = decider->displayNameEn;
        }
    }
    return row;
}

Result<QList<CaseRow>> Office::Parts::rows(const QList<CaseRecord> &records)
{
    QList<CaseRow> out;
    out.reserve(records.size());
    for (const CaseRecord &record : records) {
        auto one = row(record);
        if (!one)
            return failure(one);
        out.append(std::move(*one));
    }
    return out;
}

} // namespace desk
