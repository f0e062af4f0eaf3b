#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace desk
{

/// One icon beside words that say the same.
class IconLabel final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QString glyph READ glyph WRITE setGlyph)

public:
    explicit IconLabel(QWidget *parent = nullptr);
    IconLabel(const QString &glyph, Tone tone, QWidget *parent);

    QString glyph() const { return m_glyph; }
    void setGlyph(const QString &glyph);
    void setTone(Tone tone);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_glyph;
    Tone m_tone = Tone::Text2;
};

} // namespace desk
