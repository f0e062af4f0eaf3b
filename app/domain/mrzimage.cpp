#include "domain/mrzimage.h"

#include "domain/mrzimage/bandfinder.h"
#include "domain/mrzimage/cellreader.h"
#include "domain/mrzimage/columns.h"
#include "domain/mrzimage/structure.h"

#include <algorithm>
#include <cmath>

namespace desk
{

namespace
{

/// What is looked for in pictures this long on their longer side: first coarsely, where a page of its own is
/// found, then finely, where it is a part of the picture only.
constexpr int kFinderSides[] = {1200, 2400};
constexpr std::size_t kMostCandidates = 8;
constexpr double kLeastPitch = 10; ///< pixels: some 100 dpi
constexpr double kClearlyOcrB = 0.75;
constexpr double kPerhapsOcrB = 0.55;

ImageQuad bandOf(const std::array<std::array<MrzCell, 44>, 2> &cells)
{
    return {cells[0].front().quad[0], cells[0].back().quad[1], cells[1].back().quad[2],
            cells[1].front().quad[3]};
}

/// Cells are compared at kCellWidth pixels a pitch: more than four times that is only work.
int readingFactor(const LineGrid &grid)
{
    return std::clamp(int(grid.leastPitch() / (2 * kCellWidth)), 1, 16);
}

/// Upside down many a glyph looks like another one, so both ways are tried before one is believed.
BandGlance glanceBothWays(const GrayImage &picture, const GlyphBank &bank, const LineGrid &grid, int first,
                          int last)
{
    const int turned = int(2 * LineGrid::kMiddle);
    BandGlance upright = glanceAtBand(picture, bank, grid, first, last);
    BandGlance other = glanceAtBand(picture, bank, grid.turned(), turned - last, turned - first);
    return upright.meanScore >= other.meanScore ? upright : other;
}

} // namespace

MrzImageReader::MrzImageReader(const GlyphPictures &glyphs)
    : m_bank(glyphs)
{
}

MrzImageReading MrzImageReader::read(const GrayImage &image) const
{
    MrzImageReading out;
    const int side = std::max(image.width, image.height);
    if (image.width < 1 || image.height < 1 || side > kMostPixels ||
        image.pixels.size() != std::size_t(image.width) * std::size_t(image.height)) {
        out.fault = MrzImageFault::Size;
        return out;
    }

    BandGlance best;
    GrayImage bestPicture; ///< empty: the picture itself
    int bestFactor = 1;
    int lastFactor = 0;
    for (const int wanted : kFinderSides) {
        const int factor = std::max(1, int(std::lround(double(side) / wanted)));
        if (factor == lastFactor)
            continue;
        lastFactor = factor;
        const GrayImage small = factor > 1 ? reduced(image, factor) : GrayImage();
        const std::vector<BandCandidate> candidates = findBands(factor > 1 ? small : image);
        for (std::size_t i = 0; i < candidates.size() && i < kMostCandidates && best.meanScore < kClearlyOcrB;
             ++i) {
            const BandCandidate &candidate = candidates[i];
            const int readFactor = readingFactor(candidate.grid.scaled(factor));
            GrayImage picture = readFactor > 1 ? reduced(image, readFactor) : GrayImage();
            const LineGrid grid = candidate.grid.scaled(double(factor) / readFactor);
            BandGlance glance = glanceBothWays(readFactor > 1 ? picture : image, m_bank, grid,
                                               candidate.firstCell, candidate.lastCell);
            if (glance.meanScore > best.meanScore) {
                best = std::move(glance);
                bestPicture = std::move(picture);
                bestFactor = readFactor;
            }
            out.fault = MrzImageFault::NotOcrB;
        }
        if (best.meanScore >= kClearlyOcrB)
            break;
    }
    if (best.meanScore < kPerhapsOcrB)
        return out;

    BandReading band = readBand(bestFactor > 1 ? bestPicture : image, m_bank, best);
    band.grid = band.grid.scaled(bestFactor);
    if (band.grid.leastPitch() < kLeastPitch) {
        out.fault = MrzImageFault::Resolution;
        return out;
    }
    out.fault = MrzImageFault::None;
    out.cells = readCells(band);
    out.band = bandOf(out.cells);
    return out;
}

QStringList MrzImageReading::lines() const
{
    if (!found())
        return {};
    QStringList out;
    for (const auto &line : cells) {
        QString text;
        for (const MrzCell &cell : line)
            text += cell.character;
        out += text;
    }
    return out;
}

const MrzCell &MrzImageReading::at(MrzPlace place) const
{
    return cells[std::size_t(place.line)][std::size_t(place.column)];
}

ImageQuad MrzImageReading::span(int line, int first, int last) const
{
    const ImageQuad &from = at({line, first}).quad;
    const ImageQuad &to = at({line, last}).quad;
    return {from[0], to[1], to[2], from[3]};
}

QList<MrzPlace> MrzImageReading::doubtfulPlaces() const
{
    QList<MrzPlace> places;
    for (int line = 0; found() && line < int(cells.size()); ++line) {
        for (int column = 0; column < kMrzColumns; ++column) {
            if (at({line, column}).doubtful)
                places += {line, column};
        }
    }
    return places;
}

QList<QChar> MrzImageReading::choices(MrzPlace place) const
{
    const MrzCell &cell = at(place);
    QList<QChar> out;
    for (const QChar character : QList<QChar>{cell.character} + cell.alternatives) {
        if (mayStand(place.line, place.column, character))
            out += character;
    }
    return out;
}

bool MrzImageReading::confirm(MrzPlace place, QChar character)
{
    if (!mayStand(place.line, place.column, character))
        return false;
    MrzCell &cell = cells[std::size_t(place.line)][std::size_t(place.column)];
    cell.character = character;
    cell.doubtful = false;
    cell.chosenByStructure = false;
    cell.alternatives.clear();
    return true;
}

MrzChecks MrzImageReading::checks() const
{
    return found() ? td3Checks(lines()[1]) : MrzChecks();
}

bool MrzImageReading::accepted() const
{
    return found() && doubtfulCells() == 0 && checks().allHold();
}

} // namespace desk
