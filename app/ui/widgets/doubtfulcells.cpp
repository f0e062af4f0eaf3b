#include "ui/widgets/doubtfulcells.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "ui/reader/uslayout.h"
#include "ui/theme/deskstyle.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/wordlist.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPolygonF>
#include <QTransform>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kLine = 44;
constexpr int kShown = 9; ///< cells in the picture: the doubtful one and its neighbours
constexpr int kPitch = 28;
constexpr int kHeight = 39;
constexpr int kAround = 8; ///< of the picture above and below the line
constexpr int kPictureHeight = kHeight + 2 * kAround;
constexpr int kTextHeight = 26;
constexpr quint32 kXLockMask = 0x2; // Caps Lock in the native modifiers of X11

bool isZoneCharacter(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'<';
}

/// The character of a zone that a key types, on an Arabic layout too; else what it typed.
QString zoneCharacter(const QKeyEvent &event)
{
    const QString typed = toAsciiDigits(event.text()).toUpper();
    if (typed.size() != 1 || isZoneCharacter(typed.front()))
        return typed;
    if (typed.front() == u' ')
        return u"<"_s;
    const QChar key = usCharacter(event.nativeScanCode(), event.modifiers() & Qt::ShiftModifier,
                                  event.nativeModifiers() & kXLockMask)
                          .toUpper();
    return isZoneCharacter(key) ? QString(key) : typed;
}

/// Columns of line 2 with the check digit that covers them, 0-based.
struct Covered {
    int first;
    int last;
    std::optional<bool> MrzChecks::*check;
};

constexpr Covered kCovered[] = {
    {0, 9, &MrzChecks::number},
    {13, 19, &MrzChecks::birthDate},
    {21, 27, &MrzChecks::expiryDate},
    {28, 42, &MrzChecks::optional},
};

} // namespace

/// The cell in question and its neighbours as they stand in the picture, upright, above what is read there.
class DoubtfulCells::Picture final : public QWidget
{
public:
    explicit Picture(QWidget *parent)
        : QWidget(parent)
    {
        setLayoutDirection(Qt::LeftToRight);
        setFixedSize(kShown * kPitch, kPictureHeight + kTextHeight);
    }

    void setSource(const QImage &source) { m_source = source; }

    void show(const MrzImageReading &reading, MrzPlace place, QChar chosen)
    {
        m_reading = reading;
        m_place = place;
        m_chosen = chosen;
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setLayoutDirection(Qt::LeftToRight); // else the filler is mirrored
        const Theme &theme = themeOf(this);
        const int first = std::clamp(m_place.column - kShown / 2, 0, kLine - kShown);
        const QRect strip(0, 0, width(), kPictureHeight);
        painter.fillRect(strip, theme.color(Tone::Muted));
        QPolygonF there;
        for (const ImagePoint &corner : m_reading.span(m_place.line, first, first + kShown - 1))
            there += QPointF(corner.x, corner.y);
        const QRectF here(0, kAround, width(), kHeight);
        QTransform upright;
        if (QTransform::quadToQuad(
                there, QPolygonF({here.topLeft(), here.topRight(), here.bottomRight(), here.bottomLeft()}),
                upright)) {
            painter.save();
            painter.setClipRect(strip);
            painter.setRenderHint(QPainter::SmoothPixmapTransform);
            painter.setTransform(upright, true);
            painter.drawImage(0, 0, m_source);
            painter.restore();
        }
        for (int i = 0; i < kShown; ++i) {
            const MrzPlace place{m_place.line, first + i};
            const bool asked = place == m_place;
            const QChar character = asked ? m_chosen : m_reading.at(place).character;
            painter.setFont(theme.font(Type::IdField, asked));
            painter.setPen(theme.color(m_reading.at(place).doubtful && !asked ? Tone::Hint : Tone::Text));
            painter.drawText(QRect(i * kPitch, kPictureHeight, kPitch, kTextHeight), Qt::AlignCenter,
                             character.isNull() ? QString() : QString(character));
        }
        painter.setPen(QPen(theme.color(Tone::Focus), 2));
        painter.drawRect(QRect((m_place.column - first) * kPitch, 2, kPitch, height() - 4));
    }

private:
    QImage m_source;
    MrzImageReading m_reading;
    MrzPlace m_place;
    QChar m_chosen;
};

