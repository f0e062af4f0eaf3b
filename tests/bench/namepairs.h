#pragma once

#include <QList>
#include <QString>

namespace desk::bench
{

/// Two names and whether one person has both: what stands in the record, what stands in a passport.
struct NamePair {
    QString kind; ///< how they differ, "spelling of Egypt"
    QString recorded;
    QString read; ///< as an MRZ has it, family and given names divided by "<<"
    bool truncated = false;
    bool samePerson = false;
};

/// Pairs made from lists of names, the same on every machine. No word of a name of one half is in the other.
/// Half 0 is what the comparison was tuned on; half 1 was held back.
QList<NamePair> namePairs(int half);

} // namespace desk::bench
