#pragma once

#include "cli/command.h"

#include "domain/permissions.h"
#include "service/hubregister.h"
#include "service/office.h"

#include <functional>
#include <memory>
#include <optional>

namespace desk::cli
{

/// A data directory opened for one command, with the person who signed in.
class Session
{
public:
    /// Opens the directory of --data and signs in as --user. Without the right to `act`: NotPermitted;
    /// no act: everyone with an account.
    /// Reading works beside a window and leaves no trace; writing is DeskBusy while another process holds the
    /// directory.
    static Result<Session> open(const Invocation &invocation, Office::Access access, std::optional<Act> act);

    /// For what is to be on record but does not need to be: for writing, or beside a running window for
    /// reading.
    static Result<Session> openToRecord(const Invocation &invocation, Act act);

    /// For looking residents up: for reading, and where a desk holds part of the register for writing, so
    /// that it can keep whom its hub has; beside a running window for reading.
    static Result<Session> openToLookUp(const Invocation &invocation);

    /// A desk that holds part of the register asks its hub for the rest; whether anybody came. Waits for the
    /// hub.
    Result<bool> askHub(const std::function<HubRegister::Asked(HubRegister &)> &question) const;

    Office &office() const { return *m_office; }
    const Actor &actor() const { return m_actor; }
    bool records() const { return m_access == Office::Access::Write; }

private:
    Session(std::unique_ptr<Office> office, Office::Access access, Actor actor);

    std::unique_ptr<Office> m_office;
    Office::Access m_access;
    Actor m_actor;
};

/// The first line of a file. `argument` names the option in the error.
Result<QString> passwordIn(const QString &file, const QString &argument);

/// --password-file, else PASSPORT_DESK_PASSWORD, else asked for on a terminal without echo.
Result<QString> passwordOf(const Invocation &invocation);

/// What is typed on the terminal, unseen. Usage, naming `argument`, when there is no terminal.
Result<QString> askPassword(const QString &prompt, const QString &argument);

} // namespace desk::cli
