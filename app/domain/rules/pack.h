#pragma once

#include "base/result.h"
#include "domain/casecontent.h"
#include "domain/rules/finding.h"

#include <QByteArray>
#include <QDate>
#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace desk
{

/// What the pack says of one rule.
struct RuleSetting {
    QString rule;
    Severity severity = Severity::Block;
    bool overridable = false;            ///< B*: an override with a reason turns it into S
    QMap<CaseType, Severity> byCaseType; ///< severity where a case type differs
    QList<CaseType> notFor;              ///< case types the rule does not concern
    QJsonObject parameters;              ///< numbers and codes the predicate reads
    QString basis;                       ///< A, J, C or D (domain.md §6)
};

/// Who decides a case of a type, at the least.
enum class Approval {
    SecondPerson, ///< anybody who may decide and did not enter it, also several at once
    Supervisor,   ///< somebody who answers a finding with a reason
};

/// How passports of one issuer usually look: hints, never reasons to refuse (domain.md §3.2).
struct IssuerFormat {
    QList<QRegularExpression> numbers; ///< of the passport number, anchored; none: nothing is known
    QList<int> years;                  ///< usual validity periods
    int mostMonths = 120;              ///< the longest period
    int minorYears = 5;                ///< the longest usual period of a minor's passport
    int minorUntil = 18;               ///< age at issue from which the holder is none
};

/// Numbers with dots between them, "2026.11.1", each number weighing more than what stands right of it.
bool isPackVersion(const QString &version);
/// Negative, zero or positive as `a` is older than, the same as or newer than `b`; both are versions.
int comparePackVersions(const QString &a, const QString &b);

/// The versioned rule pack: severities and parameters as data (architecture.md §5).
class RulePack
{
public:
    /// Validates and reads a pack; the error names the JSON pointer or rule id that is wrong: an unknown rule
    /// id, a missing parameter, a bad severity, a rule of this program that the pack leaves out. With
    /// `otherwise` a rule that is left out is as there: an earlier program took the pack, which knew fewer.
    static Result<RulePack> fromJson(const QByteArray &json, const RulePack *otherwise = nullptr);
    /// The pack compiled into the program (resources/rules/pack.json).
    static const RulePack &builtIn();
    static std::shared_ptr<const RulePack> sharedBuiltIn();

    QString version() const { return m_version; }
    QDate effectiveFrom() const { return m_effectiveFrom; }
    /// The last day on which it may judge; invalid: no limit.
    QDate validUntil() const { return m_validUntil; }
    /// WF-005.
    bool isOutOfDate(QDate today) const { return m_validUntil.isValid() && today > m_validUntil; }
    /// The hub refuses what was judged by an older version; empty: nothing.
    QString oldestAccepted() const { return m_oldestAccepted; }
    /// How long after an update the next one is a `second_in_five_years` (domain.md §2.2).
    int secondUpdateYears() const { return m_secondUpdateYears; }
    /// The scans that a case of this type should rest on.
    QList<EvidenceKind> evidenceFor(CaseType type) const { return m_evidence.value(type); }
    /// Nobody less than this decides a case of this type, whatever the rules find.
    Approval approvalFor(CaseType type) const { return m_approval.value(type); }
    /// What the clerk must have seen.
    QList<ChecklistItem> checklistFor(CaseType type) const { return m_checklist.value(type); }
    /// In the order of families: FM, DT, MZ, ID, RC, EL, AU, EV, WF, SY.
    const QList<RuleSetting> &rules() const { return m_rules; }
    const RuleSetting *find(const QString &rule) const;
    /// What is usual for an issuer, by its comparable code (`D` for Germany), or for any other.
    const IssuerFormat &issuerFormat(const QString &issuer) const;

private:
    /// Only a checked pack exists: judging relies on every rule being there.
    RulePack() = default;

    QString m_version;
    QDate m_effectiveFrom;
    QDate m_validUntil;
    QString m_oldestAccepted;
    int m_secondUpdateYears = 0;
    QMap<CaseType, QList<EvidenceKind>> m_evidence;
    QMap<CaseType, Approval> m_approval;
    QMap<CaseType, QList<ChecklistItem>> m_checklist;
    QList<RuleSetting> m_rules;
    IssuerFormat m_otherIssuers;
    QHash<QString, IssuerFormat> m_issuers;
};

template <>
struct Codes<Approval> {
    static constexpr std::array<std::pair<Approval, const char16_t *>, 2> kCodes = {
        {{Approval::SecondPerson, u"second_person"}, {Approval::Supervisor, u"supervisor"}}};
};

/// What decides when a pack that was installed beside the built-in one judges.
struct PackDates {
    QString version;
    QDate effectiveFrom; ///< in Asia/Riyadh
    bool takenBack = false;
};

/// The pack that judges on `day`: the newest that has taken effect and was not taken back. An index of
/// `installed`; nullopt: the built-in one, also when none of the installed is newer than it.
std::optional<qsizetype> packInForce(const QList<PackDates> &installed, QDate day);

} // namespace desk
