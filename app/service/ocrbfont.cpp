#include "service/ocrbfont.h"

#include <QFile>

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <memory>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

constexpr const char *kFamily = "OCR B";

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T *object) const
    {
        Free(object);
    }
};

using Pattern = std::unique_ptr<FcPattern, Freed<FcPatternDestroy>>;
using Library = std::unique_ptr<FT_LibraryRec_, Freed<FT_Done_FreeType>>;
using Face = std::unique_ptr<FT_FaceRec_, Freed<FT_Done_Face>>;

/// The file of the family's upright face; empty when the system has none. Fontconfig answers with another
/// family rather than not at all.
QByteArray fontFile()
{
    const std::unique_ptr<FcConfig, Freed<FcConfigDestroy>> config(FcInitLoadConfigAndFonts());
    const Pattern wanted(FcPatternBuild(nullptr, FC_FAMILY, FcTypeString, kFamily, FC_STYLE, FcTypeString,
                                        "Regular", FC_SLANT, FcTypeInteger, FC_SLANT_ROMAN, nullptr));
    if (!config || !wanted)
        return {};
    FcConfigSubstitute(config.get(), wanted.get(), FcMatchPattern);
    FcDefaultSubstitute(wanted.get());
    FcResult outcome = FcResultNoMatch;
    const Pattern found(FcFontMatch(config.get(), wanted.get(), &outcome));
    FcChar8 *family = nullptr;
    FcChar8 *file = nullptr;
    if (!found || FcPatternGetString(found.get(), FC_FAMILY, 0, &family) != FcResultMatch ||
        FcPatternGetString(found.get(), FC_FILE, 0, &file) != FcResultMatch)
        return {};
    return qstrcmp(reinterpret_cast<const char *>(family), kFamily) == 0
               ? QByteArray(reinterpret_cast<const char *>(file))
               : QByteArray();
}

/// Draws the glyph where GlyphPictures wants it. `middle` is half the height of a capital, in pixels.
std::vector<std::uint8_t> drawn(FT_GlyphSlot glyph, int middle)
{
    std::vector<std::uint8_t> ink(std::size_t(GlyphPictures::kPitch) * GlyphPictures::kHeight);
    const int left = glyph->bitmap_left;
    const int top = GlyphPictures::kHeight / 2 + middle - glyph->bitmap_top;
    for (int y = 0; y < int(glyph->bitmap.rows); ++y) {
        for (int x = 0; x < int(glyph->bitmap.width); ++x) {
            const int toX = x + left;
            const int toY = y + top;
            if (toX >= 0 && toX < GlyphPictures::kPitch && toY >= 0 && toY < GlyphPictures::kHeight)
                ink[std::size_t(toY * GlyphPictures::kPitch + toX)] =
                    glyph->bitmap.buffer[y * glyph->bitmap.pitch + x];
        }
    }
    return ink;
}

} // namespace

Result<GlyphPictures> ocrbGlyphs()
{
    const QByteArray file = fontFile();
    if (file.isEmpty())
        return failure(ErrorCode::NoFont, QString::fromLatin1(kFamily));
    const auto unreadable = [&](FT_Error error) {
        return failure(ErrorCode::CannotOpen, QFile::decodeName(file), u"FreeType error %1"_s.arg(error));
    };

    FT_Library opened = nullptr;
    if (const FT_Error error = FT_Init_FreeType(&opened))
        return unreadable(error);
    const Library library(opened);
    FT_Face read = nullptr;
    if (const FT_Error error = FT_New_Face(library.get(), file.constData(), 0, &read))
        return unreadable(error);
    const Face face(read);

    constexpr int kFlags = FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP;
    if (const FT_Error error = FT_Load_Char(face.get(), 'H', FT_LOAD_NO_SCALE))
        return unreadable(error);
    const FT_Glyph_Metrics inUnits = face->glyph->metrics;
    if (inUnits.horiAdvance <= 0)
        return unreadable(0);
    // So many pixels an em, in 64ths, that the advance is the pitch.
    const FT_F26Dot6 size = FT_MulDiv(GlyphPictures::kPitch * 64, face->units_per_EM, inUnits.horiAdvance);
    if (const FT_Error error = FT_Set_Char_Size(face.get(), 0, size, 72, 72))
        return unreadable(error);
    const int middle = int(FT_MulDiv(inUnits.horiBearingY, GlyphPictures::kPitch, 2 * inUnits.horiAdvance));

    GlyphPictures pictures;
    for (int i = 0; i < kMrzGlyphs; ++i) {
        if (const FT_Error error = FT_Load_Char(face.get(), mrzGlyph(i).unicode(), kFlags | FT_LOAD_RENDER))
            return unreadable(error);
        pictures.ink[std::size_t(i)] = drawn(face->glyph, middle);
    }
    return pictures;
}

} // namespace desk
