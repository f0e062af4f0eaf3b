#include "hub/signkeys.h"

#include "sql/statement.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

bool verifies(const Message &message, const QByteArray &key)
{
    const QByteArray signedText = message.payloadSha256.toLatin1();
    return message.actorSignature.size() == qsizetype(crypto_sign_BYTES) &&
           crypto_sign_verify_detached(raw(message.actorSignature), raw(signedText),
                                       static_cast<unsigned long long>(signedText.size()), raw(key)) == 0;
}

} // namespace

Result<> SignKeys::add(const QString &workstationId, const QString &signer, const QByteArray &key)
{
    return Statement(m_connection, u"INSERT INTO sign_keys (workstation_id, signer, public_key, learned_at) "
                                   u"VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"_s)
        .bind(workstationId, signer, key, m_clock.utc())
        .run();
}

Result<> SignKeys::forget(const QString &userId)
{
    return Statement(m_connection, u"DELETE FROM sign_keys WHERE signer = ?"_s).bind(userId).run();
}

Result<std::optional<HubCode>> SignKeys::objection(const QString &workstationId, const QString &signer,
                                                   const Message &message)
{
    if (message.actorSignature.isEmpty())
        return HubCode::SignatureMissing;
    std::optional<HubCode> objection = HubCode::SignerUnknown;
    Statement keys(m_connection,
                   u"SELECT public_key FROM sign_keys WHERE workstation_id = ? AND signer = ?"_s);
    const Result<> read = keys.bind(workstationId, signer).each([&](const Statement &row) {
        if (!objection)
            return;
        objection = verifies(message, row.bytes(0)) ? std::nullopt : std::optional(HubCode::SignatureInvalid);
    });
    if (!read)
        return failure(read);
    return objection;
}

} // namespace desk
