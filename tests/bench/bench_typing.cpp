// From the last key of a query to the first result painted, in the real window. DESK_BENCH_DESK names the
// data directory of a desk with `clerk` and the demo office's residents; without it a small one is made.
#include "bench/bench.h"
#include "bench/benchwindow.h"

#include "ui/widgets/desktable.h"

#include <QAbstractItemModel>

#include <cstring>
#include <fstream>
#include <string>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kQueries = 200;
/// Between two keys, in milliseconds: a clerk who types fast.
constexpr int kKeyPause = 70;
/// What the page waits for another key before it searches, in milliseconds.
constexpr double kTypingPause = 30;

/// Notes when the list was painted with the rows of the newest answer.
class Painted : public QObject
{
public:
    explicit Painted(DeskTable &table)
        : m_table(table)
    {
        connect(table.model(), &QAbstractItemModel::modelReset, this, [this] { m_fresh = true; });
        table.viewport()->installEventFilter(this);
    }

    void expect() { m_fresh = m_seen = false; }
    bool seen() const { return m_seen; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && m_fresh && m_table.model()->rowCount() > 0)
            m_seen = true;
        return false;
    }

private:
    DeskTable &m_table;
    bool m_fresh = false;
    bool m_seen = false;
};

long residentMegabytes(const char *field)
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.rfind(field, 0) == 0)
            return std::stol(line.substr(std::strlen(field) + 1)) / 1024;
    }
    return 0;
}

QStringList queries(qint64 residents)
{
    QStringList list;
    for (int i = 0; i < kQueries; ++i) {
        const Resident resident = demoResident(BenchWindow::kSeed, quint64(i) * 7919 % quint64(residents));
        const QString name = i % 2 == 0 ? resident.nameAr : resident.nameEn.toLower();
        const QStringList words = name.split(u' ');
        const int parts = 2 + i / 2 % 3;
        QString query = words.mid(0, parts).join(u' ');
        if (i % 4 >= 2 && query.size() > 6)
            query.chop(2); // the last word is still being typed
        list += query;
    }
    return list;
}

} // namespace

int main(int argc, char *argv[])
{
    BenchWindow bench(argc, argv);
    MainWindow &window = bench.window();
    window.goTo(PageId::Lookup);
    auto *field = window.page()->findChild<QLineEdit *>(u"queryField"_s);
    auto *table = window.page()->findChild<DeskTable *>();
    Painted painted(*table);

    std::vector<double> samples;
    const auto type = [&](const QString &query) {
        field->clear();
        QTest::qWait(kKeyPause);
        for (qsizetype i = 0; i < query.size(); ++i) {
            const bool last = i == query.size() - 1;
            if (last)
                painted.expect();
            const auto before = std::chrono::steady_clock::now();
            QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, QString(query.at(i)));
            QCoreApplication::sendEvent(field, &press);
            if (!last) {
                QTest::qWait(kKeyPause);
                continue;
            }
            while (!painted.seen() && std::chrono::steady_clock::now() - before < std::chrono::seconds(2))
                QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
            const double took =
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count();
            if (painted.seen())
                samples.push_back(took);
            if (qEnvironmentVariableIsSet("DESK_BENCH_SHOW"))
                std::fprintf(stderr, "%.1f ms%s: %s\n", took, painted.seen() ? "" : ", nobody",
                             qPrintable(query));
        }
    };
    const QStringList all = queries(bench.residents());
    for (const QString &query : all.mid(0, 10))
        type(query);
    samples.clear();
    std::ofstream("/proc/self/clear_refs") << 5; // the highest resident set, from here on
    for (const QString &query : all)
        type(query);
    const Timing timing = timingOf(samples, long(samples.size()));
    const char *const peer = "the pause after a key before anything is searched";
    print({"typing", "last key to first result painted, median", timing.count}, "ms", timing.median,
          kTypingPause, peer);
    print({"typing", "last key to first result painted, p99", timing.count}, "ms", timing.p99, kTypingPause,
          peer);
    print({"typing", "queries that found somebody", kQueries}, "queries", double(samples.size()), kQueries,
          "all that were typed");
    print({"typing", "resident set after searching", long(bench.residents())}, "MB",
          double(residentMegabytes("VmRSS:")), double(residentMegabytes("VmHWM:")), "its highest");
    return 0;
}
