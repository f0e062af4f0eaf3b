#include "ui/pages/caserow.h"

#include "base/bidi.h"
#include "text/dates.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/wordlist.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kHeight = 52;
constexpr int kNameWidth = 204;
constexpr int kSinceWidth = 128;

QWidget *twoLines(QWidget *upper, QWidget *lower, QWidget *parent)
{
    auto *pair = new QWidget(parent);
    auto *column = new QVBoxLayout(pair);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    column->addStretch();
    column->addWidget(upper);
    column->addWidget(lower);
    column->addStretch();
    return pair;
}

} // namespace

QString sinceText(const QDateTime &then, const QDateTime &now)
{
    const auto minutes = qMax(qint64(0), then.secsTo(now) / 60);
    const auto words = [](const char *text, qint64 count) {
        return QCoreApplication::translate("SinceText", text, nullptr, int(count));
    };
    if (minutes < 1)
        return QCoreApplication::translate("SinceText", "just now");
    if (minutes < 60)
        return words(QT_TRANSLATE_N_NOOP("SinceText", "%n minute(s) ago"), minutes);
    if (minutes < 24 * 60)
        return words(QT_TRANSLATE_N_NOOP("SinceText", "%n hour(s) ago"), minutes / 60);
    return words(QT_TRANSLATE_N_NOOP("SinceText", "%n day(s) ago"), minutes / (24 * 60));
}

CaseListRow::CaseListRow(const CaseRow &row, bool returned, const QString &key, const QDateTime &now,
                         Language language, const Catalogue &catalogue, QWidget *parent)
    : QWidget(parent)
{
    const bool arabic = language == Language::Arabic;
    setFixedHeight(kHeight);

    QString name = arabic ? row.nameAr : row.nameEn;
    if (name.isEmpty())
        name = arabic ? row.nameEn : row.nameAr;
    auto *nameLabel = new TextLabel(TextLabel::Kind::Strong, name, this);
    nameLabel->setElided(true);
    auto *reference = new TextLabel(TextLabel::Kind::Id, row.reference, this);
    QWidget *person = twoLines(nameLabel, reference, this);
    person->setFixedWidth(kNameWidth);

    TextLabel *what = nullptr;
    TextLabel *detail = nullptr;
    if (returned) {
        const QString reason =
            catalogue.wordOf(WordGroup<DecisionReason>::kName, row.decisionReason, language);
        const QString decider = arabic ? row.deciderNameAr : row.deciderNameEn;
        what = new TextLabel(TextLabel::Kind::Body,
                             row.decisionComment.isEmpty() ? reason : row.decisionComment, this);
        const QString by = tr("Returned by %1").arg(isolateAuto(decider));
        detail = new TextLabel(
            TextLabel::Kind::Small,
            row.decisionComment.isEmpty() ? by : tr("%1. Returned by %2").arg(reason, isolateAuto(decider)),
            this);
    } else {
        QStringList missing;
        for (const QString &path : row.missing)
            missing += catalogue.fieldName(path, language);
        what = new TextLabel(TextLabel::Kind::Body, catalogue.word(row.caseType, language), this);
        detail = new TextLabel(
            TextLabel::Kind::Small,
            missing.isEmpty() ? tr("Ready to check") : tr("Missing: %1").arg(commaList(missing)), this);
    }
    what->setElided(true);
    detail->setElided(true);

    const QDateTime then = row.changedAt.isValid() ? row.changedAt : row.createdAt;
    auto *since = new TextLabel(TextLabel::Kind::Quiet, sinceText(then, now), this);
    since->setToolTip(displayDateTime(then));
    since->setAccessibleDescription(displayDateTime(then));
    since->setFixedWidth(kSinceWidth);

    auto *button = new ActionButton(this);
    button->setObjectName(u"openCaseButton"_s);
    button->setKind(ActionButton::Kind::Small);
    button->setText(returned ? tr("Correct") : tr("Continue"));
    button->setKeyHint(key);
    button->setAccessibleName(u"%1 %2"_s.arg(button->text(), name));
    connect(button, &ActionButton::clicked, this, [this, id = row.caseId] { emit opened(id); });

    auto *all = new QHBoxLayout(this);
    all->setContentsMargins(16, 0, 16, 0);
    all->setSpacing(16);
    all->addWidget(person);
    all->addWidget(twoLines(what, detail, this), 1);
    all->addWidget(since);
    all->addWidget(button);
}

} // namespace desk
