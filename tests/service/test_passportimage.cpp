#include "support/catch.h"
#include "support/passportpicture.h"

#include "service/passportimage.h"

#include <QPainter>

#include <random>

using namespace desk;

namespace
{

MrzImageReading read(const GrayImage &image)
{
    const auto reading = readPassportImage(image);
    REQUIRE(reading);
    return *reading;
}

GrayImage plain(int width, int height, std::uint8_t value)
{
    return {width, height, std::vector<std::uint8_t>(std::size_t(width) * std::size_t(height), value)};
}

/// Never accepted unless it is what was printed.
void checkHonest(const PassportPicture &page, const MrzImageReading &reading)
{
    INFO("seed " << page.seed);
    if (reading.accepted())
        CHECK(reading.lines() == page.lines());
}

} // namespace

TEST_CASE("A clean scan is read exactly, either way up and at every quarter turn")
{
    int accepted = 0;
    int pages = 0;
    for (const double dpi : {150.0, 200.0, 300.0, 400.0}) {
        for (const double degrees : {0.4, 90.0, 180.6, 269.5, 4.8, -5.0}) {
            PassportPicture page;
            page.seed = 2'000'000 + quint64(pages);
            page.dpi = dpi;
            page.degrees = degrees;
            page.pattern = 0.2;
            const MrzImageReading reading = read(grayOf(page.drawn()));
            INFO("seed " << page.seed << ", dpi " << dpi << ", degrees " << degrees);
            CHECK(reading.lines() == page.lines());
            CHECK(reading.checks().allHold());
            checkHonest(page, reading);
            accepted += reading.accepted();
            ++pages;
        }
    }
    CHECK(accepted >= pages * 8 / 10);
}

TEST_CASE("A page in a photo of the open booklet is found and read where it lies")
{
    int exact = 0;
    for (quint64 seed = 2'100'000; seed < 2'100'005; ++seed) {
        PassportPicture page;
        page.seed = seed;
        page.around = PassportPicture::Around::Booklet;
        page.dpi = 250;
        page.degrees = 3;
        page.perspective = 0.02;
        page.uneven = 0.3;
        page.blur = 0.8;
        page.noise = 0.01;
        page.jpeg = 80;
        const QImage picture = page.drawn();
        const MrzImageReading reading = read(grayOf(picture));
        checkHonest(page, reading);
        exact += reading.lines() == page.lines();
        if (!reading.found())
            continue;
        // The zone lies in the lower half, is wide, and every cell lies in its order.
        CHECK(reading.band[0].y > picture.height() / 2.0);
        CHECK(reading.band[1].x - reading.band[0].x > 80 * page.dpi / 25.4);
        CHECK(reading.cells[0][10].quad[0].x < reading.cells[0][11].quad[0].x);
        CHECK(reading.cells[0][10].quad[0].y < reading.cells[1][10].quad[0].y);
    }
    CHECK(exact >= 4);
}

TEST_CASE("What glare, scratches and blur took away is doubtful, and nothing wrong is accepted")
{
    int doubtfulPages = 0;
    for (quint64 seed = 2'200'000; seed < 2'200'016; ++seed) {
        PassportPicture page;
        page.seed = seed;
        page.dpi = 200;
        page.degrees = 180;
        page.glares = 2;
        page.scratched = true;
        page.blur = 1;
        page.noise = 0.03;
        page.jpeg = 50;
        const MrzImageReading reading = read(grayOf(page.drawn()));
        checkHonest(page, reading);
        doubtfulPages += reading.found() && reading.doubtfulCells() > 0;
        if (!reading.found())
            continue;
        for (const auto &line : reading.cells) {
            for (const MrzCell &cell : line) {
                if (cell.chosenByStructure || cell.character == MrzCell::kIllegible)
                    CHECK(cell.doubtful);
            }
        }
    }
    CHECK(doubtfulPages >= 10);
}

