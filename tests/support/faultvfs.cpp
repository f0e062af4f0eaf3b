#include "support/faultvfs.h"

#include <QByteArray>
#include <QFile>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace
{

constexpr qint64 kSector = 512;

/// What was asked of a file since it was last synced.
struct Step {
    qint64 offset = 0;
    QByteArray data;
    bool isTruncation = false; ///< to `offset`
};

void apply(QByteArray &content, const Step &step)
{
    if (step.isTruncation) {
        content.truncate(step.offset);
        return;
    }
    if (content.size() < step.offset + step.data.size())
        content.append(step.offset + step.data.size() - content.size(), '\0');
    std::memcpy(content.data() + step.offset, step.data.constData(), size_t(step.data.size()));
}

/// A file as the disk is sure to have it, and what it may have of what came after.
struct Image {
    bool exists = false;
    QByteArray durable = {};
    std::vector<Step> since = {};
};

struct World {
    std::recursive_mutex mutex;
    sqlite3_vfs *disk = nullptr;
    sqlite3_vfs shim = {};
    std::optional<FaultVfs::Fault> fault;
    std::array<int, 5> calls = {};
    int cutAt = 0;
    int writes = 0;
    bool isDark = false;
    bool happened = false;
    std::map<std::string, Image> images;

    /// SQLITE_OK, or what this call comes to.
    int admit(FaultVfs::Call call)
    {
        if (isDark)
            return SQLITE_IOERR;
        if (!fault || fault->call != call)
            return SQLITE_OK;
        const int n = ++calls[size_t(call)];
        if (n != fault->at && !(fault->lasting && n > fault->at))
            return SQLITE_OK;
        happened = true;
        return fault->code;
    }
    /// True when the power goes with this one.
    bool goesDark()
    {
        if (cutAt == 0 || ++writes != cutAt)
            return false;
        isDark = happened = true;
        return true;
    }
    Image *imageOf(const char *path)
    {
        if (cutAt == 0 || !path)
            return nullptr;
        auto [place, isNew] = images.try_emplace(path);
        if (isNew) {
            QFile file(QFile::decodeName(path));
            place->second.exists = file.exists();
            if (file.open(QIODevice::ReadOnly))
                place->second.durable = file.readAll();
        }
        return &place->second;
    }
};

World &world()
{
    static World one;
    return one;
}

struct ShimFile {
    sqlite3_file base;
    const char *path; ///< SQLite keeps it for as long as the file is open
};

sqlite3_file *real(sqlite3_file *file)
{
    return reinterpret_cast<sqlite3_file *>(reinterpret_cast<ShimFile *>(file) + 1);
}

const char *pathOf(sqlite3_file *file)
{
    return reinterpret_cast<ShimFile *>(file)->path;
}

int closeFile(sqlite3_file *file)
{
    return real(file)->pMethods->xClose(real(file));
}

int readFile(sqlite3_file *file, void *into, int bytes, sqlite3_int64 offset)
{
    const std::scoped_lock lock(world().mutex);
    const int wrong = world().admit(FaultVfs::Call::Read);
    return wrong != SQLITE_OK ? wrong : real(file)->pMethods->xRead(real(file), into, bytes, offset);
}

int writeFile(sqlite3_file *file, const void *from, int bytes, sqlite3_int64 offset)
{
    const std::scoped_lock lock(world().mutex);
    if (const int wrong = world().admit(FaultVfs::Call::Write); wrong != SQLITE_OK)
        return wrong;
    if (Image *const image = world().imageOf(pathOf(file)))
        image->since.push_back({offset, QByteArray(static_cast<const char *>(from), bytes), false});
    if (world().goesDark())
        return SQLITE_IOERR_WRITE;
    return real(file)->pMethods->xWrite(real(file), from, bytes, offset);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const std::scoped_lock lock(world().mutex);
    if (const int wrong = world().admit(FaultVfs::Call::Truncate); wrong != SQLITE_OK)
        return wrong;
    if (Image *const image = world().imageOf(pathOf(file)))
        image->since.push_back({size, {}, true});
    if (world().goesDark())
        return SQLITE_IOERR_TRUNCATE;
    return real(file)->pMethods->xTruncate(real(file), size);
}

int syncFile(sqlite3_file *file, int)
{
    const std::scoped_lock lock(world().mutex);
    if (const int wrong = world().admit(FaultVfs::Call::Sync); wrong != SQLITE_OK)
        return wrong;
    if (world().goesDark())
        return SQLITE_IOERR_FSYNC;
    if (Image *const image = world().imageOf(pathOf(file))) {
        for (const Step &step : image->since)
            apply(image->durable, step);
        image->since.clear();
        image->exists = true;
    }
    return SQLITE_OK; // this machine's own disk does not have to be waited for
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lockFile(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}

int unlockFile(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

int checkLock(sqlite3_file *file, int *held)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), held);
}

int controlFile(sqlite3_file *file, int what, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), what, argument);
}

int sectorSize(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

int traits(sqlite3_file *file)
{
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **at)
{
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, at);
}

