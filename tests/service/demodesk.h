#pragma once

#include "service/accounts.h"
#include "service/casedesk.h"
#include "service/delivery.h"
#include "service/office.h"
#include "service/residentdesk.h"
#include "service/reviewdesk.h"
#include "service/setup.h"

#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/tempdir.h"

/// A small demo office without cases, open for writing, on 2026-11-23.
class DemoDesk
{
public:
    DemoDesk()
    {
        const auto made =
            desk::makeDemoDesk(path(), {.residents = 200, .seed = 1, .withCases = false}, m_clock);
        REQUIRE(made);
        open();
    }

    QString path() const { return m_dir.file(QStringLiteral("desk")); }
    FakeClock &clock() { return m_clock; }
    desk::Office &office() { return *m_office; }
    /// The files are free until `open`.
    void close() { m_office.reset(); }
    void open()
    {
        auto opened = desk::Office::open(path(), desk::Office::Access::Write, m_clock);
        REQUIRE(opened);
        m_office = std::move(*opened);
    }

    desk::Actor signIn(const char *name)
    {
        const auto session =
            m_office->accounts().signIn(QString::fromLatin1(name), QStringLiteral("demo-office"));
        REQUIRE(session);
        return session->actor;
    }

    /// Who acts is who is signed in.
    const desk::Actor &as(const desk::Actor &actor)
    {
        signIn(actor.userName.toUtf8().constData());
        return actor;
    }

private:
    TempDir m_dir;
    FakeClock m_clock;
    std::unique_ptr<desk::Office> m_office;
};
