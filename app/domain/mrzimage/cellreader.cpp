#include "domain/mrzimage/cellreader.h"

#include "domain/mrzimage/columns.h"

#include <algorithm>
#include <cmath>

namespace desk
{

namespace
{

/// Gray at a place between pixels; beyond the edge the picture goes on as it ends.
class Sampler
{
public:
    explicit Sampler(const GrayImage &image)
        : m_image(image)
    {
    }

    float at(double x, double y) const
    {
        const double fromX = std::clamp(x - 0.5, 0.0, double(m_image.width - 1));
        const double fromY = std::clamp(y - 0.5, 0.0, double(m_image.height - 1));
        const int left = std::min(int(fromX), m_image.width - 2);
        const int top = std::min(int(fromY), m_image.height - 2);
        const float right = float(fromX - left);
        const float below = float(fromY - top);
        const std::uint8_t *upper = m_image.row(top) + left;
        const std::uint8_t *lower = m_image.row(top + 1) + left;
        const float above = float(upper[0]) + right * float(int(upper[1]) - int(upper[0]));
        const float under = float(lower[0]) + right * float(int(lower[1]) - int(lower[0]));
        return above + below * (under - above);
    }

private:
    const GrayImage &m_image;
};

/// What surrounds the middle of a cell, `perPitch` samples a pitch, row by row, as darkness 0 to 255.
void sampleCell(const Sampler &sampler, const LineGrid &grid, int line, double cell, double glyphWidth,
                double glyphHeight, double perPitch, int width, int height, std::int16_t *out)
{
    const ImagePoint middle = grid.at(line, cell);
    const ImagePoint right = grid.step(line, cell) * (glyphWidth / perPitch);
    const ImagePoint down = grid.down(cell) * (glyphHeight / perPitch);
    for (int y = 0; y < height; ++y) {
        ImagePoint at = middle + down * (y + 0.5 - height / 2.0) + right * (0.5 - width / 2.0);
        for (int x = 0; x < width; ++x) {
            *out++ = std::int16_t(255.5F - sampler.at(at.x, at.y));
            at = at + right;
        }
    }
}

template <int N>
int product(const std::int16_t *a, const std::int16_t *b)
{
    int sum = 0;
    for (int i = 0; i < N; ++i)
        sum += int(a[i]) * int(b[i]);
    return sum;
}

/// A picture of W × H to compare with templates.
template <int W, int H>
struct Patch {
    static constexpr int kSize = W * H;
    alignas(16) std::array<std::int16_t, kSize> pixels;
    double mean = 0;
    double norm = 0;

    void measure()
    {
        int sum = 0;
        int squares = 0;
        for (const std::int16_t pixel : pixels) {
            sum += pixel;
            squares += int(pixel) * pixel;
        }
        mean = double(sum) / kSize;
        norm = std::sqrt(std::max(0.0, squares - sum * mean));
    }
    double covariance(const GlyphTemplate<W, H> &glyph) const
    {
        return product<kSize>(pixels.data(), glyph.pixels.data()) - mean * glyph.sum;
    }
    double correlation(const GlyphTemplate<W, H> &glyph) const
    {
        // A cell with hardly any contrast is empty, whatever its noise looks like.
        constexpr double kLeastDeviation = 4;
        const double floor = kLeastDeviation * std::sqrt(double(kSize));
        return covariance(glyph) / (std::max(norm, floor) * glyph.norm);
    }
};

using FullPatch = Patch<kCellWidth, kCellHeight>;
using HalfPatch = Patch<kCellWidth / 2, kCellHeight / 2>;

/// Samples around a cell at twice the size of a Patch, from which patches are cut at every half pixel.
template <int W, int H, int Reach>
struct Surroundings {
    static constexpr int kWidth = 2 * W + 2 * Reach;
    static constexpr int kHeight = 2 * H + 2 * Reach;
    std::array<std::int16_t, kWidth * kHeight> samples;

