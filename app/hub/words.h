#pragma once

#include "protocol/hubcode.h"
#include "protocol/message.h"

#include <QString>

namespace desk
{

/// What a code says to a person, in both languages.
struct HubWords {
    QString ar;
    QString en;
};
HubWords wordsFor(HubCode code);

/// A result of the outcome with its code and words.
MessageResult resultWith(const QString &messageId, Outcome outcome, HubCode code);

} // namespace desk
