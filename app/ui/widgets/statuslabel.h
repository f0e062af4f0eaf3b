#pragma once

#include "ui/widgets/status.h"

#include <QWidget>

namespace desk
{

/// Icon and word of one state.
class StatusLabel final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(bool chip READ isChip WRITE setChip)

public:
    explicit StatusLabel(QWidget *parent = nullptr);

    void setStatus(StatusKind kind, const QString &text);
    StatusKind kind() const { return m_status.kind; }
    QString text() const { return m_status.text; }

    bool isChip() const { return m_status.chip; }
    void setChip(bool chip);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Status m_status;
};

} // namespace desk
