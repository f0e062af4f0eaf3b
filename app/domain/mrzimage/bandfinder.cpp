#include "domain/mrzimage/bandfinder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace desk
{

namespace
{

constexpr double kLineDistance = 2.5; // in pitches

double lengthOf(ImagePoint p)
{
    return std::hypot(p.x, p.y);
}

double cross(ImagePoint a, ImagePoint b)
{
    return a.x * b.y - a.y * b.x;
}

double dot(ImagePoint a, ImagePoint b)
{
    return a.x * b.x + a.y * b.y;
}

/// Mean of 3 × 3: single pixels of noise must not decide what is ink.
GrayImage smoothed(const GrayImage &image)
{
    GrayImage out = image;
    std::vector<unsigned> columns(std::size_t(image.width));
    for (int y = 1; y + 1 < image.height; ++y) {
        const std::uint8_t *above = image.row(y - 1);
        const std::uint8_t *here = image.row(y);
        const std::uint8_t *below = image.row(y + 1);
        for (std::size_t x = 0; x < columns.size(); ++x)
            columns[x] = unsigned(above[x]) + here[x] + below[x];
        std::uint8_t *to = out.row(y);
        for (std::size_t x = 1; x + 1 < columns.size(); ++x)
            to[x] = std::uint8_t((columns[x - 1] + columns[x] + columns[x + 1]) / 9);
    }
    return out;
}

/// True where a pixel is darker than the middle between the darkest and the lightest of its surroundings, if
/// they differ enough to be ink and paper.
std::vector<std::uint8_t> inkOf(const GrayImage &image)
{
    constexpr int kBlock = 12;
    constexpr int kReach = 2; // blocks on each side
    constexpr int kContrast = 28;
    const int columns = (image.width + kBlock - 1) / kBlock;
    const int rows = (image.height + kBlock - 1) / kBlock;
    std::vector<std::uint8_t> darkest(std::size_t(columns * rows), 255);
    std::vector<std::uint8_t> lightest(std::size_t(columns * rows), 0);
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t *from = image.row(y);
        std::uint8_t *low = darkest.data() + y / kBlock * columns;
        std::uint8_t *high = lightest.data() + y / kBlock * columns;
        for (int block = 0; block < columns; ++block) {
            const auto [least, most] = std::minmax_element(
                from + block * kBlock, from + std::min(image.width, (block + 1) * kBlock));
            low[block] = std::min(low[block], *least);
            high[block] = std::max(high[block], *most);
        }
    }

    std::vector<std::uint8_t> threshold(std::size_t(columns * rows), 0);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            int low = 255;
            int high = 0;
            for (int y = std::max(0, row - kReach); y <= std::min(rows - 1, row + kReach); ++y) {
                for (int x = std::max(0, column - kReach); x <= std::min(columns - 1, column + kReach); ++x) {
                    low = std::min<int>(low, darkest[std::size_t(y * columns + x)]);
                    high = std::max<int>(high, lightest[std::size_t(y * columns + x)]);
                }
            }
            if (high - low >= kContrast)
                threshold[std::size_t(row * columns + column)] = std::uint8_t((low + high) / 2);
        }
    }

    std::vector<std::uint8_t> ink(image.pixels.size());
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t *from = image.row(y);
        std::uint8_t *to = ink.data() + std::size_t(y) * std::size_t(image.width);
        for (int block = 0; block < columns; ++block) {
            const std::uint8_t limit = threshold[std::size_t(y / kBlock * columns + block)];
            const int end = std::min(image.width, (block + 1) * kBlock);
            for (int x = block * kBlock; x < end; ++x)
                to[x] = from[x] < limit;
        }
    }
    return ink;
}

/// A connected patch of ink by the box around it.
struct Mark {
    int left = 0;
    int top = 0;
    int right = 0; ///< inclusive
    int bottom = 0;

    ImagePoint middle() const { return {(left + right + 1) / 2.0, (top + bottom + 1) / 2.0}; }
    int width() const { return right - left + 1; }
    int height() const { return bottom - top + 1; }
};

struct Run {
    int left = 0;
    int right = 0;
    int root = 0;
};

int rootOf(std::vector<int> &parents, int at)
{
    while (parents[std::size_t(at)] != at) {
        parents[std::size_t(at)] = parents[std::size_t(parents[std::size_t(at)])];
        at = parents[std::size_t(at)];
    }
    return at;
}

