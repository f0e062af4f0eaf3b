#pragma once

#include "domain/mrzimage/linegrid.h"

#include <vector>

namespace desk
{

/// Two lines of marks that stand as the characters of a machine-readable zone do.
struct BandCandidate {
    LineGrid grid;
    int firstCell = 0; ///< of the marks seen
    int lastCell = 0;
    int marks = 0;
};

/// What may be a machine-readable zone, best first, at any angle to an edge up to some 15°. `grid` is in
/// pixels of `image`, which should be some 1,000 to 2,000 pixels long.
std::vector<BandCandidate> findBands(const GrayImage &image);

} // namespace desk
