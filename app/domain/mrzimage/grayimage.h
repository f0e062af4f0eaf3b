#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace desk
{

/// A picture of gray pixels, row by row from the top, 0 black to 255 white.
struct GrayImage {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels; ///< width × height of them

    const std::uint8_t *row(int y) const { return pixels.data() + std::size_t(y) * std::size_t(width); }
    std::uint8_t *row(int y) { return pixels.data() + std::size_t(y) * std::size_t(width); }
};

/// A place in a picture in its pixels; the middle of the first pixel is (0.5, 0.5).
struct ImagePoint {
    double x = 0;
    double y = 0;

    friend ImagePoint operator+(ImagePoint a, ImagePoint b) { return {a.x + b.x, a.y + b.y}; }
    friend ImagePoint operator-(ImagePoint a, ImagePoint b) { return {a.x - b.x, a.y - b.y}; }
    friend ImagePoint operator*(ImagePoint a, double factor) { return {a.x * factor, a.y * factor}; }
};

/// Top left, top right, bottom right, bottom left as one reads what stands in it; may reach over the
/// picture's edge.
using ImageQuad = std::array<ImagePoint, 4>;

/// The picture made smaller by a whole number, each pixel the mean of factor × factor.
GrayImage reduced(const GrayImage &image, int factor);

} // namespace desk
