// How well a name is found in the ways in which clerks and passports write it differently: recall and rank
// beside SQL LIKE and plain FTS5. DESK_BENCH_RESIDENTS sets how many residents there are; DESK_BENCH_HALF=1
// takes the half of the queries that nothing was tuned on.
#include "bench/bench.h"
#include "bench/benchregistry.h"
#include "bench/benchvault.h"

#include "base/clock.h"
#include "domain/demonames.h"
#include "domain/personname.h"
#include "sql/statement.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <functional>
#include <optional>
#include <random>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 kSeed = 7;
constexpr qint64 kDefaultResidents = 20'000;
constexpr int kQueriesPerWay = 60;

using Random = std::mt19937;

int below(Random &random, qsizetype count)
{
    return static_cast<int>(random() % static_cast<unsigned>(count));
}

QStringList wordsIn(const QString &name)
{
    return name.split(u' ', Qt::SkipEmptyParts);
}

/// `name` with the first of `pairs` that is in it put the other way round; nullopt: none is.
std::optional<QString> exchanged(const QString &name, const QList<std::pair<QString, QString>> &pairs)
{
    for (const auto &[from, to] : pairs) {
        if (name.contains(from)) {
            QString changed = name;
            return changed.replace(from, to);
        }
    }
    return std::nullopt;
}

/// Each way makes a query of a resident's name, or nothing where it does not apply.
using Way = std::function<std::optional<QString>(const Resident &, Random &)>;

QString endsOf(const QString &name)
{
    const QStringList words = wordsIn(name);
    return words.size() < 2 ? QString() : words.first() + u' ' + words.last();
}

/// How many residents share the first and the last part of their names: of more than five no search can know
/// which is meant.
class Namesakes
{
public:
    explicit Namesakes(const QList<Resident> &residents)
    {
        for (const Resident &resident : residents) {
            ++m_counts[endsOf(resident.nameAr)];
            ++m_counts[endsOf(resident.nameEn)];
        }
    }
    bool areFew(const QString &name) const { return m_counts.value(endsOf(name)) <= 5; }

private:
    QHash<QString, int> m_counts;
};

std::optional<QString> withoutMiddle(const QString &name, const Namesakes &namesakes)
{
    return wordsIn(name).size() < 3 || !namesakes.areFew(name) ? std::nullopt : std::optional(endsOf(name));
}

std::optional<QString> lastFirst(const QString &name)
{
    QStringList words = wordsIn(name);
    if (words.size() < 2)
        return std::nullopt;
    words.prepend(words.takeLast());
    return words.join(u' ');
}

/// One slip of the hand in a word of six letters or more, of a name of three words or more.
std::optional<QString> slipped(const QString &name, Random &random)
{
    QStringList words = wordsIn(name);
    QList<int> longWords;
    for (int i = 0; i < words.size(); ++i) {
        if (words[i].size() >= 6)
            longWords += i;
    }
    if (words.size() < 3 || longWords.isEmpty())
        return std::nullopt;
    QString &word = words[longWords[below(random, longWords.size())]];
    const int at = 1 + below(random, word.size() - 2);
    switch (below(random, 4)) {
    case 0:
        word.remove(at, 1);
        break;
    case 1:
        word.insert(at, word[below(random, word.size())]);
        break;
    case 2:
        word[at] = word[below(random, word.size())];
        break;
    default:
        std::swap(word[at], word[at + 1]);
        break;
    }
    return words.join(u' ');
}

/// The name as a machine-readable zone with too little room gives it.
std::optional<QString> cut(const QString &name, Random &random)
{
    const qsizetype room = name.size() - 1 - below(random, 4);
    const QStringList words = wordsIn(name);
    if (words.size() < 3 || words.last().size() < 6)
        return std::nullopt;
    return name.left(room);
}

/// The spellings in use of a word of a name in the demo office.
QStringList demoSpellings(const QString &word)
{
    for (const DemoNation &nation : demoNations()) {
        for (const auto &words : {nation.men, nation.women, nation.families}) {
            for (const DemoWord &each : words) {
                const QStringList spellings = QString::fromLatin1(each.latin).split(u'|');
                if (spellings.contains(word))
                    return spellings;
            }
        }
    }
    return {};
}

/// One word of the Latin name in another spelling of the same Arabic one.
std::optional<QString> respelled(const QString &name, Random &random)
{
    QStringList words = wordsIn(name);
    const QStringList before = words;
    for (QString &word : words) {
        const QStringList others = demoSpellings(word);
        if (others.size() > 1)
            word = others[below(random, others.size())];
    }
    return words == before ? std::nullopt : std::optional(words.join(u' '));
}

QString vocalised(const QString &name, Random &random)
{
    QString out;
    for (const QChar c : name) {
        out += c;
        if (c.isLetter())
            out += QChar(0x064B + below(random, 8));
    }
    return out;
}

std::optional<QString> ifOther(const QString &query, const QString &name)
{
    return query == name ? std::nullopt : std::optional(query);
}

struct NamedWay {
    const char *name;
    Way make;
};

