#pragma once

#include "domain/mrzimage.h"
#include "domain/mrzimage/cellreader.h"

namespace desk
{

/// Turns what each cell looks like into characters. Where the look leaves a doubt, the structure of a TD3
/// zone (which characters a column may hold, check digits) chooses between the glyphs that fit almost alike;
/// it never puts in one that does not fit, and the cell stays doubtful.
std::array<std::array<MrzCell, 44>, 2> readCells(const BandReading &band);

} // namespace desk
