#include "ui/pages/decisiondialog.h"

#include "ui/delegates/celldelegate.h"
#include "ui/theme/theme.h"

#include "ui_decisiondialog.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kReasonHeight = 32;

} // namespace

QStringList numberedReasons(const Catalogue &catalogue, Language language)
{
    QStringList reasons;
    for (const auto &[reason, code] : Codes<DecisionReason>::kCodes)
        reasons += u"%1  %2"_s.arg(reasons.size() + 1).arg(catalogue.word(reason, language));
    return reasons;
}

DecisionDialog::DecisionDialog(Decision decision, const QString &caseText, const Catalogue &catalogue,
                               Language language, QWidget *parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::DecisionDialog>())
{
    m_ui->setupUi(this);
    const bool rejects = decision == Decision::Reject;
    setWindowTitle(catalogue.word(decision, language));
    m_ui->headLabel->setText(rejects ? tr("Reject the case") : tr("Return the case for correction"));
    m_ui->caseLabel->setText(caseText);
    m_ui->confirmButton->setText(catalogue.word(decision, language));
    m_ui->confirmButton->setKind(rejects ? ActionButton::Kind::Danger : ActionButton::Kind::Primary);
    m_ui->reasonListWidget->addItems(numberedReasons(catalogue, language));
    m_ui->reasonListWidget->setItemDelegate(new CellDelegate(kReasonHeight, m_ui->reasonListWidget));
    m_ui->problemLabel->setTone(Tone::Err);
    // All nine stand on the page: a reason is chosen by its digit, not by scrolling.
    m_ui->reasonListWidget->setFixedHeight(m_ui->reasonListWidget->count() * kReasonHeight +
                                           2 * m_ui->reasonListWidget->frameWidth());
    m_ui->reasonListWidget->installEventFilter(this);
    m_ui->commentEdit->installEventFilter(this);
    connect(m_ui->confirmButton, &QAbstractButton::clicked, this, &DecisionDialog::confirm);
    connect(m_ui->cancelButton, &QAbstractButton::clicked, this, &QDialog::reject);
    setAttribute(Qt::WA_DeleteOnClose);
    m_ui->reasonListWidget->setFocus();
}

DecisionDialog::~DecisionDialog() = default;

bool DecisionDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (enter && (key->modifiers() & Qt::ControlModifier)) {
        confirm();
        return true;
    }
    if (watched == m_ui->reasonListWidget) {
        if (key->key() >= Qt::Key_1 && key->key() <= Qt::Key_9) {
            m_ui->reasonListWidget->setCurrentRow(key->key() - Qt::Key_1);
            return true;
        }
        if (enter) {
            m_ui->commentEdit->setFocus(Qt::TabFocusReason);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void DecisionDialog::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && (event->modifiers() & Qt::ControlModifier))
        confirm();
    else
        QDialog::keyPressEvent(event);
}

void DecisionDialog::confirm()
{
    const int row = m_ui->reasonListWidget->currentRow();
    const QString comment = m_ui->commentEdit->toPlainText().trimmed();
    if (row < 0) {
        m_ui->problemLabel->setText(tr("Select a reason"));
        m_ui->reasonListWidget->setFocus();
        return;
    }
    const auto reason = Codes<DecisionReason>::kCodes.at(std::size_t(row)).first;
    if (reason == DecisionReason::Other && comment.size() < kMinCommentLength) {
        m_ui->problemLabel->setText(
            tr("Write the reason, at least %n characters", nullptr, kMinCommentLength));
        m_ui->commentEdit->setFocus();
        return;
    }
    emit decided(codeOf(reason), comment);
    accept();
}

} // namespace desk
