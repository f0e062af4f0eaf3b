#pragma once

#include "sql/statement.h"
#include "store/postings.h"
#include "support/catch.h"

#include <set>
#include <utility>

/// Every token of numbers and names in a register and who is found by it, wherever it is kept.
inline std::set<std::pair<quint64, qint64>> tokensHeld(desk::Connection &connection)
{
    using namespace desk;
    using namespace Qt::StringLiterals;
    std::set<std::pair<quint64, qint64>> held;
    std::set<qint64> moved;
    Statement movedRows(connection, u"SELECT resident_id FROM moved"_s);
    REQUIRE(movedRows.each([&](const Statement &row) { moved.insert(row.number(0)); }));
    for (size_t part = 0; part < postings::kParts; ++part) {
        std::vector<postings::Packed> laid;
        REQUIRE(postings::read(connection, part, laid));
        for (const postings::Packed posting : laid) {
            const qint64 resident = postings::residentOf(posting);
            if (!moved.contains(resident))
                held.emplace(postings::tokenOf(posting, part), resident);
        }
    }
    REQUIRE(connection.execute(
        u"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5vocab('main', 'names', 'instance')"_s));
    Statement words(connection, u"SELECT term, doc FROM temp.words"_s);
    REQUIRE(words.each([&](const Statement &row) {
        const QByteArray letters = row.text(0).toLatin1();
        quint64 token = 0;
        for (qsizetype i = letters.size(); i-- > 0;)
            token = token << 5 | quint64(letters[i] < 'a' ? letters[i] - '2' + 26 : letters[i] - 'a');
        held.emplace(token, row.number(1));
    }));
    Statement numbers(connection, u"SELECT hash, resident_id FROM numbers"_s);
    REQUIRE(numbers.each([&](const Statement &row) {
        held.emplace(static_cast<quint64>(row.number(0)) & postings::kTokenMask, row.number(1));
    }));
    return held;
}
