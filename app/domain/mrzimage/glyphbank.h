#pragma once

#include <QChar>

#include <array>
#include <cstdint>
#include <vector>

namespace desk
{

/// The glyphs of a machine-readable zone: A to Z, 0 to 9 and `<`, in this order wherever they are counted.
constexpr int kMrzGlyphs = 37;
QChar mrzGlyph(int index);

/// The glyphs of OCR-B as pictures of their ink, 0 none to 255 full: each kPitch wide, which is the font's
/// advance, and kHeight high with the middle of the capital H in the middle of the picture.
struct GlyphPictures {
    static constexpr int kPitch = 80;
    static constexpr int kHeight = 112;
    std::array<std::vector<std::uint8_t>, kMrzGlyphs> ink;
};

/// The size at which cells are compared: one pitch of the font is kCellWidth.
constexpr int kCellWidth = 20;
constexpr int kCellHeight = 28;

/// A glyph to compare a cell of W × H pixels with: mean 0 but for rounding.
template <int W, int H>
struct GlyphTemplate {
    std::array<std::int16_t, W * H> pixels{};
    int sum = 0;
    double norm = 0; ///< root of the sum of squares

    friend bool operator==(const GlyphTemplate &, const GlyphTemplate &) = default;
};

/// All glyphs as one way of printing and photographing shows them.
struct GlyphVariant {
    std::array<GlyphTemplate<kCellWidth, kCellHeight>, kMrzGlyphs> full;
    std::array<GlyphTemplate<kCellWidth / 2, kCellHeight / 2>, kMrzGlyphs> half;
    /// Greatest correlation of two glyphs over a shift of a pixel.
    std::array<std::array<double, kMrzGlyphs>, kMrzGlyphs> likeness;
};

/// The variants: three weights of the stroke, each in the degrees of blur of kBlurs.
class GlyphBank
{
public:
    static constexpr int kWeights = 3;
    static constexpr std::array<double, 4> kBlurs{0.7, 1.2, 1.8, 2.6}; ///< sigma in pixels of a cell

    explicit GlyphBank(const GlyphPictures &pictures);

    const GlyphVariant &variant(int index) const { return m_variants[std::size_t(index)]; }
    int size() const { return int(m_variants.size()); }
    /// Middle weight, little blur.
    const GlyphVariant &common() const { return m_variants[kBlurs.size() + 1]; }

private:
    std::vector<GlyphVariant> m_variants;
};

} // namespace desk
