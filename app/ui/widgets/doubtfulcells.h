#pragma once

#include "domain/mrzimage.h"

#include <QFrame>
#include <QImage>

#include <array>

class QKeyEvent;
class QLineEdit;

namespace desk
{

class ActionButton;
class TextLabel;

/// Lets a person settle the doubtful characters of a zone that was read from a picture, one at a time beside
/// its picture. By the keyboard alone: a character chooses, Enter confirms what is chosen, Shift+Enter and
/// the left arrow go back to the one before, Esc gives up. Picture and characters are never mirrored.
class DoubtfulCells final : public QFrame
{
    Q_OBJECT

public:
    static constexpr int kMost = 12; ///< doubtful cells; with more of them the picture is too poor

    explicit DoubtfulCells(QWidget *parent = nullptr);

    /// Shows the first doubtful cell; `picture` is the one that was read. Does not take the focus.
    void start(const MrzImageReading &reading, const QImage &picture);
    /// Hides; says nothing to anybody.
    void stop();
    bool isUnderWay() const { return !m_places.isEmpty(); }

signals:
    /// Every doubtful cell is confirmed and all check digits hold.
    void settled(const QStringList &lines);
    void givenUp();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    class Picture;
    static constexpr std::size_t kMostChoices = 4;

    bool onKey(QKeyEvent &event);
    void choose(const QString &typed);
    void confirm(QChar character);
    void goTo(int index);
    void giveUp();
    /// All are confirmed: what the check digits say of it.
    void judge();
    MrzImageReading confirmed() const;
    bool holdsFocus() const;
    void describe();

    MrzImageReading m_reading;
    QList<MrzPlace> m_places; ///< empty: nothing to settle
    QList<QChar> m_confirmed; ///< of each place, null until confirmed
    int m_index = 0;
    QChar m_chosen;     ///< what Enter confirms; null: nothing is legible
    QString m_refused;  ///< what was typed and cannot stand here
    MrzChecks m_checks; ///< of the lines when all were confirmed, else unjudged
    Picture *m_picture;
    TextLabel *m_head;
    TextLabel *m_help;
    TextLabel *m_fieldLabel;
    QLineEdit *m_field;
    std::array<ActionButton *, kMostChoices> m_choices{};
    ActionButton *m_begin;
    ActionButton *m_before;
    ActionButton *m_giveUp;
};

} // namespace desk
