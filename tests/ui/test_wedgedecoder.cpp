#include "ui/reader/uslayout.h"
#include "ui/reader/wedgedecoder.h"

#include "support/catch.h"

#include <random>

using namespace desk;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace
{

const QString kLine1 = u"P<JORALKHATIB<<ADEL<SAMIR<MANSOUR<<<<<<<<<<<"_s;
const QString kLine2 = u"A7654386<1JOR8802141M3111080<<<<<<<<<<<<<<<6"_s;

/// Types at a decoder and keeps what came of it.
class Typist
{
public:
    explicit Typist(std::function<int()> gap)
        : m_gap(std::move(gap))
    {
    }

    void type(const QString &text)
    {
        for (const QChar character : text) {
            m_at += milliseconds(m_gap());
            take(m_decoder.key(character, m_at), character);
        }
    }

    void pause()
    {
        m_at += milliseconds(200);
        take(m_decoder.silence(), {});
    }

    QString passed; ///< what a field would hold
    QList<QStringList> reads;
    QList<int> partials;

private:
    void take(const WedgeDecoder::Step &step, QChar character)
    {
        if (step.giveBack)
            passed += std::exchange(m_held, {});
        if (!character.isNull()) {
            if (step.key == WedgeDecoder::Key::Pass)
                passed += character;
            else if (m_decoder.mayGiveBack())
                m_held += character;
        }
        if (step.lines || step.partial)
            m_held.clear();
        if (step.lines)
            reads += *step.lines;
        if (step.partial)
            partials += *step.partial;
    }

    WedgeDecoder m_decoder;
    std::function<int()> m_gap;
    QString m_held;
    milliseconds m_at{1000};
};

Typist reader(unsigned seed = 1)
{
    return Typist([engine = std::mt19937(seed)]() mutable { return int(engine() % 89) + 2; });
}

} // namespace

TEST_CASE("A passport read is caught with no, one or two terminators at each line", "[reader]")
{
    const QString terminators = GENERATE(u""_s, u"\n"_s, u"\n\n"_s);
    const unsigned seed = GENERATE(range(1u, 40u));
    Typist typist = reader(seed);
    typist.type(kLine1 + terminators + kLine2 + terminators);
    CHECK(typist.reads == QList<QStringList>{{kLine1, kLine2}});
    typist.pause();
    CHECK(typist.reads.size() == 1);
    CHECK(typist.partials.isEmpty());
    CHECK(typist.passed == QString());
}

TEST_CASE("A terminator that is typed after the read is over reaches the window", "[reader]")
{
    Typist typist = reader();
    typist.type(kLine1 + u'\n' + kLine2 + u'\n');
    typist.pause();
    typist.type(u"\n"_s);
    CHECK(typist.passed == u"\n"_s);
}

TEST_CASE("Cards of three lines and small documents of two are caught", "[reader]")
{
    const QStringList lines = GENERATE(
        QStringList{u"I<UTOD231458907<<<<<<<<<<<<<<<"_s, u"7408122F1204159UTO<<<<<<<<<<<6"_s,
                    u"ERIKSSON<<ANNA<MARIA<<<<<<<<<<"_s},
        QStringList{u"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<"_s, u"D231458907UTO7408122F1204159<<<<<<<6"_s});
    const QString between = GENERATE(u""_s, u"\n"_s);
    Typist typist = reader();
    typist.type(lines.join(between));
    typist.pause();
    CHECK(typist.reads == QList<QStringList>{lines});
    CHECK(typist.passed == QString());
}

TEST_CASE("A broken read is reported with its length and nothing of it reaches the field", "[reader]")
{
    Typist typist = reader();
    SECTION("it ends early")
    {
        typist.type(kLine1 + u'\n' + kLine2.left(17));
        typist.pause();
        CHECK(typist.partials == QList<int>{61});
    }
    SECTION("a line lost a character")
    {
        typist.type(kLine1.mid(0, 20) + kLine1.mid(21) + u'\n' + kLine2 + u'\n');
        typist.pause();
        CHECK(typist.partials == QList<int>{87});
    }
    SECTION("a character is none of a zone")
    {
        typist.type(kLine1 + u'\n' + u"A76543"_s + u'?' + kLine2.mid(7));
        typist.pause();
        CHECK(typist.partials == QList<int>{88});
    }
    CHECK(typist.reads.isEmpty());
    CHECK(typist.passed == QString());

    typist.type(kLine1 + u'\n' + kLine2 + u'\n');
    CHECK(typist.reads.size() == 1);
}

TEST_CASE("A typed passport number is let go at its second key", "[reader]")
{
    Typist typist([] { return 30; });
    typist.type(u"A7"_s);
    CHECK(typist.passed == u"A7"_s);
}

TEST_CASE("Half an hour of typing at a hundred words a minute is never taken for a reader", "[reader]")
{
    std::mt19937 engine(2026);
    std::lognormal_distribution<double> gap(std::log(110.0), 0.35);
    const QStringList words{u"AHMED"_s, u"PAKISTAN"_s,   u"ISLAMABAD"_s, u"COLOMBO"_s,
                            u"VISA"_s,  u"A7654386"_s,   u"P1234567"_s,  u"CAIRO"_s,
                            u"amman"_s, u"09/11/2026"_s, u"PP<"_s,       u"عمّان"_s};
    Typist typist([&] { return std::max(12, int(gap(engine))); });
    QString typed;
    while (typed.size() < 30 * 60 * 1000 / 120) {
        const QString piece =
            words.at(qsizetype(engine() % words.size())) + (engine() % 6 == 0 ? u'\n' : u' ');
        typist.type(piece);
        typed += piece;
    }
    typist.pause();
    CHECK(typist.reads.isEmpty());
    CHECK(typist.partials.isEmpty());
    CHECK(typist.passed == typed);
}

TEST_CASE("Key codes give the US layout's characters whatever the layout", "[reader]")
{
    CHECK(usCharacter(33, true, false) == u'P');
    CHECK(usCharacter(33, false, true) == u'P');
    CHECK(usCharacter(33, false, false) == u'p');
    CHECK(usCharacter(59, true, false) == u'<');
    CHECK(usCharacter(10, false, true) == u'1');
    CHECK(usCharacter(19, false, false) == u'0');
    CHECK(usCharacter(56, true, false) == u'B');
    CHECK(usCharacter(36, false, false) == u'\n');
    CHECK(usCharacter(23, false, false) == u'\n');
    CHECK(usCharacter(109, false, false) == u'\n');
    CHECK(usCharacter(87, false, false) == u'1');
    CHECK(usCharacter(22, false, false) == u' ');
    CHECK(usCharacter(200, false, false) == u' ');
    CHECK(usCharacterOfCommit(u"لآ") == u'B');
    CHECK(usCharacterOfCommit(u"لأ") == u'G');
    CHECK(usCharacterOfCommit(u"لإ") == u'T');
    CHECK(usCharacterOfCommit(u"لا") == u'b');
    CHECK(usCharacterOfCommit(u"ا").isNull());
}
