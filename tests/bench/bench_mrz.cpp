#include "bench/bench.h"

#include "domain/mrz.h"

using namespace desk;
using namespace desk::bench;

int main()
{
    const QStringList lines{QStringLiteral("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"),
                            QStringLiteral("L898902C36UTO7408122F1204159ZE184226B<<<<<10")};
    const QDate today(2026, 11, 23);
    const auto ours = measure([&] { keep(parseMrz(lines, today)); });
    const auto copied = measure([&] { keep(lines.join(u'\n').toUtf8()); });
    print({"mrz", "parse TD3", ours.count}, ours, copied, "copying the two lines");
    return 0;
}
