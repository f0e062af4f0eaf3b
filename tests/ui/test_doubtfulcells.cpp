#include "ui/widgets/doubtfulcells.h"

#include "base/bidi.h"

#include "support/catch.h"

#include <QAbstractButton>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QStringList kLines = {u"P<JORALKHATIB<<ADEL<SAMIR<MANSOUR<<<<<<<<<<<"_s,
                            u"A7654386<1JOR8802141M3111080<<<<<<<<<<<<<<<6"_s};

/// A zone as read from a picture of 20 × 28 pixels a cell, where 'O' was confused with '0', '8' with '3', and
/// one name letter is not legible.
MrzImageReading reading()
{
    MrzImageReading reading;
    reading.fault = MrzImageFault::None;
    for (std::size_t line = 0; line < 2; ++line) {
        for (std::size_t column = 0; column < 44; ++column) {
            MrzCell &cell = reading.cells[line][column];
            cell.character = kLines.at(qsizetype(line)).at(qsizetype(column));
            cell.doubtful = false;
            const double x = double(column) * 20;
            const double y = double(line) * 40;
            cell.quad = {ImagePoint{x, y}, {x + 20, y}, {x + 20, y + 28}, {x, y + 28}};
        }
    }
    const auto doubt = [&reading](std::size_t line, std::size_t column, QChar read,
                                  const QList<QChar> &alternatives) {
        MrzCell &cell = reading.cells[line][column];
        cell.character = read;
        cell.doubtful = true;
        cell.alternatives = alternatives;
    };
    doubt(0, 6, MrzCell::kIllegible, {});
    doubt(1, 6, u'3', {u'8', u'B'});
    doubt(1, 14, u'8', {u'B'});
    return reading;
}

/// The widget in a window, with what it told.
class Bench
{
public:
    explicit Bench(Qt::LayoutDirection direction = Qt::LeftToRight)
    {
        cells.setLayoutDirection(direction);
        QImage picture(44 * 20, 68, QImage::Format_RGB32);
        picture.fill(Qt::white);
        // The cell of line 2, column 7 is red to its left and blue to its right.
        for (int y = 40; y < 68; ++y) {
            for (int x = 0; x < 20; ++x)
                picture.setPixelColor(6 * 20 + x, y, x < 10 ? Qt::red : Qt::blue);
        }
        QObject::connect(&cells, &DoubtfulCells::settled, &cells,
                         [this](const QStringList &lines) { settled = lines; });
        QObject::connect(&cells, &DoubtfulCells::givenUp, &cells, [this] { ++givenUp; });
        cells.start(reading(), picture);
        cells.show();
        cells.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&cells));
        cells.setFocus();
        REQUIRE(field()->hasFocus());
    }

    QLineEdit *field() const { return cells.findChild<QLineEdit *>(u"characterField"_s); }
    QString texts() const
    {
        QStringList all;
        for (const QLabel *label : cells.findChildren<QLabel *>())
            all += label->text();
        return all.join(u'\n');
    }
    /// Of the buttons that are shown.
    QStringList choices() const
    {
        QStringList out;
        for (const QAbstractButton *button : cells.findChildren<QAbstractButton *>(u"choiceButton"_s)) {
            if (button->isVisible())
                out += button->accessibleName();
        }
        return out;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    void type(const QString &text) { QTest::keyClicks(QApplication::focusWidget(), text); }

    DoubtfulCells cells;
    QStringList settled;
    int givenUp = 0;
};

} // namespace

TEST_CASE("Doubtful characters are settled one by one at the keyboard", "[cells]")
{
    Bench bench;
    CHECK(bench.field()->accessibleName() == u"Character 1 of 3 to confirm: line 1, column 7"_s);
    CHECK(bench.choices().isEmpty());
    CHECK(bench.field()->text().isEmpty());
    bench.press(Qt::Key_Return); // nothing is proposed, so there is nothing to confirm
    CHECK(bench.field()->accessibleName().contains(u"1 of 3"_s));
    bench.type(u"l"_s);
    CHECK(bench.field()->text() == u"L"_s);
    CHECK(bench.field()->accessibleName().contains(u"1 of 3"_s)); // chosen, not confirmed
    bench.press(Qt::Key_Return);

    CHECK(bench.field()->accessibleName() == u"Character 2 of 3 to confirm: line 2, column 7"_s);
    CHECK(bench.choices() == QStringList{u"Digit 3"_s, u"Digit 8"_s, u"Letter B"_s});
    CHECK(bench.field()->text() == u"3"_s);
    bench.type(u"8"_s);
    bench.press(Qt::Key_Enter, Qt::KeypadModifier);
    CHECK(bench.field()->accessibleName().contains(u"3 of 3"_s));
    CHECK(bench.choices() == QStringList{u"Digit 8"_s}); // a date holds no letter
    CHECK(bench.settled.isEmpty());
    bench.press(Qt::Key_Return);
    CHECK(bench.settled == kLines);
    CHECK(bench.givenUp == 0);
    CHECK_FALSE(bench.cells.isUnderWay());
    CHECK_FALSE(bench.cells.isVisible());
}

