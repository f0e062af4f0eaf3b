#pragma once

#include "ui/frame/page.h"

#include <QTimer>

#include <memory>

namespace desk
{

class LookupModel;

namespace Ui
{
class LookupPage;
}

/// Finds residents by any number or name while one types. Enter opens the row chosen; a complete number or a
/// reader's burst opens its only hit at once.
class LookupPage final : public Page
{
    Q_OBJECT

public:
    LookupPage(const PageContext &context, QWidget *parent);
    ~LookupPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;
    bool acceptsReader() const override { return true; }
    bool takeRead(const QStringList &lines) override;

protected:
    void retranslate() override;
    void enterPressed(QWidget *field, bool forward) override;

private:
    void search();
    void askHub();
    void followUp();
    void showResult();
    /// What to add to the query so that fewer match.
    QString wayToNarrow() const;
    void showChips();
    void chooseEmployer();
    void chooseBirthYear();
    void open(int row);
    void update(int row);
    void moveInList(int key);

    const std::unique_ptr<Ui::LookupPage> m_ui;
    LookupModel *m_model;
    QTimer m_typing; ///< a short rest after the last key, then the search starts
    FindRequest m_request;
    FindResult m_result;
    std::optional<Error> m_problem;
    QString m_answered; ///< the query whose result is shown
    QString m_nameRead; ///< to look for when the number a reader sent is unknown
    bool m_openWhenFound = false;
    /// What a desk that holds part of the register knows of the answer from the hub.
    enum class FromHub { NotAsked, Asked, Answered, Unreachable };
    FromHub m_fromHub = FromHub::NotAsked;
};

} // namespace desk
