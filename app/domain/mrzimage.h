#pragma once

#include "domain/mrz.h"
#include "domain/mrzimage/glyphbank.h"
#include "domain/mrzimage/grayimage.h"

#include <QList>
#include <QStringList>

#include <array>

namespace desk
{

/// Why no machine-readable zone was read from a picture.
enum class MrzImageFault {
    None,
    Size,       ///< not a picture, or larger than kMostPixels on a side
    NoBand,     ///< nothing in it looks like two lines of evenly spaced characters
    NotOcrB,    ///< there are such lines, but not of 44 characters in OCR-B
    Resolution, ///< there is one, but its characters are too small to be told apart: scan finer, or go nearer
};

/// A character of the zone as it was read from a picture.
struct MrzCell {
    static constexpr QChar kIllegible = u'?'; ///< nothing there fits a glyph; always doubtful

    QChar character = kIllegible;
    /// How far the best glyph stands from the second best: 1 as if printed without a fault, 0 when both fit
    /// alike.
    double margin = 0;
    bool doubtful = true;           ///< a person must confirm it against its picture
    bool chosenByStructure = false; ///< another glyph fitted better, but cannot stand here; always doubtful
    QList<QChar> alternatives;      ///< what else it could be, likeliest first
    ImageQuad quad{};               ///< where it stands in the picture
};

/// Where a character of the zone stands, counted from 0.
struct MrzPlace {
    int line = 0;
    int column = 0;

    friend bool operator==(MrzPlace, MrzPlace) = default;
};

/// A machine-readable zone of two lines (TD3) as read from a picture, or why it was not.
struct MrzImageReading {
    MrzImageFault fault = MrzImageFault::NoBand;
    ImageQuad band{}; ///< where both lines stand; top left is where one begins to read
    std::array<std::array<MrzCell, 44>, 2> cells;

    bool found() const { return fault == MrzImageFault::None; }
    QStringList lines() const; ///< empty when not found
    const MrzCell &at(MrzPlace place) const;
    /// Where the columns `first` to `last` of a line stand in the picture.
    ImageQuad span(int line, int first, int last) const;
    /// In reading order; none when not found.
    QList<MrzPlace> doubtfulPlaces() const;
    int doubtfulCells() const { return int(doubtfulPlaces().size()); }
    /// What its picture resembles and the column may hold, likeliest first; empty where nothing is legible.
    QList<QChar> choices(MrzPlace place) const;
    /// A person says what stands there. False, and nothing changes, when the column cannot hold it.
    bool confirm(MrzPlace place, QChar character);
    /// What the check digits say of the lines as they stand.
    MrzChecks checks() const;
    /// True when nobody has to confirm anything: no cell is doubtful and all check digits hold.
    bool accepted() const;
};

/// Finds and reads the machine-readable zone of a passport's data page by the glyphs of OCR-B. One reader
/// serves any number of threads.
class MrzImageReader
{
public:
    static constexpr int kMostPixels = 8000; ///< on a side

    explicit MrzImageReader(const GlyphPictures &glyphs);

    /// The page may lie anywhere in the picture, at any quarter turn and some 10° off it.
    MrzImageReading read(const GrayImage &image) const;

private:
    GlyphBank m_bank;
};

} // namespace desk
