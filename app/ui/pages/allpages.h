#pragma once

#include <QString>

namespace desk
{

class MainWindow;

/// Tells the window how to make each of its pages.
void addPages(MainWindow &window, const QString &dataDirectory);

} // namespace desk
