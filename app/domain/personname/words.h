#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

#include <vector>

namespace desk
{

/// One name in a name, after joining and reducing (domain.md §5.3).
struct JoinedWord {
    QString text;
    QString written;    ///< before joining and reducing
    QString uncut = {}; ///< the word before a compound was taken apart; empty when it was not
};

/// `normal` are the words of the normal form.
std::vector<JoinedWord> wordsOf(const QStringList &normal);

/// The consonant of an assimilated article before `noun`: "SH" for SHAKUR, "R" for RAHMAN; empty when it has
/// none.
QStringView sunLetter(QStringView noun);
/// ALKHATIB without AL, ENNAJI without EN; the word itself when it does not look like that.
QString withoutLatinArticle(const QString &word);

} // namespace desk
