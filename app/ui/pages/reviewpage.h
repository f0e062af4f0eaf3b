#pragma once

#include "ui/frame/page.h"

#include <QMap>

#include <memory>

class QComboBox;

namespace desk
{

namespace Ui
{
class ReviewPage;
}

/// Deciding one case: what is on record beside what is new and what the zone says, every finding with its
/// reasons. The decision names the revision that was seen. After it the next case opens; for a few seconds it
/// can be taken back. The subject is a case id.
class ReviewPage final : public Page
{
    Q_OBJECT

public:
    explicit ReviewPage(const PageContext &context, QWidget *parent = nullptr);
    ~ReviewPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;
    const Resident *resident() const override;

protected:
    void retranslate() override;

private:
    void showCase();
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
    QString m_decidedCase;                ///< the one the undo bar is about
    bool m_loaded = false;
};

} // namespace desk
