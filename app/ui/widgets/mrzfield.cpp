#include "ui/widgets/mrzfield.h"

#include "base/digits.h"
#include "ui/theme/deskstyle.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace desk
{

namespace
{

constexpr int kLine = 44;
constexpr int kAll = 2 * kLine;
constexpr int kWidth = 450;
constexpr int kHeight = 92;
constexpr int kPadding = 12;
constexpr int kRuler = 24;
constexpr int kLineHeight = 28;
constexpr int kMostUndo = 100;

/// A part of line 2 with its check digit, 1-based as in Doc 9303.
struct Span {
    int first;
    int last;
    int digit;
    std::optional<bool> MrzChecks::*check;
};

constexpr Span kSpans[] = {
    {1, 9, 10, &MrzChecks::number},
    {14, 19, 20, &MrzChecks::birthDate},
    {22, 27, 28, &MrzChecks::expiryDate},
    {29, 42, 43, &MrzChecks::optional},
};
constexpr int kComposite = 44;

/// The characters a zone can hold; blanks count as fillers, look-alikes of the filler are forgiven.
QString zoneText(const QString &typed)
{
    QString text;
    for (const QChar character : toAsciiDigits(typed).toUpper()) {
        if ((character >= u'A' && character <= u'Z') || (character >= u'0' && character <= u'9') ||
            character == u'<')
            text += character;
        else if (character == u' ' || character == u'\u2039' || character == u'\u00ab')
            text += character == u'\u00ab' ? QStringLiteral("<<") : QStringLiteral("<");
    }
    return text;
}

} // namespace

MrzField::MrzField(QWidget *parent)
    : QWidget(parent)
{
    setLayoutDirection(Qt::LeftToRight);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_InputMethodEnabled);
    setCursor(Qt::IBeamCursor);
}

QStringList MrzField::lines() const
{
    if (m_text.isEmpty())
        return {};
    QStringList lines{m_text.left(kLine)};
    if (m_text.size() > kLine)
        lines += m_text.mid(kLine);
    return lines;
}

void MrzField::setLines(const QStringList &lines)
{
    // A line that is not 44 long keeps its place: what is missing shows at its end.
    QString text;
    for (qsizetype i = 0; i < lines.size() && i < 2; ++i)
        text += i == 0 && lines.size() > 1 ? lines.at(i).leftJustified(kLine, u' ', true) : lines.at(i);
    m_text = text.left(kAll);
    m_cursor = int(m_text.size());
    m_undo.clear();
    describe();
    update();
}

void MrzField::setChecks(const MrzChecks &checks)
{
    m_checks = checks;
    update();
}

void MrzField::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    setFocusPolicy(readOnly ? Qt::NoFocus : Qt::StrongFocus);
    unsetCursor();
    updateGeometry();
    update();
}

QSize MrzField::sizeHint() const
{
    return m_readOnly ? QSize(kWidth - 2 * kPadding, 2 * 24) : QSize(kWidth, kHeight);
}

QRectF MrzField::cell(int index) const
{
    const qreal pitch = QFontMetricsF(themeOf(this).font(Type::Mrz)).horizontalAdvance(u'0');
    const int line = index / kLine;
    const qreal x = (m_readOnly ? 0 : kPadding) + (index % kLine) * pitch;
    return m_readOnly ? QRectF(x, line * 24, pitch, 24)
                      : QRectF(x, kRuler + line * kLineHeight, pitch, kLineHeight);
}

void MrzField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(Qt::LeftToRight); // else the filler is mirrored
    const Theme &theme = themeOf(this);
    const bool anyFailed = [this] {
        for (const Span &span : kSpans) {
            if (m_checks.*span.check == false)
                return true;
        }
        return m_checks.composite == false;
    }();

    if (!m_readOnly) {
        const bool strong = hasFocus() || anyFailed;
        paintFrame(painter, rect(), theme.metric(Metric::Radius),
                   theme.color(hasFocus()  ? Tone::Focus
                               : anyFailed ? Tone::Err
                                           : Tone::Border),
                   theme.color(Tone::Card), strong ? 2 : 1);
        QFont ruler = theme.font(Type::Id);
        ruler.setPixelSize(12);
        painter.setFont(ruler);
        painter.setPen(theme.color(Tone::Hint));
        for (const int position : {1, 10, 20, 30, 40, 44}) {
            const QRectF at = cell(position - 1);
            painter.drawText(QRectF(at.center().x() - 16, 5, 32, 16), Qt::AlignCenter,
                             QString::number(position));
        }
        painter.fillRect(QRectF(kPadding, 22, width() - 2 * kPadding, 1), theme.color(Tone::Line2));
    }

    const auto mark = [&](int first, int last, int digit, bool failed) {
        const QRectF from = cell(kLine + first - 1);
        const QRectF to = cell(kLine + last - 1);
        const QRectF span(from.left(), from.top() + 2, to.right() - from.left(), from.height() - 4);
        if (failed)
            painter.fillRect(span, theme.color(Tone::ErrBg));
        painter.fillRect(QRectF(span.left(), span.bottom() - 1, span.width(), 2),
                         theme.color(failed ? Tone::Err : Tone::Scroll));
        painter.setPen(theme.color(failed ? Tone::Err : Tone::Border));
        painter.setBrush(failed ? theme.color(Tone::ErrBg) : QColor(Qt::transparent));
        const QRectF box = cell(kLine + digit - 1);
        painter.drawRoundedRect(QRectF(box.left() + 0.5, box.top() + 3.5, box.width() - 1, box.height() - 7),
                                2, 2);
    };
    QList<int> failedPlaces;
    if (m_text.size() == kAll) {
        for (const Span &span : kSpans) {
            const QString content = m_text.mid(kLine + span.first - 1, span.last - span.first + 1);
            const bool failed = m_checks.*span.check == false;
            if (span.first == 29 && !failed && content.count(u'<') == content.size())
                continue; // nothing is checked where nothing stands
            mark(span.first, span.last, span.digit, failed);
            for (int i = span.first; failed && i <= span.last; ++i)
                failedPlaces += i;
            if (failed)
                failedPlaces += span.digit;
        }
        mark(kComposite, kComposite, kComposite, m_checks.composite == false && failedPlaces.isEmpty());
    }

    for (int i = 0; i < m_text.size(); ++i) {
        const bool failed = i >= kLine && failedPlaces.contains(i - kLine + 1);
        painter.setFont(theme.font(Type::Mrz, failed));
        painter.setPen(theme.color(failed ? Tone::Err : Tone::Text));
        painter.drawText(cell(i), Qt::AlignCenter, QString(m_text.at(i)));
    }
    if (hasFocus() && !m_readOnly) {
        const bool atEnd = m_cursor == kAll;
        const QRectF at = cell(atEnd ? kAll - 1 : m_cursor);
        painter.fillRect(QRectF(atEnd ? at.right() : at.left(), at.top() + 4, 1, at.height() - 8),
                         theme.color(Tone::Focus));
    }
}

