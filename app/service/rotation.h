#pragma once

#include "service/office.h"

namespace desk
{

class KeySet;

/// A new data key in place of the old one, while the desk is in use: wanted when somebody loses their slot,
/// begun when the next person signs in, and done slice by slice. It goes on wherever a kill left it.
class Rotation
{
public:
    explicit Rotation(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// An administrator asks for one.
    Result<> want(const Actor &administrator);
    /// One slice of what is wanted or under way; false when nothing is left, nobody is signed in, or the
    /// register has not come from the hub yet.
    /// SlotDamaged when a slot was made by a stranger: nothing is wrapped for it, and nothing begins before
    /// it is set anew.
    Result<bool> step();

    /// Rows sealed anew in one transaction.
    static constexpr int kRowsPerStep = 500;

private:
    Result<bool> mayBegin();
    Result<> begin(const KeySet &keys);
    Result<> finish(const KeySet &keys);
    Result<qint64> reseal(const KeySet &keys, int place, qint64 row);

    Office::Parts &m_parts;
};

} // namespace desk
