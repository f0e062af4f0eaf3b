#pragma once

#include <QNetworkReply>
#include <QString>

#include <chrono>

namespace desk
{

/// What an exchange with the hub came to: the letters of reliability.md §2.3. "Hub unwell" and "item unwell"
/// are different classes.
enum class OutcomeClass {
    Ok,
    NotSent,   ///< N: no byte left this machine
    Unknown,   ///< T: bytes left, no receipt came back
    Overload,  ///< O
    Server,    ///< S
    Conflict,  ///< C
    Busy,      ///< B: the key is being processed
    Permanent, ///< P
    Auth,      ///< A: the workstation is refused
    Version,   ///< V
    Epoch,     ///< E
    Identity,  ///< X: not the pinned certificate
    Redirect,  ///< R: never followed
};

/// The class's letter as stored with an item, "N".
QString classLetter(OutcomeClass outcome);

/// The class of a whole answer by its HTTP status (100 to 599). 200 and 201 are Ok only with a receipt in the
/// body, which is for the caller to see.
OutcomeClass classifyStatus(int status);
/// The class of an exchange that ended without a usable status. `bytesWritten`: part of the request had left.
OutcomeClass classifyError(QNetworkReply::NetworkError error, bool bytesWritten);

/// The whole queue stops until a person acts or the hub is itself again.
bool pausesQueue(OutcomeClass outcome);

/// The key of the outbox causes in the text catalogue for a class that has no more special code.
QString causeOf(OutcomeClass outcome);

/// How long to wait before trying again after `failures` failed tries (0 = the first), with full jitter and a
/// floor of one second; `random` is uniform in [0, 1). The figures are data (reliability.md §2.4). A time the
/// hub asked for is honoured and clamped to an hour.
std::chrono::milliseconds backOff(OutcomeClass outcome, int failures, std::chrono::milliseconds retryAfter,
                                  double random);

} // namespace desk
