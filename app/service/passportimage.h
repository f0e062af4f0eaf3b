#pragma once

#include "base/result.h"
#include "domain/mrzimage.h"

namespace desk
{

/// Finds and reads the machine-readable zone in the picture of a passport's data page. NoFont where the font
/// of these zones is not installed; a picture without a zone is no error but a reading that says so. Any
/// thread.
Result<MrzImageReading> readPassportImage(const GrayImage &image);

} // namespace desk
