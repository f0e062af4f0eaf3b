#pragma once

#include "base/result.h"
#include "domain/codes.h"
#include "domain/resident.h"
#include "domain/rules/finding.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// The kinds of messages a desk sends (contract §6).
enum class MessageKind {
    CaseSubmitted,
    CaseRevised,
    CaseDecided,
    CaseWithdrawn,
    CaseLease, ///< of the moment: sent past the outbox, with no place in a chain, and leaves no receipt
    UserChanged,
    AuditHead
};

/// One message: frozen when the outbox row is written, sent as often as it takes.
struct Message {
    QString id; ///< UUID of the outbox item: the idempotency key
    MessageKind kind = MessageKind::CaseSubmitted;
    QString resident;          ///< iqama number the message is about; empty for user.changed and audit.head
    qint64 sequence = 0;       ///< grows with every message of this workstation about this resident, from 1
    int baseVersion = 0;       ///< the register's version of the resident the desk built upon
    QDateTime createdAt;       ///< UTC
    QString actor;             ///< UUID of the user who acted
    QByteArray actorSignature; ///< Ed25519, 64 bytes, over the characters of `payloadSha256`; empty: none
    QByteArray payload;        ///< canonical JSON, exactly the bytes that were hashed
    QString payloadSha256;     ///< lower-case hexadecimal

    friend bool operator==(const Message &, const Message &) = default;
};

enum class Outcome {
    Accepted,  ///< stored at the hub
    Duplicate, ///< the hub has this very revision or decision under another id already
    Conflict,  ///< the register holds another version of the resident
    Rejected,  ///< refused for good
    Retry,     ///< not now; nothing was stored
};

/// What the register holds where a message conflicts with it.
struct RegisterConflict {
    Resident resident;            ///< as it is there now, with its version
    std::optional<Resident> base; ///< in the version the message was built upon, where that is known

    friend bool operator==(const RegisterConflict &, const RegisterConflict &) = default;
};

QJsonObject registerConflictToJson(const RegisterConflict &conflict);
Result<RegisterConflict> registerConflictFromJson(const QJsonObject &object, const QString &pointer = {});

/// The hub's answer to one message. Codes: see resources/openapi.yaml; their words come from the text
/// catalogue.
struct MessageResult {
    QString id;
    Outcome outcome = Outcome::Retry;
    QString code; ///< empty when accepted
    QString messageAr;
    QString messageEn;
    std::optional<int> version;     ///< the register's version of the resident after the message
    std::optional<qint64> position; ///< in the feed
    QList<Finding> findings;        ///< of rejected/blocked_by_rules
    std::optional<RegisterConflict> conflict;

    friend bool operator==(const MessageResult &, const MessageResult &) = default;
};

inline constexpr qsizetype kSignatureBytes = 64;

/// Most messages one batch may hold.
inline constexpr int kMaxBatch = 200;

QJsonObject messageToJson(const Message &message);
/// One message. MalformedJson names the member; an unknown kind is an error at "/kind".
Result<Message> messageFromJson(const QJsonObject &object, const QString &pointer = {});

/// The body of POST /v1/messages: {"messages":[…],"epoch":…}. A hub that was restored since takes none of them
/// before the desk has met it; empty: whatever the hub's epoch is.
QByteArray messagesRequest(const QList<Message> &messages, const QString &epoch = {});

/// The answer to POST /v1/messages.
struct MessagesAnswer {
    QString epoch;
    qint64 stablePosition = 0;
    QList<MessageResult> results; ///< in the order sent
};
Result<MessagesAnswer> messagesAnswerFromJson(const QByteArray &json);

/// The answer to POST /v1/messages/{id}/void: `Rejected` with code "voided" when the message is and stays
/// void, `Accepted` when the hub had applied it already.
struct VoidAnswer {
    QString epoch;
    qint64 stablePosition = 0;
    MessageResult result;
};
Result<VoidAnswer> voidAnswerFromJson(const QByteArray &json);

QJsonObject messageResultToJson(const MessageResult &result);
Result<MessageResult> messageResultFromJson(const QJsonObject &object, const QString &pointer = {});

template <>
struct Codes<MessageKind> {
    static constexpr std::array<std::pair<MessageKind, const char16_t *>, 7> kCodes = {
        {{MessageKind::CaseSubmitted, u"case.submitted"},
         {MessageKind::CaseRevised, u"case.revised"},
         {MessageKind::CaseDecided, u"case.decided"},
         {MessageKind::CaseWithdrawn, u"case.withdrawn"},
         {MessageKind::CaseLease, u"case.lease"},
         {MessageKind::UserChanged, u"user.changed"},
         {MessageKind::AuditHead, u"audit.head"}}};
};

template <>
struct Codes<Outcome> {
    static constexpr std::array<std::pair<Outcome, const char16_t *>, 5> kCodes = {
        {{Outcome::Accepted, u"accepted"},
         {Outcome::Duplicate, u"duplicate"},
         {Outcome::Conflict, u"conflict"},
         {Outcome::Rejected, u"rejected"},
         {Outcome::Retry, u"retry"}}};
};

} // namespace desk
