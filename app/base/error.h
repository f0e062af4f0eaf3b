#pragma once

#include <QMetaType>
#include <QString>

namespace desk
{

/// Why a call failed, for code to branch on. The words people read are in `resources/text/errors.json`
/// under the code's name (see `errorCodeName`).
enum class ErrorCode {
    // input (exit code 2 of passportctl)
    Usage,           ///< an argument is missing, unknown or of the wrong form
    UnreadableInput, ///< a file cannot be opened or read
    NotUtf8,         ///< input is not UTF-8
    MalformedJson,   ///< not JSON, or not of the expected shape; `where` is a JSON pointer
    MalformedFile,   ///< a file of lines cannot be used; `where` is the line or name
    EmptyFile,       ///< a residents file without a row
    NoHeader,        ///< its first row does not name its columns
    UnknownColumn,   ///< or names one twice; `where` is the column
    MissingColumn,   ///< a column that has to be there is not; `where` is the column
    MalformedPack,   ///< a rule pack does not validate; `where` is a JSON pointer or rule id
    ScanUnknown,     ///< a scan that is neither JPEG nor PNG nor PDF; `where` is its path, here and below
    ScanTooLarge,    ///< more bytes or pixels than are taken
    ScanDamaged,     ///< it breaks off or cannot be read
    ScanPages,       ///< a document of too many pages; `where` is how many are taken

    // environment (exit code 3)
    NoDesk,      ///< the data directory holds no desk
    DeskExists,  ///< the data directory holds one already
    DeskBusy,    ///< another process writes this directory; `where` names it
    CannotOpen,  ///< a database or file cannot be opened
    NewerSchema, ///< written by a newer version; `where` is that version
    ForeignFile, ///< a database of another program
    Damaged,     ///< a database or record fails its integrity check
    DiskFull,
    DiskLow,       ///< little room is left; `where` is the free space in MiB
    ClockWrong,    ///< the clock stands before the last entry of the audit trail; `where` is that instant
    NoFont,        ///< a font of the interface is missing; `where` is its family
    TooOpen,       ///< other people of this machine can read the data directory
    StoreFailed,   ///< any other failure of the local store
    MustRestart,   ///< the disk may not have kept what it was told to; nothing is written before a new start
    VaultLocked,   ///< nobody has signed in, so what is sealed cannot be read
    SlotDamaged,   ///< a person's way in is damaged; `where` is the slot
    OlderCopy,     ///< a file is older than the desk has seen it; `where` is the file
    WrongPassword, ///< user name and password do not match
    Throttled,     ///< too many wrong tries; `where` is the number of seconds to wait
    AccountLocked, ///< locked after ten wrong tries, until a supervisor unlocks it
    AccountDisabled,
    NotEnrolled, ///< this desk knows no hub
    HubUnreachable,
    HubIdentity, ///< the hub's certificate is not the pinned one
    HubAnswer,   ///< the hub answered with something that is not its protocol
    HubRefused,  ///< the hub refused; `where` is its code

    // negative outcomes (exit code 1)
    NotFound,
    NotPermitted,    ///< the role does not allow it
    SamePerson,      ///< maker and checker are the same person (WF-001)
    LeasedByOther,   ///< another supervisor is reviewing the case; `where` is the user's id
    ReasonRequired,  ///< a supervisor finding without a reason (WF-002); `where` is the rule id
    StaleRevision,   ///< the decided revision is not the latest (WF-003)
    WrongState,      ///< the life-cycle does not allow it; `where` is the present state
    OpenCaseExists,  ///< another case of the resident is open (RC-014); `where` is its reference
    Blocked,         ///< a blocking finding stands
    NotAcknowledged, ///< a warning is not acknowledged; `where` is the rule id
    NoScan,          ///< a case names a scan that is not kept here; `where` is its kind
    UnsentLeft,      ///< the outbox holds what has not reached the hub; `where` is how many items
    AlreadyExists,
    UnsignedPack,  ///< a rule pack to be installed bears no signature
    UnknownSigner, ///< nobody here trusts who signed the pack; `where` is the key's fingerprint
    ForgedPack,    ///< the pack is not what its signer signed; `where` is the key's fingerprint
    OlderPack,     ///< a pack of this or a newer version was here; `where` is the newest
    PackOutOfDate, ///< the pack in force may no longer judge (WF-005); `where` is its version
    NoEarlierPack, ///< the pack that came with the program cannot be taken back
    WeakPassword,
    Cancelled,
};

/// What went wrong: the code, the thing it concerns (argument, line, JSON pointer, state; never personal
/// data) and a developer's detail that goes to the log only.
struct Error {
    ErrorCode code = ErrorCode::StoreFailed;
    QString where = {};
    QString detail = {};

    friend bool operator==(const Error &, const Error &) = default;
};

/// The code's stable name, "wrong_password": key of its words and of JSON output.
QString errorCodeName(ErrorCode code);

/// The exit code of passportctl for it: 1 negative, 2 usage or input, 3 environment (contract §3).
int exitCodeFor(ErrorCode code);

} // namespace desk

Q_DECLARE_METATYPE(desk::Error)
