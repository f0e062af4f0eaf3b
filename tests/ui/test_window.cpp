#include "service/setup.h"
#include "store/deskdatabase.h"
#include "ui/frame/clipboardwipe.h"
#include "ui/frame/keymap.h"
#include "ui/frame/mainwindow.h"
#include "ui/pages/allpages.h"
#include "ui/theme/deskstyle.h"

#include "support/builders.h"
#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/packs.h"
#include "support/scriptedprompts.h"
#include "support/tempdir.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// The real window on a demo office.
class Window
{
public:
    explicit Window(Language start, bool withCases = false)
        : desk(clock)
        , window({desk, clock, Catalogue::builtIn(), language, prompts})
    {
        language.set(start);
        addPages(window, dir.file(u"desk"_s));
        REQUIRE(makeDemoDesk(dir.file(u"desk"_s),
                             {.residents = withCases ? 600 : 40, .seed = 1, .withCases = withCases}, clock));
        const auto info = wait(desk.open(dir.file(u"desk"_s)));
        REQUIRE(info);
        window.setDesk(*info);
        window.goTo(PageId::Login);
        window.resize(1366, 768);
        window.show();
        window.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&window));
    }
    ~Window() { language.set(Language::English); }
    Window(const Window &) = delete;
    Window &operator=(const Window &) = delete;

    template <class T>
    Result<T> wait(const QFuture<Result<T>> &future)
    {
        REQUIRE(QTest::qWaitFor([&] { return future.isFinished(); }, 20000));
        return future.result();
    }

    void signIn(const QString &user)
    {
        const auto session = wait(desk.signIn(user, u"demo-office"_s));
        REQUIRE(session);
        window.startSession(*session);
        go(PageId::Home);
    }

    void go(PageId id, const QString &subject = {})
    {
        window.goTo(id, subject);
        REQUIRE(QTest::qWaitFor([this] { return !window.page()->isBusy(); }, 20000));
        // Two rounds: what came is laid out, and what was laid out is told of its place.
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
    }

    TempDir dir;
    FakeClock clock;
    LanguageSwitch language;
    ScriptedPrompts prompts;
    Desk desk;
    MainWindow window;
};

bool takesTab(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isVisible() &&
           widget->isEnabled() && widget->focusProxy() == nullptr;
}

QString nameOf(const QWidget *widget)
{
    return u"%1 (%2)"_s.arg(widget->objectName(), QString::fromLatin1(widget->metaObject()->className()));
}

/// One round of Tab or Shift+Tab through the window, from the widget that has the focus.
QList<QWidget *> round(Qt::Key key)
{
    QList<QWidget *> met;
    QWidget *first = QApplication::focusWidget();
    for (QWidget *at = first; at != nullptr && !met.contains(at) && met.size() < 300;
         at = QApplication::focusWidget()) {
        met += at;
        QTest::keyClick(at, key);
    }
    return met;
}

/// Tab goes as one reads: down, in a row from the start side on, and up only into a column further on.
void followsTheEye(const MainWindow &window, const QList<QWidget *> &order)
{
    const bool mirrored = window.page()->layoutDirection() == Qt::RightToLeft;
    const auto place = [&](const QWidget *widget) {
        const QRect at(widget->mapTo(&window, QPoint()), widget->size());
        return mirrored ? QRect(window.width() - at.right(), at.top(), at.width(), at.height()) : at;
    };
    for (qsizetype i = 1; i < order.size(); ++i) {
        const QWidget *from = order.at(i - 1);
        const QWidget *to = order.at(i);
        if (!window.page()->isAncestorOf(from) || !window.page()->isAncestorOf(to))
            continue;
        const QRect before = place(from);
        const QRect after = place(to);
        INFO(qPrintable(nameOf(from)) << " then " << qPrintable(nameOf(to)));
        INFO(before.x() << "," << before.y() << " " << before.width() << "x" << before.height() << " then "
                        << after.x() << "," << after.y() << " " << after.width() << "x" << after.height());
        const int shared = std::min(before.bottom(), after.bottom()) - std::max(before.top(), after.top());
        if (shared > std::min(before.height(), after.height()) / 2)
            CHECK(after.left() > before.left());
        else if (after.center().y() < before.center().y())
            CHECK(after.left() >= before.right());
    }
}

