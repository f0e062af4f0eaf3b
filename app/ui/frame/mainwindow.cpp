#include "ui/frame/mainwindow.h"

#include "service/whendone.h"
#include "ui/frame/clipboardwipe.h"
#include "ui/frame/focusring.h"
#include "ui/frame/headerbar.h"
#include "ui/frame/keymap.h"
#include "ui/frame/navlist.h"
#include "ui/frame/prompts.h"
#include "ui/frame/sessionwatch.h"
#include "ui/frame/taborder.h"
#include "ui/reader/readerfilter.h"
#include "ui/theme/theme.h"
#include "ui/widgets/identitybar.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{

constexpr int kMostVisits = 32;
/// reliability.md §5.2
/// reliability.md §5.2.
constexpr auto kWipeClipboardAfter = 30s;

/// The navigation with its hairline towards the page.
class NavigationPane final : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        painter.fillRect(rect(), theme.color(Tone::Card));
        const QRect line(width() - 1, 0, 1, height());
        painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), line), theme.color(Tone::Line));
    }
};

bool standsAlone(PageId id)
{
    return id == PageId::Login || id == PageId::NoDesk;
}

} // namespace

MainWindow::MainWindow(const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_header(new HeaderBar(this))
    , m_navigation(new NavigationPane(this))
    , m_pagesList(new NavList(m_navigation))
    , m_helpList(new NavList(m_navigation))
    , m_identity(new IdentityBar(this))
    , m_stack(new QStackedWidget(this))
    , m_reader(new ReaderFilter(this, context.clock))
    , m_minute(new QTimer(this))
    , m_clipboard(new ClipboardWipe(*QGuiApplication::clipboard(), kWipeClipboardAfter, this))
{
    connect(new SessionWatch(QDBusConnection::systemBus(), this), &SessionWatch::left, this,
            &MainWindow::lock);
    setMinimumSize(1016, 572);
    m_pagesList->setObjectName(u"pagesNavList"_s);
    m_helpList->setObjectName(u"helpNavList"_s);

    auto *navigation = new QVBoxLayout(m_navigation);
    navigation->setContentsMargins(0, 12, 0, 12);
    navigation->setSpacing(0);
    navigation->addWidget(m_pagesList);
    navigation->addStretch();
    navigation->addWidget(m_helpList);
    m_navigation->setFixedWidth(themeOf(this).metric(Metric::Nav));

    auto *content = new QVBoxLayout;
    content->setContentsMargins(0, 0, 0, 0);
    content->setSpacing(0);
    content->addWidget(m_identity);
    content->addWidget(m_stack, 1);

    auto *middle = new QHBoxLayout;
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    middle->addLayout(content, 1);

    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(m_header);
    all->addLayout(middle, 1);

    new FocusRing(this);
    makeShortcuts();

    connect(m_pagesList, &NavList::chosen, this, [this](PageId id) {
        if (id == PageId::Form) {
            // The row of the open case: back to where it stands.
            for (auto visit = m_visits.crbegin(); visit != m_visits.crend(); ++visit) {
                if (visit->page == PageId::Form || visit->page == PageId::Check) {
                    goTo(visit->page, QString(visit->subject));
                    return;
                }
            }
            return;
        }
        goTo(id);
    });
    connect(m_helpList, &NavList::chosen, this, [this](PageId id) { goTo(id); });
    connect(m_header, &HeaderBar::outboxWanted, this, [this] { goTo(PageId::Outbox); });
    connect(m_header, &HeaderBar::languageWanted, this, [this] { m_context.language.toggle(); });
    connect(m_header, &HeaderBar::personPressed, this, &MainWindow::showPersonMenu);
    connect(&m_context.desk, &Desk::syncStatusChanged, this, [this](const SyncStatus &status) {
        m_header->setSync(status);
        showNavigation();
    });
    connect(&m_context.desk, &Desk::casesChanged, this, &MainWindow::countQueue);
    connect(m_reader, &ReaderFilter::read, this, [this](const QStringList &lines) {
        if (m_page != nullptr)
            m_page->takeRead(lines);
    });
    connect(m_reader, &ReaderFilter::partialRead, this, [this](int characters, int expected) {
        if (m_page != nullptr)
            m_page->takePartialRead(characters, expected);
    });
    connect(m_minute, &QTimer::timeout, this,
            [this] { m_header->setNow(m_context.clock.utc(), m_context.language.language()); });
    m_minute->start(5s);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &MainWindow::lock);
    setLockAfter(kLockAfterUsual);
    connect(&m_context.desk, &Desk::infoChanged, this, &MainWindow::setDesk);
    qApp->installEventFilter(this);
    showFrame();
}

