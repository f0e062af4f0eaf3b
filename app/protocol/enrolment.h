#pragma once

#include "base/result.h"
#include "protocol/packfile.h"
#include "protocol/payload.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace desk
{

/// What a one-time enrolment code holds (reliability.md §5.4).
struct EnrolmentCode {
    QString url;            ///< "https://hub.example:8443"
    QByteArray fingerprint; ///< SHA-256 of the hub's certificate (DER), 32 bytes
    QByteArray secret;      ///< 20 bytes: 4 that name the code and 128 bits that are secret

    friend bool operator==(const EnrolmentCode &, const EnrolmentCode &) = default;
};

/// The code as people copy, type or scan it: "PD1-" and groups of five characters of Crockford's base 32,
/// which has no I, L, O or U, with a checksum.
QString enrolmentCodeText(const EnrolmentCode &code);
/// Reads it back: any case, with or without dashes and blanks, O for 0 and I or L for 1. UnreadableInput
/// otherwise.
Result<EnrolmentCode> enrolmentCodeFromText(QStringView text);

/// The signer that stands for the printed recovery key.
inline constexpr QLatin1StringView kRecoverySigner("recovery");

/// The body of POST /v1/enrol.
struct EnrolRequest {
    QByteArray secret;                ///< of the code
    QString workstationName;          ///< for people, at most 64 characters
    UserChangedPayload administrator; ///< the desk's first administrator
    /// Ed25519 public keys of everybody who can sign in at the desk, by user id, and of `kRecoverySigner`.
    QMap<QString, QByteArray> signKeys = {};
};
QByteArray enrolRequestToJson(const EnrolRequest &request);
Result<EnrolRequest> enrolRequestFromJson(const QByteArray &json);

/// The answer to POST /v1/enrol.
struct EnrolAnswer {
    QString epoch;
    qint64 stablePosition = 0;
    QString workstationId; ///< UUID
    int number = 0;        ///< 1 to 99: the two digits in reference numbers
    QString token;         ///< for `Authorization: Bearer`; shown once
    QString branch;        ///< code
    QString branchNameAr;
    QString branchNameEn;
    QString cursor;                     ///< feed cursor to begin with: everything
    bool training = false;              ///< a hub with made-up residents
    QList<PackSigner> ruleSigners = {}; ///< whose rule packs the desk takes from now on
};
QByteArray enrolAnswerToJson(const EnrolAnswer &answer);
Result<EnrolAnswer> enrolAnswerFromJson(const QByteArray &json);

} // namespace desk
