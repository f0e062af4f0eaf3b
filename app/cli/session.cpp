#include "cli/session.h"

#include "service/accounts.h"

#include <QFile>

#include <cstdio>

#include <termios.h>
#include <unistd.h>

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kPassword{u"كلمة المرور: ", u"Password: "};

/// Turns the terminal's echo off for as long as it lives.
class Unseen
{
public:
    Unseen()
    {
        tcgetattr(STDIN_FILENO, &m_before);
        termios quiet = m_before;
        quiet.c_lflag &= ~tcflag_t(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Unseen()
    {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
        std::fputc('\n', stderr);
    }
    Q_DISABLE_COPY_MOVE(Unseen)

private:
    termios m_before = {};
};

} // namespace

Session::Session(std::unique_ptr<Office> office, Office::Access access, Actor actor)
    : m_office(std::move(office))
    , m_access(access)
    , m_actor(std::move(actor))
{
}

Result<Session> Session::open(const Invocation &invocation, Office::Access access, std::optional<Act> act)
{
    if (invocation.common.user.isEmpty())
        return failure(ErrorCode::Usage, u"--user"_s);
    auto office = Office::open(invocation.common.data, access, invocation.clock);
    if (!office)
        return failure(office);
    const auto password = passwordOf(invocation);
    if (!password)
        return failure(password);
    Accounts &accounts = (*office)->accounts();
    Actor actor;
    if (access == Office::Access::Write) {
        const auto session = accounts.signIn(invocation.common.user, *password);
        if (!session)
            return failure(session);
        actor = session->actor;
    } else {
        const auto recognised = accounts.recognise(invocation.common.user, *password);
        if (!recognised)
            return failure(recognised);
        actor = *recognised;
    }
    if (act && !may(actor.roles, *act))
        return failure(ErrorCode::NotPermitted);
    return Session(std::move(*office), access, std::move(actor));
}

Result<Session> Session::openToRecord(const Invocation &invocation, Act act)
{
    auto session = open(invocation, Office::Access::Write, act);
    if (!session && session.error().code == ErrorCode::DeskBusy)
        return open(invocation, Office::Access::Read, act);
    return session;
}

Result<Session> Session::openToLookUp(const Invocation &invocation)
{
    const auto office = Office::open(invocation.common.data, Office::Access::Read, invocation.clock);
    const auto info = office ? (*office)->info() : failure(office);
    return info && info->held != ResidentsHeld::All
               ? openToRecord(invocation, Act::LookUpResident)
               : open(invocation, Office::Access::Read, Act::LookUpResident);
}

Result<bool> Session::askHub(const std::function<HubRegister::Asked(HubRegister &)> &question) const
{
    const std::atomic<bool> stop = false;
    return HubRegister::fetch([this](const std::function<void(Office &)> &task) { task(*m_office); }, stop,
                              question);
}

Result<QString> passwordIn(const QString &path, const QString &argument)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, argument, file.errorString());
    QByteArray line = file.readLine();
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

Result<QString> askPassword(const QString &prompt, const QString &argument)
{
    if (isatty(STDIN_FILENO) != 1)
        return failure(ErrorCode::Usage, argument);
    std::fputs(prompt.toUtf8().constData(), stderr);
    const Unseen unseen;
    QFile terminal;
    if (!terminal.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, argument, terminal.errorString());
    return QString::fromUtf8(terminal.readLine()).remove(u'\n');
}

Result<QString> passwordOf(const Invocation &invocation)
{
    if (!invocation.common.passwordFile.isEmpty())
        return passwordIn(invocation.common.passwordFile, u"--password-file"_s);
    const QString fromEnvironment = qEnvironmentVariable("PASSPORT_DESK_PASSWORD");
    if (!fromEnvironment.isEmpty())
        return fromEnvironment;
    return askPassword(invocation.say(kPassword), u"--password-file"_s);
}

} // namespace desk::cli