void walk(Window &office)
{
    QWidget &window = office.window;
    QList<QWidget *> all;
    for (QWidget *widget : window.findChildren<QWidget *>()) {
        if (takesTab(widget))
            all += widget;
    }
    INFO("page " << qPrintable(codeOf(office.window.page()->pageId())));
    REQUIRE_FALSE(all.isEmpty());
    for (QWidget *widget : std::as_const(all)) {
        INFO(qPrintable(nameOf(widget)));
        CHECK_FALSE(widget->objectName().isEmpty());
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        REQUIRE(spoken != nullptr);
        CHECK_FALSE(spoken->text(QAccessible::Name).trimmed().isEmpty());
    }
    all.first()->setFocus();
    QList<QWidget *> forward = round(Qt::Key_Tab);
    QStringList order;
    for (const QWidget *widget : std::as_const(forward))
        order += nameOf(widget);
    INFO(qPrintable(order.join(u", "_s)));
    for (QWidget *widget : std::as_const(all)) {
        INFO(qPrintable(nameOf(widget)));
        CHECK(forward.count(widget) == 1);
    }
    all.first()->setFocus();
    QList<QWidget *> backward = round(Qt::Key_Backtab);
    QStringList back;
    for (const QWidget *widget : std::as_const(backward))
        back += nameOf(widget);
    INFO("back: " << qPrintable(back.join(u", "_s)));
    if (!backward.isEmpty()) {
        std::reverse(backward.begin() + 1, backward.end());
        CHECK(backward == forward);
    }
    // From the page's first widget on.
    const auto first = std::find_if(forward.begin(), forward.end(), [&](const QWidget *widget) {
        return office.window.page()->isAncestorOf(widget) &&
               !office.window.page()->isAncestorOf(
                   forward.at((forward.indexOf(widget) + forward.size() - 1) % forward.size()));
    });
    if (first != forward.end())
        std::rotate(forward.begin(), first, forward.end());
    followsTheEye(office.window, forward);
}

} // namespace

TEST_CASE("every widget of every page that takes the focus has a name and is met once in a round of Tab",
          "[pages]")
{
    const Language language = GENERATE(Language::Arabic, Language::English);
    INFO(qPrintable(codeOf(language)));
    Window office(language, true);
    walk(office);

    office.signIn(u"clerk"_s);
    office.go(PageId::Home);
    walk(office);
    office.go(PageId::Lookup);
    walk(office);
    office.go(PageId::Lookup, u"adel samir"_s);
    auto *found = office.window.page()->findChild<QAbstractItemView *>(u"resultsTable"_s);
    REQUIRE(found != nullptr);
    REQUIRE(QTest::qWaitFor([&] { return found->model()->rowCount() > 1; }));
    walk(office);
    QTest::mouseClick(found->viewport(), Qt::LeftButton, {}, QPoint(20, 20));
    CHECK(found->hasFocus());

    const QString adel = someContent().iqamaNumber;
    office.go(PageId::Resident, adel);
    auto *tabs = office.window.page()->findChild<QTabWidget *>(u"recordTabs"_s);
    REQUIRE(tabs != nullptr);
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        walk(office);
    }

    const auto draft = office.wait(office.desk.startCase(adel));
    REQUIRE(draft);
    office.go(PageId::Form, draft->caseId);
    walk(office);
    DraftForm form;
    form.content = someContent();
    form.content.passport.issuedOn = u"2030-01-01"_s;
    REQUIRE(office.wait(office.desk.saveDraft(draft->caseId, form)));
    office.go(PageId::Ineligible, draft->caseId);
    walk(office);
    form.content = someContent();
    REQUIRE(office.wait(office.desk.saveDraft(draft->caseId, form)));
    office.go(PageId::Check, draft->caseId);
    walk(office);
    const auto judgement = office.wait(office.desk.judge(draft->caseId, form.content));
    REQUIRE(judgement);
    for (const Finding &finding : judgement->findings)
        form.content.acknowledged += finding.rule;
    const auto submission = office.wait(office.desk.submit(draft->caseId, form.content));
    REQUIRE(submission);
    REQUIRE(submission->stored);
    office.go(PageId::Receipt, draft->caseId);
    walk(office);

    office.window.signOut();
    office.signIn(u"supervisor"_s);
    for (const PageId id : {PageId::Home, PageId::Queue, PageId::Outbox, PageId::Help, PageId::Password}) {
        office.go(id);
        walk(office);
    }
    office.go(PageId::Review, draft->caseId);
    walk(office);
}

TEST_CASE("a machine without a desk is walked as well", "[pages]")
{
    const Language language = GENERATE(Language::Arabic, Language::English);
    INFO(qPrintable(codeOf(language)));
    Window office(language);
    office.go(PageId::NoDesk);
    walk(office);
}

