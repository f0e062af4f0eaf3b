#include "ui/reader/readerfilter.h"

#include "support/catch.h"
#include "support/fakeclock.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

using namespace desk;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace
{

const QString kLine1 = u"P<JORALKHATIB<<ADEL<SAMIR<MANSOUR<<<<<<<<<<<"_s;
const QString kLine2 = u"A7654386<1JOR8802141M3111080<<<<<<<<<<<<<<<6"_s;

/// A window with a field that has the focus and a button that Return would press.
class Window
{
public:
    Window()
        : filter(&window, clock)
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(&field);
        layout->addWidget(&button);
        button.setShortcut(Qt::Key_Return);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
        field.setFocus();
    }

    /// Sends a key as the platform does: to the window, with the key's code and the layout's own text.
    void press(quint32 code, const QString &text, bool shift, milliseconds gap = milliseconds(10))
    {
        clock.advance(gap);
        const auto modifiers = shift ? Qt::ShiftModifier : Qt::NoModifier;
        const int key = code == 36 ? int(Qt::Key_Return) : int(Qt::Key_A);
        QKeyEvent override(QEvent::ShortcutOverride, key, modifiers, code, 0, 0, text);
        override.ignore();
        QCoreApplication::sendEvent(&field, &override);
        if (code == 36 && !override.isAccepted())
            button.click();
        for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, key, modifiers, code, 0, 0, text);
            QCoreApplication::sendEvent(window.windowHandle(), &event);
        }
    }

    /// Types a US keyboard's character, of which the field would see `text`.
    void type(QChar character, const QString &text)
    {
        static const QString kKeys = u"1234567890-=  qwertyuiop[]  asdfghjkl;'` \\zxcvbnm,"_s;
        static const QString kShifted = u"!@#$%^&*()_+  QWERTYUIOP{}  ASDFGHJKL:\"~ |ZXCVBNM<"_s;
        if (character == u'\n') {
            press(36, u"\r"_s, false);
            return;
        }
        const bool shift = !kKeys.contains(character);
        press(quint32(10 + (shift ? kShifted : kKeys).indexOf(character)), text, shift);
    }

    void typeAll(const QString &text)
    {
        for (const QChar character : text)
            type(character, QString(character));
    }

    FakeClock clock;
    QWidget window;
    QLineEdit field;
    QPushButton button;
    ReaderFilter filter;
};

} // namespace

TEST_CASE("A read leaves the focused field, its cursor and its undo as they were", "[reader]")
{
    Window w;
    QSignalSpy read(&w.filter, &ReaderFilter::read);
    QSignalSpy clicked(&w.button, &QPushButton::clicked);
    w.typeAll(u"ahmed"_s);
    w.field.setCursorPosition(2);

    w.typeAll(kLine1 + u'\n' + kLine2 + u'\n');

    REQUIRE(read.size() == 1);
    CHECK(read.first().first().toStringList() == QStringList{kLine1, kLine2});
    CHECK(w.field.text() == u"ahmed"_s);
    CHECK(w.field.cursorPosition() == 2);
    CHECK(w.field.hasFocus());
    CHECK(clicked.isEmpty());
    w.field.undo();
    CHECK(w.field.text() == QString());
}

TEST_CASE("Under the Arabic layout the same keys give the same read", "[reader]")
{
    Window w;
    QSignalSpy read(&w.filter, &ReaderFilter::read);
    const QString line1 = u"P<EGYABTG<<BGT<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<"_s;
    for (const QChar character : line1 + u'\n' + kLine2) {
        const QString commit = character == u'B'   ? u"لآ"_s
                               : character == u'G' ? u"لأ"_s
                               : character == u'T' ? u"لإ"_s
                                                   : QString();
        if (commit.isEmpty()) {
            w.type(character, u"ح"_s);
        } else {
            w.clock.advance(milliseconds(40));
            QInputMethodEvent event;
            event.setCommitString(commit);
            QCoreApplication::sendEvent(&w.field, &event);
        }
    }
    REQUIRE(read.size() == 1);
    CHECK(read.first().first().toStringList() == QStringList{line1, kLine2});
    CHECK(w.field.text() == QString());
}

TEST_CASE("Keys held back from a person come to the field in order", "[reader]")
{
    Window w;
    QSignalSpy read(&w.filter, &ReaderFilter::read);
    w.typeAll(u"PA"_s);
    CHECK(w.field.text() == QString());
    CHECK(QTest::qWaitFor([&] { return w.field.text() == u"PA"_s; }));
    w.typeAll(u"CAIRO 12"_s);
    CHECK(w.field.text() == u"PACAIRO 12"_s);
    CHECK(read.isEmpty());
}

TEST_CASE("A read that breaks off says how much came", "[reader]")
{
    Window w;
    QSignalSpy partial(&w.filter, &ReaderFilter::partialRead);
    w.typeAll(kLine1 + u'\n' + kLine2.left(17));
    CHECK(QTest::qWaitFor([&] { return !partial.isEmpty(); }));
    CHECK(partial.first().at(0).toInt() == 61);
    CHECK(partial.first().at(1).toInt() == 88);
    CHECK(w.field.text() == QString());
}

TEST_CASE("Where reads are not allowed every key passes", "[reader]")
{
    Window w;
    w.filter.setEnabled(false);
    w.typeAll(kLine1);
    CHECK(w.field.text() == kLine1);
}
