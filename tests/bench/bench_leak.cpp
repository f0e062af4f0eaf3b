// What the index of names gives away to somebody who holds the file and knows how common names are, but has
// no key. The attacker makes the same index of another sample of the same people and matches hashes to words
// by how many residents have them. DESK_BENCH_RESIDENTS sets how many residents there are.
#include "bench/bench.h"
#include "bench/benchregistry.h"
#include "bench/benchvault.h"

#include "base/clock.h"
#include "domain/personname.h"
#include "sql/statement.h"
#include "store/nametokens.h"

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
    QStringList hashes()
    {
        Connection &connection = m_database->connection();
        orGiveUp(connection.execute(
            u"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'names', 'row')"_s));
        QStringList hashes;
        Statement query(connection, u"SELECT term FROM temp.words ORDER BY doc DESC, term"_s);
        orGiveUp(query.each([&](const Statement &row) { hashes += row.text(0); }));
        return hashes;
    }
    /// The hash of a word, which takes the key.
    QString hashOf(const QString &word) const
    {
        const auto keys = orGiveUp(m_vault.keys({KeyUse::RegistryNames}));
        return NameIndex(*keys).expression({{word, {}}}, NameAsk::Words).remove(u'"');
    }
    /// Those of words alone: what an index would show that keeps words by themselves.
    QStringList wordHashes()
    {
        QSet<QString> ofWords;
        for (auto word = m_words.keyBegin(); word != m_words.keyEnd(); ++word)
            ofWords.insert(hashOf(*word));
        QStringList kept = hashes();
        kept.removeIf([&](const QString &hash) { return !ofWords.contains(hash); });
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
double placed(const QStringList &words, const Sample &stolen, const QStringList &theirs, const Sample &own,
              const QStringList &ours, int near)
{
    QHash<QString, qsizetype> ranks;
    for (qsizetype rank = 0; rank < ours.size(); ++rank)
        ranks.insert(ours[rank], rank);
    int right = 0;
    for (const QString &word : words) {
        const auto rank = ranks.constFind(own.hashOf(word));
        if (rank == ranks.constEnd())
            continue;
        const QString hash = stolen.hashOf(word);
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
    const QStringList theirs = stolen.hashes();
    const QStringList ours = own.hashes();
    const QStringList theirWords = stolen.wordHashes();
    const QStringList ourWords = own.wordHashes();
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
