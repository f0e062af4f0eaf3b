#pragma once

#include "domain/rules/finding.h"
#include "text/catalogue.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QVBoxLayout;

namespace desk
{

/// One finding as people decide on it: its word, what was found, and under it reasons and answers.
class FindingBlock final : public QWidget
{
    Q_OBJECT

public:
    FindingBlock(const Finding &finding, const Catalogue &catalogue, Language language,
               QWidget *parent = nullptr);

    /// What somebody said about it, behind a line at its start side.
    void addQuote(const QString &label, const QString &text);
    QCheckBox *addCheck(const QString &objectName, const QString &text);
    QComboBox *addChoice(const QString &objectName, const QString &label, const QString &note);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_column;
    QString m_message;
    QList<QWidget *> m_quotes;
};

} // namespace desk
