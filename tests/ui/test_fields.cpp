#include "support/catch.h"

#include "ui/theme/deskstyle.h"
#include "ui/widgets/countryfield.h"
#include "ui/widgets/datefield.h"
#include "ui/widgets/idfield.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QTest>
#include <QVBoxLayout>

using namespace desk;

namespace
{

/// Types as a keyboard does: QTest's own helper refuses anything but ASCII.
void typeInto(QWidget *field, const QString &text)
{
    for (const QChar c : text) {
        QKeyEvent press(QEvent::KeyPress, 0, Qt::NoModifier, QString(c));
        QApplication::sendEvent(field, &press);
    }
}

void pasteInto(QWidget *field, const QString &text)
{
    QApplication::clipboard()->setText(text);
    QTest::keyClick(field, Qt::Key_Insert, Qt::ShiftModifier);
}

/// Sets the application's direction for as long as it lives.
class Direction
{
public:
    explicit Direction(Qt::LayoutDirection direction) { QApplication::setLayoutDirection(direction); }
    ~Direction() { QApplication::setLayoutDirection(Qt::LeftToRight); }
    Direction(const Direction &) = delete;
    Direction &operator=(const Direction &) = delete;
};

} // namespace

TEST_CASE("an identifier field cleans what is typed before its limit applies")
{
    IdField field;
    field.setLimit(10);

    SECTION("blanks and dashes around a pasted number")
    {
        pasteInto(&field, QStringLiteral(" 2345-678 901 "));
        CHECK(field.text() == QStringLiteral("2345678901"));
    }
    SECTION("both digit families, typed and pasted")
    {
        typeInto(&field, QStringLiteral("٢٣٤"));
        pasteInto(&field, QStringLiteral("۵۶"));
        CHECK(field.text() == QStringLiteral("23456"));
    }
    SECTION("small letters and bidi controls")
    {
        pasteInto(&field, QStringLiteral("\u2066a7654386\u2069"));
        CHECK(field.text() == QStringLiteral("A7654386"));
    }
    SECTION("what an input method commits")
    {
        QInputMethodEvent commit;
        commit.setCommitString(QStringLiteral("٧٨"));
        QApplication::sendEvent(&field, &commit);
        CHECK(field.text() == QStringLiteral("78"));
    }
    SECTION("no more than the limit")
    {
        pasteInto(&field, QStringLiteral("123456789012345"));
        CHECK(field.text() == QStringLiteral("1234567890"));
        typeInto(&field, QStringLiteral("9"));
        CHECK(field.text() == QStringLiteral("1234567890"));
    }
}

TEST_CASE("a user name keeps its case and dots")
{
    IdField field;
    field.setVerbatim(true);
    typeInto(&field, QStringLiteral("noura.Al"));
    CHECK(field.text() == QStringLiteral("noura.Al"));
}

TEST_CASE("what the program fills in can be undone")
{
    IdField field;
    typeInto(&field, QStringLiteral("A1"));
    field.fill(QStringLiteral("B7654321"));
    CHECK(field.text() == QStringLiteral("B7654321"));
    field.undo();
    CHECK(field.text() == QStringLiteral("A1"));
}

TEST_CASE("an empty identifier field has its caret where reading starts")
{
    DeskStyle style(Theme::builtIn());
    const auto caretOf = [&style](Qt::LayoutDirection direction) {
        const Direction scope(direction);
        IdField field;
        field.setStyle(&style);
        field.resize(160, 36);
        field.grab(); // Qt places the text when it paints
        return field.inputMethodQuery(Qt::ImCursorRectangle).toRect().center().x();
    };
    CHECK(caretOf(Qt::RightToLeft) > 120);
    CHECK(caretOf(Qt::LeftToRight) < 40);
}

TEST_CASE("a date field shows a good date in one form and keeps a bad one")
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *date = new DateField;
    auto *other = new TextField;
    column->addWidget(date);
    column->addWidget(other);
    window.show();
    QApplication::setActiveWindow(&window);

    const auto leave = [&] {
        date->setFocus();
        other->setFocus();
    };
    SECTION("a good one")
    {
        date->setFocus();
        typeInto(date, QStringLiteral("١٦٠٨٢٠٢١"));
        CHECK(date->text() == QStringLiteral("16082021"));
        leave();
        CHECK(date->text() == QStringLiteral("16/08/2021"));
        CHECK(date->value() == QStringLiteral("2021-08-16"));
        date->undo();
        CHECK(date->text() == QStringLiteral("16082021"));
    }
    SECTION("a bad one")
    {
        date->setFocus();
        typeInto(date, QStringLiteral("31/02/2026"));
        leave();
        CHECK(date->text() == QStringLiteral("31/02/2026"));
        CHECK(date->value() == QStringLiteral("31/02/2026"));
        CHECK_FALSE(date->date().isValid());
    }
    SECTION("none")
    {
        leave();
        CHECK(date->text().isEmpty());
        CHECK(date->value().isEmpty());
    }
}

TEST_CASE("a country is known by its code and by the beginning of its name in either language")
{
    CHECK(CountryField::codeFor(QStringLiteral("JOR")) == QStringLiteral("JOR"));
    CHECK(CountryField::codeFor(QStringLiteral("jor")) == QStringLiteral("JOR"));
    CHECK(CountryField::codeFor(QStringLiteral("الأردن")) == QStringLiteral("JOR"));
    CHECK(CountryField::codeFor(QStringLiteral("الاردن")) == QStringLiteral("JOR"));
    CHECK(CountryField::codeFor(QStringLiteral("اردن")) == QStringLiteral("JOR"));
    CHECK(CountryField::codeFor(QStringLiteral("اثيوبيا")) == QStringLiteral("ETH"));
    CHECK(CountryField::codeFor(QStringLiteral("Jordan")) == QStringLiteral("JOR"));
    CHECK(CountryField::codeFor(QStringLiteral("D")) == QStringLiteral("D"));
    CHECK(CountryField::codeFor(QStringLiteral("nowhere")).isEmpty());
    CHECK(CountryField::codeFor(QString()).isEmpty());
}
