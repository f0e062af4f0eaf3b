#pragma once

#include "domain/mrz.h"
#include "domain/rules/engine.h"

#include <QDate>
#include <QStringList>

#include <array>
#include <optional>
#include <span>

namespace desk
{

/// The recorded name beside the one in the MRZ.
struct NameComparison {
    QString recorded;
    QString read;
    QString compared;          ///< `read` as it was compared: with "<<", or in the letters of the ICAO table
    bool truncated = false;    ///< `read` is a beginning
    bool sameScript = false;   ///< both Latin: a difference is one of spelling
    bool sameSpelling = false; ///< the same words in any order, as far as a truncated name goes
    double score = 0;          ///< of `matchNames`
};

/// The case as every rule sees it, prepared once: what was typed, what it means, what the MRZ says.
struct Facts {
    const CaseContent &typed;  ///< as given, for FM-008 alone
    const CaseContent content; ///< normalised
    const RuleContext &context;
    const CaseType caseType;
    const QDate issuedOn;  ///< invalid when missing or no date
    const QDate expiresOn; ///< invalid when missing or no date
    const std::optional<MrzDocument> mrz;
    const bool mrzComplete;                    ///< two lines of 44 from A-Z 0-9 <
    const std::optional<NameComparison> names; ///< nullopt while one of the names is missing
    const IssuerFormat &usual;                 ///< of the passport's issuer
    const int secondUpdateYears;

    static Facts of(const CaseContent &typed, const RuleContext &context, const RulePack &pack);

    /// The MRZ when it is complete and a passport's, so that its fields may be compared; nullptr otherwise.
    const MrzDocument *passportMrz() const;
    const Resident *resident() const { return context.resident ? &*context.resident : nullptr; }
    /// Of the record, which knows people over 100, else of the MRZ (domain.md §1.1); may be empty.
    PartialDate birthDate() const;
    /// The passport on record; nullptr when there is no resident or no passport.
    const Passport *recorded() const;
};

/// Whether the last update of a passport counts for EL-009.
bool isRecentUpdate(QDate last, QDate today, int years);

/// Years that somebody has surely completed on a day, as far as the birth date is known.
int leastAgeOn(QDate day, const PartialDate &birth);

/// Issuer or nationality as it is compared: without fillers; "DEU" is Germany's "D".
QString comparableState(const QString &code);

/// Field paths that several rules name (contract §5).
namespace fields
{
inline QString number()
{
    return QStringLiteral("passport.number");
}
inline QString numberRepeated()
{
    return QStringLiteral("passport.number_repeated");
}
inline QString issuer()
{
    return QStringLiteral("passport.issuer");
}
inline QString issuedOn()
{
    return QStringLiteral("passport.issued_on");
}
inline QString expiresOn()
{
    return QStringLiteral("passport.expires_on");
}
inline QString mrz()
{
    return QStringLiteral("mrz");
}
inline QString iqamaNumber()
{
    return QStringLiteral("iqama_number");
}
} // namespace fields

/// What a rule came to, before the pack's severity is added.
struct RuleResult {
    struct Hit {
        QString field;
        QMap<QString, QString> args;
    };

    RuleState state = RuleState::NotChecked;
    QList<Hit> hits;

    static RuleResult passed() { return {RuleState::Passed, {}}; }
    static RuleResult notChecked() { return {RuleState::NotChecked, {}}; }
    static RuleResult notApplicable() { return {RuleState::NotApplicable, {}}; }
    static RuleResult found(const QString &field, const QMap<QString, QString> &args = {})
    {
        return {RuleState::Found, {{field, args}}};
    }
    /// Found with one hit per field, or passed when there is none.
    static RuleResult foundAny(const QList<Hit> &hits)
    {
        return {hits.isEmpty() ? RuleState::Passed : RuleState::Found, hits};
    }
    static RuleResult foundIf(bool broken, const QString &field, const QMap<QString, QString> &args = {})
    {
        return broken ? found(field, args) : passed();
    }
};

/// The argument that chooses between a rule's messages; it is no placeholder.
inline constexpr QStringView kVariantArgument = u"variant";

/// A number the pack supplies to a rule, and the range in which it makes sense.
struct RuleParameter {
    const char16_t *name = nullptr;
    double least = 0;
    double most = 0;
    bool whole = true;
};

/// One rule of the program. One of the predicates is set; none for WF-004, which compares two judgements
/// (`findingsToAnswer`).
struct Rule {
    enum class About { Case, Person, Decision, Delivery };
    using CasePredicate = RuleResult (*)(const Facts &, const RuleSetting &);
    using DecisionPredicate = RuleResult (*)(const DecisionRequest &);
    using DeliveryPredicate = RuleResult (*)(const HubAnswers &);

    const char16_t *id;
    About about = About::Case; ///< rules about the person run before anything is typed
    CasePredicate judge = nullptr;
    DecisionPredicate judgeDecision = nullptr;
    DeliveryPredicate judgeDelivery = nullptr;
    std::array<RuleParameter, 2> parameters = {};   ///< filled from the front
    std::array<const char16_t *, 3> arguments = {}; ///< the placeholders its message may use, from the front

    QStringList parameterNames() const;
    QStringList argumentNames() const;
};

/// A date as an argument: ISO text, empty when unknown.
QString argumentOf(QDate date);

/// A whole number the pack supplies; the pack's check at load guarantees that it is there.
int wholeParameter(const RuleSetting &setting, QStringView name);

std::span<const Rule> formatRules();
std::span<const Rule> dateRules();
std::span<const Rule> mrzRules();
std::span<const Rule> identityRules();
std::span<const Rule> recordRules();
std::span<const Rule> eligibilityRules();
std::span<const Rule> authorityRules();
std::span<const Rule> evidenceRules();
std::span<const Rule> workflowRules();
std::span<const Rule> syncRules();

/// Every rule, in the order of families FM DT MZ ID RC EL AU EV WF SY.
const QList<const Rule *> &ruleTable();

} // namespace desk
