#pragma once

#include "base/result.h"
#include "domain/casecontent.h"
#include "domain/rules/finding.h"

#include <QByteArray>
#include <QDate>
#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

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

/// The versioned rule pack: severities and parameters as data (architecture.md §5).
class RulePack
{
public:
    /// Validates and reads a pack; the error names the JSON pointer or rule id that is wrong: an unknown rule
    /// id, a missing parameter, a bad severity, a rule of this program that the pack leaves out.
    static Result<RulePack> fromJson(const QByteArray &json);
    /// The pack compiled into the program (resources/rules/pack.json).
    static const RulePack &builtIn();

    QString version() const { return m_version; }
    QDate effectiveFrom() const { return m_effectiveFrom; }
    /// How long after an update the next one is a `second_in_five_years` (domain.md §2.2).
    int secondUpdateYears() const { return m_secondUpdateYears; }
    /// In the order of families: FM, DT, MZ, ID, RC, EL, AU, EV, WF.
    const QList<RuleSetting> &rules() const { return m_rules; }
    const RuleSetting *find(const QString &rule) const;

private:
    /// Only a checked pack exists: judging relies on every rule being there.
    RulePack() = default;

    QString m_version;
    QDate m_effectiveFrom;
    int m_secondUpdateYears = 0;
    QList<RuleSetting> m_rules;
};

} // namespace desk