MainWindow::~MainWindow() = default;

void MainWindow::addPage(PageId id, PageMaker maker)
{
    m_makers.insert(id, std::move(maker));
}

Page *MainWindow::made(PageId id)
{
    if (Page *page = m_pages.value(id))
        return page;
    const PageMaker maker = m_makers.value(id);
    if (!maker)
        return nullptr;
    Page *page = maker(m_context, m_stack);
    m_stack->addWidget(page);
    m_pages.insert(id, page);
    connect(page, &Page::goTo, this, &MainWindow::goTo);
    connect(page, &Page::goBack, this, &MainWindow::goBack);
    connect(page, &Page::frameChanged, this, [this, page] {
        if (page == m_page)
            showFrame();
    });
    connect(page, &Page::busyChanged, this, [this, page] {
        if (page == m_page)
            showRole();
    });
    return page;
}

bool MainWindow::signedIn() const
{
    return !m_session.actor.userId.isEmpty();
}

void MainWindow::goTo(PageId id, const QString &subject)
{
    const bool open = standsAlone(id) || id == PageId::Help;
    if (!signedIn() && !open)
        return;
    if (id == PageId::Queue && !may(m_session.actor.roles, Act::DecideCase))
        return;
    if (id == PageId::Lookup && !may(m_session.actor.roles, Act::LookUpResident))
        return;
    const QString about = subject; // it may belong to the page that is left
    if (standsAlone(id) || id == PageId::Home)
        m_visits.clear();
    const bool again = !m_visits.isEmpty() && m_visits.last().page == id;
    if (again)
        m_visits.last().subject = about;
    else
        m_visits.append({id, about});
    if (m_visits.size() > kMostVisits)
        m_visits.removeFirst();
    enter(m_visits.last());
}

void MainWindow::goBack()
{
    if (m_visits.size() > 1) {
        m_visits.removeLast();
        enter(m_visits.last());
    } else if (signedIn() && m_visits.value(0, {PageId::Home, {}}).page != PageId::Home) {
        goTo(PageId::Home);
    }
}

void MainWindow::enter(const Visit &given)
{
    const Visit visit = given;
    Page *next = made(visit.page);
    if (next == nullptr)
        return;
    if (m_page != nullptr)
        m_page->deactivate();
    m_page = next;
    m_reader->setEnabled(next->acceptsReader());
    m_stack->setCurrentWidget(next);
    next->activate(visit.subject);
    showFrame();
}

void MainWindow::setDesk(const DeskInfo &info)
{
    m_desk = info;
    setLockAfter(info.lockAfter);
    showFrame();
}

void MainWindow::startSession(const SessionView &session)
{
    m_session = session;
    m_context.desk.startSync();
    countQueue();
    showFrame();
}

void MainWindow::signOut()
{
    if (m_page != nullptr)
        m_page->deactivate();
    m_context.desk.signOut();
    m_clipboard->wipe();
    m_session = {};
    m_awaitingReview = 0;
    dropPages();
    goTo(PageId::Login);
}

/// What the pages showed goes with the person.
void MainWindow::dropPages()
{
    m_page = nullptr;
    for (Page *page : std::as_const(m_pages))
        page->deleteLater();
    m_pages.clear();
}

