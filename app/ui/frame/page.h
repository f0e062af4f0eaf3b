#pragma once

#include "base/clock.h"
#include "domain/resident.h"
#include "service/desk.h"
#include "text/catalogue.h"
#include "ui/frame/languageswitch.h"
#include "ui/frame/pageid.h"

#include <QFutureWatcher>
#include <QWidget>

#include <optional>

class QAbstractButton;

namespace desk
{

class Prompts;

/// What every page is given. All of it outlives the pages.
struct PageContext {
    Desk &desk;
    const Clock &clock;
    const Catalogue &catalogue;
    LanguageSwitch &language;
    Prompts &prompts;
};

/// The case that is being worked on, for its row in the navigation.
struct OpenCase {
    QString name;
    QString reference;
};

/// A page of the window. Each is built from its Designer form on first use and stays; it is laid out with its
/// own FooterBar at the foot. Lives in the GUI thread and never waits.
///
/// Keys reach a page through its buttons: the button whose `keyHint` is the key's is clicked. Enter goes from
/// field to field, and from the last one to the primary act (ux.md KEY-02).
class Page : public QWidget
{
    Q_OBJECT

public:
    Page(PageId id, const PageContext &context, QWidget *parent);

    PageId pageId() const { return m_id; }
    /// The window's title, without the program's name.
    virtual QString title() const = 0;
    /// Called each time the page is gone to. `subject` is what it is about: an iqama number, a case id, a
    /// query; empty where there is none. Coming back with Esc passes the last subject again.
    virtual void activate(const QString &subject) = 0;
    /// Called before another page is shown; a page with unsaved input saves here.
    virtual void deactivate() {}
    /// What Ctrl+Enter and Enter in the last field press; nullptr: nothing.
    virtual QAbstractButton *primaryButton() const { return nullptr; }

    /// The person in the identity bar; nullptr: no bar.
    virtual const Resident *resident() const { return nullptr; }
    /// The step of entering a case, 0 to 2; -1: none.
    virtual int step() const { return -1; }
    virtual std::optional<OpenCase> openCase() const { return std::nullopt; }
    /// What a passport reader sent while this page is shown; false: not for this page.
    virtual bool takeRead(const QStringList &lines);
    virtual void takePartialRead(int characters, int expected);
    /// False where what is typed must not be taken for a reader's burst.
    virtual bool acceptsReader() const { return false; }

    /// Clicks the visible, enabled button with this key; false when there is none.
    bool pressKey(const QString &hint);
    bool isBusy() const { return m_requests > 0; }

signals:
    /// Go to another page.
    void goTo(desk::PageId page, const QString &subject = {});
    void goBack();
    /// Title, resident, step or open case changed.
    void frameChanged();
    void busyChanged();

protected:
    Language language() const { return m_context.language.language(); }
    bool inArabic() const { return language() == Language::Arabic; }
    Desk &desk() const { return m_context.desk; }
    const Clock &clock() const { return m_context.clock; }
    const Catalogue &catalogue() const { return m_context.catalogue; }
    Prompts &prompts() const { return m_context.prompts; }
    LanguageSwitch &languageSwitch() const { return m_context.language; }

    /// Takes out of a layout all that was put into it in code; it is deleted once nothing runs that one of its
    /// buttons has called.
    static void clearRows(QLayout *rows);
    /// Words of the form and everything made in code, again in the new language.
    virtual void retranslate() = 0;
    /// Message and way out of an error, in the window's language.
    QString errorText(const Error &error) const;

    /// Calls `callback(result)` when the future has finished; the page is busy until then. Never when the
    /// page is gone or the request was cancelled or superseded.
    template <class T, class Callback>
    void request(const QFuture<T> &future, Callback callback)
    {
        beginRequest();
        auto *watcher = new QFutureWatcher<T>(this);
        connect(watcher, &QFutureWatcherBase::finished, this,
                [this, watcher, callback = std::move(callback)]() mutable {
                    watcher->deleteLater();
                    if (!watcher->isCanceled())
                        callback(watcher->result());
                    endRequest();
                });
        watcher->setFuture(future);
    }

    /// Enter was pressed in `field`; `forward` is false with Shift.
    virtual void enterPressed(QWidget *field, bool forward);

    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void beginRequest();
    void endRequest();

    PageId m_id;
    PageContext m_context;
    int m_requests = 0;
};

} // namespace desk