    void cut(int dx, int dy, Patch<W, H> &out) const
    {
        std::int16_t *to = out.pixels.data();
        for (int y = 0; y < H; ++y) {
            const std::int16_t *from = samples.data() + (2 * y + dy + Reach) * kWidth + dx + Reach;
            for (int x = 0; x < W; ++x, from += 2)
                *to++ = std::int16_t((from[0] + from[1] + from[kWidth] + from[kWidth + 1] + 2) / 4);
        }
        out.measure();
    }
};

/// Where the greatest of three values at -1, 0, 1 lies, of which the middle one is not less than the others.
double peak(double before, double at, double after)
{
    const double bend = before - 2 * at + after;
    return bend < -1e-9 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
}

/// Compares with every glyph at every shift up to Reach half pixels in steps of `Step`.
template <int W, int H, int Reach, int Step>
CellMatch matched(const Surroundings<W, H, Reach> &around,
                  const std::array<GlyphTemplate<W, H>, kMrzGlyphs> &glyphs)
{
    constexpr int kSide = 2 * (Reach / Step) + 1;
    static_assert(Reach % Step == 0);
    std::array<std::array<float, kSide * kSide>, kMrzGlyphs> scores;
    Patch<W, H> patch;
    CellMatch out;
    out.score.fill(-1);
    std::array<int, kMrzGlyphs> bestShift{};
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            around.cut(x * Step - Reach, y * Step - Reach, patch);
            for (std::size_t g = 0; g < kMrzGlyphs; ++g) {
                const double score = patch.correlation(glyphs[g]);
                scores[g][std::size_t(y * kSide + x)] = float(score);
                if (score > out.score[g]) {
                    out.score[g] = score;
                    bestShift[g] = y * kSide + x;
                }
            }
        }
    }
    out.best = int(std::max_element(out.score.begin(), out.score.end()) - out.score.begin());
    const auto &of = scores[std::size_t(out.best)];
    const int shift = bestShift[std::size_t(out.best)];
    const int x = shift % kSide;
    const int y = shift / kSide;
    const auto at = [&](int ax, int ay) { return double(of[std::size_t(ay * kSide + ax)]); };
    const double subX = x > 0 && x + 1 < kSide ? peak(at(x - 1, y), at(x, y), at(x + 1, y)) : 0;
    const double subY = y > 0 && y + 1 < kSide ? peak(at(x, y - 1), at(x, y), at(x, y + 1)) : 0;
    out.shift = {((x + subX) * Step - Reach) / (2.0 * W), ((y + subY) * Step - Reach) / (2.0 * W)};
    return out;
}

/// Moves the grid to where the glyphs were found. Cells that disagree with the rest have no say.
LineGrid settled(const LineGrid &grid, const std::array<std::vector<CellMatch>, 2> &lines, int first,
                 double least)
{
    LineGrid out = grid;
    for (int line = 0; line < 2; ++line) {
        const auto &cells = lines[std::size_t(line)];
        std::vector<std::pair<double, ImagePoint>> points;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].bestScore() >= least)
                points.emplace_back((first + double(i) - LineGrid::kMiddle) / LineGrid::kSpan,
                                    cells[i].shift);
        }
        std::array<ImagePoint, 4> correction{};
        for (int pass = 0; pass < 3 && points.size() >= 10; ++pass) {
            if (!fitted(points, correction))
                return grid;
            std::vector<double> off;
            const auto distance = [&](const auto &point) {
                const auto &[t, p] = point;
                const ImagePoint at =
                    correction[0] + (correction[1] + (correction[2] + correction[3] * t) * t) * t;
                return std::hypot(p.x - at.x, p.y - at.y);
            };
            for (const auto &point : points)
                off.push_back(distance(point));
            std::nth_element(off.begin(), off.begin() + std::ptrdiff_t(off.size() / 2), off.end());
            const double limit = std::max(0.03, 2.5 * off[off.size() / 2]);
            std::erase_if(points, [&](const auto &point) { return distance(point) > limit; });
        }
        if (points.size() < 10)
            continue;
        // The correction is in pitches; what it comes to in pixels is a cubic closely enough.
        std::vector<std::pair<double, ImagePoint>> places;
        for (int i = 0; i <= 10; ++i) {
            const double t = -1 + 0.2 * i;
            const double cell = LineGrid::kMiddle + t * LineGrid::kSpan;
            const ImagePoint by =
                correction[0] + (correction[1] + (correction[2] + correction[3] * t) * t) * t;
            places.emplace_back(t,
                                grid.at(line, cell) + grid.step(line, cell) * by.x + grid.down(cell) * by.y);
        }
        fitted(places, out.middle[std::size_t(line)]);
    }
    return out;
}

