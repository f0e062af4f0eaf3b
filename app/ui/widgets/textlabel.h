#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

namespace desk
{

/// A text in one of the theme's sizes, always plain, always at the edge where reading starts: a number or a
/// Latin name in an Arabic window stands at the right like the words around it (ux.md BIDI-08).
class TextLabel : public QLabel
{
    Q_OBJECT
    Q_PROPERTY(Kind kind READ kind WRITE setKind)
    Q_PROPERTY(bool elided READ isElided WRITE setElided)

public:
    enum class Kind {
        Body,
        Quiet,     ///< body, second colour
        Strong,    ///< body, bold
        Small,     ///< 12 px, second colour
        SmallText, ///< 12 px
        Section,   ///< head of a card
        Name,
        Title,
        Display,
        Number, ///< a count: section size, bold
        Id,     ///< an identifier, left to right
        IdLarge,
        Reference,
    };
    Q_ENUM(Kind)

    explicit TextLabel(QWidget *parent = nullptr);
    explicit TextLabel(Kind kind, const QString &text = {}, QWidget *parent = nullptr);

    Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    /// Another colour than the kind's.
    void setTone(Tone tone);
    /// Cut with "…" where there is no room; the whole text is the tool tip. Never for identifiers.
    bool isElided() const { return m_elided; }
    void setElided(bool elided);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyKind();
    bool isIdentifier() const;

    Kind m_kind = Kind::Body;
    Tone m_tone = Tone::Text;
    bool m_elided = false;
};

} // namespace desk