TEST_CASE("switching the language keeps what was typed and the focus, and mirrors the page", "[pages]")
{
    Window office(Language::Arabic);
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, u"2345678904"_s);
    auto *place = office.window.page()->findChild<QLineEdit *>(u"placeField"_s);
    auto *number = office.window.page()->findChild<QLineEdit *>(u"numberField"_s);
    REQUIRE(place != nullptr);
    REQUIRE(number != nullptr);
    number->setFocus();
    QTest::keyClicks(number, u"A7654386"_s);
    place->setFocus();
    QTest::keyClicks(place, u"Amman"_s);
    auto *navigation = office.window.findChild<QWidget *>(u"pagesNavList"_s);
    REQUIRE(navigation != nullptr);
    const auto across = [&](const QWidget *widget) {
        return widget->mapTo(&office.window, widget->rect().center()).x();
    };
    const int middle = office.window.width() / 2;
    CHECK(across(navigation) > middle);

    QTest::keyClick(&office.window, Qt::Key_F12);
    REQUIRE(QTest::qWaitFor([&] { return across(navigation) < middle; }));
    CHECK(office.language.language() == Language::English);
    CHECK(office.window.page()->layoutDirection() == Qt::LeftToRight);
    CHECK(number->text() == u"A7654386"_s);
    CHECK(place->text() == u"Amman"_s);
    CHECK(QApplication::focusWidget() == place);

    QTest::keyClick(&office.window, Qt::Key_F12);
    REQUIRE(QTest::qWaitFor([&] { return across(navigation) > middle; }));
    CHECK(place->text() == u"Amman"_s);
    CHECK(QApplication::focusWidget() == place);
}

TEST_CASE("signing out with unsent cases asks first, and staying is the safe answer", "[pages]")
{
    Window office(Language::Arabic, true);
    office.signIn(u"clerk"_s);
    REQUIRE(QTest::qWaitFor([&] { return office.desk.syncStatus().unsent() > 0; }, 20000));

    const auto keys = keyTable();
    const auto row = std::find_if(keys.cbegin(), keys.cend(),
                                  [](const KeyRow &key) { return key.act == KeyAct::SignOut; });
    REQUIRE(row != keys.cend());
    const QKeyCombination chord = row->sequences.first()[0];

    office.prompts.answerNext(0);
    QTest::keyClick(&office.window, chord.key(), chord.keyboardModifiers());
    REQUIRE(office.prompts.asked().size() == 1);
    CHECK(office.prompts.asked().first().answers.size() == 2);
    CHECK_FALSE(office.desk.actor().userId.isEmpty());
    CHECK(office.window.page()->pageId() == PageId::Home);

    office.prompts.answerNext(1);
    QTest::keyClick(&office.window, chord.key(), chord.keyboardModifiers());
    CHECK(office.prompts.asked().size() == 2);
    CHECK(office.desk.actor().userId.isEmpty());
    CHECK(office.window.page()->pageId() == PageId::Login);
}

namespace
{

void signInAtTheDoor(Window &office, const QString &user)
{
    REQUIRE(office.window.page()->pageId() == PageId::Login);
    office.window.page()->findChild<QLineEdit *>(u"userNameField"_s)->setText(user);
    office.window.page()->findChild<QLineEdit *>(u"passwordField"_s)->setText(u"demo-office"_s);
    office.window.page()->primaryButton()->click();
    REQUIRE(QTest::qWaitFor([&] { return office.window.page()->pageId() != PageId::Login; }, 20000));
    REQUIRE(QTest::qWaitFor([&] { return !office.window.page()->isBusy(); }, 20000));
}

/// All that can be read on the window.
QString visibleText(const QWidget &window)
{
    QStringList texts{window.windowTitle()};
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (!widget->isVisible())
            continue;
        for (const char *property : {"text", "accessibleName", "accessibleDescription", "toolTip"})
            texts += widget->property(property).toString();
    }
    return texts.join(u'\n');
}

} // namespace

