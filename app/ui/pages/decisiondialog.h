#pragma once

#include "domain/decisionreason.h"
#include "domain/rules/engine.h"
#include "text/catalogue.h"

#include <QDialog>

#include <memory>

namespace desk
{

namespace Ui
{
class DecisionDialog;
}

/// Why a case goes back or is rejected: one of nine reasons by its number, and a comment, which the last
/// reason needs (ux.md CASE-04). Opened with `open`; emits `decided` before it closes.
class DecisionDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `decision` is Return or Reject; `caseText` says which case it is about.
    DecisionDialog(Decision decision, const QString &caseText, const Catalogue &catalogue, Language language,
                   QWidget *parent);
    ~DecisionDialog() override;

signals:
    void decided(const QString &reason, const QString &comment);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void confirm();

    const std::unique_ptr<Ui::DecisionDialog> m_ui;
};

/// Puts the nine reasons into a list of choices, each with its number; the data is the code.
QStringList numberedReasons(const Catalogue &catalogue, Language language);

} // namespace desk
