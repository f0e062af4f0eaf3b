// From a key on the form to the rules' panel painted with what it changed, in the real window.
// DESK_BENCH_DESK names the data directory of a desk with `clerk` and the demo office's residents; without it
// a small one is made.
#include "bench/bench.h"
#include "bench/benchregistry.h"
#include "bench/benchwindow.h"

#include "domain/demooffice.h"
#include "ui/widgets/validationpanel.h"

#include <QListView>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kKeys = 400;
/// Between two keys, in milliseconds: a clerk who types fast.
constexpr int kKeyPause = 70;

/// Notes when a widget was painted, from when it was told to look.
class Painted : public QObject
{
public:
    explicit Painted(QWidget &widget) { widget.installEventFilter(this); }

    void expect() { m_seen = false; }
    bool seen() const { return m_seen; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_seen = m_seen || event->type() == QEvent::Paint;
        return false;
    }

private:
    bool m_seen = false;
};

} // namespace

int main(int argc, char *argv[])
{
    BenchWindow bench(argc, argv);
    MainWindow &window = bench.window();
    const Resident resident = BenchWindow::someResident();
    window.goTo(PageId::Form, resident.iqamaNumber);
    bench.settle();
    auto *number = window.page()->findChild<QLineEdit *>(u"numberField"_s);
    auto *place = window.page()->findChild<QLineEdit *>(u"placeField"_s);
    auto *panel = window.page()->findChild<ValidationPanel *>()->findChild<QListView *>();
    // Whole, it is the number on record, which the rules do not let pass.
    const QString recorded = resident.passport.number;
    number->setText(recorded.chopped(1));
    place->setFocus(); // so that the number is judged while it changes
    QTest::qWait(500);

    Painted panelPainted(*panel->viewport());
    Painted fieldPainted(*number);
    std::vector<double> verdicts;
    std::vector<double> letters;
    for (int i = 0; i < kKeys; ++i) {
        panelPainted.expect();
        fieldPainted.expect();
        const auto before = std::chrono::steady_clock::now();
        const auto since = [before] {
            return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before)
                .count();
        };
        const bool add = i % 2 == 0;
        QKeyEvent press(QEvent::KeyPress, add ? Qt::Key_unknown : Qt::Key_Backspace, Qt::NoModifier,
                        add ? recorded.last(1) : QString());
        QCoreApplication::sendEvent(number, &press);
        bool written = false;
        while (!panelPainted.seen() && since() < 2000) {
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 5);
            if (fieldPainted.seen() && !std::exchange(written, true))
                letters.push_back(since());
        }
        if (panelPainted.seen())
            verdicts.push_back(since());
        QTest::qWait(kKeyPause);
    }
    if (verdicts.empty() || letters.empty())
        qFatal("nothing was painted");
    const Timing verdict = timingOf(verdicts, long(verdicts.size()));
    const Timing letter = timingOf(letters, long(letters.size()));
    const char *const peer = "the letter itself painted";
    print({"panel", "key to the rules' panel painted, median", bench.residents()}, "ms", verdict.median,
          letter.median, peer);
    print({"panel", "key to the rules' panel painted, p99", bench.residents()}, "ms", verdict.p99, letter.p99,
          peer);
    print({"panel", "keys that changed the panel", kKeys}, "keys", double(verdicts.size()), kKeys,
          "all that were pressed");
    return 0;
}