/// The quick look: half size, shifts up to 0.3 of a pitch.
std::array<std::vector<CellMatch>, 2> glanced(const Sampler &sampler, const GlyphBank &bank,
                                              const LineGrid &grid, int first, int last)
{
    std::array<std::vector<CellMatch>, 2> out;
    Surroundings<kCellWidth / 2, kCellHeight / 2, 6> around;
    for (int line = 0; line < 2; ++line) {
        for (int cell = first; cell <= last; ++cell) {
            sampleCell(sampler, grid, line, cell, 1, 1, kCellWidth, around.kWidth, around.kHeight,
                       around.samples.data());
            out[std::size_t(line)].push_back(
                matched<kCellWidth / 2, kCellHeight / 2, 6, 2>(around, bank.common().half));
        }
    }
    return out;
}

constexpr int kReach = 4; // half pixels of a cell: 0.1 of a pitch
using Around = Surroundings<kCellWidth, kCellHeight, kReach>;
using BandSamples = std::array<std::vector<Around>, 2>;

BandSamples sampled(const Sampler &sampler, const BandReading &band)
{
    BandSamples out;
    for (int line = 0; line < 2; ++line) {
        out[std::size_t(line)].resize(kMrzColumns);
        for (int cell = 0; cell < kMrzColumns; ++cell) {
            sampleCell(sampler, band.grid, line, cell, band.glyphWidth, band.glyphHeight, 2 * kCellWidth,
                       Around::kWidth, Around::kHeight,
                       out[std::size_t(line)][std::size_t(cell)].samples.data());
        }
    }
    return out;
}

template <int Step>
std::array<std::vector<CellMatch>, 2> matchedBand(const BandSamples &samples, const GlyphVariant &variant)
{
    std::array<std::vector<CellMatch>, 2> out;
    for (std::size_t line = 0; line < 2; ++line) {
        for (const Around &around : samples[line])
            out[line].push_back(matched<kCellWidth, kCellHeight, kReach, Step>(around, variant.full));
    }
    return out;
}

/// The cells that the way of printing is judged by: the clearest ones, at most `most` a line.
std::array<std::vector<int>, 2> clearest(const std::array<std::vector<CellMatch>, 2> &lines, std::size_t most)
{
    std::array<std::vector<int>, 2> out;
    for (std::size_t line = 0; line < 2; ++line) {
        auto &cells = out[line];
        for (int i = 0; i < kMrzColumns; ++i)
            cells.push_back(i);
        std::stable_sort(cells.begin(), cells.end(), [&](int a, int b) {
            return lines[line][std::size_t(a)].bestScore() > lines[line][std::size_t(b)].bestScore();
        });
        // Half of the fillers say no more than a few of them.
        int fillers = 0;
        std::erase_if(cells, [&](int i) {
            return lines[line][std::size_t(i)].best == kMrzGlyphs - 1 && ++fillers > 4;
        });
        cells.resize(std::min(cells.size(), most));
    }
    return out;
}

/// Sum over the cells of how well the glyph that was read there fits, at its best shift.
double fitOf(const Around &around, const GlyphTemplate<kCellWidth, kCellHeight> &glyph)
{
    double best = -1;
    FullPatch patch;
    for (int dy = -2; dy <= 2; dy += 2) {
        for (int dx = -2; dx <= 2; dx += 2) {
            around.cut(dx, dy, patch);
            best = std::max(best, patch.correlation(glyph));
        }
    }
    return best;
}