std::vector<Mark> marksOf(const std::vector<std::uint8_t> &ink, int width, int height)
{
    std::vector<int> parents;
    std::vector<Mark> boxes;
    std::vector<Run> above;
    std::vector<Run> here;
    for (int y = 0; y < height; ++y) {
        here.clear();
        const std::uint8_t *row = ink.data() + std::size_t(y) * std::size_t(width);
        std::size_t next = 0;
        for (int x = 0; x < width;) {
            if (!row[x]) {
                ++x;
                continue;
            }
            Run run{x, x, -1};
            while (run.right + 1 < width && row[run.right + 1])
                ++run.right;
            while (next < above.size() && above[next].right < run.left - 1)
                ++next;
            for (std::size_t i = next; i < above.size() && above[i].left <= run.right + 1; ++i) {
                const int root = rootOf(parents, above[i].root);
                if (run.root < 0) {
                    run.root = root;
                } else if (root != run.root) {
                    Mark &box = boxes[std::size_t(run.root)];
                    const Mark &other = boxes[std::size_t(root)];
                    box = {std::min(box.left, other.left), std::min(box.top, other.top),
                           std::max(box.right, other.right), std::max(box.bottom, other.bottom)};
                    parents[std::size_t(root)] = run.root;
                }
            }
            if (run.root < 0) {
                run.root = int(parents.size());
                parents.push_back(run.root);
                boxes.push_back({run.left, y, run.right, y});
            } else {
                Mark &box = boxes[std::size_t(run.root)];
                box = {std::min(box.left, run.left), box.top, std::max(box.right, run.right), y};
            }
            here.push_back(run);
            x = run.right + 1;
        }
        above.swap(here);
    }

    std::vector<Mark> marks;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const Mark &box = boxes[i];
        const int size = std::max(box.width(), box.height());
        if (parents[i] == int(i) && size >= 6 && size <= 120 && std::min(box.width(), box.height()) >= 2)
            marks.push_back(box);
    }
    return marks;
}

/// Which marks stand near a place.
class MarkGrid
{
public:
    MarkGrid(const std::vector<Mark> &marks, int width, int height)
        : m_columns(width / kSide + 1)
        , m_rows(height / kSide + 1)
        , m_starts(std::size_t(m_columns * m_rows + 1))
        , m_marks(marks.size())
    {
        for (const Mark &mark : marks)
            ++m_starts[cellOf(mark.middle()) + 1];
        std::partial_sum(m_starts.begin(), m_starts.end(), m_starts.begin());
        std::vector<int> filled(m_starts.begin(), m_starts.end() - 1);
        for (std::size_t i = 0; i < marks.size(); ++i)
            m_marks[std::size_t(filled[cellOf(marks[i].middle())]++)] = int(i);
    }

    template <typename Visit>
    void near(ImagePoint place, double reach, Visit &&visit) const
    {
        const int left = std::clamp(int((place.x - reach) / kSide), 0, m_columns - 1);
        const int right = std::clamp(int((place.x + reach) / kSide), 0, m_columns - 1);
        const int top = std::clamp(int((place.y - reach) / kSide), 0, m_rows - 1);
        const int bottom = std::clamp(int((place.y + reach) / kSide), 0, m_rows - 1);
        for (int y = top; y <= bottom; ++y) {
            for (int x = left; x <= right; ++x) {
                const std::size_t cell = std::size_t(y * m_columns + x);
                for (int i = m_starts[cell]; i < m_starts[cell + 1]; ++i)
                    visit(m_marks[std::size_t(i)]);
            }
        }
    }

private:
    static constexpr int kSide = 24;

    std::size_t cellOf(ImagePoint p) const
    {
        return std::size_t(int(p.y) / kSide * m_columns + int(p.x) / kSide);
    }

    int m_columns;
    int m_rows;
    std::vector<int> m_starts;
    std::vector<int> m_marks;
};

/// Marks at even distances: those of one line.
struct Chain {
    std::vector<std::pair<int, ImagePoint>> marks; ///< index along the line, middle
    std::array<ImagePoint, 3> curve{};             ///< polynomial of the index

    ImagePoint at(double index) const { return curve[0] + curve[1] * index + curve[2] * (index * index); }
    ImagePoint step(double index) const { return curve[1] + curve[2] * (2 * index); }
    int first() const { return marks.front().first; }
    int last() const { return marks.back().first; }
};

