#include "base/error.h"

namespace desk
{

QString errorCodeName(ErrorCode code)
{
    using enum ErrorCode;
    switch (code) {
    case Usage:
        return QStringLiteral("usage");
    case UnreadableInput:
        return QStringLiteral("unreadable_input");
    case NotUtf8:
        return QStringLiteral("not_utf8");
    case MalformedJson:
        return QStringLiteral("malformed_json");
    case MalformedFile:
        return QStringLiteral("malformed_file");
    case EmptyFile:
        return QStringLiteral("empty_file");
    case NoHeader:
        return QStringLiteral("no_header");
    case UnknownColumn:
        return QStringLiteral("unknown_column");
    case MissingColumn:
        return QStringLiteral("missing_column");
    case MalformedPack:
        return QStringLiteral("malformed_pack");
    case ScanUnknown:
        return QStringLiteral("scan_unknown");
    case ScanTooLarge:
        return QStringLiteral("scan_too_large");
    case ScanDamaged:
        return QStringLiteral("scan_damaged");
    case ScanPages:
        return QStringLiteral("scan_pages");
    case NoDesk:
        return QStringLiteral("no_desk");
    case DeskExists:
        return QStringLiteral("desk_exists");
    case DeskBusy:
        return QStringLiteral("desk_busy");
    case CannotOpen:
        return QStringLiteral("cannot_open");
    case NewerSchema:
        return QStringLiteral("newer_schema");
    case ForeignFile:
        return QStringLiteral("foreign_file");
    case Damaged:
        return QStringLiteral("damaged");
    case DiskFull:
        return QStringLiteral("disk_full");
    case DiskLow:
        return QStringLiteral("disk_low");
    case ClockWrong:
        return QStringLiteral("clock_wrong");
    case NoFont:
        return QStringLiteral("no_font");
    case TooOpen:
        return QStringLiteral("too_open");
    case StoreFailed:
        return QStringLiteral("store_failed");
    case MustRestart:
        return QStringLiteral("must_restart");
    case VaultLocked:
        return QStringLiteral("vault_locked");
    case OlderCopy:
        return QStringLiteral("older_copy");
    case SlotDamaged:
        return QStringLiteral("slot_damaged");
    case WrongPassword:
        return QStringLiteral("wrong_password");
    case Throttled:
        return QStringLiteral("throttled");
    case AccountLocked:
        return QStringLiteral("account_locked");
    case AccountDisabled:
        return QStringLiteral("account_disabled");
    case NotEnrolled:
        return QStringLiteral("not_enrolled");
    case HubUnreachable:
        return QStringLiteral("hub_unreachable");
    case HubIdentity:
        return QStringLiteral("hub_identity");
    case HubAnswer:
        return QStringLiteral("hub_answer");
    case HubRefused:
        return QStringLiteral("hub_refused");
    case NotFound:
        return QStringLiteral("not_found");
    case NotPermitted:
        return QStringLiteral("not_permitted");
    case SamePerson:
        return QStringLiteral("same_person");
    case LeasedByOther:
        return QStringLiteral("leased_by_other");
    case ReasonRequired:
        return QStringLiteral("reason_required");
    case StaleRevision:
        return QStringLiteral("stale_revision");
    case WrongState:
        return QStringLiteral("wrong_state");
    case OpenCaseExists:
        return QStringLiteral("open_case_exists");
    case Blocked:
        return QStringLiteral("blocked");
    case NotAcknowledged:
        return QStringLiteral("not_acknowledged");
    case NoScan:
        return QStringLiteral("no_scan");
    case UnsentLeft:
        return QStringLiteral("unsent_left");
    case AlreadyExists:
        return QStringLiteral("already_exists");
    case UnsignedPack:
        return QStringLiteral("unsigned_pack");
    case UnknownSigner:
        return QStringLiteral("unknown_signer");
    case ForgedPack:
        return QStringLiteral("forged_pack");
    case OlderPack:
        return QStringLiteral("older_pack");
    case PackOutOfDate:
        return QStringLiteral("pack_out_of_date");
    case NoEarlierPack:
        return QStringLiteral("no_earlier_pack");
    case WeakPassword:
        return QStringLiteral("weak_password");
    case Cancelled:
        return QStringLiteral("cancelled");
    }
    Q_UNREACHABLE();
}

int exitCodeFor(ErrorCode code)
{
    if (code <= ErrorCode::ScanPages)
        return 2;
    if (code <= ErrorCode::HubRefused)
        return 3;
    return 1;
}

} // namespace desk
