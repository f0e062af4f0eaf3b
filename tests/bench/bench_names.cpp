#include "bench/bench.h"

#include "domain/personname.h"

using namespace desk;
using namespace desk::bench;

int main()
{
    const QString arabic = QStringLiteral("محمد بن عبد الرحمن منصور الخطيب");
    const QString latin = QStringLiteral("MOHAMMED ABDUL RAHMAN MANSOUR ALKHATIB");
    const auto copied = measure([&] { keep(QStringView(latin).toString().toUpper()); });
    const char *const copying = "copying the name in capitals";

    const auto normal = measure([&] { keep(normalName(arabic)); });
    print({"names", "normal form", normal.count}, normal, copied, copying);
    const auto keys = measure([&] { keep(nameKeys(arabic)); });
    print({"names", "search keys", keys.count}, keys, copied, copying);

    const PreparedName query = prepareName(latin);
    const PreparedName candidate = prepareName(arabic);
    const auto match = measure([&] { keep(matchNames(query, candidate)); });
    print({"names", "compare two prepared names", match.count}, match, copied, copying);
    return 0;
}
