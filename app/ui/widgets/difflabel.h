#pragma once

#include "ui/widgets/textdiff.h"

#include <QWidget>

namespace desk
{

/// One side of a comparison: what changed is bold on a tint, struck in the old value and underlined in the
/// new one, never by colour alone (ux.md CASE-03).
class DiffLabel final : public QWidget
{
    Q_OBJECT

public:
    enum class Side { Before, After, Plain };

    explicit DiffLabel(QWidget *parent = nullptr);

    /// `identifier`: left to right, in the identifiers' family. `secondLine` is smaller and never marked.
    void setValue(Side side, const QString &text, const QList<MarkRange> &changed, bool identifier,
                  const QString &secondLine = {});

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Lays out, and paints when given a painter; the height used.
    qreal layOut(int width, QPainter *painter) const;

    Side m_side = Side::Plain;
    QString m_text;
    QList<MarkRange> m_changed;
    QString m_secondLine;
    bool m_identifier = false;
};

} // namespace desk
