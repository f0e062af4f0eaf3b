#include "domain/mrzimage/cellreader.h"

#include "domain/mrzimage/columns.h"

#include <algorithm>
#include <cmath>

namespace desk
{

namespace
{

/// How dark it is between pixels, 0 to 255; beyond the edge the picture goes on as it ends.
class Sampler
{
public:
    static constexpr int kPixelBits = 16; ///< of a place that count parts of a pixel

    explicit Sampler(const GrayImage &image)
        : m_image(image)
        , m_right((std::int64_t(image.width - 1) << kPixelBits) - 1)
        , m_bottom((std::int64_t(image.height - 1) << kPixelBits) - 1)
    {
    }

    static std::int64_t parts(double pixels) { return std::int64_t(pixels * (1 << kPixelBits)); }

    std::int16_t darkness(std::int64_t x, std::int64_t y) const
    {
        constexpr std::int64_t kHalf = 1 << (kPixelBits - 1);
        const auto fromX = unsigned(std::clamp<std::int64_t>(x - kHalf, 0, m_right));
        const auto fromY = unsigned(std::clamp<std::int64_t>(y - kHalf, 0, m_bottom));
        const std::uint8_t *upper = m_image.row(int(fromY >> kPixelBits)) + (fromX >> kPixelBits);
        const std::uint8_t *lower = upper + m_image.width;
        const unsigned right = fromX >> (kPixelBits - 8) & 0xFF;
        const unsigned below = fromY >> (kPixelBits - 8) & 0xFF;
        const unsigned above = upper[0] * (256 - right) + upper[1] * right;
        const unsigned under = lower[0] * (256 - right) + lower[1] * right;
        return std::int16_t(255 - ((above * (256 - below) + under * below + 0x8000) >> 16));
    }

private:
    const GrayImage &m_image;
    std::int64_t m_right;
    std::int64_t m_bottom;
};

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

/// What surrounds the middle of a cell as darkness 0 to 255, sampled at twice the size of a Patch, so that
/// patches are cut at every half pixel.
template <int W, int H, int Reach>
class Surroundings
{
public:
    static constexpr int kWidth = 2 * W + 2 * Reach;
    static constexpr int kHeight = 2 * H + 2 * Reach;
    using Samples = std::array<std::int16_t, kWidth * kHeight>;

    void sample(const Sampler &sampler, const LineGrid &grid, int line, double cell, double glyphWidth = 1,
                double glyphHeight = 1)
    {
        const ImagePoint right = grid.step(line, cell) * (glyphWidth / (2 * W));
        const ImagePoint down = grid.down(cell) * (glyphHeight / (2 * W));
        const ImagePoint corner =
            grid.at(line, cell) + right * ((1 - kWidth) / 2.0) + down * ((1 - kHeight) / 2.0);
        const std::int64_t stepX = Sampler::parts(right.x);
        const std::int64_t stepY = Sampler::parts(right.y);
        std::int16_t *out = m_samples.data();
        for (int y = 0; y < kHeight; ++y) {
            const ImagePoint start = corner + down * y;
            std::int64_t atX = Sampler::parts(start.x);
            std::int64_t atY = Sampler::parts(start.y);
            for (int x = 0; x < kWidth; ++x, atX += stepX, atY += stepY)
                *out++ = sampler.darkness(atX, atY);
        }
        for (int phase = 0; phase < 4; ++phase)
            average(phase / 2, phase % 2, m_pixels[std::size_t(phase)]);
    }

    const Samples &samples() const { return m_samples; }

    void cut(int dx, int dy, Patch<W, H> &out) const
    {
        const int left = dx + Reach;
        const int top = dy + Reach;
        const Pixels &pixels = m_pixels[std::size_t(top % 2 * 2 + left % 2)];
        for (int y = 0; y < H; ++y)
            std::copy_n(pixels.data() + (top / 2 + y) * (W + Reach) + left / 2, W, out.pixels.data() + y * W);
        out.measure();
    }

private:
    using Pixels = std::array<std::int16_t, (W + Reach) * (H + Reach)>;

    /// Pixels of two by two samples, the first of them that far from the corner.
    void average(int top, int left, Pixels &out) const
    {
        for (int y = 0; y < H + Reach - top; ++y) {
            const std::int16_t *from = m_samples.data() + (2 * y + top) * kWidth + left;
            std::int16_t *to = out.data() + y * (W + Reach);
            for (int x = 0; x < W + Reach - left; ++x, from += 2)
                *to++ = std::int16_t((from[0] + from[1] + from[kWidth] + from[kWidth + 1] + 2) / 4);
        }
    }

