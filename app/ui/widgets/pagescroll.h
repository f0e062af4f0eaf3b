#pragma once

#include <QScrollArea>

namespace desk
{

/// What a page's content scrolls in when text is large or the window low (ux.md A11Y-11). The focused field
/// is brought into view by Qt.
class PageScroll final : public QScrollArea
{
    Q_OBJECT

public:
    explicit PageScroll(QWidget *parent = nullptr);
};

} // namespace desk
