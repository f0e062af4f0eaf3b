#pragma once

#include "ui/widgets/status.h"

#include <QFrame>

class QVBoxLayout;

namespace desk
{

class TextLabel;

/// One message over a page: a bar at the start side, an icon, a bold line and a line of explanation. It
/// never takes the focus and never covers anything (ux.md SYNC-08, SYNC-10).
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void show(StatusKind kind, const QString &head, const QString &text = {});
    StatusKind kind() const { return m_kind; }
    QString head() const;
    QString text() const;

    /// Drawn without its own frame as the top of a card.
    void setFlat(bool flat);
    /// The verdict's larger head.
    void setLarge(bool large);

protected:
    void paintEvent(QPaintEvent *event) override;
    QVBoxLayout *column() const { return m_column; }

private:
    StatusKind m_kind = StatusKind::Info;
    bool m_flat = false;
    TextLabel *m_head;
    TextLabel *m_text;
    QVBoxLayout *m_column;
};

} // namespace desk
