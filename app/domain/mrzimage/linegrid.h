#pragma once

#include "domain/mrzimage/grayimage.h"

#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace desk
{

/// Where the characters of two lines stand. Cell 0 is any of the line; cells count in reading direction, and
/// both lines count alike, so that cell k of the second stands under cell k of the first.
struct LineGrid {
    /// The middle of cell k of a line is the polynomial of (k - kMiddle) / kSpan with these coefficients.
    static constexpr double kMiddle = 21.5;
    static constexpr double kSpan = 22;
    std::array<std::array<ImagePoint, 4>, 2> middle;

    ImagePoint at(int line, double cell) const;
    /// From one cell to the next.
    ImagePoint step(int line, double cell) const;
    /// One pitch towards the foot of the letters: Doc 9303 sets the lines 2.5 of them apart.
    ImagePoint down(double cell) const { return (at(1, cell) - at(0, cell)) * (1 / 2.5); }
    /// The same lines with the picture turned by 180°: counted from the other end.
    LineGrid turned() const;
    /// The same with cell `first` counted as 0.
    LineGrid from(int first) const;
    /// The same in a picture that is so many times as large.
    LineGrid scaled(double factor) const;
    /// The shortest step of the 44 cells of both lines.
    double leastPitch() const;
};

/// The least-squares polynomial with `N` coefficients through points (t, p); false when they do not fix one.
template <std::size_t N>
bool fitted(const std::vector<std::pair<double, ImagePoint>> &points, std::array<ImagePoint, N> &out)
{
    std::array<std::array<double, N + 2>, N> rows{};
    for (const auto &[t, p] : points) {
        std::array<double, N> powers{};
        powers[0] = 1;
        for (std::size_t i = 1; i < N; ++i)
            powers[i] = powers[i - 1] * t;
        for (std::size_t i = 0; i < N; ++i) {
            for (std::size_t j = 0; j < N; ++j)
                rows[i][j] += powers[i] * powers[j];
            rows[i][N] += powers[i] * p.x;
            rows[i][N + 1] += powers[i] * p.y;
        }
    }
    for (std::size_t i = 0; i < N; ++i) {
        std::size_t pivot = i;
        for (std::size_t j = i + 1; j < N; ++j) {
            if (std::abs(rows[j][i]) > std::abs(rows[pivot][i]))
                pivot = j;
        }
        std::swap(rows[i], rows[pivot]);
        if (std::abs(rows[i][i]) < 1e-9)
            return false;
        for (std::size_t j = 0; j < N; ++j) {
            if (j == i)
                continue;
            const double factor = rows[j][i] / rows[i][i];
            for (std::size_t k = i; k < N + 2; ++k)
                rows[j][k] -= factor * rows[i][k];
        }
    }
    for (std::size_t i = 0; i < N; ++i)
        out[i] = {rows[i][N] / rows[i][i], rows[i][N + 1] / rows[i][i]};
    return true;
}

} // namespace desk
