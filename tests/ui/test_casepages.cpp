#include "base/bidi.h"
#include "domain/demooffice.h"
#include "service/passportimage.h"
#include "service/setup.h"
#include "store/deskdatabase.h"
#include "ui/delegates/celldelegate.h"
#include "ui/frame/prompts.h"
#include "ui/pages/checkpage.h"
#include "ui/pages/formpage.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/receiptpage.h"
#include "ui/pages/reviewpage.h"
#include "ui/theme/deskstyle.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/doubtfulcells.h"
#include "ui/widgets/errorsummary.h"
#include "ui/widgets/mrzfield.h"
#include "ui/widgets/scanpanel.h"
#include "ui/widgets/scanview.h"
#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/passportpicture.h"
#include "support/tempdir.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QStackedWidget>
#include <QTest>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

class NoPrompts final : public Prompts
{
public:
    void ask(QWidget *, const Question &, std::function<void(int)> answered) override { answered(0); }
    void chooseFile(QWidget *, const QString &, std::function<void(const QString &)> chosen) override
    {
        chosen({});
    }
    void chooseFileToWrite(QWidget *, const QString &, const QString &,
                           std::function<void(const QString &)> chosen) override
    {
        chosen({});
    }
    void chooseScans(QWidget *, const QString &, std::function<void(const QStringList &)> chosen) override
    {
        chosen(scans);
    }
    void chooseFolder(QWidget *, const QString &, const QString &,
                      std::function<void(const QString &)> chosen) override
    {
        chosen({});
    }

    QStringList scans; ///< what is chosen
};

/// The demo office with its pages, without the window around them.
class Office
{
public:
    Office()
        : desk(clock)
        , context{desk, clock, Catalogue::builtIn(), language, prompts}
    {
        REQUIRE(makeDemoDesk(dir.file(u"desk"_s), {.residents = 40, .seed = 1, .withCases = false}, clock));
        REQUIRE(wait(desk.open(dir.file(u"desk"_s))));
        add(new FormPage(context));
        add(new CheckPage(context));
        add(new ReceiptPage(context));
        add(new QueuePage(context));
        add(new ReviewPage(context));
        stack.resize(1170, 716);
        stack.show();
        stack.activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(&stack));
    }

    template <class T>
    Result<T> wait(const QFuture<Result<T>> &future)
    {
        REQUIRE(QTest::qWaitFor([&] { return future.isFinished(); }, 20000));
        return future.result();
    }

    void signIn(const QString &user) { REQUIRE(wait(desk.signIn(user, u"demo-office"_s))); }

    void go(PageId id, const QString &subject)
    {
        for (int i = 0; i < stack.count(); ++i) {
            auto *page = qobject_cast<Page *>(stack.widget(i));
            if (page->pageId() != id)
                continue;
            stack.setCurrentWidget(page);
            shown = subject;
            page->activate(subject);
            settle();
        }
    }

    Page *page() { return qobject_cast<Page *>(stack.currentWidget()); }
    template <class W>
    W *part(const QString &name)
    {
        auto *found = page()->findChild<W *>(name);
        REQUIRE(found);
        return found;
    }
    void settle()
    {
        REQUIRE(QTest::qWaitFor([this] { return !page()->isBusy(); }, 20000));
    }
    void fill(const QString &name, const QString &text)
    {
        auto *field = part<QLineEdit>(name);
        field->setFocus();
        QTest::keyClicks(field, text);
    }

    TempDir dir;
    FakeClock clock;
    LanguageSwitch language;
    NoPrompts prompts;
    Desk desk;
    PageContext context;
    QStackedWidget stack;
    QString shown; ///< what the page is about

private:
    void add(Page *page)
    {
        stack.addWidget(page);
        QObject::connect(page, &Page::goTo, &stack,
                         [this](PageId id, const QString &subject) { go(id, subject); });
    }
};

const QString kAdel = u"2345678904"_s;
const QStringList kRead = {u"P<JORALKHATIB<<ADEL<SAMIR<MANSOUR<<<<<<<<<<<"_s,
                           u"A7654386<1JOR8802141M3111080<<<<<<<<<<<<<<<6"_s};

