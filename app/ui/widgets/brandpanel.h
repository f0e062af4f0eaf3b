#pragma once

#include "service/views.h"
#include "text/language.h"

#include <QFrame>

class QGridLayout;

namespace desk
{

class TextLabel;

/// The side of the sign-in page: the program, and how this desk stands before anyone signs in.
class BrandPanel final : public QFrame
{
    Q_OBJECT

public:
    explicit BrandPanel(QWidget *parent = nullptr);

    /// Only the program's name.
    void clear();
    void setDesk(const DeskInfo &info, const SyncStatus &status, const QDateTime &now, Language language);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void addFact(const QString &label, const QString &value, const QString &second = {}, bool strong = false);

    TextLabel *m_name;
    TextLabel *m_purpose;
    QWidget *m_facts = nullptr;
    QGridLayout *m_grid = nullptr;
    QWidget *m_training;
    TextLabel *m_trainingText;
};

} // namespace desk
