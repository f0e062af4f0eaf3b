#include "service/residentsimport.h"

#include "sql/transaction.h"
#include "store/registrydatabase.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QFile>

#include <sodium.h>

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// What is indexed in one transaction.
constexpr std::chrono::milliseconds kIndexedAtOnce(2'000);

/// What identifies the file's content for going on after a kill: BLAKE2b by libsodium, twice as fast as Qt's.
/// Leaves the file at its beginning.
Result<QString> sourceOf(QFile &file)
{
    constexpr qint64 kAtOnce = 1 << 20;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
    QByteArray bytes(kAtOnce, Qt::Uninitialized);
    qint64 count = 0;
    while ((count = file.read(bytes.data(), kAtOnce)) > 0)
        crypto_generichash_update(&state, reinterpret_cast<const unsigned char *>(bytes.constData()),
                                  static_cast<unsigned long long>(count));
    if (count < 0 || !file.seek(0))
        return failure(ErrorCode::UnreadableInput, file.fileName(), file.errorString());
    QByteArray hash(crypto_generichash_BYTES, Qt::Uninitialized);
    crypto_generichash_final(&state, reinterpret_cast<unsigned char *>(hash.data()),
                             crypto_generichash_BYTES);
    return QString::fromLatin1(hash.toHex());
}

struct ReadRows {
    std::vector<LoadedResident> loaded; ///< new ones, made ready
    LoadRuns::Run run;                  ///< of these
    std::vector<ResidentsRow> others;
    std::vector<ResidentsRow> rejectedBefore; ///< before the program was ended
    qint64 bytesRead = 0;
    bool last = false;
    std::optional<Error> error;
    size_t thread = 0; ///< that took its memory
};

/// Reads a file ahead of who writes it, by a few packets, and makes them ready on several threads.
class ReadAhead
{
public:
    /// Rows up to `doneRows` were done before. `loader` may be null.
    ReadAhead(std::unique_ptr<ResidentsReader> reader, std::unique_ptr<ResidentLoader> loader,
              qint64 doneRows)
        : m_reader(std::move(reader))
        , m_doneRows(doneRows)
        , m_lastId(loader ? loader->lastId() : 0)
        , m_used(loader ? kLoaders : 1)
    {
        for (size_t thread = 0; thread < m_used.size(); ++thread)
            m_threads.emplace_back(
                [this, thread, own = loader ? std::optional(*loader) : std::nullopt]() mutable {
                    read(thread, own ? &*own : nullptr);
                });
    }
    ~ReadAhead()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_stopped = true;
        }
        m_room.notify_all();
        for (std::thread &thread : m_threads)
            thread.join();
    }

    /// The next packet of the file. Takes back the one before it: memory is given back by the thread that
    /// took it, or they would wait for each other at every row.
    ReadRows next(ReadRows before)
    {
        std::unique_lock lock(m_mutex);
        m_used[before.thread].push_back(std::move(before));
        m_ready.wait(lock, [this] { return m_packets.contains(m_taken); });
        ReadRows packet = std::move(m_packets.extract(m_taken).mapped());
        ++m_taken;
        lock.unlock();
        m_room.notify_all();
        return packet;
    }

private:
    static constexpr size_t kRows = 1'000;
    /// As many as are read while a transaction is committed; about half a megabyte each.
    static constexpr qint64 kPackets = 48;
    /// Making a row ready takes from as long as writing it to twice as long, by the machine.
    static constexpr size_t kLoaders = 2;

    void read(size_t thread, ResidentLoader *loader)
    {
        for (;;) {
            std::vector<ReadRows> used;
            {
                std::unique_lock lock(m_mutex);
                m_room.wait(lock, [this] { return m_stopped || m_begun < m_taken + kPackets; });
                if (m_stopped)
                    return;
                ++m_begun;
                used.swap(m_used[thread]);
            }
            used.clear();
            ReadRows packet;
            packet.thread = thread;
            qint64 number = 0;
            std::vector<Resident> fresh;
            {
                const std::scoped_lock reading(m_reading);
                if (m_ended)
                    return;
                number = m_read++;
                fresh = readRows(packet, loader != nullptr);
                m_ended = packet.last;
                if (loader != nullptr)
                    loader->goOnAfter(m_lastId);
                m_lastId += qint64(fresh.size());
            }
            packet.loaded.reserve(fresh.size());
            for (const Resident &resident : fresh)
                packet.loaded.push_back(loader->load(resident));
            packet.run = LoadRuns::runOf(packet.loaded);
            for (LoadedResident &resident : packet.loaded)
                resident = {resident.id, std::move(resident.sealed), {}, {}};
            {
                const std::scoped_lock lock(m_mutex);
                m_packets.emplace(number, std::move(packet));
            }
            m_ready.notify_one();
        }
    }

    /// Those to be made ready, and what is for the packet as it is.
    std::vector<Resident> readRows(ReadRows &packet, bool loads)
    {
        std::vector<Resident> fresh;
        fresh.reserve(loads ? kRows : 0);
        for (size_t rows = 0; rows < kRows; ++rows) {
            ResidentsRow row;
            const auto next = m_reader->next(row);
            if (!next)
                packet.error = next.error();
            packet.last = !next || !*next;
            if (packet.last)
                break;
            if (++m_seen <= m_doneRows) {
                if (row.problem)
                    packet.rejectedBefore.push_back(std::move(row));
            } else if (loads && !row.problem) {
                fresh.push_back(std::move(row.resident));
            } else {
                packet.others.push_back(std::move(row));
            }
        }
        packet.bytesRead = m_reader->bytesRead();
        return fresh;
    }

    std::mutex m_reading; ///< guards the file and the numbers of its packets
    std::unique_ptr<ResidentsReader> m_reader;
    const qint64 m_doneRows;
    qint64 m_seen = 0;
    qint64 m_lastId; ///< row of the last resident read to be made ready
    qint64 m_read = 0;
    bool m_ended = false;

    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_ready;
    std::condition_variable m_room;
    std::map<qint64, ReadRows> m_packets; ///< by their number in the file
    std::vector<std::vector<ReadRows>> m_used;
    qint64 m_begun = 0;
    qint64 m_taken = 0;
    bool m_stopped = false;
    std::vector<std::thread> m_threads; ///< last: they use all of the above
};

