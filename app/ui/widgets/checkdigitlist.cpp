#include "ui/widgets/checkdigitlist.h"

#include "base/bidi.h"
#include "ui/theme/deskstyle.h"
#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QPainter>

namespace desk
{

namespace
{

/// What the digit at `place` (1-based) of line 2 should be, with what was read.
QPair<QChar, QChar> readAndComputed(const MrzDocument &document, int row)
{
    if (document.lines.size() < 2 || document.lines.at(1).size() != 44)
        return {};
    const QStringView line = document.lines.at(1);
    static constexpr std::array<std::array<int, 2>, 4> kFields = {{{1, 9}, {14, 6}, {22, 6}, {29, 14}}};
    static constexpr std::array<int, 5> kDigits = {10, 20, 28, 43, 44};
    const std::size_t i = std::size_t(row);
    const int computed =
        row == 4 ? mrzCompositeDigit(line) : mrzCheckDigit(line.mid(kFields.at(i)[0] - 1, kFields.at(i)[1]));
    if (computed < 0)
        return {};
    return {line.at(kDigits.at(i) - 1), QChar(u'0' + computed)};
}

} // namespace

CheckDigitList::CheckDigitList(QWidget *parent)
    : QFrame(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 1, 12, 1);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(0, 1);
    for (std::size_t row = 0; row < m_names.size(); ++row) {
        m_names.at(row) = new TextLabel(TextLabel::Kind::SmallText, {}, this);
        m_verdicts.at(row) = new StatusLabel(this);
        grid->addWidget(m_names.at(row), int(row), 0);
        grid->addWidget(m_verdicts.at(row), int(row), 1);
    }
    describe();
}

void CheckDigitList::setDocument(const MrzDocument &document)
{
    m_document = document;
    describe();
}

QSize CheckDigitList::sizeHint() const
{
    return {280, 92};
}

void CheckDigitList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    paintFrame(painter, rect(), theme.metric(Metric::Radius), theme.color(Tone::Line),
               theme.color(Tone::Card));
}

void CheckDigitList::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
}

void CheckDigitList::describe()
{
    const std::array<QString, 5> names = {tr("Passport number"), tr("Date of birth"), tr("Expiry date"),
                                          tr("Personal number"), tr("Composite")};
    const std::array<QString, 5> followed = {tr("Follows the number"), tr("Follows the birth date"),
                                             tr("Follows the expiry"), tr("Follows the personal number"),
                                             QString()};
    const MrzChecks &checks = m_document.checks;
    const std::array<std::optional<bool>, 5> verdicts = {checks.number, checks.birthDate, checks.expiryDate,
                                                         checks.optional, checks.composite};
    int failed = -1;
    for (int row = 3; row >= 0; --row) {
        if (verdicts.at(std::size_t(row)) == false)
            failed = row;
    }
    for (std::size_t row = 0; row < names.size(); ++row) {
        StatusKind kind = StatusKind::Wait;
        QString word = tr("Not checked yet");
        QString name = names.at(row);
        const std::optional<bool> verdict = verdicts.at(row);
        const bool empty = row == 3 && verdict == true && m_document.optional.isEmpty();
        if (empty) {
            kind = StatusKind::None;
            word = tr("Not filled in");
        } else if (row == 4 && verdict.has_value() && failed >= 0) {
            word = followed.at(std::size_t(failed));
        } else if (verdict == true) {
            kind = StatusKind::Ok;
            word = tr("Match");
        } else if (verdict == false) {
            kind = StatusKind::Err;
            word = tr("No match");
            const auto [read, computed] = readAndComputed(m_document, int(row));
            if (!read.isNull())
                name = tr("%1, read %2, computed %3")
                           .arg(name, isolate(QString(read)), isolate(QString(computed)));
        }
        m_names.at(row)->setText(name);
        m_names.at(row)->setTone(kind == StatusKind::Err ? Tone::Err : Tone::Text);
        m_verdicts.at(row)->setStatus(kind, word);
    }
}

} // namespace desk
