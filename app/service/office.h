#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/rules/pack.h"
#include "service/views.h"

#include <functional>
#include <memory>

namespace desk
{

class Accounts;
class AuditTrail;
class Backup;
class Rotation;
class Rulebook;
class CaseDesk;
class Delivery;
class EvidenceDesk;
class HubRegister;
class ResidentDesk;
class ConflictDesk;
class ReviewDesk;
class Vault;

/// One open data directory with every use case on it. Lives and dies in one thread; the window has one for
/// writing on the store thread and one for reading on the lookup thread, passportctl has one.
class Office
{
public:
    enum class Access {
        Read,  ///< beside a process that writes
        Write, ///< holds the directory; DeskBusy when another process does
    };

    /// `clock` outlives the office. Offices of one process that share a vault are opened by one sign-in;
    /// without one the office gets its own.
    static Result<std::unique_ptr<Office>> open(const QString &dataDirectory, Access access,
                                                const Clock &clock, std::shared_ptr<Vault> vault = {});
    ~Office();

    /// `--data`, else PASSPORT_DESK_DATA, else $XDG_DATA_HOME/passport-desk (contract §2).
    static QString defaultDirectory();

    /// Opened by whoever signs in.
    const std::shared_ptr<Vault> &vault() const;

    Result<DeskInfo> info() const;

    Accounts &accounts();
    ResidentDesk &residents();
    CaseDesk &cases();
    EvidenceDesk &evidence();
    ReviewDesk &review();
    ConflictDesk &conflicts();
    Delivery &delivery();
    HubRegister &hubRegister();
    AuditTrail &audit();
    Backup &backup();
    Rotation &rotation();
    Rulebook &rules();

    struct Parts;

private:
    explicit Office(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

/// Runs a task on the office that writes, and returns when it has.
using OnStore = std::function<void(const std::function<void(Office &)> &)>;

} // namespace desk
