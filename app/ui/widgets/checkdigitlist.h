#pragma once

#include "domain/mrz.h"

#include <QFrame>

#include <array>

namespace desk
{

class StatusLabel;
class TextLabel;

/// The five check digits of a read, each with its own verdict (ux.md MRZ-08). The composite follows a single
/// digit that fails: it is not judged before that one is right.
class CheckDigitList final : public QFrame
{
    Q_OBJECT

public:
    explicit CheckDigitList(QWidget *parent = nullptr);

    /// An empty document: nothing read yet.
    void setDocument(const MrzDocument &document);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();

    MrzDocument m_document;
    std::array<TextLabel *, 5> m_names;
    std::array<StatusLabel *, 5> m_verdicts;
};

} // namespace desk
