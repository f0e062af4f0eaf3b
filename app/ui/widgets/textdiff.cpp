#include "ui/widgets/textdiff.h"

#include <QStringList>

#include <vector>

namespace desk
{

namespace
{

struct Piece {
    QString text;
    int start = 0;
};

QList<Piece> piecesOf(const QString &text, bool words)
{
    QList<Piece> pieces;
    for (int i = 0; i < text.size();) {
        int end = i + 1;
        if (words) {
            if (text.at(i).isSpace()) {
                ++i;
                continue;
            }
            while (end < text.size() && !text.at(end).isSpace())
                ++end;
        }
        pieces += {text.mid(i, end - i), i};
        i = end;
    }
    return pieces;
}

void mark(QList<MarkRange> &ranges, const Piece &piece)
{
    const int length = int(piece.text.size());
    if (!ranges.isEmpty() && ranges.last().start + ranges.last().length == piece.start)
        ranges.last().length += length;
    else
        ranges += {piece.start, length};
}

} // namespace

TextDiff diffOf(const QString &before, const QString &after)
{
    const bool words = before.contains(u' ') || after.contains(u' ');
    const QList<Piece> a = piecesOf(before, words);
    const QList<Piece> b = piecesOf(after, words);
    TextDiff diff;
    if (!words && a.size() == b.size()) {
        for (qsizetype i = 0; i < a.size(); ++i) {
            if (a.at(i).text != b.at(i).text) {
                mark(diff.before, a.at(i));
                mark(diff.after, b.at(i));
            }
        }
        return diff;
    }
    // Longest common subsequence; the values are a few dozen characters.
    const auto rows = std::size_t(a.size()) + 1;
    const auto columns = std::size_t(b.size()) + 1;
    std::vector<int> common(rows * columns, 0);
    const auto at = [&](qsizetype i, qsizetype j) -> int & {
        return common[std::size_t(i) * columns + std::size_t(j)];
    };
    for (qsizetype i = a.size() - 1; i >= 0; --i) {
        for (qsizetype j = b.size() - 1; j >= 0; --j)
            at(i, j) =
                a.at(i).text == b.at(j).text ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    qsizetype i = 0;
    qsizetype j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a.at(i).text == b.at(j).text) {
            ++i;
            ++j;
        } else if (j < b.size() && (i == a.size() || at(i, j + 1) >= at(i + 1, j))) {
            mark(diff.after, b.at(j++));
        } else {
            mark(diff.before, a.at(i++));
        }
    }
    return diff;
}

} // namespace desk