DoubtfulCells::DoubtfulCells(QWidget *parent)
    : QFrame(parent)
    , m_picture(new Picture(this))
    , m_head(new TextLabel(TextLabel::Kind::Strong, {}, this))
    , m_help(new TextLabel(TextLabel::Kind::Small, {}, this))
    , m_fieldLabel(new TextLabel(TextLabel::Kind::Quiet, {}, this))
    , m_field(new QLineEdit(this))
    , m_begin(new ActionButton(this))
    , m_before(new ActionButton(this))
    , m_giveUp(new ActionButton(this))
{
    m_field->setObjectName(u"characterField"_s);
    m_begin->setObjectName(u"beginButton"_s);
    m_before->setObjectName(u"beforeButton"_s);
    m_giveUp->setObjectName(u"giveUpButton"_s);
    m_field->setLayoutDirection(Qt::LeftToRight);
    m_field->setAlignment(Qt::AlignCenter);
    m_field->setMaxLength(1);
    m_field->setFont(themeOf(this).font(Type::IdField));
    m_field->setFixedWidth(44);
    m_field->setInputMethodHints(Qt::ImhLatinOnly | Qt::ImhNoPredictiveText);
    m_fieldLabel->setBuddy(m_field);
    for (TextLabel *label : {m_head, m_help}) {
        label->setWordWrap(true);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    }
    m_begin->setKeyHint(u"Alt+2"_s);
    setFocusProxy(m_field);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(16);
    row->addWidget(m_picture);
    auto *column = new QVBoxLayout;
    column->setSpacing(6);
    row->addLayout(column, 1);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_head, 1);
    head->addWidget(m_begin);
    column->addLayout(head);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addWidget(m_fieldLabel);
    choices->addWidget(m_field);
    for (ActionButton *&button : m_choices) {
        button = new ActionButton(this);
        button->setKind(ActionButton::Kind::Small);
        button->setObjectName(u"choiceButton"_s);
        choices->addWidget(button);
        connect(button, &QAbstractButton::clicked, this,
                [this, button] { confirm(button->property("character").toChar()); });
    }
    choices->addStretch(1);
    column->addLayout(choices);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_help, 1);
    foot->addWidget(m_before);
    foot->addWidget(m_giveUp);
    column->addLayout(foot);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    m_field->installEventFilter(this);
    for (ActionButton *button : {m_begin, m_before, m_giveUp})
        button->setKind(ActionButton::Kind::Small);
    for (ActionButton *button : findChildren<ActionButton *>())
        button->installEventFilter(this);
    connect(m_field, &QLineEdit::textEdited, this, &DoubtfulCells::choose);
    connect(m_begin, &QAbstractButton::clicked, m_field, [this] { m_field->setFocus(); });
    connect(m_before, &QAbstractButton::clicked, this, [this] { goTo(m_index - 1); });
    connect(m_giveUp, &QAbstractButton::clicked, this, &DoubtfulCells::giveUp);
    connect(qApp, &QApplication::focusChanged, m_begin, [this] { m_begin->setVisible(!holdsFocus()); });
    describe();
    hide();
}

void DoubtfulCells::start(const MrzImageReading &reading, const QImage &picture)
{
    m_reading = reading;
    m_picture->setSource(picture);
    m_places = reading.doubtfulPlaces();
    m_confirmed = QList<QChar>(m_places.size());
    m_checks = {};
    setVisible(isUnderWay());
    if (isUnderWay())
        goTo(0);
}

void DoubtfulCells::stop()
{
    hide();
    m_places.clear();
    m_confirmed.clear();
    m_picture->setSource({});
}

void DoubtfulCells::giveUp()
{
    stop();
    emit givenUp();
}

void DoubtfulCells::goTo(int index)
{
    m_index = std::clamp(index, 0, int(m_places.size()) - 1);
    const QChar before = m_confirmed.at(m_index);
    m_chosen = before.isNull() ? m_reading.choices(m_places.at(m_index)).value(0) : before;
    m_refused.clear();
    if (holdsFocus())
        m_field->setFocus();
    describe();
}

void DoubtfulCells::choose(const QString &typed)
{
    MrzImageReading tried = m_reading;
    const QString text = typed.toUpper();
    const bool fits = text.size() == 1 && tried.confirm(m_places.at(m_index), text.front());
    m_refused = fits ? QString() : text;
    if (fits)
        m_chosen = text.front();
    describe();
}

void DoubtfulCells::confirm(QChar character)
{
    if (character.isNull())
        return;
    m_confirmed[m_index] = character;
    if (m_index + 1 < m_places.size())
        goTo(m_index + 1);
    else
        judge();
}

MrzImageReading DoubtfulCells::confirmed() const
{
    MrzImageReading reading = m_reading;
    for (qsizetype i = 0; i < m_places.size(); ++i) {
        if (!m_confirmed.at(i).isNull())
            reading.confirm(m_places.at(i), m_confirmed.at(i));
    }
    return reading;
}

void DoubtfulCells::judge()
{
    const MrzImageReading reading = confirmed();
    if (reading.accepted()) {
        stop();
        emit settled(reading.lines());
        return;
    }
    m_checks = reading.checks();
    // Where the mistake may be, else where one stands: what was certain may be misread too.
    const auto suspect = std::find_if(m_places.cbegin(), m_places.cend(), [this](MrzPlace place) {
        return place.line == 1 &&
               std::any_of(std::begin(kCovered), std::end(kCovered), [&](const Covered &c) {
                   return m_checks.*c.check == false && place.column >= c.first && place.column <= c.last;
               });
    });
    goTo(suspect == m_places.cend() ? m_index : int(suspect - m_places.cbegin()));
}

bool DoubtfulCells::holdsFocus() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus != nullptr && isAncestorOf(focus);
}

