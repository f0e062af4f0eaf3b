#include "cli/findings.h"

#include "text/catalogue.h"

namespace desk::cli
{

void showFindings(const Invocation &invocation, Verdict verdict, const QList<Finding> &findings)
{
    const Catalogue &catalogue = Catalogue::builtIn();
    const Language language = invocation.common.language;
    invocation.output.line(catalogue.word(verdict, language));
    const Isolation isolation = invocation.output.isTerminal() ? Isolation::Isolated : Isolation::Plain;
    for (const Finding &finding : findings) {
        invocation.output.line(QStringLiteral("  %1 %2: %3")
                                   .arg(invocation.output.shown(finding.rule),
                                        catalogue.word(finding.severity, language),
                                        catalogue.ruleMessage(finding, language, isolation)));
    }
}

} // namespace desk::cli
