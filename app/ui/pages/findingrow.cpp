#include "ui/pages/findingrow.h"

#include "base/bidi.h"
#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>

namespace desk
{

FindingRow::FindingRow(const Finding &finding, Language language, const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
{
    auto *verdict = new StatusLabel(this);
    verdict->setChip(true);
    verdict->setStatus(statusOf(finding.severity), catalogue.word(finding.severity, language));

    const auto wrapped = [this](TextLabel::Kind kind, const QString &text) {
        auto *label = new TextLabel(kind, text, this);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignTop);
        return label;
    };
    auto *reason =
        wrapped(TextLabel::Kind::Strong, catalogue.ruleMessage(finding, language, Isolation::Isolated));
    auto *rule = new TextLabel(TextLabel::Kind::Small, tr("Rule %1").arg(isolate(finding.rule)), this);
    auto *evidence =
        wrapped(TextLabel::Kind::Body, catalogue.ruleEvidence(finding, language, Isolation::Isolated));
    auto *wayOut = wrapped(TextLabel::Kind::Body, catalogue.ruleWayOut(finding.rule, language));
    evidence->setFixedWidth(kEvidenceWidth);
    wayOut->setFixedWidth(kWayOutWidth);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(16, 10, 16, 10);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(2);
    grid->setColumnMinimumWidth(0, kVerdictWidth);
    grid->setColumnStretch(1, 1);
    grid->addWidget(verdict, 0, 0, Qt::AlignTop);
    grid->addWidget(reason, 0, 1, Qt::AlignTop);
    grid->addWidget(rule, 1, 1, Qt::AlignTop);
    grid->addWidget(evidence, 0, 2, 2, 1, Qt::AlignTop);
    grid->addWidget(wayOut, 0, 3, 2, 1, Qt::AlignTop);
}

} // namespace desk