/// Reads the passport and types what is not in its zone.
void enter(Office &office)
{
    office.go(PageId::Form, kAdel);
    REQUIRE(office.page()->takeRead(kRead));
    CHECK(office.part<QLineEdit>(u"numberField"_s)->text() == u"A7654386"_s);
    CHECK(office.part<QLineEdit>(u"issuedField"_s)->hasFocus());
    office.fill(u"issuedField"_s, u"09112026"_s);
    office.fill(u"placeField"_s, u"Amman"_s);
    office.part<QCheckBox>(u"feeCheck"_s)->setChecked(true);
}

/// A data page with paper over a part of some characters of line 2.
struct DamagedPage {
    explicit DamagedPage(const QString &path, const QList<int> &columns)
    {
        PassportPicture page;
        page.seed = 2'500'000;
        page.pattern = 0;
        page.jitter = 0;
        lines = page.lines();
        picture = page.drawn();
        const auto whole = readPassportImage(grayOf(picture));
        REQUIRE(whole);
        REQUIRE(whole->accepted());
        REQUIRE(whole->lines() == lines);
        QPainter painter(&picture);
        for (const int column : columns) {
            const ImageQuad &quad = whole->at({1, column}).quad;
            painter.fillRect(
                QRectF(QPointF(quad[0].x, quad[0].y), QPointF(quad[2].x, (quad[0].y + quad[2].y) / 2)),
                Qt::white);
        }
        painter.end();
        const auto damaged = readPassportImage(grayOf(picture));
        REQUIRE(damaged);
        REQUIRE(damaged->found());
        reading = *damaged;
        REQUIRE(picture.save(path));
    }

    QStringList lines;
    QImage picture;
    MrzImageReading reading;
};

/// Types what stands on the page, as somebody does who looks at it.
void confirmAll(Office &office, const DamagedPage &page)
{
    auto *field = office.part<QLineEdit>(u"characterField"_s);
    for (const MrzPlace place : page.reading.doubtfulPlaces()) {
        QTest::keyClicks(field, page.lines.at(place.line).mid(place.column, 1));
        QTest::keyClick(field, Qt::Key_Return);
    }
}

} // namespace

TEST_CASE("Doubtful characters of an attached data page are asked for, then fill the form", "[pages][cells]")
{
    Office office;
    const DamagedPage page(office.dir.file(u"page.png"_s), {3, 16});
    const int doubtful = page.reading.doubtfulCells();
    REQUIRE(doubtful > 0);
    REQUIRE(doubtful <= DoubtfulCells::kMost);
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, kAdel);
    auto *cells = office.part<DoubtfulCells>(u"doubtfulCells"_s);
    auto *zone = office.part<MrzField>(u"mrzField"_s);
    auto *hint = office.part<QLabel>(u"scanHintLabel"_s);
    CHECK(cells->isHidden());
    office.prompts.scans = {office.dir.file(u"page.png"_s)};
    const auto attach = [&] {
        REQUIRE(office.page()->pressKey(u"Alt+1"_s));
        REQUIRE(QTest::qWaitFor([&] { return cells->isUnderWay(); }, 20000));
    };

    SECTION("they fill the form once all are confirmed")
    {
        attach();
        CHECK(office.part<QLineEdit>(u"characterField"_s)->hasFocus());
        CHECK(hint->text().contains(u"have to be confirmed"_s));
        CHECK(zone->isEmpty());
        confirmAll(office, page);
        CHECK(cells->isHidden());
        CHECK(zone->lines() == page.lines);
        CHECK(office.part<QLineEdit>(u"numberField"_s)->text() == page.lines.at(1).left(9).remove(u'<'));
        CHECK(office.part<QLineEdit>(u"issuedField"_s)->hasFocus());
        CHECK(hint->text().contains(u": attached"_s));
    }
    SECTION("what was typed is not overwritten by them")
    {
        office.fill(u"numberField"_s, u"Z1"_s);
        attach();
        confirmAll(office, page);
        CHECK(office.part<QLineEdit>(u"numberField"_s)->text() == u"Z1"_s);
        CHECK(office.part<QWidget>(u"conflictBanner"_s)->isVisible());
    }
    SECTION("giving up fills nothing, and the picture can be attached again")
    {
        attach();
        QTest::keyClick(office.part<QLineEdit>(u"characterField"_s), Qt::Key_Escape);
        CHECK(cells->isHidden());
        CHECK(zone->isEmpty());
        CHECK(zone->hasFocus());
        CHECK(office.part<QLineEdit>(u"numberField"_s)->text().isEmpty());
        CHECK(hint->text().startsWith(u"Nothing was filled"_s));
        attach();
        confirmAll(office, page);
        CHECK(zone->lines() == page.lines);
    }
    SECTION("who went on in another field is not taken out of it")
    {
        REQUIRE(office.page()->pressKey(u"Alt+1"_s));
        office.fill(u"noteField"_s, u"a word"_s);
        REQUIRE(QTest::qWaitFor([&] { return cells->isUnderWay(); }, 20000));
        CHECK(office.part<QLineEdit>(u"noteField"_s)->hasFocus());
        REQUIRE(office.page()->pressKey(u"Alt+2"_s));
        CHECK(office.part<QLineEdit>(u"characterField"_s)->hasFocus());
    }
    SECTION("a reader answers for them")
    {
        attach();
        REQUIRE(office.page()->takeRead(kRead));
        CHECK(cells->isHidden());
        CHECK(zone->lines() == kRead);
    }
    SECTION("they go with their scan")
    {
        attach();
        office.part<QAbstractButton>(u"removeScanButton"_s)->click();
        CHECK(cells->isHidden());
    }
}

