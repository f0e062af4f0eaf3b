#include "domain/rules/finding.h"

#include <algorithm>

namespace desk
{

Verdict verdictOf(const QList<Finding> &findings)
{
    const auto any = [&](Severity severity) {
        return std::any_of(findings.begin(), findings.end(),
                           [&](const Finding &finding) { return finding.severity == severity; });
    };
    if (any(Severity::Block))
        return Verdict::Block;
    return any(Severity::Supervisor) ? Verdict::Supervisor : Verdict::Accept;
}

} // namespace desk
