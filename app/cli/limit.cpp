#include "cli/limit.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

Result<int> limitOf(const Invocation &invocation, int usual, int most)
{
    if (!invocation.has(u"limit"_s))
        return usual;
    bool good = false;
    const int limit = invocation.value(u"limit"_s).toInt(&good);
    if (!good || limit < 1 || limit > most)
        return failure(ErrorCode::Usage, u"--limit"_s);
    return limit;
}

void tellCutOff(const Invocation &invocation, qsizetype shown, const Words &howToNarrow)
{
    constexpr Words kMore{u"لم يُعرض إلا أول %1، وهناك المزيد. %2",
                          u"Only the first %1 are shown, there are more. %2"};
    Output::message(invocation.say(kMore).arg(QString::number(shown), invocation.say(howToNarrow)));
}

} // namespace desk::cli
