#include "service/passportimage.h"

#include "service/ocrbfont.h"

namespace desk
{

Result<MrzImageReading> readPassportImage(const GrayImage &image)
{
    static const Result<MrzImageReader> reader =
        ocrbGlyphs().map([](const GlyphPictures &glyphs) { return MrzImageReader(glyphs); });
    if (!reader)
        return failure(reader);
    return reader->read(image);
}

} // namespace desk
