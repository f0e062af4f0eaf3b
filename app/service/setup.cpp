#include "service/setup.h"

#include "service/newdesk.h"
#include "sql/transaction.h"
#include "store/newid.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

struct BranchName {
    const char16_t *code;
    const char16_t *nameAr;
    const char16_t *nameEn;
};
constexpr std::array kBranches = {
    BranchName{u"RUH", u"الرياض", u"Riyadh"},      BranchName{u"JED", u"جدة", u"Jeddah"},
    BranchName{u"DMM", u"الدمام", u"Dammam"},      BranchName{u"MED", u"المدينة المنورة", u"Madinah"},
    BranchName{u"MKK", u"مكة المكرمة", u"Makkah"}, BranchName{u"TUU", u"تبوك", u"Tabuk"},
    BranchName{u"AHB", u"أبها", u"Abha"},          BranchName{u"ELQ", u"القصيم", u"Qassim"},
};

} // namespace

Result<NewDesk> openNewDesk(const QString &dataDirectory, const Clock &clock)
{
    const DeskFiles files = DeskFiles::at(dataDirectory);
    NewDesk made;
    auto lock = DataDirectory::lock(files, u"passportctl"_s, DataDirectory::Use::New);
    if (!lock)
        return failure(lock);
    made.lock = std::move(*lock);
    made.vault = std::make_shared<Vault>();
    auto registry = RegistryDatabase::open(files.registryDatabase(), Access::Write, *made.vault, clock);
    if (!registry)
        return failure(registry);
    made.registry = std::move(*registry);
    auto evidence = EvidenceDatabase::open(files.evidenceDatabase(), Access::Write, *made.vault, clock);
    if (!evidence)
        return failure(evidence);
    made.evidence = std::move(*evidence);
    auto database = DeskDatabase::open(files.deskDatabase(), Access::Write, *made.vault, clock);
    if (!database)
        return failure(database);
    made.desk = std::move(*database);
    const auto identity = made.desk->settings().identity();
    if (identity)
        return failure(ErrorCode::DeskExists, files.directory);
    if (identity.error().code != ErrorCode::NoDesk)
        return failure(identity);
    return made;
}

Result<> beginKeys(NewDesk &made, DeskIdentity &identity, const KdfCost &cost)
{
    identity.storeId = idOr(identity.storeId);
    std::vector<DataKey> keys;
    keys.push_back(DataKey::random(1));
    made.vault->open(std::make_shared<KeySet>(identity.storeId.toUtf8(), keys));
    if (const auto done = made.desk->settings().initialise(identity); !done)
        return done;
    return made.desk->settings().setPasswordCost(cost);
}

Result<QString> addRecoveryKey(NewDesk &made)
{
    const auto keys = made.vault->keys();
    if (!keys)
        return failure(keys);
    const RecoveryKey key = RecoveryKey::random();
    if (const auto set = made.desk->users().keySlots().setRecovery(key, **keys); !set)
        return failure(set);
    return key.text();
}

DeskIdentity identityOf(const QString &branch, int workstation)
{
    DeskIdentity identity;
    identity.branch = branch;
    identity.branchNameAr = branch;
    identity.branchNameEn = branch;
    identity.workstation = workstation;
    for (const BranchName &known : kBranches) {
        if (branch == known.code) {
            identity.branchNameAr = QString::fromUtf16(known.nameAr);
            identity.branchNameEn = QString::fromUtf16(known.nameEn);
        }
    }
    return identity;
}

Result<QString> makeDesk(const QString &dataDirectory, const DeskSetup &setup, const Clock &clock)
{
    static const QRegularExpression code(QRegularExpression::anchoredPattern(u"[A-Z]{2,5}"));
    if (!code.match(setup.branch).hasMatch())
        return failure(ErrorCode::Usage, u"--branch"_s);
    if (setup.workstation < 0 || setup.workstation > 99)
        return failure(ErrorCode::Usage, u"--workstation"_s);
    if (setup.administrator.isEmpty())
        return failure(ErrorCode::Usage, u"--admin"_s);
    auto made = openNewDesk(dataDirectory, clock);
    if (!made)
        return failure(made);
    DeskIdentity identity = identityOf(setup.branch, setup.workstation);
    identity.madeAt = clock.utc();
    DeskDatabase &desk = *made->desk;
    Transaction transaction(desk.connection());
    if (const auto done = beginKeys(*made, identity, KdfCost::calibrated()); !done)
        return failure(done);
    const auto user = desk.users().add({.name = setup.administrator,
                                        .displayNameAr = setup.administrator,
                                        .displayNameEn = setup.administrator,
                                        .roles = Role::Administrator},
                                       setup.password);
    if (!user)
        return failure(user);
    if (const auto noted = desk.audit().append({u"desk.made"_s, user->userId, setup.branch}); !noted)
        return failure(noted);
    auto recoveryKey = addRecoveryKey(*made);
    if (!recoveryKey)
        return recoveryKey;
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return recoveryKey;
}

} // namespace desk