const GlyphVariant *bestVariant(const GlyphBank &bank, const BandSamples &samples,
                                const std::array<std::vector<CellMatch>, 2> &lines)
{
    const auto chosen = clearest(lines, 16);
    const GlyphVariant *best = nullptr;
    double bestFit = -1e9;
    for (int v = 0; v < bank.size(); ++v) {
        double fit = 0;
        for (std::size_t line = 0; line < 2; ++line) {
            for (const int cell : chosen[line]) {
                const std::size_t at = std::size_t(cell);
                fit += fitOf(samples[line][at], bank.variant(v).full[std::size_t(lines[line][at].best)]);
            }
        }
        if (fit > bestFit) {
            bestFit = fit;
            best = &bank.variant(v);
        }
    }
    return best;
}

/// Chooses the glyphs' size.
void chooseSize(const Sampler &sampler, BandReading &band, const std::array<std::vector<CellMatch>, 2> &lines)
{
    const auto chosen = clearest(lines, 10);
    Around around;
    const auto fitAt = [&](double width, double height) {
        double fit = 0;
        for (int line = 0; line < 2; ++line) {
            for (const int cell : chosen[std::size_t(line)]) {
                sampleCell(sampler, band.grid, line, cell, width, height, 2 * kCellWidth, Around::kWidth,
                           Around::kHeight, around.samples.data());
                fit +=
                    fitOf(around,
                          band.variant->full[std::size_t(lines[std::size_t(line)][std::size_t(cell)].best)]);
            }
        }
        return fit;
    };
    const auto bestOf = [&](double &size, const auto &fit) {
        double best = 1;
        double bestFit = -1e9;
        for (const double tried : {0.92, 0.96, 1.0, 1.04, 1.08}) {
            const double value = fit(tried);
            if (value > bestFit) {
                bestFit = value;
                best = tried;
            }
        }
        size = best;
    };
    bestOf(band.glyphHeight, [&](double tried) { return fitAt(1, tried); });
    bestOf(band.glyphWidth, [&](double tried) { return fitAt(tried, band.glyphHeight); });
}

/// Paper, ink and the weakest part of each cell's best glyph.
void measureInk(const BandSamples &samples, BandReading &band)
{
    for (std::size_t line = 0; line < 2; ++line) {
        for (std::size_t i = 0; i < kMrzColumns; ++i) {
            CellMatch &cell = band.lines[line][i];
            const Around &around = samples[line][i];
            auto sorted = around.samples;
            const auto lightest = sorted.begin() + std::ptrdiff_t(sorted.size() / 5);
            std::nth_element(sorted.begin(), lightest, sorted.end());
            cell.paper = 255.0 - *lightest;

            FullPatch patch;
            const auto halfPixels = [](double pitches) {
                return std::clamp(int(std::lround(pitches * 2 * kCellWidth)), -kReach, kReach);
            };
            around.cut(halfPixels(cell.shift.x), halfPixels(cell.shift.y), patch);
            const auto &glyph = band.variant->full[std::size_t(cell.best)];
            cell.ink = patch.covariance(glyph) / (glyph.norm * glyph.norm) * 255;

            // The same in six parts of the cell, each against its own mean.
            double weakest = 1;
            for (int part = 0; part < 6 && cell.ink > 0; ++part) {
                const int top = part / 2 * kCellHeight / 3;
                const int bottom = (part / 2 + 1) * kCellHeight / 3;
                const int left = part % 2 * kCellWidth / 2;
                const int right = (part % 2 + 1) * kCellWidth / 2;
                double n = 0;
                double sx = 0;
                double st = 0;
                double sxt = 0;
                double stt = 0;
                for (int y = top; y < bottom; ++y) {
                    for (int x = left; x < right; ++x) {
                        const double p = patch.pixels[std::size_t(y * kCellWidth + x)];
                        const double t = glyph.pixels[std::size_t(y * kCellWidth + x)];
                        n += 1;
                        sx += p;
                        st += t;
                        sxt += p * t;
                        stt += t * t;
                    }
                }
                const double variance = stt - st * st / n;
                if (variance * 40 < glyph.norm * glyph.norm)
                    continue; // hardly any stroke in it
                weakest = std::min(weakest, (sxt - sx * st / n) / variance * 255 / cell.ink);
            }
            cell.weakest = weakest;
        }
    }
}

