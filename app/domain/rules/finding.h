#pragma once

#include "domain/codes.h"

#include <QList>
#include <QMap>
#include <QString>

namespace desk
{

/// domain.md §6. B* is a property of the rule (RulePack); a finding is B until overridden, then S.
enum class Severity { Block, Supervisor, Warning, Info };

/// One thing a rule found. Words are made from `rule` and `args` at the edge (text/catalogue.h).
struct Finding {
    QString rule; ///< "DT-003"
    Severity severity = Severity::Block;
    QString field;               ///< path in the case file, "passport.expires_on"
    QMap<QString, QString> args; ///< placeholder → value, plain text without bidi controls
    bool acknowledged = false;   ///< a warning the clerk has acknowledged

    friend bool operator==(const Finding &, const Finding &) = default;
};

enum class Verdict { Accept, Supervisor, Block };

/// Any B → block, else any S → supervisor, else accept.
Verdict verdictOf(const QList<Finding> &findings);

/// What a rule came to, for panels that show every rule.
enum class RuleState {
    Passed,
    Found,
    NotChecked,    ///< its input is missing so far
    NotApplicable, ///< does not concern this case
};

template <>
struct Codes<Severity> {
    static constexpr std::array<std::pair<Severity, const char16_t *>, 4> kCodes = {
        {{Severity::Block, u"B"},
         {Severity::Supervisor, u"S"},
         {Severity::Warning, u"W"},
         {Severity::Info, u"I"}}};
};

template <>
struct Codes<RuleState> {
    static constexpr std::array<std::pair<RuleState, const char16_t *>, 4> kCodes = {
        {{RuleState::Passed, u"passed"},
         {RuleState::Found, u"found"},
         {RuleState::NotChecked, u"not_checked"},
         {RuleState::NotApplicable, u"not_applicable"}}};
};

template <>
struct Codes<Verdict> {
    static constexpr std::array<std::pair<Verdict, const char16_t *>, 3> kCodes = {
        {{Verdict::Accept, u"accept"}, {Verdict::Supervisor, u"supervisor"}, {Verdict::Block, u"block"}}};
};

} // namespace desk
