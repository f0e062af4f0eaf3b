#include "ui/pages/loginpage.h"

#include "base/bidi.h"
#include "ui_loginpage.h"

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

LoginPage::LoginPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Login, context, parent)
    , m_ui(std::make_unique<Ui::LoginPage>())
{
    m_ui->setupUi(this);
    m_ui->signInButton->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_ui->revealButton->setFixedHeight(40);
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, [this] {
        const int left = m_problem->where.toInt() - 1;
        m_problem->where = QString::number(left);
        if (left <= 0) {
            m_second.stop();
            m_problem.reset();
        }
        showProblem();
    });
    connect(m_ui->signInButton, &ActionButton::clicked, this, &LoginPage::signIn);
    connect(m_ui->revealButton, &ActionButton::toggled, this, [this](bool shown) {
        m_ui->passwordField->setShown(shown);
        retranslate();
    });
    connect(m_ui->passwordField, &PasswordField::scriptSeen, this, [this](bool arabic) {
        m_arabicKeys = arabic;
        retranslate();
    });
    connect(m_ui->passwordField, &PasswordField::capsLockSeen, this, [this](bool on) {
        m_capsLock = on;
        retranslate();
    });
    connect(m_ui->languageButton, &ActionButton::clicked, this, [this] { languageSwitch().toggle(); });
    connect(m_ui->helpButton, &ActionButton::clicked, this, [this] { emit goTo(PageId::Help); });
    connect(&desk(), &Desk::syncStatusChanged, this, [this] { showDesk(); });
    retranslate();
}

LoginPage::~LoginPage() = default;

QString LoginPage::title() const
{
    return tr("Sign in");
}

QAbstractButton *LoginPage::primaryButton() const
{
    return m_ui->signInButton;
}

void LoginPage::activate(const QString &subject)
{
    m_lockedBy = subject;
    showPurpose();
    m_ui->passwordField->clear();
    if (!subject.isEmpty())
        m_ui->userNameField->setText(subject);
    (subject.isEmpty() ? static_cast<QWidget *>(m_ui->userNameField) : m_ui->passwordField)->setFocus();
    request(desk().info(), [this](const Result<DeskInfo> &info) {
        if (info)
            m_info = *info;
        showDesk();
    });
}

void LoginPage::showPurpose()
{
    m_ui->audienceLabel->setText(
        m_lockedBy.isEmpty()
            ? tr("For the staff of the branch")
            : tr("The screen is locked. %1 goes on where they were.").arg(isolateAuto(m_lockedBy)));
}

void LoginPage::showDesk()
{
    m_ui->brandPanel->setDesk(m_info, desk().syncStatus(), clock().utc(), language());
}

void LoginPage::signIn()
{
    const QString name = m_ui->userNameField->text().trimmed();
    if (name.isEmpty()) {
        m_ui->userNameField->setFocus();
        return;
    }
    m_ui->signInButton->setEnabled(false);
    // Whoever was told of an older copy and signs in all the same accepts it.
    const bool acceptsOlder = m_problem && m_problem->code == ErrorCode::OlderCopy;
    request(desk().signIn(name, m_ui->passwordField->text(), acceptsOlder),
            [this](const Result<SessionView> &session) {
                m_ui->signInButton->setEnabled(true);
                if (!session) {
                    refuse(session.error());
                    return;
                }
                m_problem.reset();
                showProblem();
                m_ui->userNameField->clear();
                m_ui->passwordField->clear();
                m_ui->revealButton->setChecked(false);
                emit signedIn(*session);
            });
}

void LoginPage::refuse(const Error &error)
{
    m_problem = error;
    if (error.code == ErrorCode::Throttled && error.where.toInt() > 0)
        m_second.start();
    showProblem();
    m_ui->passwordField->setFocus();
    m_ui->passwordField->selectAll();
}

void LoginPage::showProblem()
{
    m_ui->signInButton->setEnabled(!m_second.isActive());
    if (!m_problem) {
        m_ui->problemBanner->hide();
        return;
    }
    const QString message = catalogue().errorMessage(*m_problem, language(), Isolation::Isolated);
    m_ui->problemBanner->show(StatusKind::Err, message, catalogue().errorWayOut(m_problem->code, language()));
    //: %1 is what is wrong
    m_ui->passwordField->setAccessibleDescription(tr("Error: %1").arg(message));
}

void LoginPage::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->languageButton->setText(inArabic() ? u"English"_s : u"العربية"_s);
    m_ui->revealButton->setText(m_ui->revealButton->isChecked() ? tr("Hide") : tr("Show"));
    m_ui->keyboardStatusLabel->setVisible(m_arabicKeys.has_value());
    m_ui->keyboardStatusLabel->setStatus(
        StatusKind::None, m_arabicKeys.value_or(false) ? tr("Keyboard: Arabic") : tr("Keyboard: EN"));
    m_ui->capsStatusLabel->setVisible(m_capsLock);
    m_ui->capsStatusLabel->setStatus(StatusKind::Warn, tr("Caps Lock is on"));
    showPurpose();
    showProblem();
    showDesk();
}

} // namespace desk