TEST_CASE("A data page on which too much is in doubt has to be scanned again", "[pages][cells]")
{
    Office office;
    const DamagedPage page(office.dir.file(u"page.png"_s),
                           {0, 1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 21, 22, 23});
    REQUIRE(page.reading.doubtfulCells() > DoubtfulCells::kMost);
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, kAdel);
    office.prompts.scans = {office.dir.file(u"page.png"_s)};
    REQUIRE(office.page()->pressKey(u"Alt+1"_s));
    auto *hint = office.part<QLabel>(u"scanHintLabel"_s);
    CHECK(QTest::qWaitFor([&] { return hint->text().contains(u"finer resolution"_s); }, 20000));
    CHECK(office.part<QWidget>(u"doubtfulCells"_s)->isHidden());
    CHECK(office.part<MrzField>(u"mrzField"_s)->isEmpty());
}

TEST_CASE("The scan comes near where the field in focus stands in the zone", "[pages][cells]")
{
    Office office;
    const DamagedPage page(office.dir.file(u"page.png"_s), {});
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, kAdel);
    office.prompts.scans = {office.dir.file(u"page.png"_s)};
    REQUIRE(office.page()->pressKey(u"Alt+1"_s));
    auto *zone = office.part<MrzField>(u"mrzField"_s);
    REQUIRE(QTest::qWaitFor([&] { return !zone->isEmpty(); }, 20000));
    CHECK(zone->lines() == page.lines);
    auto *view = office.part<ScanView>(u"scanView"_s);
    // The corners of the picture, which are seen while it is whole.
    const auto whole = [&] {
        const QRectF seen(view->shownAt({0, 0}),
                          view->shownAt({double(page.picture.width()), double(page.picture.height())}));
        return QRectF(view->rect()).adjusted(-1, -1, 1, 1).contains(seen);
    };
    const auto fills = [&](const ImageQuad &quad) {
        const QRectF seen =
            QRectF(view->shownAt({quad[0].x, quad[0].y}), view->shownAt({quad[2].x, quad[2].y})).normalized();
        return QRectF(view->rect()).contains(seen) && seen.width() > view->width() * 0.5;
    };
    CHECK(QTest::qWaitFor(whole, 20000)); // the issue date does not stand in the zone

    office.part<QLineEdit>(u"numberField"_s)->setFocus();
    CHECK(QTest::qWaitFor([&] { return fills(page.reading.span(1, 0, 8)); }, 20000));
    office.part<QLineEdit>(u"expiresField"_s)->setFocus();
    CHECK(fills(page.reading.span(1, 21, 26)));
    zone->setFocus();
    CHECK(fills(page.reading.band));
    CHECK_FALSE(view->visibleRegion().isEmpty());

    // What the clerk does to the view holds until another field is gone to.
    office.part<QAbstractButton>(u"smallerButton"_s)->click();
    office.part<QAbstractButton>(u"smallerButton"_s)->click();
    const QPointF before = view->shownAt({0, 0});
    zone->clearFocus();
    zone->setFocus();
    CHECK(view->shownAt({0, 0}) == before);
    office.part<QLineEdit>(u"noteField"_s)->setFocus();
    CHECK(whole());
}

