#include "ui/reader/wedgedecoder.h"

#include <QStringView>

namespace desk
{

namespace
{

constexpr int kFewest = 20; // characters before a broken burst is called a read
constexpr int kMostTerminators = 2;

bool isZoneCharacter(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'<';
}

bool isLineLength(qsizetype length)
{
    return length == 44 || length == 36 || length == 30;
}

qsizetype linesOfLength(qsizetype length)
{
    return length == 30 ? 3 : 2;
}

// Without terminators only the sum is known.
std::optional<qsizetype> lineLengthOfSum(qsizetype sum)
{
    switch (sum) {
    case 88:
        return 44;
    case 72:
        return 36;
    case 90:
        return 30;
    default:
        return std::nullopt;
    }
}

} // namespace

int WedgeDecoder::count() const
{
    qsizetype sum = m_line.size();
    for (const QString &line : m_lines)
        sum += line.size();
    return int(sum);
}

bool WedgeDecoder::looksRead() const
{
    if (count() < kFewest)
        return false;
    return m_line.contains(u'<') || (!m_lines.isEmpty() && m_lines.first().contains(u'<'));
}

// "P<" may be followed by anything of the zone, since a reader may take a letter for a digit; without the
// filler the next three are a State's letters, so that a typed A7654386 is let go at its second key.
bool WedgeDecoder::mayFollow(QChar character) const
{
    if (!isZoneCharacter(character))
        return false;
    const qsizetype position = m_line.size();
    if (!m_lines.isEmpty() || position >= 5 || (position >= 2 && m_line.at(1) == u'<'))
        return true;
    return character == u'<' || character.isLetter();
}

WedgeDecoder::Step WedgeDecoder::key(QChar character, std::chrono::milliseconds at)
{
    const bool inRhythm = at - m_last <= m_timing.tolerance;
    m_last = at;

    Step before;
    if (m_state != State::Idle && !inRhythm)
        before = silence();

    Step step;
    switch (m_state) {
    case State::Idle:
        step = first(character);
        break;
    case State::Reading:
        step = character == u'\n' ? endLine() : append(character);
        break;
    case State::Damaged:
        if (character != u'\n')
            ++m_damagedCount;
        step.key = Key::Hold;
        break;
    case State::Trailing:
        if (character == u'\n' && m_terminators < kMostTerminators) {
            ++m_terminators;
            step.key = Key::Hold;
        } else {
            m_state = State::Idle;
            step = first(character);
        }
        break;
    }
    step.giveBack = step.giveBack || before.giveBack;
    if (before.lines)
        step.lines = before.lines;
    if (before.partial)
        step.partial = before.partial;
    return step;
}

WedgeDecoder::Step WedgeDecoder::silence()
{
    Step step;
    switch (m_state) {
    case State::Idle:
        break;
    case State::Trailing:
        m_state = State::Idle;
        break;
    case State::Damaged:
        step.partial = m_damagedCount;
        m_state = State::Idle;
        break;
    case State::Reading:
        if (m_lines.isEmpty() && lineLengthOfSum(m_line.size())) {
            step = complete();
            m_state = State::Idle;
        } else if (looksRead()) {
            step.partial = count();
            m_state = State::Idle;
        } else {
            step.giveBack = true;
            m_state = State::Idle;
        }
        break;
    }
    return step;
}

WedgeDecoder::Step WedgeDecoder::first(QChar character)
{
    Step step;
    if (!QStringView(u"PVIAC").contains(character))
        return step;
    m_state = State::Reading;
    m_lines.clear();
    m_line = character;
    m_terminators = 0;
    m_expected = character == u'P' || character == u'V' ? 88 : 90;
    step.key = Key::Hold;
    return step;
}

WedgeDecoder::Step WedgeDecoder::append(QChar character)
{
    if (!mayFollow(character)) {
        if (!looksRead()) {
            Step step = giveUp();
            const Step next = first(character);
            step.key = next.key;
            return step;
        }
        m_damagedCount = count() + 1;
        m_state = State::Damaged;
        return {.key = Key::Hold};
    }
    m_terminators = 0;
    m_line += character;

    const bool secondLine = !m_lines.isEmpty();
    const qsizetype lineLength = secondLine ? m_lines.first().size() : 44;
    if (secondLine && m_line.size() == lineLength && m_lines.size() + 1 == linesOfLength(lineLength)) {
        m_lines += m_line;
        m_line.clear();
        return complete();
    }
    // A passport without terminators; cards and visas of the same letters may be shorter or longer, so they
    // wait for silence.
    if (!secondLine && m_line.size() == 88 && m_line.front() == u'P')
        return complete();
    if (m_line.size() > (secondLine ? lineLength : 90)) {
        m_damagedCount = count();
        m_state = State::Damaged;
    }
    return {.key = Key::Hold};
}

WedgeDecoder::Step WedgeDecoder::endLine()
{
    if (m_line.isEmpty()) { // CR LF
        if (++m_terminators > kMostTerminators) {
            m_damagedCount = count();
            m_state = State::Damaged;
        }
        return {.key = Key::Hold};
    }
    if (m_lines.isEmpty() && lineLengthOfSum(m_line.size()))
        return complete();
    const bool fits =
        m_lines.isEmpty() ? isLineLength(m_line.size()) : m_line.size() == m_lines.first().size();
    if (!fits) {
        if (!looksRead())
            return giveUp();
        m_damagedCount = count();
        m_state = State::Damaged;
        return {.key = Key::Hold};
    }
    m_lines += m_line;
    m_line.clear();
    m_terminators = 1;
    return {.key = Key::Hold};
}

WedgeDecoder::Step WedgeDecoder::complete()
{
    if (m_lines.isEmpty()) {
        const qsizetype length = *lineLengthOfSum(m_line.size());
        for (qsizetype from = 0; from < m_line.size(); from += length)
            m_lines += m_line.mid(from, length);
    }
    m_line.clear();
    m_terminators = 0;
    m_state = State::Trailing;
    return {.key = Key::Hold, .lines = m_lines};
}

WedgeDecoder::Step WedgeDecoder::giveUp()
{
    m_state = State::Idle;
    return {.giveBack = true};
}

} // namespace desk
