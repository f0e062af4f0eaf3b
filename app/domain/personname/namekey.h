#pragma once

#include <QString>
#include <QStringView>

namespace desk
{

/// Readings of a letter beside the usual one, each for spellings the primary key misses.
enum Reading : unsigned {
    Usual = 0,
    GAsJ = 1,         ///< GAMAL: JML
    ThAsS = 2,        ///< OTHMAN, عثمان: ASMN as in OSMAN
    ChAsH = 4,        ///< ACHMAD: AHMD
    SoftC = 8,        ///< HOUCINE: HSN
    FinalTAsD = 16,   ///< AHMET: AHMD
    OuAsW = 32,       ///< OUALID: WLD
    VAsW = 64,        ///< NAVEED, نويد: ND
    DadAsZ = 128,     ///< رضا: RZ as in REZA
    SplitPairs = 256, ///< MEDHAT, ISHAQ: MDHT, ASHK
};
constexpr unsigned kReadings[] = {GAsJ, ThAsS, ChAsH, SoftC, FinalTAsD, OuAsW, VAsW, DadAsZ, SplitPairs};
constexpr unsigned kAllButSplit = SplitPairs - 1;

/// The cross-script key of one word (domain.md §5.4).
QString keyOf(QStringView word, unsigned reading = Usual);

/// False for two names of one consonant key that their long vowels tell apart, as محمد and MAHMOUD, حسين and
/// HASAN. Arabic writes long vowels; Latin spellings double them, or write two letters.
bool vowelsAgree(QStringView arabic, QStringView latin);

} // namespace desk
