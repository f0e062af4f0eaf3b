// What the index of names gives away to somebody who holds the file and knows how common names are, but has
// no key. The attacker makes the same index of another sample of the same people and matches hashes to words
// by how many residents have them. DESK_BENCH_RESIDENTS sets how many residents there are.
#include "bench/bench.h"
#include "bench/benchregistry.h"
#include "bench/benchvault.h"

#include "base/clock.h"
#include "domain/personname.h"
#include "store/nametokens.h"
#include "store/postings.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kDefaultResidents = 200'000;
constexpr int kCommonest = 1'000;

/// A register of its own key and people.
class Sample
{
public:
    Sample(const QString &path, quint64 seed, qint64 count)
        : m_database(orGiveUp(RegistryDatabase::open(path, Access::Write, m_vault, m_clock)))
    {
        fill(*m_database, seed, count, [this](const Resident &resident) {
            const QStringList words = nameTokens(resident.nameAr) + nameTokens(resident.nameEn);
            for (const QString &word : words)
                ++m_words[word];
        });
    }

    /// The hashes in the file, of whatever kind, commonest first. It takes no key to see them.
    QList<quint64> hashes()
    {
        QHash<quint64, qint64> counts;
        for (size_t part = 0; part < postings::kParts; ++part) {
            std::vector<postings::Packed> laid;
            orGiveUp(postings::read(m_database->connection(), part, laid));
            for (const postings::Packed posting : laid)
                ++counts[postings::tokenOf(posting, part)];
        }
        QList<quint64> hashes = counts.keys();
        std::sort(hashes.begin(), hashes.end(), [&counts](quint64 a, quint64 b) {
            return std::pair(-counts[a], a) < std::pair(-counts[b], b);
        });
        return hashes;
    }
    /// The hash of a word, which takes the key.
    quint64 hashOf(const QString &word) const
    {
        const auto keys = orGiveUp(m_vault.keys({KeyUse::RegistryNames}));
        return NameTokens(*keys).question({{word, {}}}, NameAsk::Words).front().front();
    }
    /// Those of words alone: what an index would show that keeps words by themselves.
    QList<quint64> wordHashes()
    {
        QSet<quint64> ofWords;
        for (auto word = m_words.keyBegin(); word != m_words.keyEnd(); ++word)
            ofWords.insert(hashOf(*word));
        QList<quint64> kept = hashes();
        kept.removeIf([&](quint64 hash) { return !ofWords.contains(hash); });
        return kept;
    }
    QStringList commonestWords(qsizetype count) const
    {
        QStringList words = m_words.keys();
        std::sort(words.begin(), words.end(), [this](const QString &a, const QString &b) {
            return std::pair(-m_words[a], a) < std::pair(-m_words[b], b);
        });
        return words.mid(0, count);
    }

private:
    BenchVault m_vault;
    SystemClock m_clock;
    std::unique_ptr<RegistryDatabase> m_database;
    QHash<QString, qint64> m_words;
};

/// The share of `words` whose hash among `theirs` the attacker names rightly within `near` ranks of where his
/// own sample has it among `ours`.
double placed(const QStringList &words, const Sample &stolen, const QList<quint64> &theirs, const Sample &own,
              const QList<quint64> &ours, int near)
{
    QHash<quint64, qsizetype> ranks;
    for (qsizetype rank = 0; rank < ours.size(); ++rank)
        ranks.insert(ours[rank], rank);
    int right = 0;
    for (const QString &word : words) {
        const auto rank = ranks.constFind(own.hashOf(word));
        if (rank == ranks.constEnd())
            continue;
        const quint64 hash = stolen.hashOf(word);
        for (qsizetype at = std::max<qsizetype>(0, *rank - near); at <= *rank + near && at < theirs.size();
             ++at)
            right += theirs[at] == hash;
    }
    return double(right) / double(words.size());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir directory;
    const qint64 count = residentsWanted(kDefaultResidents);
    Sample stolen(directory.filePath(u"stolen.db"_s), 1, count);
    Sample own(directory.filePath(u"own.db"_s), 2, count);
    const QList<quint64> theirs = stolen.hashes();
    const QList<quint64> ours = own.hashes();
    const QList<quint64> theirWords = stolen.wordHashes();
    const QList<quint64> ourWords = own.wordHashes();
    for (const int commonest : {100, kCommonest}) {
        const QStringList words = stolen.commonestWords(commonest);
        for (const int near : {0, 5}) {
            const double mixed = placed(words, stolen, theirs, own, ours, near);
            const double alone = placed(words, stolen, theirWords, own, ourWords, near);
            const std::string what = near == 0 ? "of the commonest words, named rightly by rank"
                                               : "of the commonest words, within five ranks";
            print({"leak", what, words.size()}, "share", mixed, alone, "an index of words alone");
        }
    }
    return 0;
}
