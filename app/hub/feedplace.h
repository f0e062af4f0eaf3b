#pragma once

#include "hub/feedlog.h"

#include <QString>

#include <optional>

namespace desk
{

/// Where in a hub's feed a desk stands: what the cursors it is given say.
struct FeedPlace {
    QString epoch;
    FeedCursor at;
};

QString toText(const FeedPlace &place);
/// nullopt for what is no cursor of a hub.
std::optional<FeedPlace> feedPlaceFromText(const QString &cursor);

} // namespace desk