bool DoubtfulCells::eventFilter(QObject *watched, QEvent *event)
{
    if (!isUnderWay())
        return QFrame::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        // Esc gives up here; elsewhere it leaves the page.
        if (static_cast<QKeyEvent *>(event)->key() != Qt::Key_Escape)
            break;
        event->accept();
        return true;
    case QEvent::KeyPress:
        return onKey(*static_cast<QKeyEvent *>(event)) || QFrame::eventFilter(watched, event);
    case QEvent::InputMethod: {
        const QString commit = static_cast<QInputMethodEvent *>(event)->commitString();
        const QChar key = usCharacterOfCommit(commit);
        if (!commit.isEmpty())
            choose(key.isNull() ? toAsciiDigits(commit) : QString(key));
        event->accept();
        return true;
    }
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

bool DoubtfulCells::onKey(QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_Escape:
        giveUp();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        // A key held down confirms nothing that was not looked at.
        if (modifiers == Qt::ShiftModifier && !event.isAutoRepeat())
            goTo(m_index - 1);
        else if (modifiers == Qt::NoModifier && !m_field->hasFocus())
            return false; // presses the button
        else if (modifiers == Qt::NoModifier && !event.isAutoRepeat())
            confirm(m_chosen);
        return true;
    case Qt::Key_Left:
    case Qt::Key_Up:
        goTo(m_index - 1);
        return true;
    case Qt::Key_Backspace:
    case Qt::Key_Delete:
        goTo(m_index); // what was proposed
        return true;
    default:
        break;
    }
    const QString typed = zoneCharacter(event);
    if (typed.isEmpty() || !typed.front().isPrint() || (typed == u"<"_s && !m_field->hasFocus()))
        return false;
    m_field->setFocus();
    choose(typed);
    return true;
}

void DoubtfulCells::describe()
{
    m_fieldLabel->setText(tr("Character"));
    m_begin->setText(tr("Begin"));
    m_before->setText(tr("Previous"));
    m_giveUp->setText(tr("Give up"));
    m_picture->setAccessibleName(tr("Picture of the character and its neighbours"));
    if (!isUnderWay())
        return;
    const MrzPlace place = m_places.at(m_index);
    const auto number = [](qsizetype value) { return isolate(QString::number(value)); };
    m_head->setText(tr("Character %1 of %2 to confirm: line %3, column %4")
                        .arg(number(m_index + 1), number(m_places.size()), number(place.line + 1),
                             number(place.column + 1)));
    const auto name = [](QChar character) {
        const QString shown = isolate(QString(character));
        return character == u'<'     ? tr("Filler %1").arg(shown)
               : character.isDigit() ? tr("Digit %1").arg(shown)
                                     : tr("Letter %1").arg(shown);
    };
    const QList<QChar> choices = m_reading.choices(place);
    for (std::size_t i = 0; i < m_choices.size(); ++i) {
        ActionButton *button = m_choices.at(i);
        const QChar character = choices.value(qsizetype(i));
        button->setVisible(!character.isNull());
        if (character.isNull())
            continue;
        button->setProperty("character", character);
        button->setText(name(character));
        button->setAccessibleName(withoutBidiControls(button->text()));
        button->updateGeometry();
    }
    m_field->setText(m_chosen.isNull() ? QString() : QString(m_chosen));
    m_field->selectAll();
    m_before->setEnabled(m_index > 0);

    const std::pair<QString, std::optional<bool>> checks[] = {{tr("passport number"), m_checks.number},
                                                              {tr("date of birth"), m_checks.birthDate},
                                                              {tr("expiry date"), m_checks.expiryDate},
                                                              {tr("personal number"), m_checks.optional}};
    QStringList failing;
    for (const auto &[what, holds] : checks) {
        if (holds == false)
            failing += what;
    }
    if (failing.isEmpty() && m_checks.composite == false)
        failing += tr("the whole of line 2");
    if (!m_refused.isEmpty())
        m_help->setText(tr("Column %1 of line %2 cannot hold %3")
                            .arg(number(place.column + 1), number(place.line + 1), isolateAuto(m_refused)));
    else if (!failing.isEmpty())
        m_help->setText(tr("These check digits do not hold: %1. Look at the characters again, or give up and "
                           "read the passport")
                            .arg(commaList(failing)));
    else
        m_help->setText(tr("Compare with the picture. Enter confirms, Shift+Enter goes back, Esc gives up"));
    m_help->setTone(m_refused.isEmpty() && failing.isEmpty() ? Tone::Text2 : Tone::Err);
    m_field->setAccessibleName(withoutBidiControls(m_head->text()));
    m_field->setAccessibleDescription(
        withoutBidiControls(m_help->text())); // said again when it tells of a mistake
    m_begin->setVisible(!holdsFocus());
    m_picture->show(confirmed(), place, m_chosen);
}

void DoubtfulCells::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    paintFrame(painter, rect(), theme.metric(Metric::Radius), theme.color(Tone::WarnLine),
               theme.color(Tone::WarnBg));
    const int bar = theme.metric(Metric::Bar);
    painter.fillRect(layoutDirection() == Qt::RightToLeft ? width() - bar : 0, 0, bar, height(),
                     theme.color(Tone::WarnIcon));
}

void DoubtfulCells::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
}

} // namespace desk
