#include "hub/feedplace.h"

#include "protocol/json.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace desk
{

QString toText(const FeedPlace &place)
{
    const FeedCursor &at = place.at;
    return at.transaction == 0 ? u"%1.%2"_s.arg(place.epoch).arg(at.position)
                               : u"%1.%2.%3"_s.arg(place.epoch).arg(at.transaction).arg(at.position);
}

std::optional<FeedPlace> feedPlaceFromText(const QString &cursor)
{
    const QStringList parts = cursor.split(u'.');
    if (parts.size() < 2 || parts.size() > 3 || !isUuid(parts.first()))
        return std::nullopt;
    bool isPosition = false;
    bool isTransaction = true;
    FeedPlace place{parts.first(), {0, parts.last().toLongLong(&isPosition)}};
    if (parts.size() == 3)
        place.at.transaction = parts[1].toLongLong(&isTransaction);
    const bool ok = isPosition && isTransaction && place.at.position >= 0 && place.at.transaction >= 0;
    return ok ? std::optional(place) : std::nullopt;
}

} // namespace desk