/// The best score of a glyph that may stand in the column.
double scoreAllowed(const CellMatch &cell, int line, int column)
{
    double best = -1;
    for (int g = 0; g < kMrzGlyphs; ++g) {
        if (mayStand(line, column, mrzGlyph(g)))
            best = std::max(best, cell.score[std::size_t(g)]);
    }
    return best;
}

} // namespace

double marginOver(const CellMatch &cell, const GlyphVariant &variant, int other)
{
    const double apart = 1 - variant.likeness[std::size_t(cell.best)][std::size_t(other)];
    return (cell.bestScore() - cell.score[std::size_t(other)]) / (std::max(0.05, cell.bestScore()) * apart);
}

BandGlance glanceAtBand(const GrayImage &image, const GlyphBank &bank, const LineGrid &grid, int first,
                        int last)
{
    BandGlance out;
    // The first character may stand so far before the first mark or so far behind that all marks are covered.
    constexpr int kSlack = 2;
    const int from = std::min(first - kSlack, last - kMrzColumns - kSlack + 1);
    const int to = std::max(last + kSlack, first + kMrzColumns + kSlack - 1);
    if (to - from > 2 * kMrzColumns || image.width < 2 || image.height < 2)
        return out;

    const auto glance = glanced(Sampler(image), bank, grid, from, to);
    // By how well the glyphs that may stand in a column fit: a line of digits does not pass for one of
    // letters.
    std::ptrdiff_t start = 0;
    double bestSum = -1e9;
    double secondSum = -1e9;
    for (std::size_t i = 0; i + kMrzColumns <= glance[0].size(); ++i) {
        double sum = 0;
        for (std::size_t line = 0; line < 2; ++line) {
            for (std::size_t column = 0; column < kMrzColumns; ++column)
                sum += scoreAllowed(glance[line][i + column], int(line), int(column));
        }
        if (sum > bestSum)
            start = std::ptrdiff_t(i);
        secondSum = std::max(secondSum, std::min(sum, bestSum));
        bestSum = std::max(bestSum, sum);
    }
    out.meanScore = bestSum / (2 * kMrzColumns);
    out.startMargin = bestSum - secondSum;
    out.grid = grid.from(from + int(start));
    for (std::size_t line = 0; line < 2; ++line) {
        const auto begin = glance[line].begin() + start;
        out.lines[line].assign(begin, begin + kMrzColumns);
        if (start > 0)
            out.neighbourScore = std::max(out.neighbourScore, (begin - 1)->bestScore());
        if (begin + kMrzColumns != glance[line].end())
            out.neighbourScore = std::max(out.neighbourScore, (begin + kMrzColumns)->bestScore());
    }
    return out;
}

BandReading readBand(const GrayImage &image, const GlyphBank &bank, const BandGlance &glance)
{
    constexpr double kLeastScore = 0.5;
    const Sampler sampler(image);
    BandReading band;
    band.neighbourScore = glance.neighbourScore;
    band.startMargin = glance.startMargin;
    band.grid = settled(glance.grid, glance.lines, 0, kLeastScore);

    band.variant = &bank.common();
    BandSamples samples = sampled(sampler, band);
    auto cells = matchedBand<2>(samples, *band.variant);
    band.grid = settled(band.grid, cells, 0, kLeastScore);
    band.variant = bestVariant(bank, samples, cells);
    chooseSize(sampler, band, cells);

    samples = sampled(sampler, band);
    cells = matchedBand<1>(samples, *band.variant);
    for (std::size_t line = 0; line < 2; ++line)
        std::copy(cells[line].begin(), cells[line].end(), band.lines[line].begin());
    measureInk(samples, band);
    return band;
}

} // namespace desk
