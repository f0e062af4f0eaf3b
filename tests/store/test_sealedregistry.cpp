#include "store/tempregistry.h"
#include "store/tokensheld.h"

#include "domain/demooffice.h"
#include "store/residentindex.h"
#include "store/sealedtable.h"
#include "support/hidden.h"

#include <QFileInfo>

#include <random>
#include <set>
#include <utility>
#include <vector>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

Resident marked()
{
    Resident resident = someResident();
    resident.nameAr = u"قرطبوش مندليف"_s;
    resident.nameEn = u"ZQXWVONTURO MENDELKORV"_s;
    resident.employerName = u"Vrelkomanta Works"_s;
    resident.headId = u"1098765438"_s;
    return resident;
}

/// As the first import of a file brings them.
void load(TempRegistry &registry, const QList<Resident> &residents)
{
    const auto loader = registry->loader(std::nullopt);
    REQUIRE(loader);
    std::vector<LoadedResident> loaded;
    for (const Resident &resident : residents)
        loaded.push_back((*loader)->load(resident));
    Transaction transaction(registry.db->connection());
    REQUIRE(registry->append(loaded, LoadRuns::runOf(loaded)));
    REQUIRE(registry->loadRuns().index());
    REQUIRE(transaction.commit());
}

void checkFound(TempRegistry &registry, const Resident &resident)
{
    CHECK(*registry->byIqama(resident.iqamaNumber) == resident);
    CHECK(registry->byPassport(resident.passport.number)->contains(resident));
    const auto named = registry->find({.query = resident.nameAr, .limit = -1});
    REQUIRE(named);
    CHECK(std::any_of(named->matches.begin(), named->matches.end(),
                      [&](const ResidentMatch &match) { return match.resident == resident; }));
}

} // namespace

TEST_CASE("the file of the register tells nothing of who is in it")
{
    TempRegistry registry;
    const Resident resident = marked();
    registry.upsert(resident);
    Resident renamed = resident;
    renamed.nameEn = u"ZQXWVONTURO TARVELINSKA"_s;
    renamed.passport.number = u"QX9988771"_s;
    renamed.version += 1;
    registry.upsert(renamed, {.caseReference = u"RUH-2026-0791234"_s, .on = QDate(2026, 11, 23)});
    checkFound(registry, renamed);
    const QByteArray bytes = everythingBelow(QFileInfo(registry.path()).path());
    REQUIRE(bytes.size() > 10'000);
    // What lies open is found by the same search.
    REQUIRE(bytes.contains("names_version"));
    for (const QString &value :
         {resident.iqamaNumber, resident.passport.number, renamed.passport.number, u"قرطبوش"_s, u"مندليف"_s,
          u"zqxwvonturo"_s, u"MENDELKORV"_s, u"TARVELINSKA"_s, u"Vrelkomanta"_s, resident.headId,
          resident.employerId, resident.borderNumber, resident.mobile.right(9), u"RUH-2026-0791234"_s})
        checkHidden(bytes, value);
}

TEST_CASE("a register without keys answers nothing and takes nothing")
{
    TempRegistry registry;
    registry.upsert(someResident());
    registry.vault.narrow();
    const auto locked = [](const auto &result) {
        return !result && result.error().code == ErrorCode::VaultLocked;
    };
    CHECK(locked(registry->byIqama(u"2345678904"_s)));
    CHECK(locked(registry->byPassport(u"A1234567"_s)));
    CHECK(locked(registry->find({.query = u"2345678904"_s})));
    CHECK(locked(registry->find({.query = u"عادل"_s})));
    CHECK(locked(registry->upsert(someResident())));
    CHECK(locked(registry->adopt(someResident(), {})));
    CHECK(locked(registry->checkOpen()));
    CHECK(registry->info()->residents == 1);
    registry.vault.reopen();
    CHECK(registry->checkOpen());
    checkFound(registry, someResident());
}

TEST_CASE("any bit flipped in a record is noticed and never shown")
{
    TempRegistry registry;
    registry.upsert(someResident());
    Connection &connection = registry.db->connection();
    Statement read(connection, u"SELECT sealed FROM residents"_s);
    REQUIRE(*read.step());
    const QByteArray sealed = read.bytes(0);
    REQUIRE_FALSE(*read.step());
    for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
        QByteArray changed = sealed;
        changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
        REQUIRE(Statement(connection, u"UPDATE residents SET sealed = ?"_s).bind(changed).run());
        const auto found = registry->byIqama(u"2345678904"_s);
        REQUIRE_FALSE(found);
        CHECK(found.error().code == ErrorCode::Damaged);
    }
    const auto named = registry->find({.query = u"عادل"_s});
    REQUIRE_FALSE(named);
    CHECK(named.error().code == ErrorCode::Damaged);
}

