#include "domain/mrzimage/structure.h"

#include "domain/issuers.h"
#include "domain/mrzimage/columns.h"

#include <algorithm>
#include <vector>

namespace desk
{

namespace
{

/// What a certain cell must reach. Found by the benchmark `mrzimage` on pages that were not those it reports.
constexpr double kLeastScore = 0.70;
constexpr double kLeastMargin = 0.45;
/// What hardly fits any glyph is not read at all.
constexpr double kLeastLegible = 0.45;
/// A glyph that stays behind by less than this may be what is printed.
constexpr double kPlausibleMargin = 0.75;

double median(std::vector<double> values)
{
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Glare, a shadow or a fold: paper or ink of the cell are not what they are around it.
bool isStrange(const LineMatch &line, int column)
{
    constexpr int kAround = 5;
    std::vector<double> paper;
    std::vector<double> ink;
    for (int i = std::max(0, column - kAround); i <= std::min(kMrzColumns - 1, column + kAround); ++i) {
        paper.push_back(line[std::size_t(i)].paper);
        ink.push_back(line[std::size_t(i)].ink);
    }
    const double usualInk = median(std::move(ink));
    const CellMatch &cell = line[std::size_t(column)];
    return cell.ink < 0.6 * usualInk || cell.ink > 1.6 * usualInk || cell.weakest < 0.5 ||
           std::abs(cell.paper - median(std::move(paper))) > 0.35 * usualInk;
}

MrzCell cellOf(const BandReading &band, int line, int column)
{
    const LineMatch &cells = band.lines[std::size_t(line)];
    const CellMatch &match = cells[std::size_t(column)];
    std::array<std::pair<double, int>, kMrzGlyphs> order;
    for (int g = 0; g < kMrzGlyphs; ++g)
        order[std::size_t(g)] = {g == match.best ? -1 : marginOver(match, *band.variant, g), g};
    std::sort(order.begin(), order.end());

    MrzCell cell;
    cell.character = match.bestScore() < kLeastLegible ? MrzCell::kIllegible : mrzGlyph(match.best);
    cell.margin = std::clamp(order[1].first, 0.0, 1.0);
    cell.doubtful = match.bestScore() < kLeastScore || cell.margin < kLeastMargin || isStrange(cells, column);
    const bool legible = cell.character != MrzCell::kIllegible;
    for (std::size_t i = 1; legible && i < order.size() && order[i].first < kPlausibleMargin; ++i) {
        if (mayStand(line, column, mrzGlyph(order[i].second)))
            cell.alternatives += mrzGlyph(order[i].second);
    }

    if (legible && !mayStand(line, column, cell.character)) {
        cell.doubtful = true;
        if (!cell.alternatives.isEmpty()) {
            const QChar seen = cell.character;
            cell.character = cell.alternatives.takeFirst();
            cell.alternatives += seen;
            cell.chosenByStructure = true;
        }
    }

    const LineGrid &grid = band.grid;
    const ImagePoint middle = grid.at(line, column);
    const ImagePoint right = grid.step(line, column) * 0.5;
    const ImagePoint down = grid.down(column) * (0.5 * kCellHeight / kCellWidth);
    cell.quad = {middle - right - down, middle + right - down, middle + right + down, middle - right + down};
    return cell;
}

using Line = std::array<MrzCell, 44>;

QString textOf(const Line &line)
{
    QString text;
    for (const MrzCell &cell : line)
        text += cell.character;
    return text;
}

/// A field with its check digit behind it.
struct CheckedField {
    int from;
    int size;
    std::optional<bool> MrzChecks::*check;
};

constexpr CheckedField kCheckedFields[] = {
    {0, 10, &MrzChecks::number},
    {13, 7, &MrzChecks::birthDate},
    {21, 7, &MrzChecks::expiryDate},
    {28, 15, &MrzChecks::optional},
};

/// Where a check digit fails and putting the alternative into one doubtful cell makes it hold, in one way
/// only, that is what stands there.
void chooseByCheckDigit(Line &line)
{
    for (const CheckedField &field : kCheckedFields) {
        QString text = textOf(line);
        if (td3Checks(text).*field.check == true)
            continue;
        std::vector<std::pair<int, QChar>> ways;
        for (int column = field.from; column < field.from + field.size; ++column) {
            const MrzCell &cell = line[std::size_t(column)];
            if (!cell.doubtful)
                continue;
            for (const QChar other : cell.alternatives) {
                QString tried = text;
                tried[column] = other;
                if (mayStand(1, column, other) && td3Checks(tried).*field.check == true)
                    ways.emplace_back(column, other);
            }
        }
        if (ways.size() != 1)
            continue;
        MrzCell &cell = line[std::size_t(ways[0].first)];
        cell.alternatives.removeOne(ways[0].second);
        cell.alternatives.prepend(cell.character);
        cell.character = ways[0].second;
        cell.chosenByStructure = true;
    }
}

void doubt(Line &line, int from, int size)
{
    for (int column = from; column < from + size; ++column)
        line[std::size_t(column)].doubtful = true;
}

} // namespace

std::array<std::array<MrzCell, 44>, 2> readCells(const BandReading &band)
{
    std::array<Line, 2> lines;
    for (int line = 0; line < 2; ++line) {
        for (int column = 0; column < kMrzColumns; ++column)
            lines[std::size_t(line)][std::size_t(column)] = cellOf(band, line, column);
    }
    chooseByCheckDigit(lines[1]);

    // No check digit covers the States: a code that nobody has is a misreading until somebody has looked.
    const auto stateAt = [](const Line &line, int from) {
        QString code = textOf(line).mid(from, 3);
        while (code.endsWith(u'<'))
            code.chop(1);
        return code;
    };
    if (!findIssuer(stateAt(lines[0], 2)))
        doubt(lines[0], 2, 3);
    if (!findIssuer(stateAt(lines[1], 10)))
        doubt(lines[1], 10, 3);
    if (lines[0][5].character == u'<')
        doubt(lines[0], 5, 1);

    // Which 44 cells are the zone's is not certain: one more looks like a glyph, or another beginning fits as
    // well.
    constexpr double kGlyphBeside = 0.75;
    constexpr double kClearStart = 1.5;
    if (band.neighbourScore > kGlyphBeside || band.startMargin < kClearStart) {
        for (Line &line : lines)
            doubt(line, 0, kMrzColumns);
    }
    return lines;
}

} // namespace desk