TEST_CASE("Characters that were wiped out are not invented")
{
    PassportPicture page;
    page.seed = 2'300'000;
    page.pattern = 0;
    page.jitter = 0;
    QImage picture = page.drawn();
    const MrzImageReading whole = read(grayOf(picture));
    REQUIRE(whole.lines() == page.lines());

    // Birth date and sex under a sticker: the check digits would allow many dates.
    const ImagePoint from = whole.cells[1][13].quad[0];
    const ImagePoint to = whole.cells[1][20].quad[2];
    QPainter painter(&picture);
    painter.fillRect(QRectF(QPointF(from.x, from.y), QPointF(to.x, to.y)), Qt::white);
    painter.end();
    const MrzImageReading covered = read(grayOf(picture));
    REQUIRE(covered.found());
    CHECK_FALSE(covered.accepted());
    for (std::size_t column = 14; column < 20; ++column) {
        CHECK(covered.cells[1][column].character == MrzCell::kIllegible);
        CHECK(covered.cells[1][column].doubtful);
    }
    CHECK(covered.lines()[0] == page.lines()[0]);
}

TEST_CASE("Blots beside the lines do not hide every other character")
{
    PassportPicture page;
    page.seed = 2'310'000;
    page.pattern = 0;
    QImage picture = page.drawn();
    const MrzImageReading whole = read(grayOf(picture));
    REQUIRE(whole.lines() == page.lines());

    QPainter painter(&picture);
    for (const auto &line : whole.cells) {
        const ImagePoint corner = line[0].quad[0];
        const double pitch = line[1].quad[0].x - corner.x;
        painter.fillRect(QRectF(corner.x - 0.9 * pitch, corner.y - 0.4 * pitch, 0.8 * pitch, 2.2 * pitch),
                         Qt::black);
    }
    painter.end();
    CHECK(read(grayOf(picture)).lines() == page.lines());
}

TEST_CASE("A picture without a zone says so")
{
    CHECK(read({}).fault == MrzImageFault::Size);
    CHECK(read({3, 3, {0, 1}}).fault == MrzImageFault::Size);
    CHECK(read(plain(8001, 1, 0)).fault == MrzImageFault::Size);
    for (const std::uint8_t value : {std::uint8_t(0), std::uint8_t(255)}) {
        CHECK(read(plain(1, 1, value)).fault == MrzImageFault::NoBand);
        CHECK(read(plain(1, 4000, value)).fault == MrzImageFault::NoBand);
        CHECK(read(plain(4000, 2, value)).fault == MrzImageFault::NoBand);
        CHECK(read(plain(8000, 8000, value)).fault == MrzImageFault::NoBand);
    }

    std::mt19937 chance(7);
    GrayImage noise = plain(1500, 1100, 0);
    for (std::uint8_t &pixel : noise.pixels)
        pixel = std::uint8_t(chance() & 0xFFU);
    CHECK_FALSE(read(noise).found());

    // A letter of even type is 44 characters wide too, but in another font.
    QImage letter(1600, 1200, QImage::Format_Grayscale8);
    letter.fill(Qt::white);
    QPainter painter(&letter);
    QFont font(QStringLiteral("DejaVu Sans Mono"));
    font.setPixelSize(40);
    painter.setFont(font);
    for (int line = 0; line < 18; ++line)
        painter.drawText(
            40, 60 + 60 * line,
            QStringLiteral("the quick brown fox jumps over lazy dogs 0123456789").mid(line % 7, 44));
    painter.end();
    CHECK_FALSE(read(grayOf(letter)).accepted());
}

TEST_CASE("Characters too small to be told apart are not read")
{
    PassportPicture page;
    page.seed = 2'400'000;
    page.dpi = 80;
    const MrzImageReading reading = read(grayOf(page.drawn()));
    CHECK_FALSE(reading.found());
    CHECK_FALSE(reading.accepted());
}