/// Fits the chain's curve and drops the marks that stand off it; false when too few are left.
bool straighten(Chain &chain, int least)
{
    for (int pass = 0; pass < 3; ++pass) {
        if (int(chain.marks.size()) < least)
            return false;
        const double span = std::max(1, chain.last() - chain.first());
        std::vector<std::pair<double, ImagePoint>> points;
        for (const auto &[index, p] : chain.marks)
            points.emplace_back(index / span, p);
        std::array<ImagePoint, 3> curve{};
        if (!fitted(points, curve))
            return false;
        chain.curve = {curve[0], curve[1] * (1 / span), curve[2] * (1 / (span * span))};
        const double pitch = lengthOf(chain.step((chain.first() + chain.last()) / 2.0));
        std::erase_if(chain.marks, [&](const auto &mark) {
            return lengthOf(mark.second - chain.at(mark.first)) > 0.24 * pitch;
        });
    }
    return int(chain.marks.size()) >= least;
}

class ChainFinder
{
public:
    ChainFinder(const std::vector<Mark> &marks, int width, int height)
        : m_marks(marks)
        , m_near(marks, width, height)
        , m_taken(marks.size())
    {
    }

    /// The lines seen, longest first.
    std::vector<Chain> find()
    {
        std::vector<Chain> chains;
        for (std::size_t seed = 0; seed < m_marks.size(); ++seed) {
            for (const bool upright : {true, false}) {
                if (!m_taken[seed])
                    followFrom(int(seed), upright, chains);
            }
        }
        std::stable_sort(chains.begin(), chains.end(),
                         [](const Chain &a, const Chain &b) { return a.marks.size() > b.marks.size(); });
        if (chains.size() > kMostChains)
            chains.resize(kMostChains);
        return chains;
    }

private:
    static constexpr std::size_t kMostChains = 40;
    static constexpr int kLeastMarks = 12;
    static constexpr int kMostMissing = 5;

    /// A line may begin with this mark and its neighbour to the right (upright) or below.
    void followFrom(int seed, bool upright, std::vector<Chain> &chains)
    {
        const Mark &mark = m_marks[std::size_t(seed)];
        const double tall = upright ? mark.height() : mark.width();
        const double wide = upright ? mark.width() : mark.height();
        if (tall < 6 || wide > 1.5 * tall)
            return;
        const ImagePoint from = mark.middle();
        std::vector<std::pair<double, ImagePoint>> steps;
        m_near.near(from, 1.9 * tall, [&](int other) {
            if (m_taken[std::size_t(other)])
                return;
            const ImagePoint step = m_marks[std::size_t(other)].middle() - from;
            const double along = upright ? step.x : step.y;
            const double across = upright ? step.y : step.x;
            if (along > 0.7 * tall && along < 1.75 * tall && std::abs(across) < 0.35 * along)
                steps.emplace_back(along, step);
        });
        std::sort(steps.begin(), steps.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
        for (std::size_t i = 0; i < std::min<std::size_t>(2, steps.size()); ++i) {
            const Growth line = densestFrom(seed, steps[i].second, upright);
            if (line.chain.marks.empty())
                continue;
            for (const int member : line.members)
                m_taken[std::size_t(member)] = true;
            chains.push_back(line.chain);
            return;
        }
    }

    struct Growth {
        Chain chain; ///< without marks: there is no line
        std::vector<int> members;
    };

    /// A blot beside a line is larger than a character, so that the first step may reach over some of them.
    Growth densestFrom(int seed, ImagePoint firstStep, bool upright) const
    {
        constexpr int kMostReached = 3;
        Growth densest;
        for (int parts = 1; parts <= kMostReached; ++parts) {
            Growth line = grown(seed, firstStep * (1.0 / parts), upright);
            if (straighten(line.chain, kLeastMarks) && line.chain.marks.size() > densest.chain.marks.size())
                densest = std::move(line);
            if (densest.chain.marks.empty())
                break;
        }
        return densest;
    }

    Growth grown(int seed, ImagePoint firstStep, bool upright) const
    {
        const ImagePoint start = m_marks[std::size_t(seed)].middle();
        Growth out{{{{0, start}}}, {seed}};
        ImagePoint step = firstStep;
        for (const int direction : {1, -1}) {
            ImagePoint last = start;
            int lastIndex = 0;
            for (int index = direction; std::abs(index - lastIndex) <= kMostMissing + 1; index += direction) {
                const ImagePoint wanted = last + step * (index - lastIndex);
                const int found = markAt(wanted, step, upright);
                if (found < 0)
                    continue;
                const ImagePoint middle = m_marks[std::size_t(found)].middle();
                step = step * 0.85 + (middle - last) * (0.15 / (index - lastIndex));
                // Glyphs do not stand in the middle of their cells: believe the mark by half.
                last = wanted + (middle - wanted) * 0.5;
                lastIndex = index;
                out.chain.marks.emplace_back(index, middle);
                out.members.push_back(found);
                if (std::abs(index) > 100)
                    break;
            }
        }
        std::sort(out.chain.marks.begin(), out.chain.marks.end(),
                  [](const auto &a, const auto &b) { return a.first < b.first; });
        return out;
    }

    int markAt(ImagePoint wanted, ImagePoint step, bool upright) const
    {
        const double pitch = lengthOf(step);
        int best = -1;
        double bestDistance = 0.36 * pitch;
        m_near.near(wanted, bestDistance, [&](int candidate) {
            const Mark &mark = m_marks[std::size_t(candidate)];
            const double tall = upright ? mark.height() : mark.width();
            const double wide = upright ? mark.width() : mark.height();
            if (tall < 0.4 * pitch || tall > 1.5 * pitch || wide > 1.2 * pitch)
                return;
            const double distance = lengthOf(mark.middle() - wanted);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        });
        return best;
    }

    const std::vector<Mark> &m_marks;
    MarkGrid m_near;
    std::vector<char> m_taken;
};

/// The same curve in the terms of a LineGrid, whose cell 0 is index 0 of the chain.
std::array<ImagePoint, 4> gridLine(const Chain &chain, double shift)
{
    const auto at = [&](double t) { return chain.at(LineGrid::kMiddle + t * LineGrid::kSpan + shift); };
    const ImagePoint left = at(-1);
    const ImagePoint middle = at(0);
    const ImagePoint right = at(1);
    return {middle, (right - left) * 0.5, (right + left) * 0.5 - middle, {}};
}

/// A grid of two lines. `upper` has to be read first.
BandCandidate candidateOf(const Chain &upper, const Chain &lower, int lowerShift)
{
    BandCandidate out;
    out.grid.middle = {gridLine(upper, 0), gridLine(lower, lowerShift)};
    out.firstCell = std::min(upper.first(), lower.first() - lowerShift);
    out.lastCell = std::max(upper.last(), lower.last() - lowerShift);
    out.marks = int(upper.marks.size() + lower.marks.size());
    return out;
}

/// The second line where the first says it should be, for when its marks could not be told apart.
Chain supposed(const Chain &line, double side)
{
    Chain out = line;
    const ImagePoint step = line.step((line.first() + line.last()) / 2.0);
    const ImagePoint across{-step.y * side * kLineDistance, step.x * side * kLineDistance};
    out.curve[0] = out.curve[0] + across;
    for (auto &[index, p] : out.marks)
        p = p + across;
    return out;
}

} // namespace

