#include "ui/pages/ineligiblepage.h"

#include "ui/pages/findingrow.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textlabel.h"

#include "ui_ineligiblepage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

bool needsExplanation(const Finding &finding)
{
    return finding.severity == Severity::Block &&
           (finding.rule == "DT-002"_L1 || finding.rule == "DT-003"_L1 || finding.rule.startsWith("EL-"_L1));
}

IneligiblePage::IneligiblePage(const PageContext &context, QWidget *parent)
    : Page(PageId::Ineligible, context, parent)
    , m_ui(std::make_unique<Ui::IneligiblePage>())
{
    m_ui->setupUi(this);
    connect(m_ui->correctButton, &QAbstractButton::clicked, this,
            [this] { emit goTo(PageId::Form, u"%1 %2"_s.arg(m_caseId, m_mistyped)); });
    connect(m_ui->endButton, &QAbstractButton::clicked, this, [this] { emit goTo(PageId::Home); });
    connect(m_ui->backButton, &QAbstractButton::clicked, this, [this] { emit goTo(PageId::Form, m_caseId); });
    retranslate();
}

IneligiblePage::~IneligiblePage() = default;

QString IneligiblePage::title() const
{
    return tr("The passport cannot be updated now");
}

QAbstractButton *IneligiblePage::primaryButton() const
{
    return m_ui->correctButton->isVisible() ? m_ui->correctButton : m_ui->endButton;
}

const Resident *IneligiblePage::resident() const
{
    return m_draft ? &m_draft->resident : nullptr;
}

void IneligiblePage::activate(const QString &subject)
{
    m_caseId = subject;
    m_draft.reset();
    showReasons();
    request(desk().openDraft(subject), [this](const Result<DraftView> &draft) {
        if (!draft) {
            emit goTo(PageId::Home);
            return;
        }
        m_draft = *draft;
        showReasons();
        emit frameChanged();
        primaryButton()->setFocus(Qt::OtherFocusReason);
    });
}

void IneligiblePage::showReasons()
{
    clearRows(m_ui->reasonRows);
    m_mistyped.clear();
    m_ui->reasonsCard->setVisible(m_draft.has_value());
    m_ui->correctButton->setVisible(false);
    if (!m_draft)
        return;
    for (const Finding &finding : std::as_const(m_draft->judgement.findings)) {
        if (!needsExplanation(finding))
            continue;
        if (m_ui->reasonRows->count() > 0)
            m_ui->reasonRows->addWidget(new Rule(m_ui->reasonsCard));
        m_ui->reasonRows->addWidget(new FindingRow(finding, language(), catalogue(), m_ui->reasonsCard));
        if (finding.rule.startsWith("DT-"_L1))
            m_mistyped = finding.field;
    }
    m_ui->correctButton->setVisible(!m_mistyped.isEmpty());
}

void IneligiblePage::retranslate()
{
    m_ui->retranslateUi(this);
    showReasons();
}

} // namespace desk