int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void orderShared(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

int unmapShared(sqlite3_file *file, int deleted)
{
    return real(file)->pMethods->xShmUnmap(real(file), deleted);
}

constexpr sqlite3_io_methods kMethods = {
    2,          closeFile,   readFile,    writeFile,   truncateFile, syncFile, sizeOfFile,
    lockFile,   unlockFile,  checkLock,   controlFile, sectorSize,   traits,   mapShared,
    lockShared, orderShared, unmapShared, nullptr,     nullptr,
};

int openFile(sqlite3_vfs *, const char *path, sqlite3_file *file, int flags, int *outFlags)
{
    const std::scoped_lock lock(world().mutex);
    file->pMethods = nullptr;
    if (const int wrong = world().admit(FaultVfs::Call::Open); wrong != SQLITE_OK)
        return wrong;
    if ((flags & SQLITE_OPEN_CREATE) != 0)
        world().imageOf(path);
    const int code = world().disk->xOpen(world().disk, path, real(file), flags, outFlags);
    if (real(file)->pMethods) {
        reinterpret_cast<ShimFile *>(file)->path = path;
        file->pMethods = &kMethods;
    }
    return code;
}

int deleteFile(sqlite3_vfs *, const char *path, int syncDirectory)
{
    const std::scoped_lock lock(world().mutex);
    if (world().isDark)
        return SQLITE_IOERR_DELETE;
    if (Image *const image = world().imageOf(path))
        *image = {};
    return world().disk->xDelete(world().disk, path, syncDirectory);
}

void leave(const std::string &path, Image image, FaultVfs::Keeps keeps, std::mt19937_64 &random)
{
    const auto coin = [&random] { return random() % 2 == 0; };
    std::vector<Step> kept;
    for (const Step &step : image.since) {
        if (keeps == FaultVfs::Keeps::Nothing)
            break;
        if (keeps == FaultVfs::Keeps::Everything) {
            kept.push_back(step);
            continue;
        }
        if (step.isTruncation) {
            if (coin())
                kept.push_back(step);
            continue;
        }
        for (qint64 at = 0; at < step.data.size();) {
            const qint64 to = std::min<qint64>(step.data.size(), at + kSector - (step.offset + at) % kSector);
            const qint64 whole = to - at;
            const qint64 some = random() % 8 == 0 ? qint64(random() % quint64(whole)) : whole;
            if (coin())
                kept.push_back({step.offset + at, step.data.mid(at, some), false});
            at = to;
        }
    }
    if (keeps == FaultVfs::Keeps::SomeInAnyOrder)
        std::shuffle(kept.begin(), kept.end(), random);
    for (const Step &step : kept)
        apply(image.durable, step);
    QFile file(QFile::decodeName(path.c_str()));
    if (!image.exists && kept.empty()) {
        file.remove();
        return;
    }
    if (file.open(QIODevice::WriteOnly))
        file.write(image.durable);
}

sqlite3_mem_methods memory;
std::atomic<int> allocations{0};
std::atomic<int> failsAt{0};
std::atomic<bool> failsOn{false};
std::atomic<bool> failed{false};

bool isOut()
{
    const int at = failsAt;
    if (at == 0)
        return false;
    const int n = ++allocations;
    if (n != at && !(failsOn && n > at))
        return false;
    failed = true;
    return true;
}

void *allocate(int bytes)
{
    return isOut() ? nullptr : memory.xMalloc(bytes);
}

void *reallocate(void *old, int bytes)
{
    return isOut() ? nullptr : memory.xRealloc(old, bytes);
}

/// Before SQLite is first used.
void installMemory()
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory);
    sqlite3_mem_methods mine = memory;
    mine.xMalloc = allocate;
    mine.xRealloc = reallocate;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &mine);
}

} // namespace

FaultVfs::FaultVfs()
{
    installMemory();
    World &w = world();
    w.disk = sqlite3_vfs_find(nullptr);
    w.shim = *w.disk;
    w.shim.zName = "fault";
    w.shim.szOsFile = int(sizeof(ShimFile)) + w.disk->szOsFile;
    w.shim.pNext = nullptr;
    w.shim.xOpen = openFile;
    w.shim.xDelete = deleteFile;
    sqlite3_vfs_register(&w.shim, 1);
}

FaultVfs &FaultVfs::instance()
{
    static FaultVfs one;
    return one;
}

void FaultVfs::fail(const Fault &fault)
{
    const std::scoped_lock lock(world().mutex);
    calm();
    world().fault = fault;
}

void FaultVfs::cutPowerAt(int write)
{
    const std::scoped_lock lock(world().mutex);
    calm();
    world().images.clear();
    world().cutAt = write;
}

void FaultVfs::cutPower()
{
    const std::scoped_lock lock(world().mutex);
    world().isDark = world().happened = true;
}

bool FaultVfs::happened() const
{
    const std::scoped_lock lock(world().mutex);
    return world().happened;
}

int FaultVfs::calls() const
{
    const std::scoped_lock lock(world().mutex);
    return world().fault ? world().calls[size_t(world().fault->call)] : world().writes;
}

void FaultVfs::calm()
{
    const std::scoped_lock lock(world().mutex);
    world().fault.reset();
    world().calls = {};
    world().cutAt = world().writes = 0;
    world().isDark = world().happened = false;
}

void FaultVfs::comeBack(Keeps keeps, quint64 seed)
{
    const std::scoped_lock lock(world().mutex);
    calm();
    std::mt19937_64 random(seed);
    for (const auto &[path, image] : world().images) {
        leave(path, image, keeps, random);
        QFile::remove(QFile::decodeName(path.c_str()) + QStringLiteral("-shm"));
    }
    world().images.clear();
}

void FaultMemory::fail(int at, bool lasting)
{
    calm();
    failsOn = lasting;
    failsAt = at;
}

bool FaultMemory::happened()
{
    return failed;
}

int FaultMemory::calls()
{
    return allocations;
}

void FaultMemory::calm()
{
    failsAt = 0;
    allocations = 0;
    failsOn = failed = false;
}
