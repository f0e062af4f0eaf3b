#pragma once

#include <QString>
#include <QStringList>

namespace desk
{

/// "a, b, c", «أ، ب، ج»: in the window's language.
QString commaList(const QStringList &items);
/// "a, b and c", «أ وب وج».
QString andList(QStringList items);

} // namespace desk