TEST_CASE("a locked screen shows nobody, and the same person goes on at the same letter", "[pages]")
{
    Window office(Language::English);
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, u"2345678904"_s);
    Page *form = office.window.page();
    auto *number = form->findChild<QLineEdit *>(u"numberField"_s);
    number->setFocus();
    QTest::keyClicks(number, u"A76543"_s);
    number->setCursorPosition(2);
    REQUIRE(visibleText(office.window).contains(u"ADEL"_s));

    QTest::keyClick(&office.window, Qt::Key_F9, Qt::ShiftModifier);
    CHECK(office.window.page()->pageId() == PageId::Login);
    CHECK(office.desk.actor().userId.isEmpty());
    const QString shown = visibleText(office.window);
    for (const QString &personal : {u"ADEL"_s, u"عادل"_s, u"2345678904"_s, u"A76543"_s, u"RUH-2026"_s})
        CHECK_FALSE(shown.contains(personal));
    CHECK(office.wait(office.desk.home()).error().code == ErrorCode::NotPermitted);
    // The keys of pages lead nowhere.
    QTest::keyClick(&office.window, Qt::Key_F2);
    CHECK(office.window.page()->pageId() == PageId::Login);

    SECTION("the same person")
    {
        signInAtTheDoor(office, u"clerk"_s);
        CHECK(office.window.page() == form);
        CHECK(QApplication::focusWidget() == number);
        CHECK(number->text() == u"A76543"_s);
        CHECK(number->cursorPosition() == 2);
        CHECK(QTest::qWaitFor([&] { return visibleText(office.window).contains(u"ADEL"_s); }, 20000));
    }
    SECTION("another person")
    {
        signInAtTheDoor(office, u"supervisor"_s);
        CHECK(office.window.page()->pageId() == PageId::Home);
        CHECK_FALSE(visibleText(office.window).contains(u"ADEL"_s));
        office.window.goBack();
        CHECK(office.window.page()->pageId() == PageId::Home);
        // What was typed is the clerk's draft still.
        office.window.signOut();
        office.signIn(u"clerk"_s);
        const auto home = office.wait(office.desk.home());
        REQUIRE(home);
        REQUIRE(home->drafts.size() == 1);
        const auto draft = office.wait(office.desk.openDraft(home->drafts.first().caseId));
        REQUIRE(draft);
        CHECK(draft->form.content.passport.number == u"A76543"_s);
    }
}

TEST_CASE("what was copied does not outlast the person, nor half a minute", "[.screen]")
{
    QClipboard &clipboard = *QGuiApplication::clipboard();
    Window office(Language::English);
    for (const bool locks : {false, true}) {
        office.signIn(u"clerk"_s);
        clipboard.setText(u"2345678904"_s);
        if (locks)
            office.window.lock();
        else
            office.window.signOut();
        CHECK(clipboard.text().isEmpty());
    }
    {
        const ClipboardWipe wipe(clipboard, std::chrono::milliseconds(1), nullptr);
        clipboard.setText(u"2345678904"_s);
        CHECK(QTest::qWaitFor([&] { return clipboard.text().isEmpty(); }, 20000));
    }
    const ClipboardWipe later(clipboard, std::chrono::hours(1), nullptr);
    clipboard.setText(u"2345678904"_s);
    QCoreApplication::processEvents();
    CHECK(clipboard.text() == u"2345678904"_s);
    clipboard.clear();
}

TEST_CASE("a window nobody touches locks itself", "[pages]")
{
    Window office(Language::Arabic);
    office.signIn(u"clerk"_s);
    office.go(PageId::Resident, u"2345678904"_s);
    office.window.setLockAfter(std::chrono::milliseconds(1));
    REQUIRE(QTest::qWaitFor([&] { return office.window.page()->pageId() == PageId::Login; }, 20000));
    CHECK_FALSE(visibleText(office.window).contains(u"عادل"_s));
    office.window.setLockAfter(std::chrono::hours(1));
    signInAtTheDoor(office, u"clerk"_s);
    CHECK(office.window.page()->pageId() == PageId::Resident);
}

TEST_CASE("the home page sends nobody to a resident who may not look one up", "[pages]")
{
    Window office(Language::English);
    office.signIn(u"admin"_s);
    CHECK(visibleText(office.window).contains(u"No cases are returned to you."_s));
    CHECK_FALSE(visibleText(office.window).contains(u"F2"_s));
    office.window.signOut();
    office.signIn(u"clerk2"_s);
    CHECK(visibleText(office.window).contains(u"Begin by finding a resident (F2)."_s));
}

