#pragma once

#include "domain/mrz.h"
#include "domain/rules/engine.h"
#include "domain/rules/pack.h"

#include "support/builders.h"
#include "support/catch.h"

#include <functional>

/// A case that passes every rule, to be spoiled in one place and judged.
struct Trial {
    desk::CaseContent content = someContent();
    desk::RuleContext context = someContext();

    desk::Resident &resident() { return *context.resident; }

    desk::Judgement judged() const { return desk::judge(content, context, desk::RulePack::builtIn()); }

    /// "found", "passed", "not_checked" or "not_applicable".
    QString stateOf(const char16_t *rule) const
    {
        const desk::Judgement judgement = judged();
        const desk::RuleOutcome *outcome = judgement.outcome(QString::fromUtf16(rule));
        REQUIRE(outcome);
        return codeOf(outcome->state);
    }

    /// The one finding of the rule.
    desk::Finding findingOf(const char16_t *rule) const
    {
        const desk::Judgement judgement = judged();
        const desk::RuleOutcome *outcome = judgement.outcome(QString::fromUtf16(rule));
        REQUIRE(outcome);
        REQUIRE(outcome->findings.size() == 1);
        return outcome->findings.front();
    }

    /// Sets the dates, in the form and in the MRZ.
    void setDates(QDate issued, QDate expires)
    {
        content.passport.issuedOn = issued.toString(Qt::ISODate);
        content.passport.expiresOn = expires.toString(Qt::ISODate);
        readAgain();
    }

    /// What a reader would send for the passport in the form and this resident.
    void readAgain(const QString &name = QStringLiteral("ALKHATIB<<ADEL<SAMIR<MANSOUR"))
    {
        const desk::Resident person = context.resident.value_or(someResident());
        content.mrz = desk::composeTd3(
            QStringLiteral("P"), content.passport.issuer, name, content.passport.number, person.nationality,
            person.birthDate, *person.sex, QDate::fromString(content.passport.expiresOn, Qt::ISODate));
    }
};

inline QString code(desk::Severity severity)
{
    return codeOf(severity);
}
