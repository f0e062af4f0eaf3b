#include "service/residentsimport.h"

#include "sql/transaction.h"
#include "store/registrydatabase.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// What identifies the file's content for going on after a kill. Leaves the file at its beginning.
Result<QString> sourceOf(QFile &file)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    if (!hash.addData(&file) || !file.seek(0))
        return failure(ErrorCode::UnreadableInput, file.fileName(), file.errorString());
    return QString::fromLatin1(hash.result().toHex());
}

struct ReadRows {
    std::vector<LoadedResident> loaded; ///< new ones, made ready
    std::vector<ResidentsRow> others;
    std::vector<ResidentsRow> rejectedBefore; ///< before the program was ended
    qint64 bytesRead = 0;
    bool last = false;
    std::optional<Error> error;
};

/// Reads a file ahead of who writes it, by a few packets.
class ReadAhead
{
public:
    /// Rows up to `doneRows` were done before. `loader` may be null.
    ReadAhead(std::unique_ptr<ResidentsReader> reader, std::unique_ptr<ResidentLoader> loader,
              qint64 doneRows)
        : m_reader(std::move(reader))
        , m_loader(std::move(loader))
        , m_doneRows(doneRows)
        , m_thread([this] { read(); })
    {
    }
    ~ReadAhead()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_stopped = true;
        }
        m_room.notify_one();
        m_thread.join();
    }

    /// Takes back the packet before it: memory is given back by the thread that took it, or the two would
    /// wait for each other at every row.
    ReadRows next(ReadRows before)
    {
        std::unique_lock lock(m_mutex);
        m_used.push_back(std::move(before));
        m_ready.wait(lock, [this] { return !m_packets.empty(); });
        ReadRows packet = std::move(m_packets.front());
        m_packets.pop_front();
        lock.unlock();
        m_room.notify_one();
        return packet;
    }

private:
    static constexpr size_t kRows = 1'000;
    static constexpr size_t kPackets = 8;

    void read()
    {
        for (bool more = true; more;) {
            ReadRows packet = readPacket();
            more = !packet.last;
            std::vector<ReadRows> used;
            std::unique_lock lock(m_mutex);
            m_room.wait(lock, [this] { return m_stopped || m_packets.size() < kPackets; });
            if (m_stopped)
                return;
            m_packets.push_back(std::move(packet));
            used.swap(m_used);
            lock.unlock();
            m_ready.notify_one();
        }
    }

    ReadRows readPacket()
    {
        ReadRows packet;
        packet.loaded.reserve(m_loader ? kRows : 0);
        for (size_t rows = 0; rows < kRows && !packet.last; ++rows) {
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
            } else if (m_loader && !row.problem) {
                packet.loaded.push_back(m_loader->load(row.resident));
            } else {
                packet.others.push_back(std::move(row));
            }
        }
        packet.bytesRead = m_reader->bytesRead();
        return packet;
    }

    std::unique_ptr<ResidentsReader> m_reader;
    std::unique_ptr<ResidentLoader> m_loader;
    const qint64 m_doneRows;
    qint64 m_seen = 0;

    std::mutex m_mutex;
    std::condition_variable m_ready;
    std::condition_variable m_room;
    std::deque<ReadRows> m_packets;
    std::vector<ReadRows> m_used;
    bool m_stopped = false;
    std::thread m_thread; ///< last: it uses all of the above
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
        if (const auto indexed = registry.numberRuns().index(); !indexed)
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
            if (const auto appended = registry.append(packet.loaded); !appended)
                return failure(appended);
            progress.rows += qint64(packet.loaded.size());
            progress.added += qint64(packet.loaded.size());
        } while (!packet.last && progress.rows < batchEnd);
        if (packet.last && loads) {
            if (const auto indexed = registry.numberRuns().index(); !indexed)
                return failure(indexed);
        }
        progress.complete = packet.last;
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
    return progress;
}

} // namespace desk
