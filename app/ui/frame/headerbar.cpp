#include "ui/frame/headerbar.h"

#include "base/bidi.h"
#include "base/clock.h"
#include "text/dates.h"
#include "ui/frame/syncsign.h"
#include "ui/theme/deskstyle.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/textlabel.h"

#include <QAbstractButton>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kChipHeight = 32;
constexpr int kChipPadding = 12;
constexpr int kIcon = 18;
constexpr int kGap = 8;

/// A standing hairline in the header.
class HeaderRule final : public QWidget
{
public:
    explicit HeaderRule(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(1, 24);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(rect(), themeOf(this).color(Tone::HeaderLine));
    }
};

class Mark final : public QWidget
{
public:
    explicit Mark(QWidget *parent)
        : QWidget(parent)
    {
        setFixedSize(24, 24);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const Theme &theme = themeOf(this);
        theme.paintIcon(painter, rect(), u"mark"_s, Tone::OnHeader, layoutDirection());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.color(Tone::Gold), 2));
        painter.drawLine(QPointF(8, 17.5), QPointF(16, 17.5));
    }
};

/// A text with the training chip's golden line around.
class GoldLabel final : public TextLabel
{
public:
    explicit GoldLabel(QWidget *parent)
        : TextLabel(Kind::Small, {}, parent)
    {
        setTone(Tone::Gold);
        setContentsMargins(8, 2, 8, 2);
        setFixedHeight(24);
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        {
            QPainter painter(this);
            const Theme &theme = themeOf(this);
            paintFrame(painter, rect(), theme.metric(Metric::Radius), theme.color(Tone::HeaderLine),
                       theme.color(Tone::HeaderDeep));
        }
        TextLabel::paintEvent(event);
    }
};

} // namespace

/// The one sign about sending; leads to the outbox.
class SyncChip final : public QAbstractButton
{
public:
    explicit SyncChip(QWidget *parent)
        : QAbstractButton(parent)
    {
        setObjectName(u"syncChip"_s);
        setFocusPolicy(Qt::TabFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void show(const SyncSign &sign)
    {
        m_sign = sign;
        setAccessibleName(u"%1 %2"_s.arg(sign.text, sign.time).trimmed());
        setAccessibleDescription(sign.detail);
        setToolTip(sign.detail);
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(themeOf(this).font(Type::Body));
        int width = 2 * kChipPadding + kIcon + kGap + metrics.horizontalAdvance(m_sign.text);
        if (!m_sign.time.isEmpty())
            width += kGap + metrics.horizontalAdvance(m_sign.time);
        return {width, kChipHeight};
    }

protected:
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
            click();
        else
            QAbstractButton::keyPressEvent(event);
    }

    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        const bool tinted = m_sign.kind == StatusKind::Warn || m_sign.kind == StatusKind::Err;
        const Tone text = tinted ? statusTone(m_sign.kind) : Tone::OnHeader;
        const Tone line = hasFocus() ? Tone::OnHeader : tinted ? statusLine(m_sign.kind) : Tone::HeaderLine;
        paintFrame(painter, rect(), theme.metric(Metric::Radius), theme.color(line),
                   theme.color(tinted ? statusFill(m_sign.kind) : Tone::HeaderDeep), hasFocus() ? 2 : 1);
        int x = kChipPadding;
        const auto place = [&](int width) {
            const QRect logical(x, 0, width, height());
            x += width + kGap;
            return QStyle::visualRect(layoutDirection(), rect(), logical);
        };
        painter.setLayoutDirection(layoutDirection());
        theme.paintIcon(painter, place(kIcon).adjusted(0, 7, 0, -7), m_sign.glyph, text, layoutDirection());
        painter.setFont(theme.font(Type::Body));
        painter.setPen(theme.color(text));
        const QFontMetrics metrics = painter.fontMetrics();
        painter.drawText(place(metrics.horizontalAdvance(m_sign.text)), Qt::AlignCenter | Qt::TextDontClip,
                         m_sign.text);
        painter.drawText(place(metrics.horizontalAdvance(m_sign.time)), Qt::AlignCenter | Qt::TextDontClip,
                         m_sign.time);
    }

private:
    SyncSign m_sign;
};

