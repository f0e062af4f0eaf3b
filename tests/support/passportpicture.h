#pragma once

#include "domain/mrzimage/grayimage.h"

#include <QImage>
#include <QStringList>

namespace desk
{

/// How the picture of a made-up data page comes about. Everything left to chance hangs on `seed`.
struct PassportPicture {
    enum class Around {
        Nothing, ///< the page alone
        Scan,    ///< the page somewhere on a larger sheet of a scanner
        Booklet, ///< both open pages on a dark desk
    };

    quint64 seed = 1;
    double dpi = 300;
    Around around = Around::Nothing;
    double degrees = 0;     ///< the page's turn in the picture
    double perspective = 0; ///< how far each corner may stand off, as a share of the page's width
    double pattern = 0.3;   ///< darkness of the security print
    double uneven = 0;      ///< darkness of the darkest corner
    int glares = 0;         ///< bright spots, most of them on the zone
    double shadow = 0;      ///< darkness of a shadow with a soft edge across the page
    double blur = 0;        ///< sigma in pixels
    double noise = 0;       ///< deviation of each pixel as a share of white
    double speckle = 0;     ///< share of pixels that are black or white
    int jpeg = 0;           ///< quality; 0 is none
    double spread = 0; ///< what ink gained on each side of a stroke, as a share of the pitch; negative: lost
    double jitter = 0.01;   ///< deviation of a glyph from its place, as a share of the pitch
    double pitchError = 0;  ///< of the pitch, as a share; the lines' distance stays
    double sizeError = 0;   ///< of the glyphs' size, as a share
    double fading = 0;      ///< how much lighter than black the ink is
    bool sharpFace = false; ///< the sibling face with square stroke ends
    bool scratched = false; ///< lines across the zone, of paper or ink

    /// The zone that is printed on it; differs with the seed.
    QStringList lines() const;
    QImage drawn() const;
};

GrayImage grayOf(const QImage &image);

} // namespace desk
