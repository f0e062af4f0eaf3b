#include "store/residentrecord.h"
#include "store/tempregistry.h"

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("a resident comes back as it was given")
{
    TempRegistry registry;
    const Resident given = someResident();
    CHECK(registry.upsert(given) == Upserted::Added);
    registry.reopen();
    CHECK(**registry->byIqama(given.iqamaNumber) == given);
    CHECK_FALSE(*registry->byIqama(u"2123456788"_s));

    Resident bare;
    bare.iqamaNumber = u"2123456788"_s;
    bare.nameEn = u"X"_s;
    bare.nationality = u"IND"_s;
    bare.birthDate = PartialDate{1990, 0, 0};
    bare.insideKingdom = false;
    bare.flags = ResidentFlag::SecurityHold | ResidentFlag::Companions;
    CHECK(registry.upsert(bare) == Upserted::Added);
    CHECK(**registry->byIqama(bare.iqamaNumber) == bare);
    CHECK(registry->info()->residents == 2);
}

TEST_CASE("versions decide what a row does")
{
    TempRegistry registry;
    Resident resident = someResident();
    resident.version = 3;
    registry.upsert(resident);
    CHECK(registry.upsert(resident) == Upserted::Unchanged);

    Resident later = resident;
    later.asOf = resident.asOf.addDays(1);
    CHECK(registry.upsert(later) == Upserted::Unchanged);

    Resident older = resident;
    older.version = 2;
    older.mobile = u"+966500000009"_s;
    CHECK(registry.upsert(older) == Upserted::Older);
    CHECK((*registry->byIqama(resident.iqamaNumber))->mobile == resident.mobile);

    Resident equal = resident;
    equal.mobile = u"+966500000009"_s;
    CHECK(registry.upsert(equal) == Upserted::Updated);

    Resident missing = equal;
    missing.version = 0;
    CHECK(registry.upsert(missing) == Upserted::Unchanged);
    missing.employerName = u"أخرى"_s;
    CHECK(registry.upsert(missing) == Upserted::Updated);
    CHECK((*registry->byIqama(resident.iqamaNumber))->version == 3);

    Resident newer = missing;
    newer.version = 4;
    CHECK(registry.upsert(newer) == Upserted::Updated);
    CHECK((*registry->byIqama(resident.iqamaNumber))->version == 4);
}

TEST_CASE("a new passport joins the history and supersedes the recorded one")
{
    TempRegistry registry;
    Resident resident = someResident();
    const Passport old = resident.passport;
    registry.upsert(resident);
    CHECK_FALSE(registry->lastUpdateOn(resident.iqamaNumber)->isValid());

    resident.passport = {u"B7654386"_s, u"JOR"_s, QDate(2026, 11, 9), QDate(2031, 11, 8)};
    resident.version = 4;
    CHECK(registry.upsert(resident, {u"RUH-2026-0700001"_s, QDate(2026, 11, 23), PassportState::Lost}) ==
          Upserted::Updated);
    const auto passports = *registry->passports(resident.iqamaNumber);
    REQUIRE(passports.size() == 2);
    CHECK(passports[0] == PassportRecord{resident.passport, PassportState::Active, u"RUH-2026-0700001"_s, {},
                                         QDate(2026, 11, 23)});
    CHECK(passports[1] == PassportRecord{old, PassportState::Lost, {}});
    CHECK(*registry->lastUpdateOn(resident.iqamaNumber) == QDate(2026, 11, 23));

    // An extension: same number, later expiry. What was on record stays readable.
    resident.passport.expiresOn = QDate(2033, 11, 8);
    resident.version = 5;
    registry.upsert(resident);
    CHECK(registry->passports(resident.iqamaNumber)->size() == 3);

    // A row that says nothing of a passport takes none away.
    resident.version = 6;
    const Passport recorded = resident.passport;
    resident.passport = {};
    registry.upsert(resident);
    CHECK((*registry->byIqama(resident.iqamaNumber))->passport == recorded);
}

