#pragma once

#include "domain/resident.h"
#include "text/language.h"

#include <QFrame>

#include <optional>

class QHBoxLayout;

namespace desk
{

class Steps;

/// Whom the page is about: names, iqama number, nationality, birth, iqama expiry, employer or head; the
/// steps of entering a case at the end.
class IdentityBar final : public QFrame
{
    Q_OBJECT

public:
    explicit IdentityBar(QWidget *parent = nullptr);

    void setResident(const Resident &resident, QDate today, Language language);
    /// 0 to 2; -1: no steps.
    void setStep(int step);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addFact(const QString &label, QWidget *value, QWidget *beside = nullptr);

    QHBoxLayout *m_row;
    QWidget *m_facts = nullptr;
    Steps *m_steps;
};

/// Enter, check, receipt: which one this is.
class Steps final : public QWidget
{
    Q_OBJECT

public:
    explicit Steps(QWidget *parent = nullptr);

    void setStep(int step);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QStringList words() const;
    void describe();

    int m_step = 0;
};

} // namespace desk
