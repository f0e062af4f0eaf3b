#include "domain/mrzimage/linegrid.h"

#include <algorithm>

namespace desk
{

ImagePoint LineGrid::at(int line, double cell) const
{
    const auto &c = middle[std::size_t(line)];
    const double t = (cell - kMiddle) / kSpan;
    return c[0] + (c[1] + (c[2] + c[3] * t) * t) * t;
}

ImagePoint LineGrid::step(int line, double cell) const
{
    const auto &c = middle[std::size_t(line)];
    const double t = (cell - kMiddle) / kSpan;
    return (c[1] + (c[2] * 2 + c[3] * (3 * t)) * t) * (1 / kSpan);
}

LineGrid LineGrid::turned() const
{
    // Cell k becomes 2 × kMiddle - k.
    LineGrid out;
    for (std::size_t line = 0; line < 2; ++line) {
        const auto &c = middle[1 - line];
        out.middle[line] = {c[0], c[1] * -1, c[2], c[3] * -1};
    }
    return out;
}

LineGrid LineGrid::from(int first) const
{
    LineGrid out;
    const double s = first / kSpan;
    for (std::size_t line = 0; line < 2; ++line) {
        const auto &c = middle[line];
        out.middle[line] = {c[0] + (c[1] + (c[2] + c[3] * s) * s) * s, c[1] + (c[2] * 2 + c[3] * (3 * s)) * s,
                            c[2] + c[3] * (3 * s), c[3]};
    }
    return out;
}

LineGrid LineGrid::scaled(double factor) const
{
    LineGrid out = *this;
    for (auto &line : out.middle) {
        for (ImagePoint &coefficient : line)
            coefficient = coefficient * factor;
    }
    return out;
}

double LineGrid::leastPitch() const
{
    double least = 1e9;
    for (const int line : {0, 1}) {
        for (const double cell : {0.0, kMiddle, 2 * kMiddle}) {
            const ImagePoint by = step(line, cell);
            least = std::min(least, std::hypot(by.x, by.y));
        }
    }
    return least;
}

} // namespace desk