TEST_CASE("A scan that lies upside down is turned where its zone is brought near", "[pages][cells]")
{
    ScanView view;
    view.resize(400, 200);
    QImage picture(800, 600, QImage::Format_RGB32);
    picture.fill(Qt::white);
    view.setPicture(picture);
    view.showPart(QPolygonF({{700, 100}, {500, 100}, {500, 60}, {700, 60}}));
    CHECK(view.shownAt({700, 100}).x() < view.shownAt({500, 100}).x());
    CHECK(view.shownAt({700, 100}).y() < view.shownAt({700, 60}).y());
    CHECK(view.rect().contains(view.shownAt({700, 100}).toPoint()));
    CHECK(view.rect().contains(view.shownAt({500, 60}).toPoint()));
    view.showPart({});
    CHECK(view.shownAt({800, 600}).y() == Approx(0));
    CHECK(view.shownAt({0, 0}).y() == Approx(200));
}

TEST_CASE("A file that the scanner leaves is offered on the form and attached with one key",
          "[pages][scanner]")
{
    Office office;
    const QString folder = office.dir.file(u"scans"_s);
    REQUIRE(QDir().mkdir(folder));
    office.signIn(u"admin"_s);
    REQUIRE(office.wait(office.desk.setScannerFolder(folder)));
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, kAdel);
    auto *words = office.part<StatusLabel>(u"scannerStatusLabel"_s);
    auto *strip = office.part<QWidget>(u"scannerStrip"_s);
    auto *take = office.part<QAbstractButton>(u"takeArrivedButton"_s);
    auto *panel = office.part<ScanPanel>(u"scanPanel"_s);
    CHECK(strip->isHidden());
    QImage page(640, 450, QImage::Format_RGB32);
    page.fill(Qt::yellow);
    const QString name = u"scan.png"_s;
    REQUIRE(page.save(folder + u'/' + name));
    REQUIRE(QTest::qWaitFor([take] { return take->isVisible(); }, 20000));
    QWidget *focus = office.page()->focusWidget();
    CHECK(withoutBidiControls(words->text()) == u"A file came from the scanner: %1"_s.arg(name));

    SECTION("attached")
    {
        REQUIRE(office.page()->pressKey(u"Alt+3"_s));
        office.settle();
        CHECK(panel->current().file == name);
        CHECK(strip->isHidden());
        CHECK(office.page()->focusWidget() == focus);
    }
    SECTION("ignored")
    {
        office.part<QAbstractButton>(u"leaveArrivedButton"_s)->click();
        CHECK(strip->isHidden());
        CHECK(panel->isHidden());
    }
    SECTION("the folder vanishes")
    {
        office.part<QAbstractButton>(u"leaveArrivedButton"_s)->click();
        QDir parent(office.dir.path());
        REQUIRE(parent.rename(u"scans"_s, u"away"_s));
        CHECK(QTest::qWaitFor([&] { return words->text().contains(u"cannot be reached"_s); }, 20000));
        CHECK(take->isHidden());
        REQUIRE(parent.rename(u"away"_s, u"scans"_s));
        CHECK(QTest::qWaitFor([&] { return strip->isHidden(); }, 20000));
    }
    CHECK(QFile::exists(folder + u'/' + name));
}

