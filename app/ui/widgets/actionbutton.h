#pragma once

#include <QPushButton>

namespace desk
{

/// A button that names an act and shows the key that works it. Enter presses it; it is never a dialog's
/// default, which a reader's carriage return would press (ux.md §0.5).
class ActionButton final : public QPushButton
{
    Q_OBJECT
    Q_PROPERTY(Kind kind READ kind WRITE setKind)
    Q_PROPERTY(QString glyph READ glyph WRITE setGlyph)
    Q_PROPERTY(QString keyHint READ keyHint WRITE setKeyHint)

public:
    enum class Kind {
        Primary,
        Secondary,
        Ghost,
        Danger,
        Small,
        Link,     ///< underlined text that leads elsewhere
        OnDark,   ///< on the undo bar
        OnHeader, ///< in the header: no line
    };
    Q_ENUM(Kind)

    explicit ActionButton(QWidget *parent = nullptr);

    Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    /// The name of an icon; empty: none.
    QString glyph() const { return m_glyph; }
    void setGlyph(const QString &glyph);
    /// The key as the key table writes it, "Alt+1": pressing it anywhere on the page clicks the button.
    QString keyHint() const { return m_keyHint; }
    void setKeyHint(const QString &hint);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    int controlHeight() const;
    int padding() const;
    QFont textFont() const;
    QFont hintFont() const;

    Kind m_kind = Kind::Secondary;
    QString m_glyph;
    QString m_keyHint;
};

} // namespace desk
