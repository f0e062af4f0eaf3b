#pragma once

#include <QList>
#include <QString>
#include <QWidget>

namespace desk
{

/// Sizes of the groups a passport number is read in: its letters, then its digits by threes and fours.
QList<int> numberGroups(const QString &number);

/// A passport number in enlarged groups, always left to right; characters that no check digit tells from a
/// look-alike are marked (ux.md MRZ-09).
class IdGroups final : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(bool compact READ isCompact WRITE setCompact)

public:
    explicit IdGroups(QWidget *parent = nullptr);

    void setNumber(const QString &number);
    /// One line of text height, for use inside a notice.
    bool isCompact() const { return m_compact; }
    void setCompact(bool compact);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int cellWidth() const;

    QString m_number;
    bool m_compact = false;
};

} // namespace desk