TEST_CASE("a feed entry brings the whole history, and again changes nothing")
{
    TempRegistry registry;
    Resident resident = someResident();
    const Passport old = resident.passport;
    registry.upsert(resident);
    resident.version = 4;
    resident.passport = {u"B7654386"_s, u"JOR"_s, QDate(2026, 11, 9), QDate(2031, 11, 8)};
    const Passport oldest{u"Z0000001"_s, u"JOR"_s, QDate(2016, 1, 1), QDate(2021, 1, 1)};
    const QList<PassportRecord> history{{resident.passport, PassportState::Active, u"RUH-2026-0700001"_s,
                                         u"9881012345"_s, QDate(2026, 11, 23)},
                                        {old, PassportState::Superseded, {}},
                                        {oldest, PassportState::Recalled, {}}};
    const auto adopt = [&](const Resident &given, const QList<PassportRecord> &records) {
        Transaction transaction(registry.db->connection());
        const auto done = registry->adopt(given, records);
        REQUIRE(done);
        REQUIRE(transaction.commit());
        return *done;
    };
    CHECK(adopt(resident, history) == Upserted::Updated);
    CHECK((*registry->byIqama(resident.iqamaNumber))->passport == resident.passport);
    const auto stored = *registry->passports(resident.iqamaNumber);
    CHECK(stored.size() == 3);
    CHECK(stored.contains(history[0]));
    CHECK(stored.contains(history[1]));
    CHECK(stored.contains(history[2]));
    CHECK(*registry->lastUpdateOn(resident.iqamaNumber) == QDate(2026, 11, 23));

    CHECK(adopt(resident, history) == Upserted::Unchanged);
    CHECK(*registry->passports(resident.iqamaNumber) == stored);

    Resident older = resident;
    older.version = 3;
    older.mobile = QString();
    CHECK(adopt(older, {}) == Upserted::Older);
    CHECK(**registry->byIqama(resident.iqamaNumber) == resident);

    const Resident stranger = residentNamed(u"2123456788"_s, u"سعاد"_s, u"SUAD"_s);
    CHECK(adopt(stranger, {}) == Upserted::Added);
}

TEST_CASE("of several active passports the newest is the recorded one")
{
    TempRegistry registry;
    Resident resident = someResident();
    registry.upsert(resident);
    const Passport old = resident.passport;
    resident.version = 4;
    resident.passport = {u"CA123456"_s, u"CAN"_s, QDate(2026, 11, 9), QDate(2031, 11, 8)};
    Transaction transaction(registry.db->connection());
    REQUIRE(registry->adopt(resident,
                            {{resident.passport, PassportState::Active}, {old, PassportState::Active}}));
    REQUIRE(transaction.commit());
    CHECK((*registry->byIqama(resident.iqamaNumber))->passport == resident.passport);
    CHECK((*registry->passports(resident.iqamaNumber)).last().state == PassportState::Active);
}

TEST_CASE("a record sealed before passports had personal numbers is read")
{
    ResidentRecord record{someResident(), {}};
    record.supersede(someResident().passport, u"RUH-2026-0700001"_s, QDate(2026, 11, 23),
                     PassportState::Superseded);
    QByteArray bytes = toBytes(record);
    CHECK(residentRecordFrom(bytes) == record);
    bytes.front() = 1;
    CHECK_FALSE(residentRecordFrom(bytes)); // that format ends before the number
    bytes.chop(1);
    CHECK(residentRecordFrom(bytes) == record);
}

