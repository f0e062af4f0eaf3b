// Look-ups while the hub's feed changes a thousand residents a second, beside the same look-ups in quiet.
// DESK_BENCH_RESIDENTS sets how many residents there are.
#include "bench/bench.h"
#include "bench/benchregistry.h"
#include "bench/benchvault.h"

#include "base/clock.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <atomic>
#include <random>
#include <thread>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 kSeed = 1;
constexpr qint64 kDefaultResidents = 200'000;
constexpr int kPage = 100;                              ///< changes in one page of the feed
constexpr std::chrono::milliseconds kBetweenPages(100); ///< a thousand changes a second

/// Each page gives a hundred people a new passport and every tenth a new name.
class Feed
{
public:
    Feed(const QString &path, Vault &vault, qint64 residents)
        : m_path(path)
        , m_vault(vault)
        , m_residents(residents)
        , m_thread([this] { run(); })
    {
    }
    /// Changes a second that were applied.
    double stop()
    {
        m_stopped = true;
        m_thread.join();
        return double(m_changes) / m_seconds;
    }

private:
    void run()
    {
        const auto database = orGiveUp(RegistryDatabase::open(m_path, Access::Write, m_vault, m_clock));
        std::mt19937_64 random(7);
        const auto begun = std::chrono::steady_clock::now();
        for (auto next = begun; !m_stopped; next += kBetweenPages) {
            std::this_thread::sleep_until(next);
            Transaction transaction(database->connection());
            for (int i = 0; i < kPage; ++i) {
                Resident changed = demoResident(kSeed, qint64(random() % static_cast<quint64>(m_residents)));
                changed.version = 1'000 + int(m_changes / kPage);
                changed.passport.number = u"Z"_s + QString::number(10'000'000 + m_changes);
                if (i % 10 == 0)
                    changed.nameEn += u" NEWNAME"_s;
                orGiveUp(database->registry().upsert(changed));
                ++m_changes;
            }
            orGiveUp(database->registry().setFeedCursor(QString::number(m_changes)));
            orGiveUp(transaction.commit());
        }
        m_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    }

    const QString m_path;
    Vault &m_vault;
    const qint64 m_residents;
    SystemClock m_clock;
    qint64 m_changes = 0;
    double m_seconds = 1;
    std::atomic<bool> m_stopped = false;
    std::thread m_thread; ///< last: it uses all of the above
};

struct Times {
    Timing exact;
    Timing name;
};

Times lookUps(Registry &registry, qint64 residents)
{
    std::mt19937_64 random(11);
    const auto any = [&] { return demoResident(kSeed, qint64(random() % static_cast<quint64>(residents))); };
    Times times;
    times.exact = measure([&] { keep(registry.byIqama(any().iqamaNumber)); }, std::chrono::seconds(4));
    times.name = measure([&] { keep(registry.find({.query = any().nameEn})); }, std::chrono::seconds(4));
    return times;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const SystemClock clock;
    const QTemporaryDir directory;
    BenchVault vault;
    const qint64 residents = residentsWanted(kDefaultResidents);
    const QString path = directory.filePath(u"registry.db"_s);
    {
        const auto database = orGiveUp(RegistryDatabase::open(path, Access::Write, vault, clock));
        fill(*database, kSeed, residents);
    }
    const auto reader = orGiveUp(RegistryDatabase::open(path, Access::Read, vault, clock));
    const Times quiet = lookUps(reader->registry(), residents);
    Feed feed(path, vault, residents);
    const Times busy = lookUps(reader->registry(), residents);
    const double rate = feed.stop();
    print({"feed", "changes applied", long(residents)}, "changes/s", rate, 0, {});
    print({"feed", "by iqama meanwhile", busy.exact.count}, busy.exact, quiet.exact, "the same in quiet");
    print({"feed", "find by full name meanwhile", busy.name.count}, busy.name, quiet.name,
          "the same in quiet");
    return 0;
}
