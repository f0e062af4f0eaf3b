#pragma once

#include "ui/frame/page.h"

#include <QMap>
#include <QTimer>

#include <memory>
#include <optional>

class QComboBox;

namespace desk
{

namespace Ui
{
class ReviewPage;
}

/// Deciding one case: what is on record beside what is new and what the zone says, every finding with its
/// reasons. The decision names the revision that was seen. After it the next case opens; for a few seconds it
/// can be taken back. While the case is open its review is this person's; what was chosen stays when another
/// supervisor takes it over. The subject is a case id.
class ReviewPage final : public Page
{
    Q_OBJECT

public:
    explicit ReviewPage(const PageContext &context, QWidget *parent = nullptr);
    ~ReviewPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    void deactivate() override;
    QAbstractButton *primaryButton() const override;
    const Resident *resident() const override;

protected:
    void retranslate() override;

private:
    void showCase();
    void showStanding();
    bool ownCase() const;
    void askForLease(LeaseAct act);
    void lookAgain();
    void focusFirst();
    void showFindings(const RevisionView &revision);
    void showHistory();
    void showPlace();
    void approve();
    void askReason(Decision decision);
    void decide(const DecisionInput &decision);
    void undo();
    void openNext();
    QString caseWords(const CaseRow &row) const;

    const std::unique_ptr<Ui::ReviewPage> m_ui;
    QString m_caseId;
    CaseView m_view;
    QueueView m_queue;
    QMap<QString, QComboBox *> m_reasons; ///< rule → the supervisor's reason
    QMap<QString, QMap<QString, QString>> m_chosen; ///< case → rule → reason, until it is decided
    std::optional<LeaseView> m_lease;
    QTimer m_heartbeat;
    QString m_decidedCase;                ///< the one the undo bar is about
    bool m_loaded = false;
};

} // namespace desk
