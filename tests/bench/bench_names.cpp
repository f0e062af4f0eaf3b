// How long names take, and how often the similarity behind RC-011 and RC-012 is wrong: false alarms are pairs
// of one person's names below a threshold, misses are two people's names at or above it. DESK_BENCH_HALF=1
// takes the half of the pairs that nothing was tuned on; DESK_BENCH_PAIRS=1 also prints each pair that is
// wrong.
#include "bench/bench.h"
#include "bench/namepairs.h"

#include "domain/icaoarabic.h"
#include "domain/personname.h"

#include <QMap>

#include <unicode/translit.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr double kSame = 0.90;
constexpr double kSpelling = 0.60;

using Score = std::function<double(const NamePair &)>;

/// As the rules compare (app/domain/rules/facts.cpp): the name as it was read, or what its letters stand for
/// in the ICAO table.
double ours(const NamePair &pair)
{
    const double read = matchNames(pair.recorded, pair.read, pair.truncated).score;
    const QString given = pair.read.section(u"<<"_s, 1);
    const auto arabic =
        arabicFromIcao(QString(given + u' ' + pair.read.section(u"<<"_s, 0, 0)).replace(u'<', u' '));
    return arabic ? std::max(read, matchNames(pair.recorded, *arabic, pair.truncated).score) : read;
}

/// What a general library would be asked for: Jaro-Winkler of the two names in Latin letters.
class LatinJaroWinkler
{
public:
    LatinJaroWinkler()
    {
        UErrorCode status = U_ZERO_ERROR;
        m_latin.reset(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
        if (U_FAILURE(status))
            std::abort();
    }

    double operator()(const NamePair &pair) const
    {
        const std::u16string a = latin(pair.recorded);
        const std::u16string b = latin(pair.read);
        const auto reach = std::max<std::ptrdiff_t>(std::ptrdiff_t(std::max(a.size(), b.size())) / 2 - 1, 0);
        std::vector<bool> used(b.size());
        std::u16string matched;
        for (std::size_t i = 0; i < a.size(); ++i) {
            const auto from = std::size_t(std::max<std::ptrdiff_t>(std::ptrdiff_t(i) - reach, 0));
            for (std::size_t j = from; j < std::min(b.size(), i + std::size_t(reach) + 1); ++j) {
                if (!used[j] && a[i] == b[j]) {
                    used[j] = true;
                    matched += a[i];
                    break;
                }
            }
        }
        if (matched.empty())
            return 0;
        double swapped = 0;
        for (std::size_t j = 0, k = 0; j < b.size(); ++j) {
            if (used[j])
                swapped += b[j] == matched[k++] ? 0 : 0.5;
        }
        const auto m = double(matched.size());
        const double jaro = (m / double(a.size()) + m / double(b.size()) + (m - swapped) / m) / 3;
        int prefix = 0;
        while (prefix < 4 && std::size_t(prefix) < std::min(a.size(), b.size()) &&
               a[std::size_t(prefix)] == b[std::size_t(prefix)])
            ++prefix;
        return jaro + prefix * 0.1 * (1 - jaro);
    }

private:
    std::u16string latin(const QString &name) const
    {
        const QString normal = normalName(name);
        icu::UnicodeString text(reinterpret_cast<const char16_t *>(normal.utf16()), int32_t(normal.size()));
        m_latin->transliterate(text);
        return normalName(QStringView(text.getBuffer(), text.length())).toStdU16String();
    }

    std::unique_ptr<icu::Transliterator> m_latin;
};

double equalKeys(const NamePair &pair)
{
    QStringList a = nameKeys(pair.recorded).primary;
    QStringList b = nameKeys(pair.read).primary;
    a.sort();
    b.sort();
    return a == b ? 1 : 0;
}

/// The share of the pairs, in per cent, that are wrong at the threshold.
double wrong(const QList<NamePair> &pairs, const Score &score, double threshold)
{
    const auto count = std::count_if(pairs.begin(), pairs.end(), [&](const NamePair &pair) {
        return pair.samePerson == (score(pair) < threshold);
    });
    return 100.0 * double(count) / double(pairs.size());
}

void printWrong(const QString &what, const QList<NamePair> &pairs)
{
    static const LatinJaroWinkler latin;
    const bool same = pairs.first().samePerson;
    for (const double threshold : {kSpelling, kSame}) {
        const std::string figure = u"%1 %2 %3"_s
                                       .arg(same ? u"false alarms below"_s : u"misses from"_s,
                                            QString::number(threshold, 'f', 2), what)
                                       .toStdString();
        const double mine = wrong(pairs, ours, threshold);
        print({"names", figure, long(pairs.size())}, "percent", mine,
              wrong(
                  pairs, [](const NamePair &pair) { return latin(pair); }, threshold),
              "Jaro-Winkler of Any-Latin");
        print({"names", figure, long(pairs.size())}, "percent", mine, wrong(pairs, equalKeys, threshold),
              "equal keys");
    }
}

void printSimilarity()
{
    const QList<NamePair> all = namePairs(qEnvironmentVariableIntValue("DESK_BENCH_HALF"));
    QMap<QString, QList<NamePair>> kinds;
    QList<NamePair> halves[2];
    for (const NamePair &pair : all) {
        kinds[pair.kind] += pair;
        halves[pair.samePerson ? 1 : 0] += pair;
        const double score = ours(pair);
        if (qEnvironmentVariableIsSet("DESK_BENCH_PAIRS") && pair.samePerson == (score < kSpelling))
            std::fprintf(stderr, "%s\t%s\t%s\t%.2f\n", qPrintable(pair.kind), qPrintable(pair.recorded),
                         qPrintable(pair.read), score);
    }
    for (auto kind = kinds.begin(); kind != kinds.end(); ++kind)
        printWrong(u"("_s + kind.key() + u')', *kind);
    printWrong(u"of one person"_s, halves[1]);
    printWrong(u"of two people"_s, halves[0]);
}

} // namespace

int main()
{
    printSimilarity();
    const QString arabic = QStringLiteral("محمد بن عبد الرحمن منصور الخطيب");
    const QString latin = QStringLiteral("MOHAMMED ABDUL RAHMAN MANSOUR ALKHATIB");
    const auto copied = measure([&] { keep(QStringView(latin).toString().toUpper()); });
    const char *const copying = "copying the name in capitals";

    const auto normal = measure([&] { keep(normalName(arabic)); });
    print({"names", "normal form", normal.count}, normal, copied, copying);
    const auto keys = measure([&] { keep(nameKeys(arabic)); });
    print({"names", "search keys", keys.count}, keys, copied, copying);

    const PreparedName query = prepareName(latin);
    const PreparedName candidate = prepareName(arabic);
    const auto match = measure([&] { keep(matchNames(query, candidate)); });
    print({"names", "compare two prepared names", match.count}, match, copied, copying);
    return 0;
}
