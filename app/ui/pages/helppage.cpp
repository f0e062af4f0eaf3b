#include "ui/pages/helppage.h"

#include "base/version.h"
#include "ui/frame/keymap.h"
#include "ui/widgets/statuslabel.h"
#include "ui_helppage.h"

#include <QFile>
#include <QGridLayout>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QString notices()
{
    QFile file(u":/notices/notices.txt"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

HelpPage::HelpPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Help, context, parent)
    , m_ui(std::make_unique<Ui::HelpPage>())
{
    m_ui->setupUi(this);
    m_ui->helpScroll->setFocusPolicy(Qt::StrongFocus);
    m_ui->noticesLabel->setLayoutDirection(Qt::LeftToRight);
    connect(m_ui->backButton, &ActionButton::clicked, this, &Page::goBack);
    connect(m_ui->noticesButton, &ActionButton::toggled, this, [this](bool shown) {
        if (shown && m_ui->noticesLabel->text().isEmpty())
            m_ui->noticesLabel->setText(notices());
        m_ui->noticesLabel->setVisible(shown);
    });
    retranslate();
}

HelpPage::~HelpPage() = default;

QString HelpPage::title() const
{
    return tr("Help and keys");
}

void HelpPage::activate(const QString &)
{
    m_ui->helpScroll->setFocus();
    request(desk().info(), [this](const Result<DeskInfo> &info) {
        if (info)
            m_info = *info;
        retranslate();
    });
}

void HelpPage::retranslate()
{
    m_ui->retranslateUi(this);

    clearRows(m_ui->keysGrid);
    int row = 0;
    const auto addKey = [this, &row](const QString &hint, const QString &meaning) {
        auto *key = new TextLabel(TextLabel::Kind::Id, hint, m_ui->keysCard);
        m_ui->keysGrid->addWidget(key, row, 0);
        m_ui->keysGrid->addWidget(new TextLabel(TextLabel::Kind::Body, meaning, m_ui->keysCard), row, 1);
        ++row;
    };
    const QList<KeyRow> rows = keyTable() + fieldKeys();
    for (const KeyRow &one : rows) {
        if (one.listed)
            addKey(one.act == KeyAct::PageAct && one.hint == "Alt+1"_L1 ? u"Alt+0 … Alt+9"_s : one.hint,
                   one.meaning);
    }

    clearRows(m_ui->marksGrid);
    row = 0;
    const auto addMark = [this, &row](StatusKind kind, const QString &word, const QString &meaning) {
        auto *mark = new StatusLabel(m_ui->marksCard);
        mark->setChip(true);
        mark->setStatus(kind, word);
        auto *text = new TextLabel(TextLabel::Kind::Body, meaning, m_ui->marksCard);
        text->setWordWrap(true);
        m_ui->marksGrid->addWidget(mark, row, 0);
        m_ui->marksGrid->addWidget(text, row, 1);
        ++row;
    };
    const auto severity = [this](Severity value) { return catalogue().word(value, language()); };
    const auto state = [this](RuleState value) { return catalogue().word(value, language()); };
    addMark(StatusKind::Err, severity(Severity::Block), tr("Keeps the case from being sent. Correct it."));
    addMark(StatusKind::Sup, severity(Severity::Supervisor),
            tr("Can be sent; a supervisor decides with a reason."));
    addMark(StatusKind::Warn, severity(Severity::Warning), tr("Read it and acknowledge it with Space."));
    addMark(StatusKind::Info, severity(Severity::Info), tr("Good to know; asks nothing of you."));
    addMark(StatusKind::Ok, state(RuleState::Passed), tr("Checked, and in order."));
    addMark(StatusKind::Wait, state(RuleState::NotChecked), tr("Waits for something not entered yet."));
    addMark(StatusKind::None, state(RuleState::NotApplicable), tr("Does not concern this case."));

    clearRows(m_ui->aboutGrid);
    row = 0;
    const auto addFact = [this, &row](const QString &label, const QString &value) {
        m_ui->aboutGrid->addWidget(new TextLabel(TextLabel::Kind::Quiet, label, m_ui->aboutCard), row, 0);
        m_ui->aboutGrid->addWidget(new TextLabel(TextLabel::Kind::Body, value, m_ui->aboutCard), row, 1);
        ++row;
    };
    addFact(tr("Passport Desk"), tr("Passport updates for residents"));
    addFact(tr("Version"), QString::fromLatin1(kVersion));
    addFact(tr("Qt"), QString::fromLatin1(qVersion()));
    if (!m_info.pack.version.isEmpty())
        addFact(tr("Rule pack"), m_info.pack.version);
    m_ui->noticesButton->setText(tr("Show the notices of what it uses"));
}

} // namespace desk
