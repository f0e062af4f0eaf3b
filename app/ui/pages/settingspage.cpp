#include "ui/pages/settingspage.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "text/dates.h"
#include "ui/frame/prompts.h"
#include "ui/theme/deskstyle.h"
#include "ui_settingspage.h"

namespace desk
{

SettingsPage::SettingsPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Settings, context, parent)
    , m_ui(std::make_unique<Ui::SettingsPage>())
{
    m_ui->setupUi(this);
    connect(m_ui->saveButton, &ActionButton::clicked, this, &SettingsPage::save);
    connect(m_ui->rulesButton, &ActionButton::clicked, this, [this] { emit goTo(PageId::Rules); });
    connect(m_ui->backButton, &ActionButton::clicked, this, &Page::goBack);
    connect(m_ui->restoreButton, &ActionButton::clicked, this, [this] {
        m_ui->lockAfterField->fill(QString::number(kLockAfterUsual.count()));
        m_ui->lockAfterField->setFocus();
    });
    connect(m_ui->chooseFolderButton, &ActionButton::clicked, this, [this] {
        prompts().chooseFolder(window(), tr("Choose the folder"), m_ui->scannerFolderField->text(),
                               [this](const QString &folder) {
                                   if (!folder.isEmpty())
                                       m_ui->scannerFolderField->fill(folder);
                               });
    });
    retranslate();
}

SettingsPage::~SettingsPage() = default;

QString SettingsPage::title() const
{
    return tr("Settings");
}

QAbstractButton *SettingsPage::primaryButton() const
{
    return m_ui->saveButton;
}

void SettingsPage::activate(const QString &)
{
    m_ui->problemSummary->show(QList<ErrorSummary::Line>());
    m_ui->doneBanner->hide();
    for (QLineEdit *field : {m_ui->lockAfterField, m_ui->scannerFolderField}) {
        setFailing(field, false);
        field->setAccessibleDescription(QString());
    }
    const bool mayChange = may(desk().actor().roles, Act::ChangeSettings);
    m_ui->lockAfterField->setReadOnly(!mayChange);
    m_ui->scannerFolderField->setReadOnly(!mayChange);
    m_ui->chooseFolderButton->setVisible(mayChange);
    m_ui->saveButton->setVisible(mayChange);
    m_ui->restoreButton->setVisible(mayChange);
    m_ui->whoLabel->setVisible(!mayChange);
    m_ui->lockAfterField->setFocus();
    request(desk().info(), [this](const Result<DeskInfo> &info) {
        if (info)
            show(*info);
        else
            m_ui->problemSummary->show({{errorText(info.error()), m_ui->lockAfterField}});
    });
}

QString SettingsPage::heldText(const DeskInfo &info) const
{
    switch (info.held) {
    case ResidentsHeld::All:
        break;
    case ResidentsHeld::Branch:
        return tr("This desk holds part of the register: residents its branch has had a case of, and those "
                  "it asked "
                  "the hub for. Chosen when it was enrolled.");
    case ResidentsHeld::Asked:
        return tr(
            "This desk holds part of the register: only residents it asked the hub for. Chosen when it was "
            "enrolled.");
    }
    return tr("This desk holds the whole register.");
}

void SettingsPage::show(const DeskInfo &info)
{
    m_ui->lockAfterField->setText(QString::number(info.lockAfter.count()));
    m_ui->lockAfterField->selectAll();
    m_ui->rulesLabel->setText(tr("Cases are judged by the rule pack %1, in force since %2.")
                                  .arg(isolate(info.pack.version), displayDate(info.pack.effectiveFrom)));
    m_ui->heldLabel->setText(heldText(info));
    m_scannerFolder = info.scannerFolder;
    m_ui->scannerFolderField->setText(info.scannerFolder);
}

void SettingsPage::save()
{
    bool isNumber = false;
    const std::chrono::minutes idle(toAsciiDigits(m_ui->lockAfterField->text().trimmed()).toInt(&isNumber));
    m_ui->doneBanner->hide();
    const bool fits = isNumber && idle >= kLockAfterLeast && idle <= kLockAfterMost;
    setFailing(m_ui->lockAfterField, !fits);
    const QString problem =
        tr("Enter the minutes after which the screen locks itself as a whole number, %1 to %2")
            .arg(kLockAfterLeast.count())
            .arg(kLockAfterMost.count());
    m_ui->lockAfterField->setAccessibleDescription(fits ? QString() : tr("Error: %1").arg(problem));
    if (!fits) {
        m_ui->problemSummary->show({{problem, m_ui->lockAfterField}});
        return;
    }
    m_ui->problemSummary->show(QList<ErrorSummary::Line>());
    m_ui->saveButton->setEnabled(false);
    const QString folder = m_ui->scannerFolderField->text().trimmed();
    request(desk().setLockAfter(idle), [this, folder](const Result<DeskInfo> &info) {
        if (!info)
            fail(m_ui->lockAfterField, errorText(info.error()));
        else if (folder == m_scannerFolder)
            done(*info);
        else
            saveFolder(folder);
    });
}

void SettingsPage::saveFolder(const QString &folder)
{
    request(desk().setScannerFolder(folder), [this, folder](const Result<DeskInfo> &info) {
        if (info)
            done(*info);
        else
            fail(m_ui->scannerFolderField,
                 info.error().code == ErrorCode::UnreadableInput
                     ? tr("There is no folder %1. Choose the folder, or leave the field empty")
                           .arg(isolate(folder))
                     : errorText(info.error()));
    });
}

void SettingsPage::fail(QLineEdit *field, const QString &problem)
{
    m_ui->saveButton->setEnabled(true);
    setFailing(field, true);
    field->setAccessibleDescription(tr("Error: %1").arg(withoutBidiControls(problem)));
    m_ui->problemSummary->show({{problem, field}});
}

void SettingsPage::done(const DeskInfo &info)
{
    m_ui->saveButton->setEnabled(true);
    setFailing(m_ui->scannerFolderField, false);
    m_ui->scannerFolderField->setAccessibleDescription(QString());
    show(info);
    m_ui->doneBanner->show(StatusKind::Ok, tr("The settings are saved and hold from now on."));
    m_ui->backButton->setFocus();
}

void SettingsPage::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->rangeLabel->setText(tr("Minutes, %1 to %2. As a rule %3.")
                                  .arg(kLockAfterLeast.count())
                                  .arg(kLockAfterMost.count())
                                  .arg(kLockAfterUsual.count()));
}

} // namespace desk
