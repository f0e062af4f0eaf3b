#pragma once

#include "ui/widgets/banner.h"

#include <QList>
#include <QPointer>
#include <QString>

namespace desk
{

/// «هناك مشكلة»: what keeps a page from going on, one line a link to its field, in the words that also stand
/// beside the field. Takes the focus when shown (ux.md FORM-02, FORM-05).
class ErrorSummary final : public Banner
{
    Q_OBJECT

public:
    struct Line {
        QString text;
        QPointer<QWidget> field;
    };

    explicit ErrorSummary(QWidget *parent = nullptr);

    /// Shows the lines and takes the focus; hides itself when there are none.
    void show(const QList<Line> &lines);
    QStringList lines() const;

signals:
    /// A line was chosen; the page brings its field into view. The field has the focus already.
    void fieldWanted(QWidget *field);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void go(const QPointer<QWidget> &field);

    QList<Line> m_lines;
    QList<QWidget *> m_links;
};

} // namespace desk
