#include "store/postings.h"

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kRestBits = postings::kTokenBits - postings::kPartBits;
static_assert(kRestBits + postings::kResidentBits <= 64);
constexpr quint64 kRestMask = (quint64(1) << kRestBits) - 1;
constexpr quint64 kResidentMask = (quint64(1) << postings::kResidentBits) - 1;

// A block begins at a place: a token and the upper bits of a resident. Eight fill a page of 4,096 bytes: one
// is soon looked through for a number, and many residents stand in it. Two that begin with the same token lie
// further apart than what a place leaves out.
constexpr int kPlaceResidentBits = 64 - postings::kTokenBits;
constexpr int kLeftOut = 7;
static_assert(postings::kResidentBits - kLeftOut <= kPlaceResidentBits);
constexpr size_t kBlockBytes = 490;
constexpr quint64 kSignBit = quint64(1) << 63;

/// SQLite's integers have a sign.
qint64 placeOf(quint64 token, qint64 residentId)
{
    const quint64 place = token << kPlaceResidentBits | static_cast<quint64>(residentId) >> kLeftOut;
    return static_cast<qint64>(place ^ kSignBit);
}

qint64 firstPlaceOf(size_t part)
{
    return placeOf(quint64(part) << kRestBits, 0);
}

qint64 lastPlaceOf(size_t part)
{
    return placeOf(quint64(part) << kRestBits | kRestMask, qint64(kResidentMask));
}

quint64 tokenAt(qint64 place)
{
    return (static_cast<quint64>(place) ^ kSignBit) >> kPlaceResidentBits;
}

// Written are, of each token: its distance from the one before, doubled, and one more for several residents;
// the resident; of several their distances, and 0. Numbers are in groups of seven bits, the lowest first.

constexpr size_t kLongestNumber = 5; ///< of 34 bits