QList<NamedWay> ways(const Namesakes &namesakes)
{
    return {
        {"missing middle, Arabic",
         [&](const Resident &r, Random &) { return withoutMiddle(r.nameAr, namesakes); }},
        {"missing middle, Latin",
         [&](const Resident &r, Random &) { return withoutMiddle(r.nameEn, namesakes); }},
        {"abd apart or joined, Arabic",
         [](const Resident &r, Random &) {
             return exchanged(r.nameAr, {{u"عبد "_s, u"عبد"_s}, {u"عبدال"_s, u"عبد ال"_s}});
         }},
        {"abd apart or joined, Latin",
         [](const Resident &r, Random &) {
             return exchanged(r.nameEn, {{u"ABDUL "_s, u"ABDUL"_s},
                                         {u"ABDUL"_s, u"ABDUL "_s},
                                         {u"ABDEL"_s, u"ABD EL "_s},
                                         {u"ABDAL"_s, u"ABD AL "_s}});
         }},
        {"article, Arabic",
         [](const Resident &r, Random &) -> std::optional<QString> {
             QStringList words = wordsIn(r.nameAr);
             if (words.size() < 2)
                 return std::nullopt;
             QString &last = words.last();
             last = last.startsWith(u"ال") ? last.mid(2) : u"ال"_s + last;
             return words.join(u' ');
         }},
        {"article, Latin",
         [](const Resident &r, Random &) -> std::optional<QString> {
             QStringList words = wordsIn(r.nameEn);
             if (words.size() < 2 || words.last().size() < 5)
                 return std::nullopt;
             QString &last = words.last();
             last = last.startsWith(u"AL") ? last.mid(2) : u"AL "_s + last;
             return words.join(u' ');
         }},
        {"ta marbuta",
         [](const Resident &r, Random &) {
             return exchanged(r.nameAr, {{u"ة"_s, u"ه"_s}});
         }},
        {"alif maqsura",
         [](const Resident &r, Random &) {
             return exchanged(r.nameAr, {{u"ى"_s, u"ي"_s}, {u"ي "_s, u"ى "_s}});
         }},
        {"hamza",
         [](const Resident &r, Random &) {
             return exchanged(r.nameAr, {{u"أ"_s, u"ا"_s},
                                         {u"إ"_s, u"ا"_s},
                                         {u"آ"_s, u"ا"_s},
                                         {u"ئ"_s, u"ي"_s},
                                         {u"ؤ"_s, u"و"_s},
                                         {u"ء"_s, u""_s},
                                         {u" ا"_s, u" أ"_s}});
         }},
        {"harakat",
         [](const Resident &r, Random &random) { return std::optional(vocalised(r.nameAr, random)); }},
        {"other spelling, Latin",
         [](const Resident &r, Random &random) { return respelled(r.nameEn, random); }},
        {"cut, Latin", [](const Resident &r, Random &random) { return cut(r.nameEn, random); }},
        {"swapped, Arabic", [](const Resident &r, Random &) { return lastFirst(r.nameAr); }},
        {"swapped, Latin", [](const Resident &r, Random &) { return lastFirst(r.nameEn); }},
        {"one slip, Arabic",
         [](const Resident &r, Random &random) {
             const auto query = slipped(r.nameAr, random);
             return query ? ifOther(*query, r.nameAr) : query;
         }},
        {"one slip, Latin",
         [](const Resident &r, Random &random) {
             const auto query = slipped(r.nameEn, random);
             return query ? ifOther(*query, r.nameEn) : query;
         }},
    };
}

struct Asked {
    QString query;
    Resident wanted;
};

/// Where somebody of that very name stands among the answers, from 1; 0: nowhere among the first 20.
constexpr int kDeep = 20;

class Recall
{
public:
    void add(int rank) { m_ranks.push_back(rank == 0 ? kDeep + 1 : rank); }
    void addAll(const Recall &other)
    {
        m_ranks.insert(m_ranks.end(), other.m_ranks.begin(), other.m_ranks.end());
    }
    double at(int depth) const
    {
        const auto hits =
            std::count_if(m_ranks.begin(), m_ranks.end(), [=](int rank) { return rank <= depth; });
        return m_ranks.empty() ? 0 : double(hits) / double(m_ranks.size());
    }
    double median() const
    {
        std::vector<int> sorted = m_ranks;
        std::sort(sorted.begin(), sorted.end());
        return sorted.empty() ? 0 : sorted[sorted.size() / 2];
    }
    long count() const { return long(m_ranks.size()); }

private:
    std::vector<int> m_ranks;
};

bool sameName(const Resident &a, const Resident &b)
{
    return a.nameAr == b.nameAr || a.nameEn == b.nameEn;
}

int rankOf(const Asked &asked, const QList<Resident> &answers)
{
    for (int i = 0; i < std::min<qsizetype>(answers.size(), kDeep); ++i) {
        if (sameName(answers[i], asked.wanted))
            return i + 1;
    }
    return 0;
}