TEST_CASE("A scan is attached, seen, taken away again, and stands before the supervisor", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    enter(office);
    QImage page(640, 450, QImage::Format_RGB32);
    page.fill(Qt::yellow);
    const QString path = office.dir.file(u"page.png"_s);
    REQUIRE(page.save(path));
    auto *panel = office.part<ScanPanel>(u"scanPanel"_s);
    auto *hint = office.part<QLabel>(u"scanHintLabel"_s);
    CHECK(panel->isHidden());
    CHECK(hint->text() == u"صفحة البيانات: not attached"_s);

    office.prompts.scans = {office.dir.file(u"none.png"_s)};
    REQUIRE(office.page()->pressKey(u"Alt+1"_s));
    office.settle();
    CHECK(panel->isHidden());
    CHECK(hint->text().contains(u"none.png"_s));
    office.fill(u"noteField"_s, u"a word"_s);
    CHECK(hint->text().contains(u"none.png"_s));

    office.prompts.scans = {path};
    REQUIRE(office.page()->pressKey(u"Alt+1"_s));
    office.settle();
    CHECK_FALSE(panel->isHidden());
    CHECK(panel->current().kind == EvidenceKind::DataPage);
    CHECK(panel->current().file == u"page.png"_s);
    CHECK(hint->text().contains(u"صفحة البيانات: attached"_s));
    auto *view = panel->findChild<QWidget *>(u"scanView"_s);
    const auto yellowInTheMiddle = [&view] {
        const QImage seen = view->grab().toImage();
        return seen.pixelColor(seen.rect().center()) == QColor(Qt::yellow);
    };
    CHECK(QTest::qWaitFor(yellowInTheMiddle, 20000));

    office.part<QAbstractButton>(u"removeScanButton"_s)->click();
    CHECK(panel->isHidden());
    // The same picture again, dropped onto the page.
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enterEvent({5, 5}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(office.page(), &enterEvent);
    REQUIRE(enterEvent.isAccepted());
    QDropEvent drop({5, 5}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(office.page(), &drop);
    office.settle();
    CHECK_FALSE(panel->isHidden());
    const QString caseId = [&] {
        const auto home = office.wait(office.desk.home());
        REQUIRE(home);
        REQUIRE(home->drafts.size() == 1);
        return home->drafts.first().caseId;
    }();
    office.part<QAbstractButton>(u"saveButton"_s)->click();
    office.settle();
    const auto draft = office.wait(office.desk.openDraft(caseId));
    REQUIRE(draft);
    REQUIRE(draft->form.content.evidence.size() == 1);

    CaseContent content = draft->form.content;
    content.declaration = true;
    for (const Finding &finding : draft->judgement.findings) {
        if (finding.severity == Severity::Warning)
            content.acknowledged += finding.rule;
    }
    const auto submission = office.wait(office.desk.submit(caseId, content));
    REQUIRE(submission);
    INFO(submission->findings.size());
    REQUIRE(submission->stored);
    office.signIn(u"supervisor"_s);
    office.go(PageId::Review, caseId);
    auto *seen = office.part<ScanPanel>(u"scanPanel"_s);
    REQUIRE(QTest::qWaitFor([seen] { return seen->isVisible(); }, 20000));
    view = seen->findChild<QWidget *>(u"scanView"_s);
    CHECK(QTest::qWaitFor(yellowInTheMiddle, 20000));
}

namespace
{

/// From the entered form to the receipt.
void sendCase(Office &office)
{
    office.part<QAbstractButton>(u"checkButton"_s)->click();
    office.settle();
    INFO(office.part<ErrorSummary>(u"errorSummary"_s)->lines());
    REQUIRE(office.page()->pageId() == PageId::Check);

    // Nothing leaves before the look-alikes are compared and the declaration is made.
    office.part<QAbstractButton>(u"submitButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Check);
    CHECK(office.part<QWidget>(u"errorSummary"_s)->isVisible());

    QTest::keyClick(office.part<QAbstractButton>(u"backButton"_s), Qt::Key_Space);
    CHECK(office.part<QCheckBox>(u"comparedCheck"_s)->isChecked());
    for (QCheckBox *seen : office.page()->findChildren<QCheckBox *>(u"seenCheck"_s))
        seen->setChecked(true);
    for (QCheckBox *item : office.page()->findChildren<QCheckBox *>(u"checklistCheck"_s))
        item->setChecked(true);
    office.part<QCheckBox>(u"declarationCheck"_s)->setChecked(true);
    office.part<QAbstractButton>(u"submitButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Receipt);
}

} // namespace

TEST_CASE("A case goes from the read to the receipt and through review to its decision", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    enter(office);
    sendCase(office);
    CHECK(office.page()->openCase().has_value());
    REQUIRE(office.wait(office.desk.startLinkedCase(demoResident(1, 30).iqamaNumber, office.shown)));

    office.desk.signOut();
    office.signIn(u"supervisor"_s);
    office.go(PageId::Queue, {});
    REQUIRE(office.part<QAbstractItemView>(u"queueTable"_s)->model()->rowCount() == 1);
    office.part<QAbstractButton>(u"openButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Review);
    CHECK(office.part<QLabel>(u"applicantDetailLabel"_s)->text().contains(u": مسودة"_s));
    for (QComboBox *reason : office.page()->findChildren<QComboBox *>(u"reasonCombo"_s))
        reason->setCurrentIndex(8);
    office.part<QAbstractButton>(u"approveButton"_s)->click();
    office.settle();
    CHECK(office.part<QWidget>(u"undoBar"_s)->isVisible());
    const auto queue = office.wait(office.desk.queue());
    REQUIRE(queue);
    CHECK(queue->rows.isEmpty());
}

TEST_CASE("What another supervisor reviews says so, and is taken over with what was chosen kept", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    enter(office);
    // A damaged passport does not go without a supervisor's reason.
    auto *type = office.part<QComboBox>(u"reasonCombo"_s);
    type->setCurrentIndex(type->findData(codeOf(UpdateReason::ReplacedDamaged)));
    sendCase(office);
    const QString caseId = office.shown;
    office.desk.signOut();
    office.signIn(u"supervisor"_s);
    office.go(PageId::Review, caseId);
    CHECK_FALSE(office.part<QWidget>(u"takeOverButton"_s)->isVisible());
    auto *reason = office.part<QComboBox>(u"reasonCombo"_s);
    reason->setCurrentIndex(8);

    // The feed says so; here its part is played.
    auto connection =
        Connection::open(office.dir.file(u"desk/desk.db"_s), Access::Write, DeskDatabase::kApplicationId);
    REQUIRE(connection);
    const QString other = demoUsers().at(3).userId;
    REQUIRE(ReviewLeases(**connection).set(caseId, ReviewLease{other, 7, office.clock.utc()}));
    emit office.desk.casesChanged();
    auto *takeOver = office.part<QAbstractButton>(u"takeOverButton"_s);
    REQUIRE(QTest::qWaitFor([takeOver] { return takeOver->isVisible(); }, 20000));
    CHECK_FALSE(office.part<QWidget>(u"approveButton"_s)->isVisible());
    CHECK(office.part<Banner>(u"noticeBanner"_s)->head().contains(u"منيرة السبيعي"_s));
    office.go(PageId::Queue, {});
    auto *table = office.part<QAbstractItemView>(u"queueTable"_s);
    const QModelIndex waiting = table->model()->index(0, QueueModel::WaitingColumn);
    CHECK(waiting.data(SecondLineRole).toString() == u"In review"_s);
    for (const int role : {Qt::ToolTipRole, Qt::AccessibleTextRole})
        CHECK(waiting.data(role).toString().contains(u"منيرة السبيعي"_s));
    auto *reviewer = office.part<TextLabel>(u"previewReviewerLabel"_s);
    CHECK(reviewer->isVisible());
    CHECK(reviewer->text().contains(u"منيرة السبيعي"_s));

    office.go(PageId::Review, caseId);
    REQUIRE(QTest::qWaitFor([takeOver] { return takeOver->isVisible(); }, 20000));
    takeOver->click();
    auto *approve = office.part<QAbstractButton>(u"approveButton"_s);
    REQUIRE(QTest::qWaitFor([approve] { return approve->isVisible() && approve->isEnabled(); }, 20000));
    CHECK(office.part<QComboBox>(u"reasonCombo"_s)->currentIndex() == 8);
    approve->click();
    office.settle();
    CHECK(office.part<QWidget>(u"undoBar"_s)->isVisible());
}

TEST_CASE("A read never overwrites what was typed", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, kAdel);
    office.fill(u"numberField"_s, u"A7654385"_s);
    REQUIRE(office.page()->takeRead(kRead));
    CHECK(office.part<QLineEdit>(u"numberField"_s)->text() == u"A7654385"_s);
    CHECK(office.part<QWidget>(u"conflictBanner"_s)->isVisible());
    office.part<QAbstractButton>(u"useReadButton"_s)->click();
    CHECK(office.part<QLineEdit>(u"numberField"_s)->text() == u"A7654386"_s);
    CHECK(QTest::qWaitFor([&] { return !office.part<QWidget>(u"conflictBanner"_s)->isVisible(); }));
}

TEST_CASE("Every value knows how it came, and the supervisor sees it", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    enter(office);
    office.part<QAbstractButton>(u"checkButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Check);
    const QString caseId = office.wait(office.desk.home())->drafts.value(0).caseId;
    const auto draft = office.wait(office.desk.openDraft(caseId));
    REQUIRE(draft);
    const auto &provenance = draft->form.content.provenance;
    CHECK(codeOf(provenance.value(u"passport.number"_s).source) == u"reader"_s);
    CHECK(codeOf(provenance.value(u"mrz"_s).source) == u"reader"_s);
    CHECK(codeOf(provenance.value(u"passport.issued_on"_s).source) == u"typed"_s);
    CHECK(codeOf(provenance.value(u"applicant.id"_s).source) == u"register"_s);
    CHECK(provenance.value(u"passport.number"_s).userId == office.desk.actor().userId);
}

TEST_CASE("A deviation of the issuer is entered only after two re-reads", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, kAdel);
    QStringList wrong = kRead;
    wrong[1][9] = wrong[1][9] == u'1' ? u'2' : u'1'; // the number's check digit
    const auto offered = [&] {
        return QTest::qWaitFor([&] { return office.part<QWidget>(u"overrideHintLabel"_s)->isVisible(); }) &&
               office.part<QWidget>(u"overrideField"_s)->isVisible();
    };
    REQUIRE(office.page()->takeRead(wrong));
    CHECK_FALSE(offered());
    REQUIRE(office.page()->takeRead(wrong));
    CHECK_FALSE(offered());
    REQUIRE(office.page()->takeRead(wrong));
    CHECK(offered());
}

TEST_CASE("A correction names the update that is wrong and is sent when its checklist is ticked", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    enter(office);
    auto *reason = office.part<QComboBox>(u"reasonCombo"_s);
    reason->setCurrentIndex(reason->findData(codeOf(UpdateReason::DataCorrection)));
    office.part<QAbstractButton>(u"checkButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Form); // no update of this desk is on record: it is asked for
    CHECK(office.part<QLineEdit>(u"correctsField"_s)->property(kFailingProperty).toBool());
    office.fill(u"correctsField"_s, u"JED-2024-0300001"_s);
    office.part<QAbstractButton>(u"checkButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Check);
    office.part<QCheckBox>(u"comparedCheck"_s)->setChecked(true);
    for (QCheckBox *seen : office.page()->findChildren<QCheckBox *>(u"seenCheck"_s))
        seen->setChecked(true);
    office.part<QCheckBox>(u"declarationCheck"_s)->setChecked(true);
    office.part<QAbstractButton>(u"submitButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Check);
    const auto items = office.page()->findChildren<QCheckBox *>(u"checklistCheck"_s);
    CHECK(items.size() == 2);
    for (QCheckBox *item : items)
        item->setChecked(true);
    office.part<QAbstractButton>(u"submitButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Receipt);
}

TEST_CASE("What stops a case is said above the form and beside its field, and kept", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    office.go(PageId::Form, kAdel);
    office.fill(u"issuedField"_s, u"31022026"_s);
    office.part<QAbstractButton>(u"checkButton"_s)->click();
    office.settle();
    REQUIRE(office.page()->pageId() == PageId::Form);
    CHECK(office.part<QWidget>(u"errorSummary"_s)->isVisible());
    CHECK(office.part<QLineEdit>(u"issuedField"_s)->text() == u"31022026"_s);
    CHECK(office.part<QLineEdit>(u"issuedField"_s)->property(kFailingProperty).toBool());
}

TEST_CASE("A draft comes back as it was left", "[pages]")
{
    Office office;
    office.signIn(u"clerk"_s);
    enter(office);
    office.part<QAbstractButton>(u"saveButton"_s)->click();
    auto *saved = office.part<QLabel>(u"savedLabel"_s);
    REQUIRE(QTest::qWaitFor([&] { return !saved->text().isEmpty(); }));
    const auto home = office.wait(office.desk.home());
    REQUIRE(home);
    REQUIRE(home->drafts.size() == 1);

    office.go(PageId::Form, home->drafts.first().caseId);
    CHECK(office.part<QLineEdit>(u"numberField"_s)->text() == u"A7654386"_s);
    CHECK(office.part<QLineEdit>(u"issuedField"_s)->text() == u"09/11/2026"_s);
    CHECK(office.part<QLineEdit>(u"placeField"_s)->text() == u"Amman"_s);
    CHECK(office.part<MrzField>(u"mrzField"_s)->lines() == kRead);
    CHECK(office.part<QCheckBox>(u"feeCheck"_s)->isChecked());
}
