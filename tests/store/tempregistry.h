#pragma once

#include "sql/statement.h"
#include "sql/transaction.h"
#include "store/openvault.h"
#include "store/registrydatabase.h"
#include "support/builders.h"
#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/tempdir.h"

#include <memory>

/// A registry.db that goes with the test.
class TempRegistry
{
public:
    TempRegistry() { reopen(); }

    QString path() const { return m_dir.file(QStringLiteral("registry.db")); }

    void reopen()
    {
        db.reset();
        auto opened = desk::RegistryDatabase::open(path(), desk::Access::Write, vault, clock);
        REQUIRE(opened);
        db = std::move(*opened);
    }

    desk::Registry &operator*() { return db->registry(); }
    desk::Registry *operator->() { return &db->registry(); }

    desk::Upserted upsert(const desk::Resident &resident, const desk::PassportOrigin &origin = {})
    {
        desk::Transaction transaction(db->connection());
        const auto done = db->registry().upsert(resident, origin);
        REQUIRE(done);
        REQUIRE(transaction.commit());
        return *done;
    }

    FakeClock clock;
    OpenVault vault;
    std::unique_ptr<desk::RegistryDatabase> db;

private:
    TempDir m_dir;
};

/// Another person than `someResident`, with nothing in common but the country.
inline desk::Resident residentNamed(const QString &iqama, const QString &nameAr, const QString &nameEn)
{
    desk::Resident resident;
    resident.iqamaNumber = iqama;
    resident.nameAr = nameAr;
    resident.nameEn = nameEn;
    resident.nationality = QStringLiteral("EGY");
    resident.version = 1;
    return resident;
}
