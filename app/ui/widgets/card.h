#pragma once

#include "ui/widgets/status.h"

#include <QFrame>

#include <optional>

namespace desk
{

/// A surface with a line and rounded corners. What stands in it is laid out by the form; a head is an
/// ordinary row of the form over a Rule.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

    /// The line in the colour of a state.
    void setStatus(std::optional<StatusKind> kind);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<StatusKind> m_kind;
};

/// A hairline, lying or standing by its size policy in the layout.
class Rule final : public QWidget
{
    Q_OBJECT

public:
    explicit Rule(QWidget *parent = nullptr);

    QSize sizeHint() const override { return {1, 1}; }

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// The bar of acts at the foot of a page.
class FooterBar final : public QFrame
{
    Q_OBJECT

public:
    explicit FooterBar(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace desk
