#pragma once

#include "bench/bench.h"
#include "bench/benchregistry.h"

#include "base/clock.h"
#include "domain/demooffice.h"
#include "service/desk.h"
#include "service/setup.h"
#include "text/catalogue.h"
#include "ui/frame/mainwindow.h"
#include "ui/frame/prompts.h"
#include "ui/pages/allpages.h"
#include "ui/theme/deskstyle.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>

namespace desk::bench
{

/// The real window, in Arabic, with `clerk` signed in: on the desk of DESK_BENCH_DESK, or on a small one that
/// is made for it.
class BenchWindow
{
public:
    static constexpr quint64 kSeed = 1;
    static constexpr int kResidents = 20'000;

    BenchWindow(int &argc, char **argv)
        : m_application((qputenv("QT_QPA_PLATFORM", "offscreen"), argc), argv)
        , m_desk(m_clock)
        , m_window({m_desk, m_clock, Catalogue::builtIn(), m_language, m_prompts})
    {
        auto *style = new DeskStyle(Theme::builtIn(Theme::Shade::Light));
        QApplication::setStyle(style);
        QApplication::setFont(style->theme().font(Type::Body));
        QString directory = qEnvironmentVariable("DESK_BENCH_DESK");
        if (directory.isEmpty()) {
            directory = m_temporary.filePath(QStringLiteral("desk"));
            orGiveUp(makeDemoDesk(directory, {.residents = kResidents, .seed = kSeed, .withCases = false},
                                  m_clock));
        }
        m_language.set(Language::Arabic);
        addPages(m_window, directory);
        const DeskInfo info = waitFor(m_desk.open(directory));
        m_residents = info.residents;
        m_window.setDesk(info);
        m_window.resize(1366, 768);
        m_window.show();
        m_window.startSession(waitFor(m_desk.signIn(QStringLiteral("clerk"), QStringLiteral("demo-office"))));
    }

    MainWindow &window() { return m_window; }
    long residents() const { return long(m_residents); }

    /// Somebody a case can be opened for.
    static Resident someResident() { return demoResident(kSeed, 11); }
    /// Until the page has all it asked for.
    void settle()
    {
        if (!QTest::qWaitFor([this] { return !m_window.page()->isBusy(); }, 600'000))
            qFatal("the page stays busy");
    }

private:
    template <class T>
    T waitFor(const QFuture<Result<T>> &future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 600'000))
            qFatal("no answer");
        return orGiveUp(future.result());
    }

    QApplication m_application;
    SystemClock m_clock;
    QTemporaryDir m_temporary;
    LanguageSwitch m_language;
    DialogPrompts m_prompts;
    Desk m_desk;
    MainWindow m_window;
    qint64 m_residents = 0;
};

} // namespace desk::bench