TEST_CASE("a record moved to another resident does not open, a hash that lies finds nobody")
{
    TempRegistry registry;
    const Resident other = residentNamed(u"2123456788"_s, u"سلمى"_s, u"SALMA"_s);
    registry.upsert(someResident());
    registry.upsert(other);
    Connection &connection = registry.db->connection();
    // The hashes of the first now point to the second, whose record opens but is another person.
    REQUIRE(connection.execute(u"DELETE FROM numbers WHERE resident_id = 2"_s));
    REQUIRE(connection.execute(u"UPDATE numbers SET resident_id = 2"_s));
    CHECK_FALSE(*registry->byIqama(u"2345678904"_s));
    CHECK(registry->byPassport(u"A1234567"_s)->isEmpty());
    CHECK(registry->byMobile(u"0500000001"_s)->isEmpty());

    REQUIRE(connection.execute(
        u"UPDATE residents SET sealed = (SELECT sealed FROM residents WHERE resident_id = 1) "
        u"WHERE resident_id = 2"_s));
    const auto moved = registry->byIqama(u"2345678904"_s);
    REQUIRE_FALSE(moved);
    CHECK(moved.error().code == ErrorCode::Damaged);
}

TEST_CASE("a new key takes over resident by resident while look-ups go on")
{
    constexpr int kResidents = 25;
    const bool loads = GENERATE(false, true);
    TempRegistry registry;
    QList<Resident> residents;
    for (int i = 0; i < kResidents; ++i)
        residents += demoResident(7, quint64(demoFixedCount() + i));
    if (loads)
        load(registry, residents);
    for (const Resident &resident : std::as_const(residents))
        registry.upsert(resident);
    registry.vault.rotate();
    qint64 reached = 0;
    for (int step = 0; reached != SealedTable::kAllSealed; ++step) {
        REQUIRE(step <= kResidents);
        for (const Resident &resident : std::as_const(residents))
            checkFound(registry, resident);
        {
            // Work that is killed leaves no half of a resident.
            Transaction lost(registry.db->connection());
            REQUIRE(registry->resealAfter(reached, 10));
        }
        Transaction transaction(registry.db->connection());
        const auto next = registry->resealAfter(reached, 10);
        REQUIRE(next);
        REQUIRE(transaction.commit());
        reached = *next;
        // A resident that changes in between moves by itself.
        Resident &changed = residents[kResidents - 1 - step];
        changed.mobile = u"+9665000009%1"_s.arg(step, 2, 10, QLatin1Char('0'));
        changed.version += 1;
        CHECK(registry.upsert(changed) == Upserted::Updated);
    }
    registry.vault.dropOlder();
    for (const Resident &resident : std::as_const(residents))
        checkFound(registry, resident);
    // Nothing is left that only the old key could explain.
    CHECK(registry.db->connection().number(u"SELECT count(*) FROM posting_blocks"_s) == 0);

    TempRegistry afresh;
    afresh.vault.open(*registry.vault.keys());
    for (const Resident &resident : std::as_const(residents))
        afresh.upsert(resident);
    CHECK(tokensHeld(registry.db->connection()) == tokensHeld(afresh.db->connection()));
}

TEST_CASE("after a hundred thousand changes the index is the one that would be made afresh")
{
    constexpr int kResidents = 1'000;
    constexpr int kChanges = 100'000;
    constexpr int kBatch = 1'000;
    TempRegistry registry;
    std::mt19937 random(20261127);
    const auto any = [&random](int below) { return static_cast<int>(random() % unsigned(below)); };
    QList<Resident> residents;
    for (int i = 0; i < kResidents; ++i)
        residents += demoResident(3, quint64(demoFixedCount() + i));
    // Half of them had been there; the others come when they change.
    load(registry, residents.first(kResidents / 2));
    for (int done = 0; done < kChanges;) {
        Transaction transaction(registry.db->connection());
        for (const int end = done + kBatch; done < end; ++done) {
            Resident &resident = residents[any(kResidents)];
            const Resident other = demoResident(3, quint64(demoFixedCount() + any(kResidents)));
            resident.version += 1;
            switch (any(4)) {
            case 0:
                resident.nameAr = other.nameAr;
                break;
            case 1:
                resident.nameEn = other.nameEn;
                break;
            case 2:
                resident.mobile = other.mobile;
                break;
            default:
                resident.employerId = other.employerId;
                break;
            }
            REQUIRE(registry->upsert(resident));
        }
        REQUIRE(transaction.commit());
    }
    TempRegistry afresh;
    afresh.vault.open(*registry.vault.keys());
    // The order in which residents came numbers them.
    Transaction transaction(afresh.db->connection());
    Statement rows(registry.db->connection(), u"SELECT count(*) FROM residents"_s);
    REQUIRE(*rows.step());
    const qint64 known = rows.number(0);
    REQUIRE_FALSE(*rows.step());
    QMap<qint64, Resident> inOrder;
    for (const Resident &resident : std::as_const(residents)) {
        const auto found = registry->byIqama(resident.iqamaNumber);
        REQUIRE(found);
        if (*found) {
            CHECK(**found == resident);
            NumberAnswers row(registry.db->connection());
            const auto keys = *registry.vault.keys();
            row.ask(keys->blind(KeyUse::RegistryNumbers, "iqama_number", resident.iqamaNumber.toUtf8(),
                                keys->generation()));
            REQUIRE(*row.next());
            inOrder.insert(row.residentId(), resident);
        }
    }
    REQUIRE(inOrder.size() == known);
    for (const Resident &resident : std::as_const(inOrder))
        REQUIRE(afresh->upsert(resident));
    REQUIRE(transaction.commit());
    CHECK(tokensHeld(registry.db->connection()) == tokensHeld(afresh.db->connection()));
}
