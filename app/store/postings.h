#pragma once

#include "base/result.h"
#include "sql/connection.h"
#include "sql/statement.h"

#include <QByteArray>
#include <QtGlobal>

#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace desk
{

/// The postings that a first load lays: which residents are found by a token, of a number or of names. They
/// stand in the order of the tokens, then of the residents, in blocks, and are laid a part of all tokens at a
/// time; inserted one by one into the indexes that are made to change they take many times longer.
namespace postings
{

/// A token is a keyed hash, cut. 2^40 values: two of a country's hundred million rarely share one, and whom
/// it finds wrongly is told apart by the record.
constexpr int kTokenBits = 40;
constexpr quint64 kTokenMask = (quint64(1) << kTokenBits) - 1;

/// Tokens of one part have their first bits in common.
constexpr int kPartBits = 8;
constexpr size_t kParts = size_t(1) << kPartBits;

/// A token's place in its part and a resident, as one number that sorts like both.
using Packed = quint64;
constexpr int kResidentBits = 31;

size_t partOf(quint64 token);
Packed packed(quint64 token, qint64 residentId);
quint64 tokenOf(Packed posting, size_t part);
qint64 residentOf(Packed posting);

/// Puts numbers in the order of their bits from `lowest` on; those that agree in them stay as they are.
void sortFrom(int lowest, std::vector<quint64> &numbers);
/// Appends postings in order, in about half the space; no resident before `firstResident`.
void append(QByteArray &bytes, std::span<const Packed> postings, qint64 firstResident);
/// Appends the postings that were appended to `bytes`, which was empty.
void append(std::vector<Packed> &postings, const QByteArray &bytes);

/// A block as it is laid.
struct Block {
    qint64 place = 0;
    QByteArray bytes;
};
/// Of a part; `postings` in order.
std::vector<Block> blocksOf(size_t part, std::span<const Packed> postings);

/// Appends what was laid of a part, in order.
Result<> read(Connection &connection, size_t part, std::vector<Packed> &postings);
/// Lays a part anew. Belongs to the caller's Transaction.
Result<> lay(Connection &connection, size_t part, const std::vector<Block> &blocks);

} // namespace postings

/// Goes through the blocks. One serves any number of lists.
class PostingBlocks
{
public:
    explicit PostingBlocks(Connection &connection);

    /// To the last block that surely begins before this posting, else to the first; the posting stands in it
    /// or in the one after it. False: there is none.
    Result<bool> seek(quint64 token, qint64 residentId);
    /// To the one after it.
    Result<bool> next();
    QByteArray bytes() const { return m_current->bytes(1); }
    quint64 token() const; ///< the first of the block

private:
    Result<bool> seekFrom(qint64 place);

    Connection &m_connection;
    Statement m_before;
    std::optional<Statement> m_after;
    const Statement *m_current = nullptr; ///< that stands at the block
    qint64 m_place = 0;                   ///< of the block
};

/// The residents who have one token, in order.
class PostingList
{
public:
    /// No resident: behind the last.
    static constexpr qint64 kEnd = std::numeric_limits<qint64>::max();

    explicit PostingList(quint64 token)
        : m_token(token)
    {
    }

    /// To the first resident at `residentId` or behind it; never back.
    Result<> seek(PostingBlocks &blocks, qint64 residentId);
    qint64 residentId() const { return m_residentId; }

private:
    bool enter(const PostingBlocks &blocks, qint64 residentId);
    bool advance(qint64 residentId);

    quint64 m_token;
    qint64 m_residentId = 0;
    QByteArray m_block;
    qsizetype m_at = 0;    ///< in the block: behind the resident
    bool m_single = false; ///< no other follows
};

} // namespace desk
