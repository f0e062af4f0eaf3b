#pragma once

#include "service/views.h"
#include "ui/frame/page.h"

#include <QHash>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <functional>
#include <optional>

class QStackedWidget;
class QTimer;

namespace desk
{

class ClipboardWipe;
class HeaderBar;
class IdentityBar;
class NavList;
class ReaderFilter;

/// The frame: header, navigation, identity bar and the page shown. Knows the way between pages and sends keys
/// and reads to the page; what a page does is the page's own.
///
/// The window's role is the page's code, with ":busy" behind it while a request of the page is under way.
class MainWindow final : public QWidget
{
    Q_OBJECT

public:
    using PageMaker = std::function<Page *(const PageContext &context, QWidget *parent)>;

    explicit MainWindow(const PageContext &context, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// A page is made when it is first gone to.
    void addPage(PageId id, PageMaker maker);
    void goTo(PageId id, const QString &subject = {});
    /// One step back; nothing is lost by it.
    void goBack();
    Page *page() const { return m_page; }

    void setDesk(const DeskInfo &info);
    /// From sign-in to sign-out.
    void startSession(const SessionView &session);
    /// After a lock: the person who was here goes on with the same page and caret. False for anybody else,
    /// who finds nothing of it.
    bool resumeSession(const SessionView &session);
    void signOut();
    /// Shows nothing personal until somebody signs in; input is kept.
    void lock();
    /// The window locks itself after so long without a key or a click.
    void setLockAfter(std::chrono::milliseconds idle);
    std::chrono::milliseconds lockAfter() const { return m_idle.intervalAsDuration(); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Visit {
        PageId page;
        QString subject;
    };

    /// What a lock hides and the same person gets back.
    struct Locked {
        QString userId;
        QList<Visit> visits;
        Page *page;
        QPointer<QWidget> focus;
    };

    void enter(const Visit &visit);
    void dropPages();
    Page *made(PageId id);
    void makeShortcuts();
    void onKey(int act, const QString &hint);
    void showFrame();
    void showNavigation();
    void showRole();
    void showPersonMenu(QWidget *button);
    void askToSignOut();
    void countQueue();
    bool signedIn() const;

    PageContext m_context;
    QHash<PageId, PageMaker> m_makers;
    QHash<PageId, Page *> m_pages;
    QList<Visit> m_visits; ///< the last is shown
    Page *m_page = nullptr;
    DeskInfo m_desk;
    SessionView m_session;
    std::optional<Locked> m_locked;
    QTimer m_idle;
    int m_awaitingReview = 0;

    HeaderBar *m_header;
    QWidget *m_navigation;
    NavList *m_pagesList;
    NavList *m_helpList;
    IdentityBar *m_identity;
    QStackedWidget *m_stack;
    ReaderFilter *m_reader;
    QTimer *m_minute;
    ClipboardWipe *m_clipboard;
};

} // namespace desk