    Samples m_samples;
    std::array<Pixels, 4> m_pixels; ///< by the oddness of the patch's place down and across
};

/// Where the greatest of three values at -1, 0, 1 lies, of which the middle one is not less than the others.
double peak(double before, double at, double after)
{
    const double bend = before - 2 * at + after;
    return bend < -1e-9 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
}

/// How well the glyphs fit at shifts up to Reach half pixels in steps of `Step`.
template <int W, int H, int Reach, int Step>
class GlyphSearch
{
    static_assert(Reach % Step == 0);
    static constexpr int kSide = 2 * (Reach / Step) + 1;

public:
    GlyphSearch(const Surroundings<W, H, Reach> &around,
                const std::array<GlyphTemplate<W, H>, kMrzGlyphs> &glyphs)
        : m_around(around)
        , m_glyphs(glyphs)
    {
        for (auto &scores : m_scores)
            scores.fill(kUnknown);
    }

    /// Each glyph at every `stride`th shift along both axes, and uphill from the best of them.
    CellMatch matched(int stride)
    {
        CellMatch out;
        std::array<int, kMrzGlyphs> shifts{};
        for (std::size_t g = 0; g < kMrzGlyphs; ++g) {
            shifts[g] = uphill(g, bestOf(g, 0, 0, kSide - 1, kSide - 1, stride));
            out.score[g] = score(g, shifts[g] % kSide, shifts[g] / kSide);
        }
        out.best = int(std::max_element(out.score.begin(), out.score.end()) - out.score.begin());
        const std::size_t best = std::size_t(out.best);
        const int x = shifts[best] % kSide;
        const int y = shifts[best] / kSide;
        const auto at = [&](int ax, int ay) { return double(score(best, ax, ay)); };
        const double subX = x > 0 && x + 1 < kSide ? peak(at(x - 1, y), at(x, y), at(x + 1, y)) : 0;
        const double subY = y > 0 && y + 1 < kSide ? peak(at(x, y - 1), at(x, y), at(x, y + 1)) : 0;
        out.shift = {((x + subX) * Step - Reach) / (2.0 * W), ((y + subY) * Step - Reach) / (2.0 * W)};
        return out;
    }

private:
    static constexpr float kUnknown = -2;

    float score(std::size_t glyph, int x, int y)
    {
        const std::size_t shift = std::size_t(y * kSide + x);
        float &known = m_scores[glyph][shift];
        if (known == kUnknown) {
            if (!m_isCut[shift])
                m_around.cut(x * Step - Reach, y * Step - Reach, m_patches[shift]);
            m_isCut[shift] = true;
            known = float(m_patches[shift].correlation(m_glyphs[glyph]));
        }
        return known;
    }

    /// The shift that fits best of those from (left, top) to (right, bottom).
    int bestOf(std::size_t glyph, int left, int top, int right, int bottom, int stride)
    {
        int best = 0;
        float highest = kUnknown;
        for (int y = top; y <= bottom; y += stride) {
            for (int x = left; x <= right; x += stride) {
                const float here = score(glyph, x, y);
                if (here > highest) {
                    highest = here;
                    best = y * kSide + x;
                }
            }
        }
        return best;
    }

    int uphill(std::size_t glyph, int from)
    {
        const int x = from % kSide;
        const int y = from / kSide;
        const int next = bestOf(glyph, std::max(0, x - 1), std::max(0, y - 1), std::min(kSide - 1, x + 1),
                                std::min(kSide - 1, y + 1), 1);
        return score(glyph, next % kSide, next / kSide) > score(glyph, x, y) ? uphill(glyph, next) : from;
    }

    const Surroundings<W, H, Reach> &m_around;
    const std::array<GlyphTemplate<W, H>, kMrzGlyphs> &m_glyphs;
    std::array<Patch<W, H>, kSide * kSide> m_patches;
    std::array<bool, kSide * kSide> m_isCut{};
    std::array<std::array<float, kSide * kSide>, kMrzGlyphs> m_scores;
};

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
            around.sample(sampler, grid, line, cell);
            GlyphSearch<kCellWidth / 2, kCellHeight / 2, 6, 2> search(around, bank.common().half);
            out[std::size_t(line)].push_back(search.matched(1));
        }
    }
    return out;
}

