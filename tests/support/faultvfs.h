#pragma once

#include <QtGlobal>

/// SQLite's own file layer with a disk behind it that fails when a test says so. Standing in for the default
/// one it serves every connection of the process, Qt's driver included. One test at a time, from any thread.
class FaultVfs
{
public:
    enum class Call { Read, Write, Sync, Truncate, Open };
    /// From the n-th such call on, counted from 1.
    struct Fault {
        Call call = Call::Write;
        int at = 0;
        int code = 0;         ///< SQLITE_IOERR_WRITE, SQLITE_FULL …
        bool lasting = false; ///< else that one call only
    };
    /// What a disk keeps of what was written and not yet synced, sector by sector of 512 bytes.
    enum class Keeps { Everything, Nothing, Some, SomeInAnyOrder };

    /// Takes the place of the default layer with the first call, before the process opens its first
    /// connection.
    static FaultVfs &instance();
    FaultVfs(const FaultVfs &) = delete;
    FaultVfs &operator=(const FaultVfs &) = delete;

    void fail(const Fault &fault);
    /// The n-th write, truncation or sync from now (counted from 1) no longer reaches the disk whole, and
    /// nothing after it does. What is on the files now counts as synced.
    void cutPowerAt(int write);
    /// Now, after `cutPowerAt` a write that has not come.
    void cutPower();
    /// True once what was asked for has come.
    bool happened() const;
    /// How many calls of the kind that was asked for there were.
    int calls() const;
    /// No more faults. What a power cut has left on the disk is for `comeBack` to say.
    void calm();
    /// After a power cut, with every connection closed: the files as the disk has them when the machine
    /// starts again.
    void comeBack(Keeps keeps, quint64 seed);

private:
    FaultVfs();
};

/// SQLite's memory, with the same in mind; in place once `FaultVfs::instance` was asked for.
class FaultMemory
{
public:
    /// The n-th allocation from now on fails, counted from 1, and with `lasting` all after it.
    static void fail(int at, bool lasting);
    static bool happened();
    static int calls();
    static void calm();
};
