// What runs behind the window, without the window: a desk's threads, its people and its hub under continuous
// work. Every line on stdout is something its people have been told, written before anything else is done.

#include "protocol/casefile.h"
#include "service/desk.h"
#include "service/whendone.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <optional>
#include <unistd.h>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kPassword = u"demo-office"_s;
constexpr int kCasesAWatch = 3; ///< that a clerk sends before a supervisor sits down

/// What came of a request; the desk's threads work on meanwhile.
template <class T>
T outcomeOf(const QFuture<T> &future)
{
    QEventLoop loop;
    std::optional<T> outcome;
    whenDone(future, &loop, [&](const T &result) {
        outcome = result;
        loop.quit();
    });
    loop.exec();
    return *std::move(outcome);
}

/// To the parent, at once: a kill after this line may take nothing of it back.
void tell(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    if (::write(STDOUT_FILENO, bytes.constData(), size_t(bytes.size())) != bytes.size())
        ::_exit(4);
}

[[noreturn]] void giveUp(const QString &doing, const Error &error)
{
    tell(u"failed %1 %2 %3 %4"_s.arg(doing, errorCodeName(error.code), error.where, error.detail));
    ::_exit(3);
}

template <class T>
T must(const QString &doing, const Result<T> &result)
{
    if (!result)
        giveUp(doing, result.error());
    if constexpr (!std::is_void_v<T>)
        return *result;
}

class Watch
{
public:
    Watch(Desk &desk, QList<CaseFile> cases, int next)
        : m_desk(desk)
        , m_cases(std::move(cases))
        , m_next(next)
    {
    }

    void clerk(const QString &name)
    {
        signIn(name);
        for (int i = 0; i < kCasesAWatch && m_next < m_cases.size(); ++i, ++m_next) {
            const CaseFile &file = m_cases.at(m_next);
            const auto sent = outcomeOf(m_desk.submit(file.id, file.content));
            if (sent && sent->stored)
                tell(u"saved "_s + sent->caseId);
            else if (!sent && !isAnAnswer(sent.error().code))
                giveUp(u"submit"_s, sent.error());
            tell(u"next %1"_s.arg(m_next + 1));
        }
        m_desk.signOut();
    }

    void supervisor(const QString &name)
    {
        signIn(name);
        const auto queue = must(u"queue"_s, outcomeOf(m_desk.queue()));
        for (const QueueRow &waiting : queue.rows) {
            if (!waiting.own)
                decide(waiting.row.caseId);
        }
        m_desk.signOut();
    }

    bool isOver() const { return m_next >= m_cases.size(); }

private:
    /// A kill while somebody signs in counts as a wrong try, so that now and then one has to wait.
    void signIn(const QString &name)
    {
        auto session = outcomeOf(m_desk.signIn(name, kPassword));
        while (!session && session.error().code == ErrorCode::Throttled) {
            QEventLoop wait;
            QTimer::singleShot(std::chrono::seconds(session.error().where.toInt()), &wait, &QEventLoop::quit);
            wait.exec();
            session = outcomeOf(m_desk.signIn(name, kPassword));
        }
        must(u"sign in"_s, session);
    }

    void decide(const QString &caseId)
    {
        const auto view = must(u"case"_s, outcomeOf(m_desk.caseView(caseId)));
        DecisionInput input;
        const int die = ++m_decisions % 10;
        input.decision = die == 3 ? Decision::Return : die == 7 ? Decision::Reject : Decision::Approve;
        if (input.decision != Decision::Approve || !view.toAnswer.isEmpty())
            input.reason = u"data_mismatch"_s;
        input.contentSha256 = view.revisions.last().contentSha256;
        const auto decided = outcomeOf(m_desk.decide(caseId, input));
        if (decided)
            tell(u"decided %1 %2"_s.arg(caseId, codeOf(input.decision)));
        else if (!isAnAnswer(decided.error().code))
            giveUp(u"decide"_s, decided.error());
    }

    /// A person would read it and go on.
    static bool isAnAnswer(ErrorCode code) { return exitCodeFor(code) == 1; }

    Desk &m_desk;
    const QList<CaseFile> m_cases;
    int m_next;
    int m_decisions = 0;
};

QList<CaseFile> casesIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        giveUp(u"read"_s, {ErrorCode::UnreadableInput, path});
    return must(u"read"_s, caseFilesFromText(file.readAll()));
}

} // namespace

/// busydesk DIRECTORY CASES FIRST: works on the cases of a file (JSON Lines) from the FIRST on.
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    application.setApplicationName(u"busydesk"_s);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 4)
        return 2;
    const SystemClock clock;
    Desk desk(clock);
    must(u"open"_s, outcomeOf(desk.open(arguments.at(1))));
    tell(u"open"_s);
    desk.startSync();
    Watch watch(desk, casesIn(arguments.at(2)), arguments.at(3).toInt());
    for (int day = 0; !watch.isOver(); ++day) {
        watch.clerk(day % 2 ? u"clerk2"_s : u"clerk"_s);
        watch.supervisor(day % 2 ? u"supervisor2"_s : u"supervisor"_s);
        desk.syncNow();
    }
    tell(u"over"_s);
    return application.exec();
}
