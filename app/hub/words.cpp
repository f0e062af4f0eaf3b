#include "hub/words.h"

#include "text/catalogue.h"

namespace desk
{

HubWords wordsFor(HubCode code)
{
    const Catalogue &catalogue = Catalogue::builtIn();
    const QString name = codeOf(code);
    return {catalogue.outboxMessage(name, Language::Arabic, Isolation::Plain),
            catalogue.outboxMessage(name, Language::English, Isolation::Plain)};
}

MessageResult resultWith(const QString &messageId, Outcome outcome, HubCode code)
{
    const HubWords words = wordsFor(code);
    MessageResult result;
    result.id = messageId;
    result.outcome = outcome;
    result.code = codeOf(code);
    result.messageAr = words.ar;
    result.messageEn = words.en;
    return result;
}

} // namespace desk
