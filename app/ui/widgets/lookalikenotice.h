#pragma once

#include "ui/widgets/banner.h"

#include <QFrame>

class QCheckBox;

namespace desk
{

class IdGroups;
class TextLabel;

/// Asks to compare by eye the characters of a number that no check digit tells from their look-alikes
/// (ux.md MRZ-09). Hides itself when the number has none.
class LookAlikeNotice final : public QFrame
{
    Q_OBJECT

public:
    explicit LookAlikeNotice(QWidget *parent = nullptr);

    void setNumber(const QString &number);
    bool isCompared() const;
    void setCompared(bool compared);

    /// The positions in words: "3, 7 and 8", each isolated.
    static QString positionWords(const QString &number);

signals:
    void comparedChanged(bool compared);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();

    QString m_number;
    TextLabel *m_text;
    IdGroups *m_groups;
    QCheckBox *m_compared;
};

} // namespace desk
