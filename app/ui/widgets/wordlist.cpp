#include "ui/widgets/wordlist.h"

#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace desk
{

QString commaList(const QStringList &items)
{
    return items.join(QGuiApplication::isRightToLeft() ? u"، "_s : u", "_s);
}

QString andList(QStringList items)
{
    if (QGuiApplication::isRightToLeft())
        return items.join(u" و"_s);
    if (items.size() < 2)
        return items.join(QString());
    const QString last = items.takeLast();
    return u"%1 and %2"_s.arg(items.join(u", "_s), last);
}

} // namespace desk
