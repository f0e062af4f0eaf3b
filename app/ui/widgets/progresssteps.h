#pragma once

#include "ui/widgets/status.h"

#include <QList>
#include <QWidget>

namespace desk
{

/// Where a case has come: one line a step, from top to bottom, joined by a line.
class ProgressSteps final : public QWidget
{
    Q_OBJECT

public:
    struct Step {
        StatusKind kind = StatusKind::Wait; ///< Ok done, Clock now, Err stopped, Wait still to come
        QString text;
        QString note;
        QString time; ///< at the end side
    };

    explicit ProgressSteps(QWidget *parent = nullptr);

    void setSteps(const QList<Step> &steps);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Step> m_steps;
};

} // namespace desk