/// 0 behind the end.
quint64 numberAt(const QByteArray &bytes, qsizetype &at)
{
    const char *const begin = bytes.constData();
    const qsizetype end = bytes.size();
    quint64 number = 0;
    for (int shift = 0; at < end && shift < 64; shift += 7) {
        const auto byte = static_cast<unsigned char>(begin[at++]);
        number |= quint64(byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
    return 0;
}

/// Goes behind a number, in less time.
void skipNumber(const QByteArray &bytes, qsizetype &at)
{
    const char *const begin = bytes.constData();
    const qsizetype end = bytes.size();
    while (at < end && static_cast<signed char>(begin[at++]) < 0) {
    }
}

/// Writes into memory of a given size.
class Writer
{
public:
    explicit Writer(std::span<char> memory)
        : m_memory(memory)
    {
    }
    void append(quint64 number)
    {
        for (; number >= 0x80; number >>= 7)
            m_memory[m_size++] = static_cast<char>(number | 0x80);
        m_memory[m_size++] = static_cast<char>(number);
    }
    bool takes(size_t numbers) const { return m_size + numbers * kLongestNumber <= m_memory.size(); }
    size_t size() const { return m_size; }

private:
    std::span<char> m_memory;
    size_t m_size = 0;
};

quint64 restOf(postings::Packed posting)
{
    return posting >> postings::kResidentBits;
}

/// As many as there is room for; how many these are. Tokens are counted from `token` on, residents from
/// `resident`.
size_t writeTo(Writer &writer, std::span<const postings::Packed> postings, quint64 token, quint64 resident)
{
    size_t next = 0;
    while (next < postings.size() && writer.takes(3)) {
        const quint64 before = std::exchange(token, restOf(postings[next]));
        const bool several = next + 1 < postings.size() && restOf(postings[next + 1]) == token;
        writer.append((token - before) << 1 | quint64(several));
        quint64 last = resident;
        do {
            const quint64 is = postings[next] & kResidentMask;
            writer.append(is - last);
            last = is;
            ++next;
        } while (next < postings.size() && restOf(postings[next]) == token && writer.takes(2));
        if (several)
            writer.append(0);
    }
    return next;
}

/// Calls `use` with token and resident of each.
template <class Use>
void eachIn(const QByteArray &bytes, qsizetype at, quint64 token, quint64 firstResident, const Use &use)
{
    while (at < bytes.size()) {
        const quint64 head = numberAt(bytes, at);
        token += head >> 1;
        quint64 resident = firstResident + numberAt(bytes, at);
        use(token, static_cast<qint64>(resident));
        if ((head & 1) == 0)
            continue;
        while (const quint64 distance = numberAt(bytes, at)) {
            resident += distance;
            use(token, static_cast<qint64>(resident));
        }
    }
}

} // namespace

size_t postings::partOf(quint64 token)
{
    return token >> kRestBits;
}

postings::Packed postings::packed(quint64 token, qint64 residentId)
{
    return (token & kRestMask) << kResidentBits | static_cast<quint64>(residentId);
}

quint64 postings::tokenOf(Packed posting, size_t part)
{
    return quint64(part) << kRestBits | posting >> kResidentBits;
}

qint64 postings::residentOf(Packed posting)
{
    return static_cast<qint64>(posting & kResidentMask);
}

/// Many by 11 bits at a time, the lowest first: five times as fast as comparing.
void postings::sortFrom(int lowest, std::vector<quint64> &numbers)
{
    constexpr int kDigitBits = 11;
    constexpr size_t kDigits = size_t(1) << kDigitBits;
    constexpr size_t kFew = 2'000;
    if (numbers.size() < kFew) {
        std::stable_sort(numbers.begin(), numbers.end(),
                         [lowest](quint64 a, quint64 b) { return a >> lowest < b >> lowest; });
        return;
    }
    std::vector<quint64> sorted(numbers.size());
    for (int shift = lowest; shift < 64; shift += kDigitBits) {
        std::array<size_t, kDigits + 1> from{};
        const auto digit = [shift](quint64 number) { return (number >> shift) & (kDigits - 1); };
        for (const quint64 number : numbers)
            ++from[digit(number) + 1];
        for (size_t i = 1; i < from.size(); ++i)
            from[i] += from[i - 1];
        for (const quint64 number : numbers)
            sorted[from[digit(number)]++] = number;
        numbers.swap(sorted);
    }
}

void postings::append(QByteArray &bytes, std::span<const Packed> postings, qint64 firstResident)
{
    if (postings.empty())
        return;
    const auto from = static_cast<quint64>(firstResident - 1);
    const qsizetype before = bytes.size();
    bytes.resize(before + static_cast<qsizetype>((1 + 3 * postings.size()) * kLongestNumber));
    Writer writer({bytes.data() + before, static_cast<size_t>(bytes.size() - before)});
    writer.append(from);
    writeTo(writer, postings, 0, from);
    bytes.resize(before + static_cast<qsizetype>(writer.size()));
}

void postings::append(std::vector<Packed> &postings, const QByteArray &bytes)
{
    qsizetype at = 0;
    const quint64 from = numberAt(bytes, at);
    eachIn(bytes, at, 0, from,
           [&postings](quint64 token, qint64 resident) { postings.push_back(packed(token, resident)); });
}

Result<> postings::read(Connection &connection, size_t part, std::vector<Packed> &postings)
{
    Statement query(connection, u"SELECT place, postings FROM posting_blocks WHERE place BETWEEN ? AND ?"_s);
    return query.bind(firstPlaceOf(part), lastPlaceOf(part)).each([&](const Statement &row) {
        eachIn(row.bytes(1), 0, tokenAt(row.number(0)), 0,
               [&postings](quint64 token, qint64 resident) { postings.push_back(packed(token, resident)); });
    });
}

std::vector<postings::Block> postings::blocksOf(size_t part, std::span<const Packed> postings)
{
    std::vector<Block> blocks;
    std::array<char, kBlockBytes> bytes;
    while (!postings.empty()) {
        const Packed first = postings.front();
        Writer writer(bytes);
        postings = postings.subspan(writeTo(writer, postings, restOf(first), 0));
        blocks.push_back({placeOf(tokenOf(first, part), residentOf(first)),
                          QByteArray(bytes.data(), static_cast<qsizetype>(writer.size()))});
    }
    return blocks;
}

Result<> postings::lay(Connection &connection, size_t part, const std::vector<Block> &blocks)
{
    const auto cleared = Statement(connection, u"DELETE FROM posting_blocks WHERE place BETWEEN ? AND ?"_s)
                             .bind(firstPlaceOf(part), lastPlaceOf(part))
                             .run();
    if (!cleared)
        return cleared;
    Statement insert(connection, u"INSERT INTO posting_blocks (place, postings) VALUES (?, ?)"_s);
    for (const Block &block : blocks) {
        if (const auto laid = insert.bind(block.place, block.bytes).run(); !laid)
            return laid;
    }
    return {};
}

PostingBlocks::PostingBlocks(Connection &connection)
    : m_connection(connection)
    , m_before(connection, u"SELECT place, postings FROM posting_blocks WHERE place < ? "
                           u"ORDER BY place DESC LIMIT 1"_s)
{
}

Result<bool> PostingBlocks::seek(quint64 token, qint64 residentId)
{
    const qint64 place = placeOf(token, residentId);
    const auto found = m_before.bind(place).step();
    if (!found)
        return found;
    if (!*found)
        return seekFrom(place);
    m_current = &m_before;
    m_place = m_before.number(0);
    return true;
}

Result<bool> PostingBlocks::next()
{
    return m_place < std::numeric_limits<qint64>::max() ? seekFrom(m_place + 1) : Result<bool>(false);
}

Result<bool> PostingBlocks::seekFrom(qint64 place)
{
    if (!m_after)
        m_after.emplace(m_connection, u"SELECT place, postings FROM posting_blocks WHERE place >= ? "
                                      u"ORDER BY place LIMIT 1"_s);
    const auto found = m_after->bind(place).step();
    if (found && *found) {
        m_current = &*m_after;
        m_place = m_after->number(0);
    }
    return found;
}

quint64 PostingBlocks::token() const
{
    return tokenAt(m_place);
}

/// In the block at hand; false when the list stands in the next if anywhere.
bool PostingList::enter(const PostingBlocks &blocks, qint64 residentId)
{
    m_block = blocks.bytes();
    m_at = 0;
    m_residentId = 0;
    for (quint64 token = blocks.token(); m_at < m_block.size();) {
        const quint64 head = numberAt(m_block, m_at);
        token += head >> 1;
        m_single = (head & 1) == 0;
        if (token == m_token)
            return advance(residentId);
        if (token > m_token) {
            m_residentId = kEnd;
            return true;
        }
        skipNumber(m_block, m_at);
        if (!m_single)
            m_at = std::max(m_at, m_block.indexOf('\0', m_at) + 1);
    }
    return false;
}

bool PostingList::advance(qint64 residentId)
{
    while (m_residentId < residentId && m_at < m_block.size()) {
        if (m_single && m_residentId != 0) {
            m_residentId = kEnd;
            break;
        }
        const auto distance = static_cast<qint64>(numberAt(m_block, m_at));
        m_residentId += distance;
        // At the end of a block the list may go on in the next.
        if (distance == 0 && m_at < m_block.size())
            m_residentId = kEnd;
    }
    return m_residentId >= residentId;
}

Result<> PostingList::seek(PostingBlocks &blocks, qint64 residentId)
{
    if (advance(residentId))
        return {};
    auto found = blocks.seek(m_token, residentId);
    // The block in which the token would be, and the one that perhaps begins with it.
    for (int block = 0; found && *found && block < 2; ++block) {
        if (block > 0)
            found = blocks.next();
        if (found && *found && enter(blocks, residentId))
            return {};
    }
    if (!found)
        return failure(found);
    m_residentId = kEnd;
    return {};
}

} // namespace desk