HeaderBar::HeaderBar(QWidget *parent)
    : QFrame(parent)
    , m_name(new TextLabel(TextLabel::Kind::Section, {}, this))
    , m_place(new TextLabel(TextLabel::Kind::Body, {}, this))
    , m_training(new GoldLabel(this))
    , m_sync(new SyncChip(this))
    , m_date(new TextLabel(TextLabel::Kind::Body, {}, this))
    , m_time(new TextLabel(TextLabel::Kind::Strong, {}, this))
    , m_person(new ActionButton(this))
    , m_personRule(new HeaderRule(this))
    , m_language(new ActionButton(this))
{
    m_name->setTone(Tone::OnHeader);
    m_place->setTone(Tone::OnHeader2);
    m_date->setTone(Tone::OnHeader2);
    m_time->setTone(Tone::OnHeader);
    m_person->setKind(ActionButton::Kind::OnHeader);
    m_person->setGlyph(u"user"_s);
    m_person->setObjectName(u"personButton"_s);
    m_language->setKind(ActionButton::Kind::OnHeader);
    m_language->setGlyph(u"globe"_s);
    m_language->setKeyHint(u"F12"_s);
    m_language->setObjectName(u"languageButton"_s);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(12);
    row->addWidget(new Mark(this));
    row->addWidget(m_name);
    row->addWidget(new HeaderRule(this));
    row->addWidget(m_place);
    row->addWidget(m_training);
    row->addStretch();
    row->addWidget(m_sync);
    row->addWidget(m_date);
    row->addWidget(m_time);
    row->addWidget(m_personRule);
    row->addWidget(m_person);
    row->addWidget(new HeaderRule(this));
    row->addWidget(m_language);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);

    connect(m_sync, &QAbstractButton::clicked, this, &HeaderBar::outboxWanted);
    connect(m_language, &QAbstractButton::clicked, this, &HeaderBar::languageWanted);
    connect(m_person, &QAbstractButton::clicked, this, [this] { emit personPressed(m_person); });
    retranslate();
}

QSize HeaderBar::sizeHint() const
{
    return {QFrame::sizeHint().width(), themeOf(this).metric(Metric::Header)};
}

void HeaderBar::setPlace(const DeskInfo &info, Language language)
{
    const QString branch = language == Language::Arabic ? info.branchNameAr : info.branchNameEn;
    m_place->setText(
        tr("%1 branch, desk %2")
            .arg(isolateAuto(branch), isolate(QString::number(info.workstation).rightJustified(2, u'0'))));
    m_place->setVisible(!branch.isEmpty());
    m_training->setVisible(info.training);
}

void HeaderBar::setSync(const SyncStatus &status)
{
    m_status = status;
    m_sync->show(syncSign(m_status, m_now));
}

void HeaderBar::setNow(const QDateTime &utc, Language language)
{
    const QDate today = riyadhDate(utc);
    m_date->setText(u"%1 %2"_s.arg(weekdayName(today, language), isolate(displayDate(today))));
    m_time->setText(displayTime(utc));
    m_now = utc;
    m_sync->show(syncSign(m_status, m_now));
}

void HeaderBar::setPerson(const QString &name, const QString &role)
{
    m_person->setVisible(!name.isEmpty());
    m_personRule->setVisible(!name.isEmpty());
    m_sync->setVisible(!name.isEmpty());
    //: the person signed in, and as what
    m_person->setText(tr("%1, %2").arg(isolateAuto(name), role));
}

void HeaderBar::retranslate()
{
    m_name->setText(tr("Passport Desk"));
    m_training->setText(tr("Training"));
    // The other language's name, in that language.
    m_language->setText(layoutDirection() == Qt::RightToLeft ? u"English"_s : u"العربية"_s);
    m_sync->show(syncSign(m_status, m_now));
}

void HeaderBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void HeaderBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), themeOf(this).color(Tone::Header));
}

} // namespace desk
