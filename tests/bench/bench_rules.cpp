#include "bench/bench.h"

#include "domain/personname.h"
#include "domain/rules/engine.h"

#include "support/builders.h"

using namespace desk;

// All rules on one case (goal: 50 µs), beside the computations in it that no engine can do without.
int main()
{
    const CaseContent content = someContent();
    const RuleContext context = someContext();
    const RulePack &pack = RulePack::builtIn();
    const auto judged = bench::measure([&] { bench::keep(judge(content, context, pack)); });
    const auto needed = bench::measure([&] {
        bench::keep(parseMrz(*content.mrz, context.today));
        bench::keep(nameTokens(context.resident->nameEn));
        bench::keep(nameTokens(u"ALKHATIB ADEL SAMIR MANSOUR"));
    });
    bench::print({"rules", "all rules on one case", judged.count}, judged, needed,
                 "parsing the MRZ and taking the two names apart");

    const auto eligible =
        bench::measure([&] { bench::keep(judgeEligibility(content.iqamaNumber, context, pack)); });
    bench::print({"rules", "rules about the person", eligible.count}, eligible, needed,
                 "parsing the MRZ and taking the two names apart");
}
