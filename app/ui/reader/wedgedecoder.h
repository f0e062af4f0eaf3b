#pragma once

#include <QChar>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace desk
{

/// What a passport reader that types like a keyboard is recognised by (ux.md MRZ-03).
struct WedgeTiming {
    /// Two keys of one read are at most this far apart.
    std::chrono::milliseconds tolerance{100};
};

/// Tells the keys of a reader from those of a person, by structure first (A-Z 0-9 `<`, the first letters of a
/// machine-readable zone) and by rhythm second. Pure: time comes with each key. Keys that may belong to a
/// read are held back by the caller until this knows.
class WedgeDecoder
{
public:
    enum class Key { Pass, Hold };

    /// What to do after a key or after silence.
    struct Step {
        bool giveBack = false;                 ///< what was held goes to where it was typed, before this key
        Key key = Key::Pass;                   ///< this key; Hold also for terminators that belong to a read
        std::optional<QStringList> lines = {}; ///< a complete read; what was held is dropped
        std::optional<int> partial = {};       ///< characters of a broken read; what was held is dropped
    };

    explicit WedgeDecoder(WedgeTiming timing = {})
        : m_timing(timing)
    {
    }

    /// `character` by the US layout; '\n' for CR, LF and Tab; a null character for any key that a
    /// machine-readable zone does not contain.
    Step key(QChar character, std::chrono::milliseconds at);
    /// No key came within the tolerance after the last one.
    Step silence();

    /// Keys are held back or a read's terminators may follow: call `silence` when nothing comes.
    bool isWaiting() const { return m_state != State::Idle; }
    /// What is held may still turn out to be a person's.
    bool mayGiveBack() const { return m_state == State::Reading; }
    /// Characters a read that begins like this one has.
    int expectedCharacters() const { return m_expected; }

private:
    enum class State { Idle, Reading, Damaged, Trailing };

    Step first(QChar character);
    Step append(QChar character);
    Step endLine();
    Step complete();
    Step giveUp();
    /// Enough came, in a reader's rhythm, that it was no person.
    bool looksRead() const;
    bool mayFollow(QChar character) const;
    int count() const;

    WedgeTiming m_timing;
    State m_state = State::Idle;
    QStringList m_lines; ///< ended lines
    QString m_line;
    std::chrono::milliseconds m_last{0};
    int m_terminators = 0; ///< since the last character
    int m_damagedCount = 0;
    int m_expected = 88;
};

} // namespace desk
