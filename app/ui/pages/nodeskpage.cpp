#include "ui/pages/nodeskpage.h"

#include "ui_nodeskpage.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace desk
{

NoDeskPage::NoDeskPage(const PageContext &context, const QString &dataDirectory, QWidget *parent)
    : Page(PageId::NoDesk, context, parent)
    , m_ui(std::make_unique<Ui::NoDeskPage>())
    , m_dataDirectory(dataDirectory)
{
    m_ui->setupUi(this);
    m_ui->newDeskIdLabel->setWordWrap(true);
    m_ui->demoDeskIdLabel->setWordWrap(true);
    connect(m_ui->tryAgainButton, &ActionButton::clicked, this, &NoDeskPage::tryAgain);
    connect(m_ui->copyButton, &ActionButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(commands().join(u'\n')); });
    connect(m_ui->languageButton, &ActionButton::clicked, this, [this] { languageSwitch().toggle(); });
    connect(m_ui->helpButton, &ActionButton::clicked, this, [this] { emit goTo(PageId::Help); });
    retranslate();
}

NoDeskPage::~NoDeskPage() = default;

QString NoDeskPage::title() const
{
    return m_reason.code == ErrorCode::NoDesk ? tr("No desk yet") : tr("The desk cannot be opened");
}

QAbstractButton *NoDeskPage::primaryButton() const
{
    return m_ui->tryAgainButton;
}

void NoDeskPage::activate(const QString &)
{
    m_ui->tryAgainButton->setFocus();
}

void NoDeskPage::setReason(const Error &error)
{
    m_reason = error;
    retranslate();
    emit frameChanged();
}

QStringList NoDeskPage::commands() const
{
    const QString option = u"--data \"%1\""_s.arg(m_dataDirectory);
    return {u"passportctl %1 init --branch RUH --workstation 01 --admin NAME --new-password-file FILE"_s.arg(
                option),
            u"passportctl %1 init --demo"_s.arg(option)};
}

void NoDeskPage::tryAgain()
{
    request(desk().open(m_dataDirectory), [this](const Result<DeskInfo> &info) {
        if (info)
            emit opened(*info);
        else
            setReason(info.error());
    });
}

void NoDeskPage::retranslate()
{
    m_ui->retranslateUi(this);
    const bool absent = m_reason.code == ErrorCode::NoDesk;
    if (!absent)
        m_ui->titleLabel->setText(tr("The desk cannot be opened"));
    m_ui->reasonLabel->setText(errorText(m_reason));
    m_ui->stepsLabel->setVisible(absent);
    m_ui->commandsCard->setVisible(absent);
    m_ui->copyButton->setVisible(absent);
    m_ui->newDeskIdLabel->setText(commands().first());
    m_ui->demoDeskIdLabel->setText(commands().last());
    m_ui->languageButton->setText(inArabic() ? u"English"_s : u"العربية"_s);
}

} // namespace desk