bool MrzField::event(QEvent *event)
{
    // Home, End, copy, paste and undo are ours before the window's shortcuts.
    if (event->type() == QEvent::ShortcutOverride && !m_readOnly) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Paste) || key->matches(QKeySequence::Copy) ||
            key->matches(QKeySequence::Undo)) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void MrzField::keyPressEvent(QKeyEvent *event)
{
    if (m_readOnly) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(lines().join(u'\n'));
    } else if (event->matches(QKeySequence::Undo)) {
        if (!m_undo.isEmpty()) {
            m_text = m_undo.takeLast();
            m_cursor = int(m_text.size());
            afterEdit();
        }
    } else if (event->key() == Qt::Key_Left) {
        moveTo(m_cursor - 1);
    } else if (event->key() == Qt::Key_Right) {
        moveTo(m_cursor + 1);
    } else if (event->key() == Qt::Key_Home) {
        moveTo(m_cursor - m_cursor % kLine);
    } else if (event->key() == Qt::Key_End) {
        moveTo(m_cursor < kLine ? kLine - 1 : kAll);
    } else if (event->key() == Qt::Key_Up) {
        moveTo(m_cursor - kLine);
    } else if (event->key() == Qt::Key_Down) {
        moveTo(m_cursor + kLine);
    } else if (event->key() == Qt::Key_Backspace && m_cursor > 0) {
        m_undo += m_text;
        m_text.remove(--m_cursor, 1);
        afterEdit();
    } else if (event->key() == Qt::Key_Delete && m_cursor < m_text.size()) {
        m_undo += m_text;
        m_text.remove(m_cursor, 1);
        afterEdit();
    } else if (!(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) &&
               !zoneText(event->text()).isEmpty()) {
        put(event->text());
    } else {
        QWidget::keyPressEvent(event);
    }
}

void MrzField::inputMethodEvent(QInputMethodEvent *event)
{
    if (!m_readOnly)
        put(event->commitString());
    event->accept();
}

void MrzField::mousePressEvent(QMouseEvent *event)
{
    if (m_readOnly)
        return;
    const QRectF first = cell(0);
    const int column = qBound(0, qRound((event->position().x() - first.left()) / first.width()), kLine);
    moveTo(event->position().y() < kRuler + kLineHeight ? column : kLine + column);
}

void MrzField::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    update();
}

void MrzField::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void MrzField::put(const QString &typed)
{
    const QString text = zoneText(typed);
    if (text.isEmpty() || m_text.size() >= kAll)
        return;
    m_undo += m_text;
    if (m_undo.size() > kMostUndo)
        m_undo.removeFirst();
    m_text.insert(m_cursor, text.left(kAll - m_text.size()));
    m_cursor = std::min(m_cursor + int(text.size()), int(m_text.size()));
    afterEdit();
}

void MrzField::paste()
{
    // A whole zone replaces what stands there; its line breaks and blanks are forgiven by the parser.
    const QString text = QGuiApplication::clipboard()->text();
    const QStringList read = parseMrzText(text, QDate()).lines;
    qsizetype length = 0;
    for (const QString &line : read)
        length += line.size();
    if (read.size() < 2 || length < kLine) {
        put(text);
        return;
    }
    m_undo += m_text;
    const QStringList undo = m_undo;
    setLines(read);
    m_undo = undo;
    afterEdit();
}

void MrzField::moveTo(int cursor)
{
    m_cursor = qBound(0, cursor, int(m_text.size()));
    update();
}

void MrzField::afterEdit()
{
    describe();
    update();
    emit edited();
}

void MrzField::describe()
{
    setAccessibleDescription(lines().join(u' '));
}

} // namespace desk
