#pragma once

#include "service/views.h"
#include "text/language.h"

#include <QFrame>

namespace desk
{

class ActionButton;
class TextLabel;
class SyncChip;

/// The program, the place, whether everything was sent, the time, the person and the language.
class HeaderBar final : public QFrame
{
    Q_OBJECT

public:
    explicit HeaderBar(QWidget *parent = nullptr);

    void setPlace(const DeskInfo &info, Language language);
    void setSync(const SyncStatus &status);
    void setNow(const QDateTime &utc, Language language);
    /// An empty name: nobody is signed in.
    void setPerson(const QString &name, const QString &role);

    QSize sizeHint() const override;

signals:
    void outboxWanted();
    void languageWanted();
    void personPressed(QWidget *button);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    SyncStatus m_status;
    QDateTime m_now;
    TextLabel *m_name;
    TextLabel *m_place;
    TextLabel *m_training;
    SyncChip *m_sync;
    TextLabel *m_date;
    TextLabel *m_time;
    ActionButton *m_person;
    QWidget *m_personRule;
    ActionButton *m_language;
};

} // namespace desk
