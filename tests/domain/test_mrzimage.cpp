#include "domain/mrzimage.h"

#include "support/catch.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// As if the lines had been read without doubt.
MrzImageReading certain(const QStringList &lines)
{
    MrzImageReading reading;
    reading.fault = MrzImageFault::None;
    for (std::size_t line = 0; line < 2; ++line) {
        for (std::size_t column = 0; column < 44; ++column) {
            MrzCell &cell = reading.cells[line][column];
            cell.character = lines.at(qsizetype(line)).at(qsizetype(column));
            cell.doubtful = false;
        }
    }
    return reading;
}

void doubt(MrzImageReading &reading, MrzPlace place, QChar read, const QList<QChar> &alternatives)
{
    MrzCell &cell = reading.cells[std::size_t(place.line)][std::size_t(place.column)];
    cell.character = read;
    cell.doubtful = true;
    cell.alternatives = alternatives;
}

const QStringList kLines = {u"P<JORALKHATIB<<ADEL<SAMIR<MANSOUR<<<<<<<<<<<"_s,
                            u"A7654386<1JOR8802141M3111080<<<<<<<<<<<<<<<6"_s};

} // namespace

TEST_CASE("Doubtful cells are told in reading order, with what may stand there")
{
    MrzImageReading reading = certain(kLines);
    REQUIRE(reading.accepted());
    CHECK(reading.doubtfulPlaces().isEmpty());
    doubt(reading, {1, 13}, u'8', {u'B', u'S', u'3'});
    doubt(reading, {0, 20}, MrzCell::kIllegible, {});
    doubt(reading, {1, 0}, u'4', {u'A'});
    CHECK(reading.doubtfulPlaces() == QList<MrzPlace>{{0, 20}, {1, 0}, {1, 13}});
    CHECK(reading.choices({1, 13}) == QList<QChar>{u'8', u'3'}); // a date holds digits
    CHECK(reading.choices({0, 20}).isEmpty());                   // nothing is invented
    CHECK(reading.choices({1, 0}) == QList<QChar>{u'4', u'A'});

    reading.fault = MrzImageFault::NoBand;
    CHECK(reading.doubtfulPlaces().isEmpty());
}

TEST_CASE("What a person confirmed is judged as if it had been read")
{
    MrzImageReading reading = certain(kLines);
    doubt(reading, {1, 4}, u'8', {u'4'});
    reading.cells[1][4].chosenByStructure = true;
    doubt(reading, {0, 5}, MrzCell::kIllegible, {});

    CHECK_FALSE(reading.confirm({0, 5}, u'7')); // names hold letters
    CHECK_FALSE(reading.confirm({0, 5}, MrzCell::kIllegible));
    CHECK(reading.doubtfulCells() == 2);

    CHECK(reading.confirm({0, 5}, u'A'));
    CHECK(reading.confirm({1, 4}, u'8'));
    CHECK(reading.doubtfulCells() == 0);
    CHECK_FALSE(reading.cells[1][4].chosenByStructure);
    CHECK(reading.checks().number == false);
    CHECK_FALSE(reading.accepted());

    CHECK(reading.confirm({1, 4}, u'4'));
    CHECK(reading.accepted());
    CHECK(reading.lines() == kLines);
}
