#pragma once

#include "service/views.h"
#include "text/catalogue.h"

#include <QWidget>

namespace desk
{

/// One case of the home page: whose it is, what is asked, how long ago, and the button that opens it.
class CaseListRow final : public QWidget
{
    Q_OBJECT

public:
    CaseListRow(const CaseRow &row, bool returned, const QString &key, const QDateTime &now,
                Language language, const Catalogue &catalogue, QWidget *parent);

signals:
    void opened(const QString &caseId);
};

/// «منذ ساعتين»: the time since, in words.
QString sinceText(const QDateTime &then, const QDateTime &now);

} // namespace desk
