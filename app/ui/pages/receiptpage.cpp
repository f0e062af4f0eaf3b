#include "ui/pages/receiptpage.h"

#include "base/bidi.h"
#include "service/whendone.h"
#include "text/dates.h"
#include "ui/frame/prompts.h"

#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include "ui_receiptpage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QPrinter>
#include <QPrinterInfo>

using namespace Qt::StringLiterals;

namespace desk
{

ReceiptPage::ReceiptPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Receipt, context, parent)
    , m_ui(std::make_unique<Ui::ReceiptPage>())
{
    m_ui->setupUi(this);
    m_ui->stateBanner->setLarge(true);
    connect(m_ui->newCaseButton, &QAbstractButton::clicked, this, [this] { emit goTo(PageId::Lookup); });
    connect(m_ui->sameHouseholdButton, &QAbstractButton::clicked, this, [this] {
        const Resident &who = m_receipt.view.resident;
        emit goTo(PageId::Lookup, who.headId.isEmpty() ? who.iqamaNumber : who.headId);
    });
    connect(m_ui->settleButton, &QAbstractButton::clicked, this,
            [this] { emit goTo(PageId::Conflict, m_caseId); });
    connect(m_ui->copyButton, &QAbstractButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_receipt.view.row.reference);
        m_ui->footLabel->setText(tr("Number copied"));
    });
    connect(m_ui->printButton, &QAbstractButton::clicked, this, &ReceiptPage::print);
    connect(m_ui->savePdfButton, &QAbstractButton::clicked, this, &ReceiptPage::savePdf);
    connect(&desk(), &Desk::casesChanged, this, &ReceiptPage::refresh);
    connect(&desk(), &Desk::outboxChanged, this, &ReceiptPage::refresh);
}

ReceiptPage::~ReceiptPage() = default;

QString ReceiptPage::title() const
{
    return tr("Receipt");
}

QAbstractButton *ReceiptPage::primaryButton() const
{
    return m_ui->newCaseButton;
}

const Resident *ReceiptPage::resident() const
{
    return m_loaded ? &m_receipt.view.resident : nullptr;
}

std::optional<OpenCase> ReceiptPage::openCase() const
{
    if (!m_loaded)
        return std::nullopt;
    const Resident &who = m_receipt.view.resident;
    return OpenCase{inArabic() || who.nameEn.isEmpty() ? who.nameAr : who.nameEn,
                    m_receipt.view.row.reference};
}

void ReceiptPage::activate(const QString &subject)
{
    m_caseId = subject;
    m_loaded = false;
    m_ui->footLabel->clear();
    request(desk().receipt(m_caseId), [this](const Result<ReceiptData> &receipt) {
        if (!receipt) {
            m_ui->stateBanner->show(StatusKind::Err, errorText(receipt.error()));
            return;
        }
        m_receipt = *receipt;
        m_loaded = true;
        showReceipt();
        emit frameChanged();
        m_ui->newCaseButton->setFocus(Qt::OtherFocusReason);
    });
}

void ReceiptPage::refresh()
{
    if (!m_loaded || !isVisible())
        return;
    whenDone(desk().receipt(m_caseId), this, [this](const Result<ReceiptData> &receipt) {
        if (!receipt || receipt->view.row.caseId != m_caseId)
            return;
        m_receipt = *receipt;
        showReceipt();
    });
}

void ReceiptPage::showReceipt()
{
    const CaseView &view = m_receipt.view;
    const DeliveryView &delivery = view.delivery;
    const CaseState state = view.row.state;
    const bool received = delivery.acknowledgedAt.isValid();
    m_ui->referenceLabel->setText(view.row.reference);
    m_ui->referenceLabel->setTextInteractionFlags(Qt::NoTextInteraction);
    m_ui->receiptPreview->setReceipt(m_receipt, language());
    showCompanions();
    m_ui->settleButton->setVisible(view.conflict.has_value());
    m_ui->sameHouseholdButton->setVisible(!view.resident.headId.isEmpty());

    const QString unchanged =
        tr("The register is unchanged. It changes when a supervisor has approved and the "
           "register confirms.");
    switch (state) {
    case CaseState::Applied:
        m_ui->stateBanner->show(StatusKind::Ok, tr("The new passport stands in the register"),
                                tr("The register has confirmed it."));
        break;
    case CaseState::Rejected:
    case CaseState::Withdrawn:
        m_ui->stateBanner->show(StatusKind::Err, catalogue().word(state, language()),
                                tr("The register is unchanged."));
        break;
    case CaseState::Returned:
    case CaseState::Conflicted:
        m_ui->stateBanner->show(StatusKind::Warn, catalogue().word(state, language()),
                                tr("The register is unchanged."));
        break;
    case CaseState::Approved:
        m_ui->stateBanner->show(StatusKind::Info, tr("The case is approved"),
                                tr("The register has not confirmed it yet."));
        break;
    case CaseState::Draft:
    case CaseState::Submitted:
        if (received)
            m_ui->stateBanner->show(StatusKind::Ok, tr("The case was sent for review"), unchanged);
        else
            m_ui->stateBanner->show(StatusKind::Info, tr("Saved on this desk, will be sent"), unchanged);
        break;
    }
    if (!view.fromHub.isEmpty()) {
        const Finding &answer = view.fromHub.first();
        m_ui->adviceBanner->show(statusOf(answer.severity),
                                 catalogue().ruleMessage(answer, language(), Isolation::Isolated),
                                 catalogue().ruleWayOut(answer.rule, language()));
    } else {
        m_ui->adviceBanner->show(
            StatusKind::Info, QString(),
            state == CaseState::Applied
                ? tr("Tell the holder: the resident ID can be renewed now.")
                : tr("Tell the holder: the resident ID is renewed after the update stands in the "
                     "register. The receipt does not prove approval."));
    }

    const auto time = [](const QDateTime &at) { return at.isValid() ? displayTime(at) : QString(); };
    const bool decided = delivery.decidedAt.isValid() && state != CaseState::Submitted;
    QList<ProgressSteps::Step> steps;
    steps += {StatusKind::Ok, tr("Saved on this desk"), {}, time(delivery.savedAt)};
    steps += {received ? StatusKind::Ok : StatusKind::Clock,
              received ? tr("Sent, the hub received it") : tr("Being sent"),
              received ? QString() : tr("Sent by itself as soon as the hub can be reached"),
              time(delivery.acknowledgedAt)};
    if (state == CaseState::Rejected || state == CaseState::Returned || state == CaseState::Withdrawn ||
        state == CaseState::Conflicted) {
        steps += {state == CaseState::Rejected || state == CaseState::Withdrawn ? StatusKind::Err
                                                                                : StatusKind::Warn,
                  catalogue().word(state, language()),
                  {},
                  time(delivery.decidedAt)};
    } else {
        const bool waits = !decided && received;
        steps += {decided ? StatusKind::Ok
                  : waits ? StatusKind::Clock
                          : StatusKind::Wait,
                  decided ? tr("Reviewed") : catalogue().word(CaseState::Submitted, language()),
                  waits ? tr("With the supervisor") : QString(), waits ? tr("Now") : QString()};
        const bool applied = state == CaseState::Applied;
        steps += {decided ? StatusKind::Ok : StatusKind::Wait,
                  catalogue().word(CaseState::Approved, language()),
                  {},
                  time(decided ? delivery.decidedAt : QDateTime())};
        steps += {applied   ? StatusKind::Ok
                  : decided ? StatusKind::Clock
                            : StatusKind::Wait,
                  catalogue().word(CaseState::Applied, language()),
                  {},
                  applied   ? time(delivery.appliedAt)
                  : decided ? tr("Now")
                            : QString()};
    }
    m_ui->progressSteps->setSteps(steps);
}

