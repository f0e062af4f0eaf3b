#pragma once

#include "domain/mrz.h"

#include <QStringList>
#include <QWidget>

namespace desk
{

/// The two lines of a passport's machine-readable zone under a ruler. A reader or a paste fills it; without a
/// reader it can be typed. Parts with a check digit are underlined, their digits boxed, failing ones marked
/// by weight, tint and line. Always left to right.
class MrzField final : public QWidget
{
    Q_OBJECT

public:
    explicit MrzField(QWidget *parent = nullptr);

    /// Without trailing blanks of the program; empty when nothing was read.
    QStringList lines() const;
    /// By the program: does not emit `edited`.
    void setLines(const QStringList &lines);
    /// The checks to show; only a finished read is judged.
    void setChecks(const MrzChecks &checks);
    /// Shows only: takes no focus and no keys, has no frame.
    void setReadOnly(bool readOnly);
    bool isEmpty() const { return m_text.isEmpty(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// The person typed or pasted.
    void edited();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void put(const QString &text);
    void paste();
    void moveTo(int cursor);
    void afterEdit();
    void describe();
    QRectF cell(int index) const;

    QString m_text; ///< both lines, at most 88 characters
    QStringList m_undo;
    MrzChecks m_checks;
    int m_cursor = 0;
    bool m_readOnly = false;
};

} // namespace desk
