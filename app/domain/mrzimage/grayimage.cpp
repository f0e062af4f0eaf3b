#include "domain/mrzimage/grayimage.h"

namespace desk
{

GrayImage reduced(const GrayImage &image, int factor)
{
    GrayImage out{image.width / factor, image.height / factor, {}};
    out.pixels.resize(std::size_t(out.width) * std::size_t(out.height));
    std::vector<unsigned> sums(std::size_t(out.width));
    const unsigned count = unsigned(factor) * unsigned(factor);
    for (int y = 0; y < out.height; ++y) {
        std::fill(sums.begin(), sums.end(), count / 2);
        for (int inner = 0; inner < factor; ++inner) {
            const std::uint8_t *from = image.row(y * factor + inner);
            for (unsigned &sum : sums) {
                for (int i = 0; i < factor; ++i)
                    sum += *from++;
            }
        }
        std::uint8_t *to = out.row(y);
        for (const unsigned sum : sums)
            *to++ = std::uint8_t(sum / count);
    }
    return out;
}

} // namespace desk
