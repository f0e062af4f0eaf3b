#include "hub/rulescommand.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<QJsonObject> changeRules(HubRules &rules, const QString &verb, const QString &operand)
{
    if (verb == "rollback"_L1) {
        if (const auto done = rules.takeBack(operand); !done)
            return failure(done);
        return QJsonObject{{u"taken_back"_s, operand}};
    }
    if (verb != "trust"_L1 && verb != "install"_L1)
        return failure(ErrorCode::Usage, verb);
    const auto bytes = readPackFile(operand);
    if (!bytes)
        return failure(bytes);
    if (verb == "trust"_L1) {
        const auto signer = rules.trust(*bytes);
        if (!signer)
            return failure(signer);
        return QJsonObject{{u"key"_s, fingerprintOf(signer->key)}, {u"name"_s, signer->name}};
    }
    const auto adopted = rules.install(*bytes);
    if (!adopted)
        return failure(adopted);
    return QJsonObject{{u"version"_s, adopted->pack.version},
                       {u"effective_from"_s, adopted->pack.effectiveFrom.toString(Qt::ISODate)},
                       {u"already_installed"_s, adopted->already}};
}

} // namespace desk