/// One case per person: whoever is still on the shared passport gets one from here, linked with this one.
void ReceiptPage::showCompanions()
{
    QLayout *rows = m_ui->companionRows->layout();
    clearRows(rows);
    const CaseView &view = m_receipt.view;
    m_ui->companionsCard->setVisible(!view.companions.isEmpty());
    for (const Resident &person : view.companions) {
        auto *line = new QWidget(m_ui->companionRows);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        const QString name = inArabic() || person.nameEn.isEmpty() ? person.nameAr : person.nameEn;
        row->addWidget(new TextLabel(TextLabel::Kind::Body, isolateAuto(name), line), 1);
        row->addWidget(new TextLabel(TextLabel::Kind::Id, person.iqamaNumber, line));
        auto *open = new ActionButton(line);
        open->setObjectName(u"companionButton"_s);
        open->setKind(ActionButton::Kind::Small);
        open->setText(tr("Open their case"));
        open->setAccessibleName(tr("Open the case of %1").arg(name));
        connect(open, &QAbstractButton::clicked, this,
                [this, number = person.iqamaNumber] { openCaseOf(number); });
        row->addWidget(open);
        rows->addWidget(line);
    }
}

void ReceiptPage::openCaseOf(const QString &iqamaNumber)
{
    request(desk().startLinkedCase(iqamaNumber, m_caseId), [this](const Result<DraftView> &draft) {
        if (draft)
            emit goTo(PageId::Form, draft->caseId);
        else
            m_ui->footLabel->setText(errorText(draft.error()));
    });
}

void ReceiptPage::print()
{
    if (!m_loaded)
        return;
    if (QPrinterInfo::defaultPrinterName().isEmpty()) {
        m_ui->footLabel->setText(tr("No printer; save the receipt as PDF"));
        m_ui->savePdfButton->setFocus();
        return;
    }
    QPrinter printer(QPrinterInfo::defaultPrinter(), QPrinter::HighResolution);
    printer.setPageSize(QPageSize(QPageSize::A5));
    printer.setFullPage(true);
    printer.setDocName(m_receipt.view.row.reference);
    QPainter painter;
    if (!painter.begin(&printer)) {
        m_ui->footLabel->setText(tr("The printer does not answer; save the receipt as PDF"));
        return;
    }
    paintReceipt(painter, painter.viewport(), m_receipt, language());
    painter.end();
    m_ui->footLabel->setText(tr("Sent to the printer"));
    request(desk().receiptPrinted(m_receipt), [this](const Result<> &noted) {
        m_receipt.copy = true;
        if (!noted)
            m_ui->footLabel->setText(errorText(noted.error()));
    });
}

void ReceiptPage::savePdf()
{
    if (!m_loaded)
        return;
    prompts().chooseFileToWrite(
        this, tr("Save the receipt"), m_receipt.view.row.reference + u".pdf"_s, [this](const QString &path) {
            if (path.isEmpty())
                return;
            request(desk().saveReceipt(m_receipt, language(), path), [this](const Result<> &saved) {
                m_ui->footLabel->setText(saved ? tr("Receipt saved") : errorText(saved.error()));
                m_receipt.copy = m_receipt.copy || saved;
            });
        });
}

void ReceiptPage::retranslate()
{
    m_ui->retranslateUi(this);
    if (m_loaded)
        showReceipt();
}

} // namespace desk
