#pragma once

#include "base/result.h"
#include "domain/mrzimage/glyphbank.h"

namespace desk
{

/// The glyphs of OCR-B, drawn from the system's font (Debian: fonts-ocr-b). NoFont when it is missing,
/// CannotOpen when it cannot be read.
Result<GlyphPictures> ocrbGlyphs();

} // namespace desk
