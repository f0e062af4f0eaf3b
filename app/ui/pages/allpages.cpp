#include "ui/pages/allpages.h"

#include "ui/frame/mainwindow.h"
#include "ui/pages/checkpage.h"
#include "ui/pages/conflictpage.h"
#include "ui/pages/formpage.h"
#include "ui/pages/helppage.h"
#include "ui/pages/homepage.h"
#include "ui/pages/ineligiblepage.h"
#include "ui/pages/loginpage.h"
#include "ui/pages/lookuppage.h"
#include "ui/pages/nodeskpage.h"
#include "ui/pages/outboxpage.h"
#include "ui/pages/passwordpage.h"
#include "ui/pages/queuepage.h"
#include "ui/pages/receiptpage.h"
#include "ui/pages/residentpage.h"
#include "ui/pages/reviewpage.h"
#include "ui/pages/rulespage.h"
#include "ui/pages/settingspage.h"

namespace desk
{

namespace
{

template <class P>
Page *make(const PageContext &context, QWidget *parent)
{
    return new P(context, parent);
}

} // namespace

void addPages(MainWindow &window, const QString &dataDirectory)
{
    window.addPage(PageId::Login, [&window](const PageContext &context, QWidget *parent) {
        auto *page = new LoginPage(context, parent);
        QObject::connect(page, &LoginPage::signedIn, &window, [&window](const SessionView &session) {
            if (window.resumeSession(session))
                return;
            window.startSession(session);
            window.goTo(PageId::Home, session.draft ? session.draft->caseId : QString());
        });
        return page;
    });
    window.addPage(PageId::NoDesk, [&window, dataDirectory](const PageContext &context, QWidget *parent) {
        auto *page = new NoDeskPage(context, dataDirectory, parent);
        QObject::connect(page, &NoDeskPage::opened, &window, [&window](const DeskInfo &info) {
            window.setDesk(info);
            window.goTo(PageId::Login);
        });
        return page;
    });
    window.addPage(PageId::Home, make<HomePage>);
    window.addPage(PageId::Lookup, make<LookupPage>);
    window.addPage(PageId::Resident, make<ResidentPage>);
    window.addPage(PageId::Form, make<FormPage>);
    window.addPage(PageId::Ineligible, make<IneligiblePage>);
    window.addPage(PageId::Check, make<CheckPage>);
    window.addPage(PageId::Receipt, make<ReceiptPage>);
    window.addPage(PageId::Queue, make<QueuePage>);
    window.addPage(PageId::Review, make<ReviewPage>);
    window.addPage(PageId::Outbox, make<OutboxPage>);
    window.addPage(PageId::Help, make<HelpPage>);
    window.addPage(PageId::Password, make<PasswordPage>);
    window.addPage(PageId::Settings, make<SettingsPage>);
    window.addPage(PageId::Rules, make<RulesPage>);
    window.addPage(PageId::Conflict, make<ConflictPage>);
}

} // namespace desk