TEST_CASE("One goes back to the character before and finds what was confirmed", "[cells]")
{
    Bench bench;
    bench.type(u"K"_s);
    bench.press(Qt::Key_Return);
    bench.press(Qt::Key_Return, Qt::ShiftModifier);
    CHECK(bench.field()->accessibleName().contains(u"1 of 3"_s));
    CHECK(bench.field()->text() == u"K"_s);
    bench.press(Qt::Key_Return, Qt::ShiftModifier);
    CHECK(bench.field()->accessibleName().contains(u"1 of 3"_s));
    bench.type(u"L"_s);
    bench.press(Qt::Key_Return);
    bench.type(u"8"_s);
    bench.press(Qt::Key_Return);
    bench.press(Qt::Key_Left);
    CHECK(bench.field()->text() == u"8"_s);
    bench.press(Qt::Key_Backspace); // what was confirmed, until another is typed
    CHECK(bench.field()->text() == u"8"_s);
    bench.press(Qt::Key_Return);
    bench.press(Qt::Key_Return);
    CHECK(bench.settled == kLines);
}

TEST_CASE("A failing check digit is named and nothing is settled", "[cells]")
{
    Bench bench;
    bench.type(u"L"_s);
    bench.press(Qt::Key_Return);
    bench.press(Qt::Key_Return); // the 3 that is proposed is wrong
    bench.press(Qt::Key_Return);
    CHECK(bench.settled.isEmpty());
    CHECK(bench.cells.isUnderWay());
    CHECK(bench.texts().contains(u"do not hold: passport number."_s));
    CHECK(bench.field()->accessibleName().contains(u"2 of 3"_s)); // where it may be mended
    CHECK(bench.field()->accessibleDescription().contains(u"passport number"_s));
    bench.type(u"8"_s);
    bench.press(Qt::Key_Return);
    bench.press(Qt::Key_Return);
    CHECK(bench.settled == kLines);
}

TEST_CASE("What a column cannot hold is refused in words", "[cells]")
{
    Bench bench;
    bench.type(u"7"_s);
    CHECK(bench.field()->text().isEmpty());
    CHECK(withoutBidiControls(bench.texts()).contains(u"Column 7 of line 1 cannot hold 7"_s));
    bench.press(Qt::Key_Return);
    CHECK(bench.field()->accessibleName().contains(u"1 of 3"_s));
    bench.type(u" "_s);
    CHECK(bench.field()->text() == u"<"_s);
    QKeyEvent arabic(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, u"\u0668"_s);
    QCoreApplication::sendEvent(bench.field(), &arabic);
    CHECK(withoutBidiControls(bench.texts()).contains(u"cannot hold 8"_s));
    CHECK(bench.field()->text() == u"<"_s);
}

TEST_CASE("An Arabic keyboard types the letters of the zone", "[cells]")
{
    Bench bench;
    constexpr quint32 kKeyOfL = 46;
    QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, kKeyOfL, 0, 0, u"م"_s);
    QCoreApplication::sendEvent(bench.field(), &press);
    CHECK(bench.field()->text() == u"L"_s);
    QInputMethodEvent commit;
    commit.setCommitString(u"لا"_s);
    QCoreApplication::sendEvent(bench.field(), &commit);
    CHECK(bench.field()->text() == u"B"_s);
}

TEST_CASE("A key that is held down confirms one character only", "[cells]")
{
    Bench bench;
    bench.type(u"L"_s);
    bench.press(Qt::Key_Return);
    QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, u"\r"_s, true);
    QCoreApplication::sendEvent(bench.field(), &held);
    CHECK(bench.field()->accessibleName().contains(u"2 of 3"_s));
}

TEST_CASE("Esc gives up from wherever the focus is", "[cells]")
{
    Bench bench;
    bench.type(u"L"_s);
    bench.press(Qt::Key_Return);
    bench.cells.findChild<QAbstractButton *>(u"choiceButton"_s)->setFocus();
    bench.press(Qt::Key_Escape);
    CHECK(bench.givenUp == 1);
    CHECK(bench.settled.isEmpty());
    CHECK_FALSE(bench.cells.isUnderWay());
}

TEST_CASE("A choice is a button too", "[cells]")
{
    Bench bench;
    bench.type(u"L"_s);
    bench.press(Qt::Key_Return);
    const auto buttons = bench.cells.findChildren<QAbstractButton *>(u"choiceButton"_s);
    buttons.at(1)->setFocus();
    bench.press(Qt::Key_Return);
    CHECK(bench.field()->hasFocus());
    CHECK(bench.field()->accessibleName().contains(u"3 of 3"_s));
    bench.press(Qt::Key_Return);
    CHECK(bench.settled == kLines);
}

TEST_CASE("The picture of the character is not mirrored in a window from right to left", "[cells]")
{
    for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        Bench bench(direction);
        bench.type(u"L"_s);
        bench.press(Qt::Key_Return);
        const QImage seen = bench.cells.grab().toImage();
        int red = 0;
        int blue = 0;
        int reds = 0;
        int blues = 0;
        for (int y = 0; y < seen.height(); ++y) {
            for (int x = 0; x < seen.width(); ++x) {
                const QColor pixel = seen.pixelColor(x, y);
                if (pixel == QColor(Qt::red)) {
                    red += x;
                    ++reds;
                } else if (pixel == QColor(Qt::blue)) {
                    blue += x;
                    ++blues;
                }
            }
        }
        REQUIRE(reds > 200);
        REQUIRE(blues > 200);
        CHECK(red / reds < blue / blues);
    }
}