TEST_CASE("holders of a number are those whose active passport it is")
{
    TempRegistry registry;
    Resident first = someResident();
    registry.upsert(first);
    Resident companion = residentNamed(u"2123456788"_s, u"سلمى"_s, u"SALMA"_s);
    companion.passport = first.passport;
    companion.passport.number = u"A 123-4567"_s;
    registry.upsert(companion);
    CHECK(registry->holdersOf(u"JOR"_s, u"a1234567"_s)->size() == 2);
    CHECK(registry->holdersOf(u"EGY"_s, u"A1234567"_s)->isEmpty());
    first.passport.number = u"B7654386"_s;
    first.version = 4;
    registry.upsert(first);
    const auto holders = *registry->holdersOf(u"JOR"_s, u"A1234567"_s);
    REQUIRE(holders.size() == 1);
    CHECK(holders[0].iqamaNumber == u"2123456788"_s);
    const auto all = *registry->byPassport(u"A1234567"_s);
    REQUIRE(all.size() == 2);
    CHECK(all[0].iqamaNumber == u"2123456788"_s);
    CHECK(registry->byPassport(u"A1234567"_s, u"IND"_s)->isEmpty());
}

TEST_CASE("a cursor and an import's progress are durable with what they stand for")
{
    TempRegistry registry;
    CHECK_FALSE(registry->info()->changedAt.isValid());
    {
        Transaction transaction(registry.db->connection());
        REQUIRE(registry->upsert(someResident()));
        REQUIRE(registry->setFeedCursor(u"c7"_s));
    }
    CHECK(registry->info()->feedCursor.isEmpty());
    CHECK(registry->info()->residents == 0);
    {
        Transaction transaction(registry.db->connection());
        REQUIRE(registry->upsert(someResident()));
        REQUIRE(registry->setFeedCursor(u"c7"_s));
        REQUIRE(registry->setImportProgress(u"digest"_s, {.rows = 10'000, .added = 9'999, .rejected = 1}));
        REQUIRE(transaction.commit());
    }
    registry.reopen();
    const auto info = *registry->info();
    CHECK(info.feedCursor == u"c7"_s);
    CHECK(info.residents == 1);
    CHECK(info.changedAt == registry.clock.utc());
    const auto progress = **registry->importProgress(u"digest"_s);
    CHECK(progress.rows == 10'000);
    CHECK(progress.added == 9'999);
    CHECK_FALSE(progress.complete);
    CHECK_FALSE(*registry->importProgress(u"other"_s));
}

TEST_CASE("a batch that fails at any access leaves neither rows nor names")
{
    TempRegistry registry;
    for (int n = 1;; ++n) {
        registry.db->connection().failAccess(n);
        const bool done = [&] {
            Transaction transaction(registry.db->connection());
            Resident renamed = someResident();
            if (!registry->upsert(someResident()))
                return false;
            renamed.nameEn = u"ADIL"_s;
            if (!registry->upsert(renamed) || !registry->setImportProgress(u"d"_s, {.rows = 2}))
                return false;
            return transaction.commit().has_value();
        }();
        const bool untouched = !registry.db->connection().accessFailed();
        registry.db->connection().failAccess(-1);
        CHECK(registry->find({.query = u"adel"_s})->total == (done ? 1 : 0));
        CHECK(registry->info()->residents == (done ? 1 : 0));
        if (untouched) {
            CHECK(done);
            break;
        }
        CHECK_FALSE(done);
    }
}

TEST_CASE("names of an earlier index are indexed again when the registry is opened")
{
    TempRegistry registry;
    registry.upsert(someResident());
    Connection &connection = registry.db->connection();
    REQUIRE(connection.execute(u"INSERT INTO names (names) VALUES ('delete-all')"_s));
    CHECK(registry->find({.query = u"عادل"_s})->total == 0);
    registry.reopen();
    CHECK(registry->find({.query = u"عادل"_s})->total == 0);
    REQUIRE(registry.db->connection().execute(
        u"UPDATE registry_values SET value = '0' WHERE key = 'names_version'"_s));
    registry.reopen();
    CHECK(registry->find({.query = u"عادل"_s})->total == 1);
}

TEST_CASE("a reader finds what the writer committed")
{
    TempRegistry registry;
    const auto reader = RegistryDatabase::open(registry.path(), Access::Read, registry.vault, registry.clock);
    REQUIRE(reader);
    CHECK((*reader)->registry().find({.query = u"2345678904"_s})->total == 0);
    registry.upsert(someResident());
    CHECK((*reader)->registry().find({.query = u"2345678904"_s})->total == 1);
}
