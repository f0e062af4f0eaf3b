#include "domain/mrzimage/columns.h"

namespace desk
{

bool mayStand(int line, int column, QChar c)
{
    const bool letter = c >= u'A' && c <= u'Z';
    const bool digit = c >= u'0' && c <= u'9';
    const bool filler = c == u'<';
    if (line == 0)
        return column == 0 ? c == u'P' : letter || filler;
    if (column < 9 || (column >= 28 && column < 42)) // number, optional data
        return letter || digit || filler;
    if (column >= 10 && column < 13) // nationality
        return letter || filler;
    if (column == 20) // sex
        return c == u'M' || c == u'F' || c == u'X' || filler;
    if ((column >= 13 && column < 19) ||
        column == 42) // birth date may be unknown, its optional digit left out
        return digit || filler;
    return digit;
}

} // namespace desk