std::vector<BandCandidate> findBands(const GrayImage &image)
{
    if (image.width < 8 || image.height < 8)
        return {};
    const std::vector<Mark> marks = marksOf(inkOf(smoothed(image)), image.width, image.height);
    const std::vector<Chain> chains = ChainFinder(marks, image.width, image.height).find();

    std::vector<BandCandidate> found;
    for (const Chain &upper : chains) {
        const double centre = (upper.first() + upper.last()) / 2.0;
        const ImagePoint step = upper.step(centre);
        const double pitch = lengthOf(step);
        bool paired = false;
        for (const Chain &lower : chains) {
            if (&upper == &lower)
                continue;
            // The cell of the other line that stands nearest to this one's middle.
            const ImagePoint here = upper.at(centre);
            const double lowerCentre = (lower.first() + lower.last()) / 2.0;
            const ImagePoint otherStep = lower.step(lowerCentre);
            const double otherPitch = lengthOf(otherStep);
            if (otherPitch < 0.85 * pitch || otherPitch > 1.18 * pitch || dot(step, otherStep) <= 0)
                continue;
            double cell = lowerCentre;
            for (int i = 0; i < 3; ++i) {
                const ImagePoint along = lower.step(cell);
                cell += dot(here - lower.at(cell), along) / dot(along, along);
            }
            const ImagePoint between = lower.at(cell) - here;
            const double distance = lengthOf(between) / pitch;
            if (cross(step, between) <= 0 || distance < 2 || distance > 3 || cell < lower.first() - 25 ||
                cell > lower.last() + 25)
                continue;
            const int shift = int(std::lround(cell - centre));
            found.push_back(candidateOf(upper, lower, shift));
            paired = true;
        }
        if (!paired && upper.marks.size() >= 20) {
            found.push_back(candidateOf(upper, supposed(upper, 1), 0));
            found.push_back(candidateOf(supposed(upper, -1), upper, 0));
            for (auto it = found.end() - 2; it != found.end(); ++it)
                it->marks /= 2;
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const BandCandidate &a, const BandCandidate &b) { return a.marks > b.marks; });
    return found;
}

} // namespace desk