void MainWindow::lock()
{
    if (!signedIn())
        return;
    while (QWidget *above = QApplication::activePopupWidget())
        above->close();
    while (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
        dialog->reject();
    m_locked = Locked{m_session.actor.userId, m_visits, m_page, focusWidget()};
    if (m_page != nullptr)
        m_page->deactivate();
    m_context.desk.lock();
    m_clipboard->wipe();
    const QString name = m_session.actor.userName;
    m_session = {};
    m_awaitingReview = 0;
    m_page = nullptr;
    goTo(PageId::Login, name);
}

bool MainWindow::resumeSession(const SessionView &session)
{
    const std::optional<Locked> locked = std::exchange(m_locked, std::nullopt);
    if (!locked)
        return false;
    if (locked->userId != session.actor.userId) {
        dropPages();
        return false;
    }
    m_visits = locked->visits;
    m_page = locked->page;
    m_reader->setEnabled(m_page->acceptsReader());
    m_stack->setCurrentWidget(m_page);
    startSession(session);
    m_context.desk.refresh();
    if (locked->focus != nullptr)
        locked->focus->setFocus(Qt::OtherFocusReason);
    return true;
}

void MainWindow::setLockAfter(std::chrono::milliseconds idle)
{
    m_idle.setInterval(idle);
    m_idle.start();
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
        m_idle.start();
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void MainWindow::askToSignOut()
{
    const SyncStatus status = m_context.desk.syncStatus();
    const int unsent = status.unsent();
    // What an open line is just delivering is no reason to hold anybody up.
    const bool underWay = status.online && !status.paused && status.quarantined == 0;
    if (unsent == 0 || underWay) {
        signOut();
        return;
    }
    Question question;
    question.title = tr("Sign out with unsent cases?");
    question.text =
        tr("%n case(s) are not sent yet. They stay on this desk and are sent when it is next open.", nullptr,
           unsent);
    question.answers = {tr("Stay signed in"), tr("Sign out")};
    m_context.prompts.ask(this, question, [this](int answer) {
        if (answer == 1)
            signOut();
    });
}

void MainWindow::makeShortcuts()
{
    const QList<KeyRow> rows = keyTable();
    for (const KeyRow &row : rows) {
        for (const QKeySequence &sequence : row.sequences) {
            auto *shortcut = new QShortcut(sequence, this);
            shortcut->setAutoRepeat(false);
            connect(shortcut, &QShortcut::activated, this,
                    [this, act = int(row.act), hint = row.hint] { onKey(act, hint); });
        }
    }
}

void MainWindow::onKey(int act, const QString &hint)
{
    // A page's own button with this key comes first.
    if (m_page != nullptr && m_page->pressKey(hint))
        return;
    switch (KeyAct(act)) {
    case KeyAct::Help:
        if (m_page != nullptr && m_page->pageId() == PageId::Help)
            goBack();
        else
            goTo(PageId::Help);
        break;
    case KeyAct::Lookup:
        goTo(PageId::Lookup);
        break;
    case KeyAct::Queue:
        goTo(PageId::Queue);
        break;
    case KeyAct::Outbox:
        goTo(PageId::Outbox);
        break;
    case KeyAct::Refresh:
        if (signedIn())
            m_context.desk.syncNow();
        break;
    case KeyAct::Language:
        m_context.language.toggle();
        break;
    case KeyAct::Settings:
        goTo(PageId::Settings);
        break;
    case KeyAct::Primary:
        if (m_page != nullptr) {
            QAbstractButton *primary = m_page->primaryButton();
            if (primary != nullptr && primary->isVisible() && primary->isEnabled())
                primary->click();
        }
        break;
    case KeyAct::Back:
        goBack();
        break;
    case KeyAct::Lock:
        lock();
        break;
    case KeyAct::SignOut:
        if (signedIn())
            askToSignOut();
        break;
    case KeyAct::UpdatePassport:
    case KeyAct::SaveDraft:
    case KeyAct::Reader:
    case KeyAct::PageAct:
        break;
    }
}

void MainWindow::countQueue()
{
    if (!may(m_session.actor.roles, Act::DecideCase))
        return;
    whenDone(m_context.desk.home(), this, [this](const Result<HomeView> &home) {
        if (!home || !signedIn())
            return;
        m_awaitingReview = home->awaitingReview;
        showNavigation();
    });
}

void MainWindow::showNavigation()
{
    m_pagesList->setAccessibleName(tr("Pages"));
    m_helpList->setAccessibleName(tr("Help"));
    const SyncStatus status = m_context.desk.syncStatus();
    QList<NavItem> items = {{PageId::Home, u"home"_s, tr("Home"), {}, {}, 0, {}, false}};
    if (may(m_session.actor.roles, Act::DecideCase))
        items += {PageId::Queue,
                  u"queue"_s,
                  tr("Review"),
                  {},
                  u"F6"_s,
                  m_awaitingReview,
                  tr("%n case(s) await review", nullptr, m_awaitingReview),
                  false};
    if (may(m_session.actor.roles, Act::LookUpResident))
        items += {PageId::Lookup, u"search"_s, tr("Find a resident"), {}, u"F2"_s, 0, {}, false};
    items += {PageId::Outbox,
              u"outbox"_s,
              tr("Outbox"),
              {},
              u"F8"_s,
              status.unsent(),
              tr("%n case(s) not sent", nullptr, status.unsent()),
              false};
    std::optional<OpenCase> open = m_page != nullptr ? m_page->openCase() : std::nullopt;
    if (open) {
        NavItem heading;
        heading.text = tr("Open case");
        heading.heading = true;
        items += heading;
        items += {PageId::Form, u"book"_s, open->name, open->reference, {}, 0, {}, false};
    }
    m_pagesList->setItems(items);
    m_helpList->setItems({{PageId::Help, u"help"_s, tr("Help"), {}, u"F1"_s, 0, {}, false}});

    PageId shown = m_page != nullptr ? m_page->pageId() : PageId::Login;
    if (shown == PageId::Resident)
        shown = PageId::Lookup;
    else if (shown == PageId::Review)
        shown = PageId::Queue;
    else if (open)
        shown = PageId::Form;
    m_pagesList->setShownPage(shown);
    m_helpList->setShownPage(shown);
}

void MainWindow::showFrame()
{
    const Language language = m_context.language.language();
    const bool alone = m_page == nullptr || standsAlone(m_page->pageId());
    m_header->setVisible(!alone);
    m_navigation->setVisible(!alone && signedIn());
    m_header->setPlace(m_desk, language);
    m_header->setSync(m_context.desk.syncStatus());
    m_header->setNow(m_context.clock.utc(), language);
    const QString name = language == Language::Arabic ? m_session.displayNameAr : m_session.displayNameEn;
    const bool reviews = may(m_session.actor.roles, Act::DecideCase);
    const Role role = reviews                                         ? Role::Supervisor
                      : m_session.actor.roles.testFlag(Role::Clerk)   ? Role::Clerk
                      : m_session.actor.roles.testFlag(Role::Auditor) ? Role::Auditor
                                                                      : Role::Administrator;
    m_header->setPerson(signedIn() ? (name.isEmpty() ? m_session.actor.userName : name) : QString(),
                        m_context.catalogue.word(role, language));

    const Resident *resident = m_page != nullptr ? m_page->resident() : nullptr;
    m_identity->setVisible(resident != nullptr);
    if (resident != nullptr) {
        m_identity->setResident(*resident, m_context.clock.todayInRiyadh(), language);
        m_identity->setStep(m_page->step());
    }
    showNavigation();
    setWindowTitle(m_page != nullptr ? tr("%1 — Passport Desk").arg(m_page->title()) : tr("Passport Desk"));
    showRole();
}

void MainWindow::showRole()
{
    if (m_page == nullptr)
        return;
    const QString code = codeOf(m_page->pageId());
    setWindowRole(m_page->isBusy() ? code + u":busy"_s : code);
}

void MainWindow::showPersonMenu(QWidget *button)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Change password")), &QAction::triggered, this,
            [this] { goTo(PageId::Password); });
    connect(menu->addAction(tr("Settings")), &QAction::triggered, this, [this] { goTo(PageId::Settings); });
    connect(menu->addAction(tr("Lock the screen")), &QAction::triggered, this, &MainWindow::lock);
    connect(menu->addAction(tr("Sign out")), &QAction::triggered, this, &MainWindow::askToSignOut);
    menu->popup(button->mapToGlobal(QPoint(0, button->height() + 4)));
}

bool MainWindow::focusNextPrevChild(bool next)
{
    // Every Tab comes by here, so the order is that of the rows that stand on the page now.
    if (m_page != nullptr)
        tabAsLaidOut(m_page);
    return QWidget::focusNextPrevChild(next);
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        showFrame();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_page != nullptr)
        m_page->deactivate();
    event->accept();
}

void MainWindow::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), themeOf(this).color(Tone::Page));
}

} // namespace desk
