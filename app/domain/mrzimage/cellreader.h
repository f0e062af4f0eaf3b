#pragma once

#include "domain/mrzimage/glyphbank.h"
#include "domain/mrzimage/linegrid.h"

#include <array>
#include <vector>

namespace desk
{

constexpr int kMrzColumns = 44;

/// How well each glyph fits what stands in a cell.
struct CellMatch {
    std::array<double, kMrzGlyphs> score{}; ///< correlation, at most 1
    int best = 0;
    ImagePoint shift;   ///< of the best from the middle of the cell, in pitches
    double paper = 0;   ///< gray of what is no ink
    double ink = 0;     ///< how much darker the ink is, by the best glyph
    double weakest = 0; ///< the least `ink` of the glyph's parts, as a share of `ink`

    double bestScore() const { return score[std::size_t(best)]; }
};

using LineMatch = std::array<CellMatch, kMrzColumns>;

/// A quick first look at the 44 cells of both lines.
struct BandGlance {
    LineGrid grid; ///< in pixels of the picture; cell 0 is the first character
    std::array<std::vector<CellMatch>, 2> lines;
    double meanScore = 0;
    double neighbourScore = 0; ///< greatest score of a cell beside the 44: no glyph should be there
    double startMargin = 0;    ///< by how many cells' scores this beginning fits better than any other
};

/// Both lines read at their best place.
struct BandReading {
    LineGrid grid;
    double glyphWidth =
        1; ///< width and height of the glyphs against the font's at this pitch and line distance
    double glyphHeight = 1;
    std::array<LineMatch, 2> lines;
    const GlyphVariant *variant = nullptr;
    double neighbourScore = 0;
    double startMargin = 0;
};

/// `grid` may be off by a third of a pitch. Marks were seen in the cells `first` to `last`; the first
/// character is looked for around them, where the glyphs that fit may stand in their columns.
BandGlance glanceAtBand(const GrayImage &image, const GlyphBank &bank, const LineGrid &grid, int first,
                        int last);

BandReading readBand(const GrayImage &image, const GlyphBank &bank, const BandGlance &glance);

/// How far the best glyph stands from `other` in this cell: 1 as if printed without a fault, 0 when both fit
/// alike.
double marginOver(const CellMatch &cell, const GlyphVariant &variant, int other);

} // namespace desk