constexpr int kReach = 4;    // half pixels of a cell: 0.1 of a pitch
constexpr int kFitReach = 2; // the same, once the grid is settled
using Around = Surroundings<kCellWidth, kCellHeight, kReach>;
using BandSamples = std::array<std::vector<Around>, 2>;

BandSamples sampled(const Sampler &sampler, const BandReading &band)
{
    BandSamples out;
    for (int line = 0; line < 2; ++line) {
        out[std::size_t(line)].resize(kMrzColumns);
        for (int cell = 0; cell < kMrzColumns; ++cell) {
            out[std::size_t(line)][std::size_t(cell)].sample(sampler, band.grid, line, cell, band.glyphWidth,
                                                             band.glyphHeight);
        }
    }
    return out;
}

template <int Step>
std::array<std::vector<CellMatch>, 2> matchedBand(const BandSamples &samples, const GlyphVariant &variant,
                                                  int stride)
{
    std::array<std::vector<CellMatch>, 2> out;
    for (std::size_t line = 0; line < 2; ++line) {
        for (const Around &around : samples[line]) {
            GlyphSearch<kCellWidth, kCellHeight, kReach, Step> search(around, variant.full);
            out[line].push_back(search.matched(stride));
        }
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

/// What stands in a cell at the shifts that suffice to judge how well a known glyph fits.
class FitPatches
{
public:
    template <int Reach>
    explicit FitPatches(const Surroundings<kCellWidth, kCellHeight, Reach> &around)
    {
        auto patch = m_patches.begin();
        for (int dy = -kFitReach; dy <= kFitReach; dy += 2) {
            for (int dx = -kFitReach; dx <= kFitReach; dx += 2)
                around.cut(dx, dy, *patch++);
        }
    }

    double fitOf(const GlyphTemplate<kCellWidth, kCellHeight> &glyph) const
    {
        double best = -1;
        for (const FullPatch &patch : m_patches)
            best = std::max(best, patch.correlation(glyph));
        return best;
    }

private:
    std::array<FullPatch, (kFitReach + 1) * (kFitReach + 1)> m_patches;
};

const GlyphVariant *bestVariant(const GlyphBank &bank, const BandSamples &samples,
                                const std::array<std::vector<CellMatch>, 2> &lines)
{
    const auto chosen = clearest(lines, 16);
    std::vector<double> fits(std::size_t(bank.size()));
    for (std::size_t line = 0; line < 2; ++line) {
        for (const int cell : chosen[line]) {
            const FitPatches patches(samples[line][std::size_t(cell)]);
            const auto glyph = std::size_t(lines[line][std::size_t(cell)].best);
            for (std::size_t v = 0; v < fits.size(); ++v)
                fits[v] += patches.fitOf(bank.variant(int(v)).full[glyph]);
        }
    }
    return &bank.variant(int(std::max_element(fits.begin(), fits.end()) - fits.begin()));
}

/// Chooses the glyphs' size.
void chooseSize(const Sampler &sampler, BandReading &band, const std::array<std::vector<CellMatch>, 2> &lines)
{
    const auto chosen = clearest(lines, 10);
    Surroundings<kCellWidth, kCellHeight, kFitReach> around;
    const auto fitAt = [&](double width, double height) {
        double fit = 0;
        for (int line = 0; line < 2; ++line) {
            for (const int cell : chosen[std::size_t(line)]) {
                around.sample(sampler, band.grid, line, cell, width, height);
                const auto glyph = std::size_t(lines[std::size_t(line)][std::size_t(cell)].best);
                fit += FitPatches(around).fitOf(band.variant->full[glyph]);
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
            auto sorted = around.samples();
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
    auto cells = matchedBand<2>(samples, *band.variant, 1);
    band.grid = settled(band.grid, cells, 0, kLeastScore);
    band.variant = bestVariant(bank, samples, cells);
    chooseSize(sampler, band, cells);

    samples = sampled(sampler, band);
    cells = matchedBand<1>(samples, *band.variant, 2);
    for (std::size_t line = 0; line < 2; ++line)
        std::copy(cells[line].begin(), cells[line].end(), band.lines[line].begin());
    measureInk(samples, band);
    return band;
}

} // namespace desk
