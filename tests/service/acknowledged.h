#pragma once

#include "service/demodesk.h"

#include "support/builders.h"

/// Adel's renewal with every warning acknowledged.
inline desk::CaseContent acknowledged(desk::Office &office)
{
    desk::CaseContent content = someContent();
    const auto judgement = office.cases().check(content, {}, QDate(2026, 11, 23));
    REQUIRE(judgement);
    for (const desk::Finding &finding : judgement->findings) {
        INFO(finding.rule.toStdString());
        REQUIRE(finding.severity != desk::Severity::Block);
        if (finding.severity == desk::Severity::Warning)
            content.acknowledged.append(finding.rule);
    }
    return content;
}
