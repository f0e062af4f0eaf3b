#include "service/doctor.h"

#include "store/datadirectory.h"
#include "store/deskdatabase.h"
#include "store/registrydatabase.h"
#include "sync/httpshublink.h"

#include <QFile>
#include <QFileInfo>
#include <QFontDatabase>
#include <QStorageInfo>

#include <atomic>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr qint64 kMebibyte = 1024 * 1024;
constexpr qint64 kEnoughMebibytes = 1024;
/// Network time corrects a clock by less.
constexpr qint64 kToleratedSeconds = 120;

Result<> lookAtDirectory(const DeskFiles &files)
{
    if (!files.exist())
        return failure(ErrorCode::NoDesk, files.directory);
    constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                             QFile::WriteOther | QFile::ExeOther;
    if (QFileInfo(files.directory).permissions() & kOthers)
        return failure(ErrorCode::TooOpen, files.directory);
    return {};
}

Result<> isWhole(Connection &connection)
{
    const auto faults =
        connection.number(u"SELECT count(*) FROM pragma_quick_check WHERE quick_check <> 'ok'"_s);
    if (!faults)
        return failure(faults);
    return *faults == 0 ? Result<>() : failure(ErrorCode::Damaged, QFileInfo(connection.path()).fileName());
}

Result<> lookAtClock(DeskDatabase &desk, const Clock &clock)
{
    const auto last = desk.audit().lastAt();
    if (!last)
        return failure(last);
    if (last->isValid() && clock.utc().secsTo(*last) > kToleratedSeconds)
        return failure(ErrorCode::ClockWrong, isoInstant(*last));
    return {};
}

Result<> lookAtHub(const HubEnrolment &hub)
{
    const std::atomic<bool> never = false;
    HttpsHubLink link(hub, never);
    const HubReply reply = link.send({"GET", u"/healthz"_s, {}, {}});
    switch (reply.outcome) {
    case OutcomeClass::Ok:
        return {};
    case OutcomeClass::Identity:
    case OutcomeClass::Redirect:
        return failure(ErrorCode::HubIdentity);
    case OutcomeClass::NotSent:
        return failure(ErrorCode::HubUnreachable);
    default:
        return failure(ErrorCode::HubAnswer, QString::number(reply.status));
    }
}

Result<> lookAtFonts()
{
    const QStringList families = QFontDatabase::families();
    for (const QString &wanted : {u"Noto Sans"_s, u"Noto Sans Arabic UI"_s, u"DejaVu Sans Mono"_s}) {
        if (!families.contains(wanted))
            return failure(ErrorCode::NoFont, wanted);
    }
    return {};
}

Result<> lookAtSpace(const DeskFiles &files)
{
    const qint64 free = QStorageInfo(files.directory).bytesAvailable() / kMebibyte;
    return free >= kEnoughMebibytes ? Result<>() : failure(ErrorCode::DiskLow, QString::number(free));
}

} // namespace

QList<HealthFinding> examineDesk(const QString &dataDirectory, const Clock &clock)
{
    const DeskFiles files = DeskFiles::at(dataDirectory);
    QList<HealthFinding> findings;
    const auto found = [&findings](HealthCheck check, const Result<> &result) {
        findings += {check, true, result ? std::nullopt : std::optional(result.error())};
    };
    Vault closed;
    found(HealthCheck::Directory, lookAtDirectory(files));
    const auto desk = DeskDatabase::open(files.deskDatabase(), Access::Read, closed, clock);
    found(HealthCheck::DeskFile, desk ? isWhole((*desk)->connection()) : failure(desk));
    {
        const auto registry = RegistryDatabase::open(files.registryDatabase(), Access::Read, closed, clock);
        found(HealthCheck::RegistryFile, registry ? isWhole((*registry)->connection()) : failure(registry));
    }
    if (desk) {
        found(HealthCheck::Clock, lookAtClock(**desk, clock));
        const auto hub = (*desk)->settings().enrolment();
        if (!hub)
            found(HealthCheck::Hub, failure(hub));
        else if (*hub)
            found(HealthCheck::Hub, lookAtHub(**hub));
        else
            findings += {HealthCheck::Hub, false};
    } else {
        findings += {HealthCheck::Clock, false};
        findings += {HealthCheck::Hub, false};
    }
    found(HealthCheck::Fonts, lookAtFonts());
    if (QFileInfo::exists(files.directory))
        found(HealthCheck::FreeSpace, lookAtSpace(files));
    else
        findings += {HealthCheck::FreeSpace, false};
    return findings;
}

} // namespace desk
