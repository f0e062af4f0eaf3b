#include "domain/mrzimage/glyphbank.h"

#include <algorithm>
#include <cmath>

namespace desk
{

namespace
{

using Plane = std::vector<float>;

/// A picture of ink with its strokes grown (radius > 0) or shrunk (radius < 0) by that many pixels on each
/// side.
Plane weighted(const Plane &from, int width, int height, int radius)
{
    Plane out = from;
    const int reach = std::abs(radius);
    for (int y = 0; y < height && reach > 0; ++y) {
        for (int x = 0; x < width; ++x) {
            float value = from[std::size_t(y * width + x)];
            for (int dy = -reach; dy <= reach; ++dy) {
                for (int dx = -reach; dx <= reach; ++dx) {
                    if (dx * dx + dy * dy > reach * reach)
                        continue;
                    const int fromX = std::clamp(x + dx, 0, width - 1);
                    const int fromY = std::clamp(y + dy, 0, height - 1);
                    const float other = from[std::size_t(fromY * width + fromX)];
                    value = radius > 0 ? std::max(value, other) : std::min(value, other);
                }
            }
            out[std::size_t(y * width + x)] = value;
        }
    }
    return out;
}

Plane halved(const Plane &from, int width, int height)
{
    Plane out(std::size_t(width / 2 * (height / 2)));
    for (int y = 0; y < height / 2; ++y) {
        for (int x = 0; x < width / 2; ++x) {
            const float *at = from.data() + 2 * y * width + 2 * x;
            out[std::size_t(y * (width / 2) + x)] = (at[0] + at[1] + at[width] + at[width + 1]) / 4;
        }
    }
    return out;
}

/// Nothing lies beyond the edge.
Plane blurred(const Plane &from, int width, int height, double sigma)
{
    const int reach = int(std::ceil(3 * sigma));
    std::vector<float> kernel(std::size_t(2 * reach + 1));
    float sum = 0;
    for (int i = -reach; i <= reach; ++i) {
        kernel[std::size_t(i + reach)] = float(std::exp(-i * i / (2 * sigma * sigma)));
        sum += kernel[std::size_t(i + reach)];
    }
    const auto along = [&](const Plane &plane, int step, int count, int crossStep, int crossCount) {
        Plane out(plane.size());
        for (int cross = 0; cross < crossCount; ++cross) {
            for (int at = 0; at < count; ++at) {
                float value = 0;
                for (int i = std::max(-reach, -at); i <= std::min(reach, count - 1 - at); ++i)
                    value += kernel[std::size_t(i + reach)] *
                             plane[std::size_t(cross * crossStep + (at + i) * step)];
                out[std::size_t(cross * crossStep + at * step)] = value / sum;
            }
        }
        return out;
    };
    return along(along(from, 1, width, width, height), width, height, 1, width);
}

template <int W, int H>
GlyphTemplate<W, H> templateOf(const Plane &ink)
{
    GlyphTemplate<W, H> out;
    float mean = 0;
    for (const float value : ink)
        mean += value / (W * H);
    double squares = 0;
    for (std::size_t i = 0; i < ink.size(); ++i) {
        out.pixels[i] = std::int16_t(std::lround(ink[i] - mean));
        out.sum += out.pixels[i];
        squares += double(out.pixels[i]) * out.pixels[i];
    }
    out.norm = std::sqrt(squares);
    return out;
}

double likeness(const GlyphTemplate<kCellWidth, kCellHeight> &a,
                const GlyphTemplate<kCellWidth, kCellHeight> &b)
{
    double best = -1;
    for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) {
            long dot = 0;
            for (int y = std::max(0, dy); y < std::min(kCellHeight, kCellHeight + dy); ++y) {
                for (int x = std::max(0, dx); x < std::min(kCellWidth, kCellWidth + dx); ++x)
                    dot += long(a.pixels[std::size_t(y * kCellWidth + x)]) *
                           b.pixels[std::size_t((y - dy) * kCellWidth + x - dx)];
            }
            best = std::max(best, double(dot) / (a.norm * b.norm));
        }
    }
    return best;
}

} // namespace

QChar mrzGlyph(int index)
{
    return index < 26 ? QChar(u'A' + index) : index < 36 ? QChar(u'0' + index - 26) : QChar(u'<');
}

GlyphBank::GlyphBank(const GlyphPictures &pictures)
{
    constexpr int kWeightStep = 2; // pixels of a picture on each side of a stroke, which is some 11 wide
    for (int weight = 0; weight < kWeights; ++weight) {
        std::vector<Plane> strokes; // at twice the size of a cell
        for (const auto &ink : pictures.ink) {
            const Plane plane(ink.begin(), ink.end());
            strokes.push_back(halved(
                weighted(plane, GlyphPictures::kPitch, GlyphPictures::kHeight, (weight - 1) * kWeightStep),
                GlyphPictures::kPitch, GlyphPictures::kHeight));
        }
        for (const double blur : kBlurs) {
            GlyphVariant &variant = m_variants.emplace_back();
            for (std::size_t i = 0; i < strokes.size(); ++i) {
                const Plane soft = blurred(strokes[i], 2 * kCellWidth, 2 * kCellHeight, 2 * blur);
                const Plane full = halved(soft, 2 * kCellWidth, 2 * kCellHeight);
                variant.full[i] = templateOf<kCellWidth, kCellHeight>(full);
                variant.half[i] =
                    templateOf<kCellWidth / 2, kCellHeight / 2>(halved(full, kCellWidth, kCellHeight));
            }
            for (std::size_t a = 0; a < kMrzGlyphs; ++a) {
                for (std::size_t b = 0; b <= a; ++b)
                    variant.likeness[a][b] = variant.likeness[b][a] =
                        likeness(variant.full[a], variant.full[b]);
            }
        }
    }
}

} // namespace desk
