#include "base/memorydumps.h"
#include "cli/commandline.h"
#include "service/scandecoder.h"
#include "service/scanintake.h"

#include <QGuiApplication>
#include <QLoggingCategory>

#include <algorithm>
#include <memory>

namespace
{

/// Only these look at fonts; every other command starts without the half of Qt that draws.
std::unique_ptr<QCoreApplication> applicationFor(int &argc, char *argv[])
{
    const bool paints = std::any_of(argv + 1, argv + argc, [](const char *word) {
        return qstrcmp(word, "receipt") == 0 || qstrcmp(word, "doctor") == 0;
    });
    if (!paints)
        return std::make_unique<QCoreApplication>(argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return std::make_unique<QGuiApplication>(argc, argv);
}

} // namespace

int main(int argc, char *argv[])
{
    desk::forbidMemoryDumps();
    if (argc == 2 && qstrcmp(argv[1], desk::kScanDecoderWord) == 0) {
        const QCoreApplication decoder(argc, argv);
        return desk::runScanDecoder();
    }
    const auto application = applicationFor(argc, argv);
    // A command says itself what came of it.
    QLoggingCategory::setFilterRules(QStringLiteral("*.info=false"));
    QCoreApplication::setApplicationName(QStringLiteral("passport-desk"));
    const desk::SystemClock clock;
    return desk::cli::runProgram(QCoreApplication::arguments(), clock);
}
