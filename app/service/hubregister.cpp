#include "service/hubregister.h"

#include "base/digits.h"
#include "domain/identitynumber.h"
#include "domain/passportquery.h"
#include "protocol/hubcode.h"
#include "service/parts.h"
#include "sync/httpshublink.h"
#include "sync/registrysnapshot.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kMostTries = 3;
constexpr int kMostCases = 20; ///< of one question; the others follow with the next
constexpr int kMobileDigits = 9;

/// Nobody, when the hub knows nobody: that is an answer, too.
Result<QList<RegisteredResident>> askOne(HubLink &link, const HubEnrolment &hub, const ResidentLookup &lookup)
{
    const HubReply reply =
        link.send({"POST", u"/v1/residents/lookup"_s, residentLookupToJson(lookup), hub.token});
    if (reply.code == codeOf(HubCode::UnknownResident))
        return QList<RegisteredResident>();
    if (reply.outcome == OutcomeClass::Identity)
        return failure(ErrorCode::HubIdentity);
    if (reply.outcome == OutcomeClass::Auth || reply.outcome == OutcomeClass::Permanent)
        return failure(ErrorCode::HubRefused, reply.code);
    if (reply.outcome != OutcomeClass::Ok)
        return failure(ErrorCode::HubUnreachable, hub.url, reply.code);
    auto answer = lookedUpFromJson(reply.body);
    if (!answer || (!hub.epoch.isEmpty() && answer->epoch != hub.epoch))
        return failure(ErrorCode::HubUnreachable, hub.url, answer ? u"epoch_changed"_s : u"bad_answer"_s);
    return std::move(answer->residents);
}

} // namespace

HubRegister::Asked HubRegister::ask(QList<ResidentLookup> lookups) const
{
    const auto held = m_parts.desk->settings().residentsHeld();
    if (!held)
        return failure(held);
    const auto hub = m_parts.desk->settings().enrolment();
    if (!hub)
        return failure(hub);
    if (*held == ResidentsHeld::All || !*hub || lookups.isEmpty())
        return std::optional<Question>();
    const auto info = m_parts.registry().info();
    if (!info)
        return failure(info);
    if (info->feedCursor.isEmpty())
        return failure(ErrorCode::HubUnreachable, (*hub)->url);
    return std::optional(Question{**hub, std::move(lookups), info->feedCursor});
}

HubRegister::Asked HubRegister::about(const QString &query) const
{
    const QString number = cleanIdentifier(query);
    const IdentityNumber identity = parseIdentityNumber(number);
    const QString mobile = comparableMobile(query);
    const bool hasDigit = std::any_of(number.begin(), number.end(), [](QChar c) { return c.isDigit(); });
    if (identity.valid && identity.kind == IdentityKind::Iqama)
        return ask({{NumberKind::Iqama, identity.normalized}});
    if (identity.valid && identity.kind == IdentityKind::Border)
        return ask({{NumberKind::Border, identity.normalized}});
    if (mobile.size() == kMobileDigits && mobile.startsWith(u'5'))
        return ask({{NumberKind::Mobile, number}});
    if (!hasDigit)
        return std::optional<Question>();
    if (const auto issued = issuedNumber(query))
        return ask({{NumberKind::Passport, issued->number, issued->issuer}});
    const bool isOneWord = query.simplified().count(u' ') == 0;
    return isOneWord && number.size() >= kShortestPassport ? ask({{NumberKind::Passport, number}})
                                                           : std::optional<Question>();
}

HubRegister::Asked HubRegister::about(const CaseContent &content) const
{
    const CaseContent clean = normalised(content);
    QList<ResidentLookup> lookups;
    const auto resident = m_parts.registry().byIqama(clean.iqamaNumber);
    if (!resident)
        return failure(resident);
    if (!*resident && !clean.iqamaNumber.isEmpty())
        lookups.append({NumberKind::Iqama, clean.iqamaNumber});
    if (!clean.passport.number.isEmpty() && !clean.passport.issuer.isEmpty())
        lookups.append({NumberKind::Passport, clean.passport.number, clean.passport.issuer});
    return ask(std::move(lookups));
}

HubRegister::Asked HubRegister::aboutCases() const
{
    const auto waiting = m_parts.desk->cases().queue();
    if (!waiting)
        return failure(waiting);
    QList<ResidentLookup> lookups;
    for (const CaseRecord &record : *waiting) {
        const auto resident = m_parts.registry().byIqama(record.iqamaNumber);
        if (!resident)
            return failure(resident);
        if (!*resident && lookups.size() < kMostCases)
            lookups.append({NumberKind::Iqama, record.iqamaNumber});
    }
    return ask(std::move(lookups));
}

Result<bool> HubRegister::keep(const Question &question, const QList<RegisteredResident> &residents)
{
    Registry &registry = m_parts.registry();
    Transaction transaction(m_parts.registryDatabase->connection());
    const auto info = registry.info();
    if (!info)
        return failure(info);
    if (info->feedCursor != question.cursor)
        return false;
    for (const RegisteredResident &each : residents) {
        if (const auto adopted = adopt(registry, each.resident, each.passports); !adopted)
            return failure(adopted);
    }
    const auto done = transaction.commit();
    return done ? Result<bool>(true) : failure(done);
}

Result<bool> HubRegister::fetch(const OnStore &onStore, const std::atomic<bool> &stop,
                                const std::function<Asked(HubRegister &)> &question)
{
    std::unique_ptr<HubLink> link;
    for (int tries = 0; tries < kMostTries; ++tries) {
        Asked asked = failure(ErrorCode::Cancelled);
        onStore([&](Office &office) { asked = question(office.hubRegister()); });
        if (!asked || !*asked)
            return asked ? Result<bool>(false) : failure(asked);
        const HubEnrolment &hub = (*asked)->hub;
        if (!link)
            link = std::make_unique<HttpsHubLink>(hub, stop);
        QList<RegisteredResident> residents;
        for (const ResidentLookup &lookup : (*asked)->lookups) {
            const auto found = askOne(*link, hub, lookup);
            if (!found)
                return failure(found);
            residents += *found;
        }
        if (residents.isEmpty())
            return false;
        Result<bool> kept = failure(ErrorCode::Cancelled);
        onStore([&](Office &office) { kept = office.hubRegister().keep(**asked, residents); });
        if (!kept || *kept)
            return kept;
    }
    return failure(ErrorCode::HubUnreachable);
}

} // namespace desk