/// Writes one row and counts what became of it.
Result<> store(Registry &registry, const ResidentsRow &row, ImportProgress &progress)
{
    ++progress.rows;
    if (row.problem) {
        ++progress.rejected;
        return {};
    }
    const auto upserted = registry.upsert(row.resident);
    if (!upserted)
        return failure(upserted);
    switch (*upserted) {
    case Upserted::Added:
        ++progress.added;
        break;
    case Upserted::Updated:
        ++progress.updated;
        break;
    case Upserted::Unchanged:
    case Upserted::Older:
        ++progress.unchanged;
        break;
    }
    return {};
}

} // namespace

Result<ImportProgress> importResidents(RegistryDatabase &database, const ImportRequest &request)
{
    QFile file(request.file);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, request.file, file.errorString());
    const auto source = sourceOf(file);
    if (!source)
        return failure(source);
    auto reader = ResidentsReader::open(file, request.format);
    if (!reader)
        return failure(reader);
    Registry &registry = database.registry();
    const auto begun = registry.importProgress(*source);
    if (!begun)
        return failure(begun);
    // A file that was finished before is read again: the register may have changed since.
    ImportProgress progress = *begun && !(*begun)->complete ? **begun : ImportProgress();
    auto loader = registry.loader(progress);
    if (!loader)
        return failure(loader);
    if (request.rejects)
        request.rejects->write(rejectsCsvHeader());

    QElapsedTimer timer;
    timer.start();
    const qint64 doneBefore = progress.rows;
    const bool loads = *loader != nullptr;
    if (!loads) {
        // What an import of another file left.
        Transaction transaction(database.connection());
        if (const auto indexed = registry.loadRuns().index(); !indexed)
            return failure(indexed);
        if (const auto done = transaction.commit(); !done)
            return failure(done);
    }
    const auto reject = [&request](const ResidentsRow &row) {
        if (row.problem && request.rejects)
            request.rejects->write(rejectToCsv(row, request.explain(*row.problem)));
    };
    ReadAhead ahead(*std::move(reader), *std::move(loader), doneBefore);
    for (ReadRows packet; !packet.last;) {
        Transaction transaction(database.connection());
        const qint64 batchEnd = progress.rows + request.batch;
        do {
            packet = ahead.next(std::move(packet));
            if (packet.error)
                return tl::unexpected<Error>(*packet.error);
            for (const ResidentsRow &row : packet.rejectedBefore)
                reject(row);
            for (const ResidentsRow &row : packet.others) {
                reject(row);
                if (const auto stored = store(registry, row, progress); !stored)
                    return failure(stored);
            }
            if (const auto appended = registry.append(packet.loaded, packet.run); !appended)
                return failure(appended);
            progress.rows += qint64(packet.loaded.size());
            progress.added += qint64(packet.loaded.size());
        } while (!packet.last && progress.rows < batchEnd);
        progress.complete = packet.last && !loads;
        if (const auto set = registry.setImportProgress(*source, progress); !set)
            return failure(set);
        if (const auto done = transaction.commit(); !done)
            return failure(done);
        if (request.progress && progress.rows > doneBefore) {
            const double seconds = std::max(1e-3, double(timer.elapsed()) / 1000);
            const double share = double(packet.bytesRead) / double(std::max<qint64>(1, file.size()));
            request.progress({progress.rows, double(progress.rows - doneBefore) / seconds,
                              seconds * (1 - share) / std::max(share, 1e-9)});
        }
    }
    if (!loads)
        return progress;
    // In pieces: in one transaction a country's index would fill the journal.
    LoadRuns::Indexing indexing(database.connection());
    while (!progress.complete) {
        QElapsedTimer piece;
        piece.start();
        Transaction transaction(database.connection());
        for (bool more = true; more && piece.elapsed() < kIndexedAtOnce.count();) {
            const auto stepped = indexing.step();
            if (!stepped)
                return failure(stepped);
            more = *stepped;
            progress.complete = !more;
        }
        if (progress.complete) {
            if (const auto set = registry.setImportProgress(*source, progress); !set)
                return failure(set);
        }
        if (const auto done = transaction.commit(); !done)
            return failure(done);
    }
    return progress;
}

} // namespace desk
