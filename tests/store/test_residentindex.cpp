#include "store/residentindex.h"

#include "store/loadruns.h"
#include "store/tempregistry.h"
#include "store/tokensheld.h"

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
            const Held &held = m_held[m_last] = {someNumbers(), someTokens()};
            loaded.push_back({m_last, recordOf(held), held.numbers, held.names});
        }
        LoadRuns runs(connection());
        REQUIRE(m_registry->appendRecords(loaded));
        REQUIRE(runs.append(LoadRuns::runOf(loaded)));
        REQUIRE(runs.index());
        REQUIRE(transaction.commit());
    }
    void add()
    {
        Transaction transaction(connection());
        Held &held = m_held[++m_last] = {someNumbers(), someTokens()};
        REQUIRE(Statement(connection(), u"INSERT INTO residents (resident_id, sealed) VALUES (?, ?)"_s)
                    .bind(m_last, recordOf(held))
                    .run());
        REQUIRE(ResidentIndex(connection()).add(m_last, held.numbers, held.names));
        REQUIRE(transaction.commit());
    }
    /// Numbers, names or both.
    void change(qint64 resident)
    {
        Transaction transaction(connection());
        ResidentIndex index(connection());
        const Held before = m_held[resident];
        Held &held = m_held[resident];
        const quint64 what = below(3);
        if (what != 0)
            held.numbers = someNumbers();
        if (what != 1)
            held.names = someTokens();
        REQUIRE(Statement(connection(), u"UPDATE residents SET sealed = ? WHERE resident_id = ?"_s)
                    .bind(recordOf(held), resident)
                    .run());
        const auto moves = index.move(resident);
        REQUIRE(moves);
        if (*moves) {
            REQUIRE(index.add(resident, held.numbers, held.names));
        } else {
            REQUIRE(index.changeNumbers(resident, before.numbers, held.numbers));
            REQUIRE(index.changeNames(resident, before.names, held.names));
        }
        REQUIRE(transaction.commit());
    }

    std::set<std::pair<quint64, qint64>> expected() const
    {
        std::set<std::pair<quint64, qint64>> pairs;
        for (const auto &[resident, held] : m_held) {
            for (const quint64 token : held.names)
                pairs.emplace(token, resident);
            for (const quint64 number : held.numbers)
                pairs.emplace(number & postings::kTokenMask, resident);
        }
        return pairs;
    }
    QList<qint64> expected(const NameQuestion &question) const
    {
        QList<qint64> residents;
        for (const auto &[resident, held] : m_held) {
            const bool answers = std::all_of(question.begin(), question.end(), [&](const auto &part) {
                return std::any_of(part.begin(), part.end(), [&](quint64 token) {
                    return std::binary_search(held.names.begin(), held.names.end(), token);
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
    /// Those who have a number.
    QList<qint64> expectedOf(quint64 number) const
    {
        QList<qint64> residents;
        for (const auto &[resident, held] : m_held) {
            if (std::binary_search(held.numbers.begin(), held.numbers.end(), number))
                residents += resident;
        }
        return residents;
    }
    /// As the register asks: the record tells who is meant.
    QList<qint64> answersOf(quint64 number)
    {
        std::set<qint64> residents;
        NumberAnswers answers(connection());
        answers.ask(number);
        for (;;) {
            const auto next = answers.next();
            REQUIRE(next);
            if (!*next)
                break;
            if (answers.sealed().split(' ').contains(QByteArray::number(number)))
                residents.insert(answers.residentId());
        }
        return {residents.begin(), residents.end()};
    }
    /// Some are had by many.
    quint64 someNumber() { return (1 + below(1 + below(20'000))) * 0xd1b54a32d192ed03; }

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
    struct Held {
        std::vector<quint64> numbers; ///< in order, as the names
        std::vector<quint64> names;
    };

    static QByteArray recordOf(const Held &held)
    {
        QByteArrayList numbers;
        for (const quint64 number : held.numbers)
            numbers += QByteArray::number(number);
        return numbers.join(' ');
    }
    quint64 below(quint64 end) { return m_random() % end; }
    /// The n-th commonest of all is had by one in n; spread over all tokens there can be.
    quint64 someToken()
    {
        const quint64 rank = below(1 + below(1 + below(5'000)));
        return (rank * 0x9e3779b97f4a7c15) & ((quint64(1) << postings::kTokenBits) - 1);
    }
    std::vector<quint64> someNumbers()
    {
        std::set<quint64> numbers;
        while (numbers.size() < 3)
            numbers.insert(someNumber());
        return {numbers.begin(), numbers.end()};
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
    std::map<qint64, Held> m_held;
    qint64 m_last = 0;
};

} // namespace

TEST_CASE("the index answers as one that looks at everybody")
{
    Index index;
    const auto agrees = [&] {
        CHECK(tokensHeld(index.connection()) == index.expected());
        for (int i = 0; i < 300; ++i) {
            const NameQuestion question = index.someQuestion();
            // A few at a time, and as many as there are.
            REQUIRE(index.answers(question, i % 2 == 0 ? 7 : 100'000) == index.expected(question));
            const quint64 number = index.someNumber();
            REQUIRE(index.answersOf(number) == index.expectedOf(number));
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
        index.change(index.someone());
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
        index.change(resident);
    ResidentIndex names(index.connection());
    REQUIRE(names.dropOutdated());
    CHECK(names.lastLoaded() == 50);
    index.change(50);
    REQUIRE(names.dropOutdated());
    CHECK(names.lastLoaded() == 0);
    CHECK(index.connection().number(u"SELECT count(*) FROM posting_blocks"_s) == 0);
    CHECK(tokensHeld(index.connection()) == index.expected());
}

TEST_CASE("every bit of a token and of a resident is kept")
{
    TempRegistry registry;
    Connection &connection = registry.db->connection();
    constexpr quint64 kLastToken = (quint64(1) << postings::kTokenBits) - 1;
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
    CHECK(tokensHeld(connection) == all);
    PostingBlocks blocks(connection);
    PostingList list(kLastToken);
    REQUIRE(list.seek(blocks, 2));
    CHECK(list.residentId() == 2);
    REQUIRE(list.seek(blocks, 3));
    CHECK(list.residentId() == PostingList::kEnd);
}
