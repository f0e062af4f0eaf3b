#include "ui/pages/passwordpage.h"

#include "ui/theme/deskstyle.h"
#include "ui_passwordpage.h"

namespace desk
{

PasswordPage::PasswordPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Password, context, parent)
    , m_ui(std::make_unique<Ui::PasswordPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->changeButton, &ActionButton::clicked, this, &PasswordPage::change);
    connect(m_ui->backButton, &ActionButton::clicked, this, &Page::goBack);
    retranslate();
}

PasswordPage::~PasswordPage() = default;

QString PasswordPage::title() const
{
    return tr("Change password");
}

QAbstractButton *PasswordPage::primaryButton() const
{
    return m_ui->changeButton;
}

void PasswordPage::activate(const QString &)
{
    clearFields();
    m_ui->problemSummary->show(QList<ErrorSummary::Line>());
    m_ui->doneBanner->hide();
    m_ui->oldPasswordField->setFocus();
}

void PasswordPage::deactivate()
{
    clearFields();
}

void PasswordPage::clearFields()
{
    for (PasswordField *field : {m_ui->oldPasswordField, m_ui->newPasswordField, m_ui->repeatPasswordField}) {
        field->clear();
        setFailing(field, false);
    }
}

void PasswordPage::change()
{
    QList<ErrorSummary::Line> problems;
    const auto fail = [&problems](PasswordField *field, const QString &text) {
        setFailing(field, true);
        field->setAccessibleDescription(tr("Error: %1").arg(text));
        problems += ErrorSummary::Line{text, field};
    };
    for (PasswordField *field : {m_ui->oldPasswordField, m_ui->newPasswordField, m_ui->repeatPasswordField}) {
        setFailing(field, false);
        field->setAccessibleDescription({});
    }
    if (m_ui->oldPasswordField->text().isEmpty())
        fail(m_ui->oldPasswordField, tr("Enter the present password"));
    if (m_ui->newPasswordField->text().isEmpty())
        fail(m_ui->newPasswordField, tr("Enter the new password"));
    else if (m_ui->newPasswordField->text() != m_ui->repeatPasswordField->text())
        fail(m_ui->repeatPasswordField, tr("The second entry of the new password differs from the first"));
    m_ui->doneBanner->hide();
    m_ui->problemSummary->show(problems);
    if (!problems.isEmpty())
        return;

    m_ui->changeButton->setEnabled(false);
    request(desk().changePassword(m_ui->oldPasswordField->text(), m_ui->newPasswordField->text()),
            [this](const Result<> &done) {
                m_ui->changeButton->setEnabled(true);
                if (done) {
                    clearFields();
                    m_ui->doneBanner->show(StatusKind::Ok, tr("The password is changed."));
                    m_ui->backButton->setFocus();
                    return;
                }
                const bool weak = done.error().code == ErrorCode::WeakPassword;
                PasswordField *field = weak ? m_ui->newPasswordField : m_ui->oldPasswordField;
                setFailing(field, true);
                m_ui->problemSummary->show({{errorText(done.error()), field}});
            });
}

void PasswordPage::retranslate()
{
    m_ui->retranslateUi(this);
}

} // namespace desk
