#pragma once

#include "base/result.h"
#include "hub/store.h"

#include <QString>

#include <memory>
#include <optional>

namespace desk
{

/// How far the hub's store had come, kept in a file beside it or, of PostgreSQL, in the hub's directory: a
/// store that is behind its mark was restored from a backup. The mark is written after each commit and not
/// forced to the disk, so it may lag behind the store and is never ahead of it.
class PositionMark
{
public:
    struct Standing {
        QString epoch;
        qint64 position = 0;
    };

    /// CannotOpen.
    static Result<std::unique_ptr<PositionMark>> open(const HubPlace &place);
    PositionMark(const PositionMark &) = delete;
    PositionMark &operator=(const PositionMark &) = delete;
    ~PositionMark();

    /// nullopt: nothing was ever marked here.
    std::optional<Standing> read() const;
    void write(const Standing &standing);

private:
    explicit PositionMark(int file)
        : m_file(file)
    {
    }
    int m_file;
};

} // namespace desk
