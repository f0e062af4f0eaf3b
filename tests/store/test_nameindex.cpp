#include "store/nameindex.h"

#include "store/loadruns.h"
#include "store/namesheld.h"
#include "store/tempregistry.h"

#include <map>
#include <random>
#include <set>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// An index and what it should hold.
class Index
{
public:
    Connection &connection() { return m_registry.db->connection(); }

    /// Loads so many residents more, who have tokens of every commonness.
    void load(qint64 count)
    {
        Transaction transaction(connection());
        std::vector<LoadedResident> loaded;
        for (const qint64 end = m_last + count; m_last < end;) {
            ++m_last;
            loaded.push_back({m_last, {}, {}, someTokens()});
            m_held[m_last] = loaded.back().names;
        }
        LoadRuns runs(connection());
        REQUIRE(runs.append(LoadRuns::runOf(loaded)));
        REQUIRE(NameIndex(connection()).noteLoaded(m_last));
        REQUIRE(runs.index());
        REQUIRE(transaction.commit());
    }
    void add()
    {
        Transaction transaction(connection());
        m_held[++m_last] = someTokens();
        REQUIRE(NameIndex(connection()).add(m_last, m_held[m_last]));
        REQUIRE(transaction.commit());
    }
    void rename(qint64 resident)
    {
        Transaction transaction(connection());
        NameIndex index(connection());
        REQUIRE(index.remove(resident, m_held[resident]));
        m_held[resident] = someTokens();
        REQUIRE(index.add(resident, m_held[resident]));
        REQUIRE(transaction.commit());
    }

    std::set<std::pair<quint64, qint64>> expected() const
    {
        std::set<std::pair<quint64, qint64>> pairs;
        for (const auto &[resident, tokens] : m_held) {
            for (const quint64 token : tokens)
                pairs.emplace(token, resident);
        }
        return pairs;
    }
    QList<qint64> expected(const NameQuestion &question) const
    {
        QList<qint64> residents;
        for (const auto &[resident, tokens] : m_held) {
            const bool answers = std::all_of(question.begin(), question.end(), [&](const auto &part) {
                return std::any_of(part.begin(), part.end(), [&](quint64 token) {
                    return std::binary_search(tokens.begin(), tokens.end(), token);
                });
            });
            if (answers)
                residents += resident;
        }
        return residents;
    }
    QList<qint64> answers(const NameQuestion &question, qsizetype most)
    {
        QList<qint64> residents;
        NameAnswers answers(connection(), question, m_last);
        for (bool more = true; more;) {
            const auto next = answers.next(residents, most);
            REQUIRE(next);
            more = *next;
        }
        std::sort(residents.begin(), residents.end());
        return residents;
    }
    /// Of a number of parts, each of some alternatives.
    NameQuestion someQuestion()
    {
        NameQuestion question(1 + below(3));
        for (auto &part : question) {
            for (quint64 i = 0; i <= below(3); ++i)
                part.push_back(someToken());
        }
        return question;
    }
    qint64 someone() { return 1 + qint64(below(quint64(m_last))); }

private:
    quint64 below(quint64 end) { return m_random() % end; }
    /// The n-th commonest of all is had by one in n; spread over all tokens there can be.
    quint64 someToken()
    {
        const quint64 rank = below(1 + below(1 + below(5'000)));
        return (rank * 0x9e3779b97f4a7c15) & ((quint64(1) << kNameTokenBits) - 1);
    }
    std::vector<quint64> someTokens()
    {
        std::set<quint64> tokens;
        while (tokens.size() < 12)
            tokens.insert(someToken());
        return {tokens.begin(), tokens.end()};
    }

    TempRegistry m_registry;
    std::mt19937_64 m_random{20261130};
    std::map<qint64, std::vector<quint64>> m_held;
    qint64 m_last = 0;
};

} // namespace

TEST_CASE("the index of names answers as one that looks at everybody")
{
    Index index;
    const auto agrees = [&] {
        CHECK(namesHeld(index.connection()) == index.expected());
        for (int i = 0; i < 300; ++i) {
            const NameQuestion question = index.someQuestion();
            // A few at a time, and as many as there are.
            REQUIRE(index.answers(question, i % 2 == 0 ? 7 : 100'000) == index.expected(question));
        }
    };
    index.load(1);
    agrees();
    index.load(20'000);
    agrees();
    // A load that was ended goes on, and lays the same parts again.
    index.load(10'000);
    agrees();
    for (int i = 0; i < 200; ++i)
        index.add();
    agrees();
    for (int i = 0; i < 500; ++i)
        index.rename(index.someone());
    agrees();
}

TEST_CASE("a question that cannot be asked has no answer")
{
    Index index;
    index.load(10);
    index.add();
    CHECK(index.answers({}, 100).isEmpty());
    CHECK(index.answers({{1}}, 100).isEmpty());
}

TEST_CASE("what was laid goes once everybody in it is held elsewhere")
{
    Index index;
    index.load(50);
    for (qint64 resident = 1; resident < 50; ++resident)
        index.rename(resident);
    NameIndex names(index.connection());
    REQUIRE(names.dropOutdated());
    CHECK(names.lastLoaded() == 50);
    index.rename(50);
    REQUIRE(names.dropOutdated());
    CHECK(names.lastLoaded() == 0);
    CHECK(index.connection().number(u"SELECT count(*) FROM name_blocks"_s) == 0);
    CHECK(namesHeld(index.connection()) == index.expected());
}

TEST_CASE("every bit of a token and of a resident is kept")
{
    TempRegistry registry;
    Connection &connection = registry.db->connection();
    constexpr quint64 kLastToken = (quint64(1) << kNameTokenBits) - 1;
    constexpr qint64 kLastResident = (qint64(1) << postings::kResidentBits) - 1;
    const std::set<std::pair<quint64, qint64>> all{
        {0, 1},          {0, kLastResident}, {1, kLastResident}, {kLastToken / 2, 77},
        {kLastToken, 1}, {kLastToken, 2},
    };
    std::vector<LoadedResident> loaded;
    for (const auto &[token, resident] : all)
        loaded.push_back({resident, {}, {}, {token}});
    std::stable_sort(loaded.begin(), loaded.end(), [](const auto &a, const auto &b) { return a.id < b.id; });
    REQUIRE(LoadRuns(connection).append(LoadRuns::runOf(loaded)));
    REQUIRE(LoadRuns(connection).index());
    CHECK(namesHeld(connection) == all);
    PostingBlocks blocks(connection);
    PostingList list(kLastToken);
    REQUIRE(list.seek(blocks, 2));
    CHECK(list.residentId() == 2);
    REQUIRE(list.seek(blocks, 3));
    CHECK(list.residentId() == PostingList::kEnd);
}