TEST_CASE("an administrator sets when the screen locks itself, and everybody else reads it", "[pages]")
{
    Window office(Language::Arabic);
    office.signIn(u"admin"_s);
    office.go(PageId::Settings);
    const auto field = [&] { return office.window.page()->findChild<QLineEdit *>(u"lockAfterField"_s); };
    const auto save = [&](const QString &minutes) {
        field()->setText(minutes);
        QTest::keyClick(office.window.page(), Qt::Key_Return, Qt::ControlModifier);
        REQUIRE(QTest::qWaitFor([&] { return !office.window.page()->isBusy(); }, 20000));
    };
    CHECK(field()->text() == u"5"_s);
    office.window.goTo(PageId::Lookup); // sees no resident
    CHECK(office.window.page()->pageId() == PageId::Settings);
    for (const QString &wrong : {u"0"_s, u"16"_s, u"-1"_s, u"five"_s, u"2.5"_s, QString()}) {
        INFO(wrong.toStdString());
        save(wrong);
        CHECK(visibleText(office.window).contains(u"15"_s));
        CHECK(field()->text() == wrong); // what was typed stays
        CHECK(office.wait(office.desk.info())->lockAfter == std::chrono::minutes(5));
    }
    save(u"٣"_s);
    CHECK(field()->text() == u"3"_s);
    CHECK(office.wait(office.desk.info())->lockAfter == std::chrono::minutes(3));
    CHECK(office.window.lockAfter() == std::chrono::minutes(3));

    office.window.signOut();
    office.signIn(u"clerk"_s);
    office.go(PageId::Settings);
    CHECK(field()->text() == u"3"_s);
    CHECK(field()->isReadOnly());
    QTest::keyClick(office.window.page(), Qt::Key_Return, Qt::ControlModifier);
    CHECK(office.wait(office.desk.setLockAfter(std::chrono::minutes(9))).error().code ==
          ErrorCode::NotPermitted);
    CHECK(office.wait(office.desk.info())->lockAfter == std::chrono::minutes(3));
}

TEST_CASE("an administrator chooses the scanner's folder, and everybody else reads it", "[pages][scanner]")
{
    Window office(Language::English);
    const QString folder = office.dir.file(u"scans"_s);
    REQUIRE(QDir().mkdir(folder));
    office.signIn(u"admin"_s);
    office.go(PageId::Settings);
    const auto field = [&] { return office.window.page()->findChild<QLineEdit *>(u"scannerFolderField"_s); };
    const auto save = [&] {
        QTest::keyClick(office.window.page(), Qt::Key_Return, Qt::ControlModifier);
        REQUIRE(QTest::qWaitFor([&] { return !office.window.page()->isBusy(); }, 20000));
    };
    CHECK(field()->text().isEmpty());
    for (const QString &wrong : {office.dir.file(u"none"_s), u"scans"_s}) {
        field()->setText(wrong);
        save();
        CHECK(visibleText(office.window).contains(u"There is no folder"_s));
        CHECK(field()->text() == wrong);
        CHECK(office.wait(office.desk.info())->scannerFolder.isEmpty());
    }
    office.prompts.chooseNext(folder);
    office.window.page()->findChild<QAbstractButton *>(u"chooseFolderButton"_s)->click();
    CHECK(field()->text() == folder);
    save();
    CHECK(office.wait(office.desk.info())->scannerFolder == folder);

    office.window.signOut();
    office.signIn(u"clerk"_s);
    office.go(PageId::Settings);
    CHECK(field()->text() == folder);
    CHECK(field()->isReadOnly());
    CHECK(office.wait(office.desk.setScannerFolder({})).error().code == ErrorCode::NotPermitted);
    CHECK(office.wait(office.desk.info())->scannerFolder == folder);
}