/// Plain rows, asked with SQL.
class Plain
{
public:
    Plain(const QString &path, const QList<Resident> &residents)
        : m_connection(orGiveUp(Connection::open(path, Access::Write, 1)))
        , m_residents(residents)
    {
        orGiveUp(m_connection->execute(
            u"CREATE TABLE people (id INTEGER PRIMARY KEY, name_ar TEXT, name_en TEXT) STRICT"_s));
        orGiveUp(m_connection->execute(u"CREATE VIRTUAL TABLE names USING fts5 (name_ar, name_en)"_s));
        Transaction transaction(*m_connection);
        for (qsizetype i = 0; i < residents.size(); ++i) {
            orGiveUp(Statement(*m_connection, u"INSERT INTO people VALUES (?, ?, ?)"_s)
                         .bind(i, residents[i].nameAr, residents[i].nameEn)
                         .run());
            orGiveUp(
                Statement(*m_connection, u"INSERT INTO names (rowid, name_ar, name_en) VALUES (?, ?, ?)"_s)
                    .bind(i, residents[i].nameAr, residents[i].nameEn)
                    .run());
        }
        orGiveUp(transaction.commit());
    }

    /// Every word somewhere, in any order.
    QList<Resident> like(const QString &query)
    {
        QString sql = u"SELECT id FROM people WHERE TRUE"_s;
        const QStringList words = wordsIn(query);
        for (qsizetype i = 0; i < words.size(); ++i)
            sql += u" AND (name_ar LIKE ? OR name_en LIKE ?)"_s;
        Statement asking(*m_connection, sql + u" LIMIT 20"_s);
        asking.bind();
        for (const QString &word : words)
            asking.add(u'%' + word + u'%').add(u'%' + word + u'%');
        return answers(asking);
    }
    QList<Resident> fts(const QString &query)
    {
        QStringList words;
        for (const QString &word : wordsIn(query))
            words += u'"' + word + u'"';
        Statement asking(*m_connection,
                         u"SELECT rowid FROM names WHERE names MATCH ? ORDER BY bm25(names) LIMIT 20"_s);
        return answers(asking.bind(words.join(u' ')));
    }

private:
    QList<Resident> answers(Statement &asking)
    {
        QList<Resident> found;
        orGiveUp(asking.each([&](const Statement &row) { found += m_residents[row.number(0)]; }));
        return found;
    }

    std::unique_ptr<Connection> m_connection;
    const QList<Resident> &m_residents;
};

void printRecall(const std::string &what, const Recall &ours, const Recall &like, const Recall &fts)
{
    for (const int depth : {1, 5, 20}) {
        const std::string name = what + ", recall at " + std::to_string(depth);
        print({"quality", name, ours.count()}, "share", ours.at(depth), like.at(depth), "LIKE, every word");
        print({"quality", name, ours.count()}, "share", ours.at(depth), fts.at(depth), "plain FTS5");
    }
    print({"quality", what + ", median rank", ours.count()}, "rank", ours.median(), like.median(),
          "LIKE, every word");
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const SystemClock clock;
    const QTemporaryDir directory;
    BenchVault vault;
    const qint64 count = residentsWanted(kDefaultResidents);
    const int half = qEnvironmentVariableIntValue("DESK_BENCH_HALF");
    const bool shows = qEnvironmentVariableIsSet("DESK_BENCH_SHOW");

    const auto database =
        orGiveUp(RegistryDatabase::open(directory.filePath(u"registry.db"_s), Access::Write, vault, clock));
    QList<Resident> residents;
    fill(*database, kSeed, count, [&](const Resident &resident) { residents += resident; });
    Plain plain(directory.filePath(u"plain.db"_s), residents);

    Recall allOurs;
    Recall allLike;
    Recall allFts;
    const Namesakes namesakes(residents);
    for (const NamedWay &way : ways(namesakes)) {
        Random random(static_cast<unsigned>(2026 + half));
        Recall ours;
        Recall like;
        Recall fts;
        for (int tries = 0; ours.count() < kQueriesPerWay && tries < 200'000; ++tries) {
            const Resident &resident = residents[below(random, residents.size())];
            const auto query = way.make(resident, random);
            if (!query || query->isEmpty())
                continue;
            const Asked asked{*query, resident};
            const auto found = orGiveUp(database->registry().find({.query = asked.query, .limit = kDeep}));
            QList<Resident> answers;
            for (const ResidentMatch &match : found.matches)
                answers += match.resident;
            const int rank = rankOf(asked, answers);
            if (shows && (rank == 0 || rank > 5))
                std::fprintf(stderr, "%s: '%s' for '%s' '%s': rank %d\n", way.name,
                             qUtf8Printable(asked.query), qUtf8Printable(resident.nameAr),
                             qUtf8Printable(resident.nameEn), rank);
            ours.add(rank);
            like.add(rankOf(asked, plain.like(asked.query)));
            fts.add(rankOf(asked, plain.fts(asked.query)));
        }
        printRecall(way.name, ours, like, fts);
        allOurs.addAll(ours);
        allLike.addAll(like);
        allFts.addAll(fts);
    }
    printRecall("all", allOurs, allLike, allFts);
    return 0;
}
