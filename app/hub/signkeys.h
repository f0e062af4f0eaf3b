#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "protocol/hubcode.h"
#include "protocol/message.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace desk
{

/// The keys with which the people of each desk sign what they did (contract §6, `actor_signature`). A desk's
/// enrolment brings the first ones, its administrators' signed messages those that follow. Writing calls
/// belong to the caller's Transaction.
class SignKeys
{
public:
    SignKeys(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    /// `signer` is a user's id or `kRecoverySigner`, `key` an Ed25519 public key. A known one changes
    /// nothing.
    Result<> add(const QString &workstationId, const QString &signer, const QByteArray &key);
    /// Everywhere: nothing this user signs is taken any more.
    Result<> forget(const QString &userId);

    /// Why the message is not the signer's; nullopt when it is.
    Result<std::optional<HubCode>> objection(const QString &workstationId, const QString &signer,
                                             const Message &message);

private:
    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