TEST_CASE("an administrator installs a rule pack, trusts its publisher by asking, and takes it back",
          "[pages]")
{
    Window office(Language::English);
    const Publisher publisher;
    const QString path = office.dir.file(u"pack"_s);
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(publisher.signedPack(u"2026.12"_s));
    file.close();
    office.signIn(u"admin"_s);
    office.go(PageId::Rules);
    const auto press = [&office](const QString &name) {
        auto *button = office.window.page()->findChild<QAbstractButton *>(name);
        REQUIRE(button->isVisible());
        button->click();
        REQUIRE(QTest::qWaitFor([&] { return !office.window.page()->isBusy(); }, 20000));
    };
    const auto judging = [&office] {
        const auto info = office.wait(office.desk.info());
        REQUIRE(info);
        return info->pack.version;
    };
    const QString own = judging();
    const auto *table = office.window.page()->findChild<QAbstractItemView *>(u"packTable"_s);
    CHECK(table->model()->rowCount() == 1);
    office.prompts.chooseNext(path);
    office.prompts.answerNext(0); // not trusted after all
    press(u"installButton"_s);
    CHECK(judging() == own);
    CHECK(office.prompts.asked().last().facts.size() == 1);
    office.prompts.chooseNext(path);
    office.prompts.answerNext(1);
    press(u"installButton"_s);
    CHECK(judging() == u"2026.12"_s);
    CHECK(table->model()->rowCount() == 2);

    press(u"takeBackButton"_s); // says that a reason is missing
    CHECK(visibleText(office.window).contains(u"at least 10 characters"_s));
    office.window.page()->findChild<QLineEdit *>(u"reasonField"_s)->setText(u"It blocks too much"_s);
    office.prompts.answerNext(1);
    press(u"takeBackButton"_s);
    CHECK(judging() == own);
    office.prompts.chooseNext(path);
    press(u"installButton"_s);
    CHECK(visibleText(office.window).contains(u"no newer than"_s));

    office.window.signOut();
    office.signIn(u"clerk"_s);
    office.go(PageId::Rules);
    CHECK_FALSE(office.window.page()->findChild<QAbstractButton *>(u"installButton"_s)->isVisible());
    CHECK(visibleText(office.window).contains(u"Only an administrator"_s));
}

TEST_CASE("an outbox longer than its list says how much waits", "[pages]")
{
    const Language language = GENERATE(Language::Arabic, Language::English);
    Window office(language, true);
    office.signIn(u"clerk"_s);
    office.go(PageId::Outbox);
    auto *table = office.window.page()->findChild<QAbstractItemView *>(u"outboxTable"_s);
    const int before = table->model()->rowCount();
    constexpr int kMore = 1200;
    {
        const auto connection =
            Connection::open(office.dir.file(u"desk/desk.db"_s), Access::Write, DeskDatabase::kApplicationId);
        REQUIRE(connection);
        REQUIRE(
            (*connection)
                ->execute(
                    u"WITH RECURSIVE more (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM more WHERE n < %1) "
                    "INSERT INTO outbox (item_id, kind, subject_id, chain_seq, case_id, revision, subject, "
                    "payload, signature, key_generation, base_version, actor_id, created_at, state, "
                    "state_at) SELECT substr('00000000' || n, -8) || substr(item_id, 9), kind, subject_id, "
                    "chain_seq + n, case_id, revision, subject, payload, signature, key_generation, "
                    "base_version, actor_id, created_at, 'queued', state_at FROM outbox, more "
                    "WHERE position = 1"_s.arg(kMore)));
    }
    emit office.desk.outboxChanged();
    office.desk.syncNow();
    CHECK(QTest::qWaitFor([&] { return table->model()->rowCount() > before; }, 20000));
    CHECK(table->model()->rowCount() <= 1000);
    CHECK(QTest::qWaitFor(
        [&] { return visibleText(office.window).contains(QString::number(before + kMore)); }, 20000));
    CHECK(visibleText(office.window)
              .contains(language == Language::Arabic ? u"المعروض أول"_s : u"the first"_s));
}

TEST_CASE("a supervisor cancels what was not sent, with a reason, and everybody else cannot", "[pages]")
{
    Window office(Language::English, true);
    office.signIn(u"clerk"_s);
    office.go(PageId::Outbox);
    const auto part = [&office](const QString &name) {
        return office.window.page()->findChild<QWidget *>(name);
    };
    const auto rows = [&office] {
        return office.window.page()->findChild<QAbstractItemView *>(u"outboxTable"_s)->model()->rowCount();
    };
    const int before = rows();
    REQUIRE(before > 0);
    CHECK_FALSE(part(u"cancelButton"_s)->isVisible());
    office.window.signOut();
    office.signIn(u"supervisor"_s);
    office.go(PageId::Outbox);
    REQUIRE(part(u"cancelButton"_s)->isVisible());
    auto *cancel = office.window.page()->findChild<QAbstractButton *>(u"cancelButton"_s);
    cancel->click();
    CHECK(visibleText(office.window).contains(u"Choose the reason first"_s));
    auto *reason = office.window.page()->findChild<QComboBox *>(u"cancelReasonCombo"_s);
    reason->setCurrentIndex(reason->findData(u"duplicate"_s));
    office.prompts.answerNext(0);
    cancel->click();
    CHECK(rows() == before);
    office.prompts.answerNext(1);
    cancel->click();
    CHECK(QTest::qWaitFor([&] { return rows() < before; }, 20000));
}
