#pragma once

#include "ui/frame/page.h"

#include <QTimer>

#include <memory>

class QVBoxLayout;

namespace desk
{

class CaseListModel;
class HouseholdModel;

namespace Ui
{
class ResidentPage;
}

/// The card of one resident: whether the passport can be updated, with each reason, its evidence and the way
/// out, before anything is typed; the record; what to ask for.
class ResidentPage final : public Page
{
    Q_OBJECT

public:
    ResidentPage(const PageContext &context, QWidget *parent);
    ~ResidentPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;
    const Resident *resident() const override;
    bool acceptsReader() const override { return true; }
    bool takeRead(const QStringList &lines) override;

protected:
    void retranslate() override;

private:
    void load();
    void showCard();
    void showVerdict();
    void showRecord();
    void showWhatToBring();
    void update();
    void copyNumber();
    void showCase(const CaseRow &row);

    const std::unique_ptr<Ui::ResidentPage> m_ui;
    QString m_iqamaNumber;
    std::optional<ResidentCard> m_card;
    std::optional<Error> m_problem;
    bool m_arriving = false; ///< gone to, and its card not shown yet
    CaseListModel *m_cases;
    HouseholdModel *m_household;
    QTimer m_copied;
};

} // namespace desk
