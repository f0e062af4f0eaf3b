#pragma once

#include "service/acknowledged.h"
#include "service/audittrail.h"
#include "service/backup.h"
#include "service/evidencedesk.h"
#include "service/rotation.h"
#include "support/faultvfs.h"
#include "sync/syncstore.h"

#include <functional>

/// Somebody who stays signed in at every copy of the same desk, or without a vault signs in at each.
struct SignedIn {
    desk::Actor actor;
    std::shared_ptr<desk::Vault> vault;
};

/// A demo desk that is copied for each disturbance, with a case of Adel's in it that waits for its decision.
class FaultyDesk
{
public:
    FaultyDesk();

    /// A fresh copy, opened for writing by who stays signed in; before any fault.
    void begin(const SignedIn &who);
    /// The office that `begin` opened.
    desk::Office &office() { return *m_office; }
    QString path() const { return m_dir.file(QStringLiteral("disturbed")); }
    QString beside(const QString &name) const { return m_dir.file(name); }
    /// As the end of the process does; what the disk then has is for the caller.
    void close() { m_office.reset(); }
    /// Again, with what a new start finds.
    desk::Result<> open(const SignedIn &who);

    /// The files are whole, and every move, revision, decision, message and audit entry has its counterparts.
    void checkWhole() const;

    SignedIn clerk, supervisor, administrator;
    SignedIn clerkAnew, administratorAnew;
    QString caseId; ///< of Adel, submitted by the clerk
    desk::CaseContent content;
    FakeClock clock;

private:
    SignedIn signIn(const char *name);
    QString original() const { return m_dir.file(QStringLiteral("original")); }

    TempDir m_dir;
    std::unique_ptr<desk::Office> m_office;
};

/// What a person does at a desk.
struct Deed {
    const char *name;
    SignedIn FaultyDesk::*who;
    /// What the person is told.
    std::function<desk::Result<>(FaultyDesk &)> act;
    /// Whether it is there, seen in a copy that was opened anew.
    std::function<bool(FaultyDesk &)> isThere;
    int points = 6; ///< where it is disturbed in each way, unless everywhere
};

const std::vector<Deed> &deeds();
