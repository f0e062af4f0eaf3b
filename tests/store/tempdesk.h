#pragma once

#include "sql/statement.h"
#include "sql/transaction.h"
#include "store/deskdatabase.h"
#include "store/openvault.h"
#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/tempdir.h"

#include <functional>
#include <memory>

/// A desk.db of branch RUH, workstation 07, that goes with the test.
class TempDesk
{
public:
    TempDesk()
    {
        reopen();
        write([this] {
            return db->settings().initialise({.storeId = kTestStore,
                                              .branch = QStringLiteral("RUH"),
                                              .branchNameAr = QStringLiteral("الرياض"),
                                              .branchNameEn = QStringLiteral("Riyadh"),
                                              .workstation = 7,
                                              .training = true,
                                              .madeAt = clock.utc()});
        });
    }

    QString path() const { return m_dir.file(QStringLiteral("desk.db")); }

    /// Closes and opens the file again, as a restart does.
    void reopen()
    {
        db.reset();
        auto opened = desk::DeskDatabase::open(path(), desk::Access::Write, vault, clock);
        REQUIRE(opened);
        db = std::move(*opened);
    }

    /// Runs `work` in one committed transaction and gives what it returned; the test ends when it fails.
    template <class Work>
    auto write(Work &&work) -> typename decltype(work())::value_type
    {
        desk::Transaction transaction(db->connection());
        auto result = work();
        if (!result)
            FAIL("store refused: " << desk::errorCodeName(result.error().code) << " " << result.error().where
                                   << " " << result.error().detail);
        REQUIRE(transaction.commit());
        if constexpr (!std::is_void_v<typename decltype(work())::value_type>)
            return *std::move(result);
    }

    /// What `work` came to, rolled back unless it succeeded.
    template <class Work>
    auto attempt(Work &&work)
    {
        desk::Transaction transaction(db->connection());
        auto result = work();
        if (result)
            REQUIRE(transaction.commit());
        return result;
    }

    /// Runs SQL as someone with the file in hand would; empty when it succeeded, else the complaint.
    QString raw(const QString &sql)
    {
        const auto done = db->connection().execute(sql);
        return done ? QString() : done.error().detail;
    }

    qint64 count(const QString &from)
    {
        const auto number = db->connection().number(QStringLiteral("SELECT count(*) FROM ") + from);
        REQUIRE(number);
        return *number;
    }

    FakeClock clock;
    OpenVault vault;
    std::unique_ptr<desk::DeskDatabase> db;

private:
    TempDir m_dir;
};

inline const QString kClerk = QStringLiteral("11111111-1111-4111-8111-111111111111");
inline const QString kOtherClerk = QStringLiteral("22222222-2222-4222-8222-222222222222");
inline const QString kSupervisor = QStringLiteral("33333333-3333-4333-8333-333333333333");
inline const QString kIqama = QStringLiteral("2345678904");
inline const QString kOtherIqama = QStringLiteral("2123456788");

/// A draft of `maker` about `iqama`.
inline desk::CaseRecord newDraft(TempDesk &desk, const QString &iqama = kIqama, const QString &maker = kClerk)
{
    return desk.write([&] {
        return desk.db->cases().create(
            {.iqamaNumber = iqama, .makerId = maker, .baseVersion = 3, .draft = "{}"});
    });
}

inline desk::NewRevision someRevision(const QString &caseId, const QString &maker = kClerk,
                                      const QByteArray &content = "{\"a\":1}")
{
    return {.caseId = caseId,
            .makerId = maker,
            .content = content,
            .findings = "[]",
            .pack = QStringLiteral("2026.11"),
            .verdict = desk::Verdict::Supervisor,
            .counts = {0, 1, 2},
            .baseVersion = 3};
}

/// A case that waits for review.
inline desk::CaseRecord newSubmitted(TempDesk &desk, const QString &iqama = kIqama,
                                     const QString &maker = kClerk)
{
    const auto draft = newDraft(desk, iqama, maker);
    desk.write([&] { return desk.db->cases().submit(someRevision(draft.caseId, maker)); });
    return *desk.db->cases().byId(draft.caseId);
}
