#include "base/clock.h"
#include "base/logging.h"
#include "base/memorydumps.h"
#include "base/version.h"
#include "service/desk.h"
#include "service/whendone.h"
#include "text/catalogue.h"
#include "ui/frame/languageswitch.h"
#include "ui/frame/mainwindow.h"
#include "ui/frame/prompts.h"
#include "ui/frame/wheelguard.h"
#include "ui/pages/allpages.h"
#include "ui/pages/nodeskpage.h"
#include "ui/theme/deskstyle.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QSocketNotifier>
#include <QStandardPaths>

#include <csignal>
#include <cstdio>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace
{

constexpr int kEnvironmentFailed = 3;

int g_signalPipe[2] = {-1, -1};

void onTerminate(int)
{
    const char byte = 1;
    // Nothing can be done here when it fails: the pipe is full, so the request is on its way already.
    [[maybe_unused]] const auto written = write(g_signalPipe[0], &byte, sizeof byte);
}

/// Turns SIGTERM, SIGINT and SIGHUP into an ordinary end of the application, so that a draft is kept.
void endOnSignals(QCoreApplication &application)
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, g_signalPipe) != 0)
        return;
    auto *notifier = new QSocketNotifier(g_signalPipe[1], QSocketNotifier::Read, &application);
    QObject::connect(notifier, &QSocketNotifier::activated, &application, [notifier] {
        notifier->setEnabled(false);
        QApplication::closeAllWindows();
        QCoreApplication::quit();
    });
    struct sigaction action = {};
    action.sa_handler = onTerminate;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        sigaction(signal, &action, nullptr);
}

QString defaultDataDirectory()
{
    const QString given = qEnvironmentVariable("PASSPORT_DESK_DATA");
    if (!given.isEmpty())
        return given;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/passport-desk"_s;
}

} // namespace

int main(int argc, char *argv[])
{
    desk::forbidMemoryDumps();
    QApplication application(argc, argv);
    QApplication::setApplicationName(u"passport-desk"_s);
    QApplication::setApplicationVersion(QString::fromLatin1(desk::kVersion));
    QApplication::setDesktopFileName(u"passport-desk"_s);
    QLocale::setDefault(QLocale::c());

    QCommandLineParser parser;
    parser.setApplicationDescription(u"Passport Desk: updates of residents' passports at a branch office."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption dataOption(u"data"_s, u"The desk's data directory."_s, u"DIR"_s,
                                        defaultDataDirectory());
    const QCommandLineOption languageOption(u"lang"_s, u"Language of the window: ar or en."_s, u"LANG"_s,
                                            u"ar"_s);
    const QCommandLineOption themeOption(u"theme"_s, u"light or dark."_s, u"THEME"_s, u"light"_s);
    parser.addOptions({dataOption, languageOption, themeOption});
    parser.process(application);
    const auto language = desk::fromCode<desk::Language>(parser.value(languageOption));
    const QString theme = parser.value(themeOption);
    if (!language || (theme != "light"_L1 && theme != "dark"_L1) || !parser.positionalArguments().isEmpty()) {
        std::fputs("passport-desk: --lang is ar or en, --theme is light or dark, and nothing else is taken\n",
                   stderr);
        return 2;
    }

    if (const auto log = desk::startLogFile(u"passport-desk"_s); !log)
        std::fputs("passport-desk: no log file can be written; going on without\n", stderr);

    const auto shade = theme == "dark"_L1 ? desk::Theme::Shade::Dark : desk::Theme::Shade::Light;
    auto *style = new desk::DeskStyle(desk::Theme::builtIn(shade));
    QApplication::setStyle(style);
    QApplication::setPalette(style->standardPalette());
    QApplication::setFont(style->theme().font(desk::Type::Body));
    QApplication::setWindowIcon(QIcon(u":/icons/passport-desk.svg"_s));

    desk::LanguageSwitch languageSwitch;
    languageSwitch.set(*language);
    application.installEventFilter(new desk::WheelGuard(&application));

    const QString dataDirectory = parser.value(dataOption);
    const desk::SystemClock clock;
    desk::DialogPrompts prompts;
    desk::Desk desk(clock);
    desk::MainWindow window({desk, clock, desk::Catalogue::builtIn(), languageSwitch, prompts});
    desk::addPages(window, dataDirectory);
    endOnSignals(application);

    desk::whenDone(desk.open(dataDirectory), &window, [&](const desk::Result<desk::DeskInfo> &info) {
        if (!info && info.error().code == desk::ErrorCode::DeskBusy) {
            const QString words =
                desk::Catalogue::builtIn().errorMessage(info.error(), *language, desk::Isolation::Plain);
            std::fprintf(stderr, "passport-desk: %s\n", qPrintable(words));
            QCoreApplication::exit(kEnvironmentFailed);
            return;
        }
        if (info) {
            window.setDesk(*info);
            window.goTo(desk::PageId::Login);
        } else {
            window.goTo(desk::PageId::NoDesk);
            static_cast<desk::NoDeskPage *>(window.page())->setReason(info.error());
        }
        window.resize(1366, 768);
        window.show();
    });
    return QApplication::exec();
}
