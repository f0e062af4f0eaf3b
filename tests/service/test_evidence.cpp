#include "service/acknowledged.h"
#include "service/evidencedesk.h"
#include "service/picture.h"
#include "service/rotation.h"
#include "service/scandecoder.h"
#include "service/scanintake.h"

#include "base/sha256.h"
#include "store/evidencedatabase.h"

#include <QBuffer>
#include <QImage>
#include <QImageWriter>

#include <random>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

QImage drawn(int width, int height, quint32 seed)
{
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x)
            image.setPixel(x, y, qRgb(int(x * seed) & 255, (y * 3) & 255, (x + y) & 255));
    }
    return image;
}

QByteArray fileOf(const QImage &image, const char *format, const QMap<QString, QString> &texts = {})
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    REQUIRE(buffer.open(QIODevice::WriteOnly));
    QImageWriter writer(&buffer, format);
    for (auto it = texts.begin(); it != texts.end(); ++it)
        writer.setText(it.key(), it.value());
    REQUIRE(writer.write(image));
    return bytes;
}

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    for (int i = 0; i < 4; ++i)
        bytes[i] = char(number >> (24 - 8 * i));
    return bytes;
}

/// A PNG that claims to be of this size, with a right header.
QByteArray bomb(quint32 width, quint32 height)
{
    QByteArray png = fileOf(drawn(8, 8, 1), "png");
    QByteArray header = png.mid(12, 17); // "IHDR" and its data
    header.replace(4, 4, bigEndian(width));
    header.replace(8, 4, bigEndian(height));
    quint32 crc = ~0U;
    for (const char c : std::as_const(header)) {
        crc ^= quint8(c);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc & 1) ? 0xedb88320U ^ (crc >> 1) : crc >> 1;
    }
    png.replace(12, 17, header);
    png.replace(29, 4, bigEndian(~crc));
    return png;
}

/// A document of so many pages, each with a line of text.
QByteArray document(int pages)
{
    QByteArray pdf = "%PDF-1.4\n";
    QList<qsizetype> offsets;
    const auto object = [&](const QByteArray &body) {
        offsets += pdf.size();
        pdf += QByteArray::number(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
    };
    QByteArray kids;
    for (int page = 0; page < pages; ++page)
        kids += QByteArray::number(3 + 2 * page) + " 0 R ";
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Count " + QByteArray::number(pages) + " /Kids [" + kids + "] >>");
    for (int page = 0; page < pages; ++page) {
        object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 354 249] /Contents " +
               QByteArray::number(4 + 2 * page) + " 0 R >>");
        const QByteArray drawing = "0.2 0.4 0.8 rg 20 20 " + QByteArray::number(30 + page * 10) + " 100 re f";
        object("<< /Length " + QByteArray::number(drawing.size()) + " >>\nstream\n" + drawing +
               "\nendstream");
    }
    const qsizetype table = pdf.size();
    pdf += "xref\n0 " + QByteArray::number(offsets.size() + 1) + "\n0000000000 65535 f \n";
    for (const qsizetype offset : std::as_const(offsets))
        pdf += QByteArray::number(offset).rightJustified(10, '0') + " 00000 n \n";
    pdf += "trailer << /Size " + QByteArray::number(offsets.size() + 1) + " /Root 1 0 R >>\nstartxref\n" +
           QByteArray::number(table) + "\n%%EOF\n";
    return pdf;
}

/// What the camera says of which way it was held, as an APP1 segment put into a JPEG.
QByteArray turned(QByteArray jpeg, char orientation)
{
    const QByteArray tiff = QByteArray::fromHex("4d4d002a00000008"
                                                "0001"
                                                "0112000300000001") +
                            QByteArray("\0", 1) + orientation + QByteArray("\0\0\0\0\0\0", 6);
    const QByteArray body = QByteArray("Exif\0\0", 6) + tiff + "Mzrqvw camera of somebody";
    QByteArray segment = QByteArray::fromHex("ffe1");
    segment += char((body.size() + 2) >> 8);
    segment += char((body.size() + 2) & 255);
    return jpeg.insert(2, segment + body);
}

} // namespace

TEST_CASE("of a picture that is handed in nothing is kept but its pixels")
{
    const QImage image = drawn(300, 200, 7);
    SECTION("PNG")
    {
        const QByteArray file =
            fileOf(image, "png", {{u"Author"_s, u"Mzrqvw"_s}, {u"Comment"_s, u"Mzrqvw was here"_s}});
        REQUIRE(file.contains("Mzrqvw"));
        const auto pictures = cleanPictures(file);
        REQUIRE(pictures);
        REQUIRE(pictures->size() == 1);
        CHECK_FALSE(pictures->first().contains("Mzrqvw"));
        CHECK(QImage::fromData(pictures->first(), "png").convertToFormat(QImage::Format_RGB32) == image);
    }
    SECTION("PNG one sees through lies on white paper")
    {
        QImage glass(4, 4, QImage::Format_ARGB32);
        glass.fill(0x00123456U);
        const auto pictures = cleanPictures(fileOf(glass, "png"));
        REQUIRE(pictures);
        CHECK(QImage::fromData(pictures->first()).pixel(1, 1) == 0xffffffffU);
    }
    SECTION("JPEG, upright as the camera was held")
    {
        const QByteArray file = turned(fileOf(image, "jpeg"), 6);
        REQUIRE(file.contains("Mzrqvw"));
        const auto pictures = cleanPictures(file);
        REQUIRE(pictures);
        CHECK_FALSE(pictures->first().contains("Mzrqvw"));
        CHECK_FALSE(pictures->first().contains("Exif"));
        const QImage kept = QImage::fromData(pictures->first(), "jpeg");
        CHECK(kept.size() == QSize(200, 300));
    }
    SECTION("the same file gives the same bytes")
    {
        const QByteArray file = fileOf(image, "jpeg");
        CHECK(*cleanPictures(file) == *cleanPictures(file));
    }
    SECTION("a document gives a picture a page")
    {
        const auto pictures = cleanPictures(document(3));
        REQUIRE(pictures);
        REQUIRE(pictures->size() == 3);
        CHECK(pictures->at(0) != pictures->at(1));
        const QImage page = QImage::fromData(pictures->first());
        CHECK(page.width() == 3508);
        CHECK(qBlue(page.pixel(400, page.height() - 400)) > 150);
    }
}

TEST_CASE("what is no picture, or too much of one, is refused with a reason")
{
    const QImage image = drawn(300, 200, 7);
    const auto refused = [](const QByteArray &file) {
        const auto pictures = takeIn(file);
        REQUIRE_FALSE(pictures);
        return pictures.error().code;
    };
    CHECK(refused({}) == ErrorCode::ScanUnknown);
    CHECK(refused("iqama_number,name_ar\n") == ErrorCode::ScanUnknown);
    CHECK(refused(fileOf(image, "bmp")) == ErrorCode::ScanUnknown);
    CHECK(refused("<svg xmlns='http://www.w3.org/2000/svg'/>") == ErrorCode::ScanUnknown);
    CHECK(refused(QByteArray(PictureLimits::kFileBytes + 1, 'x')) == ErrorCode::ScanTooLarge);
    CHECK(refused(bomb(60'000, 60'000)) == ErrorCode::ScanTooLarge);
    CHECK(refused(bomb(8'001, 10)) == ErrorCode::ScanTooLarge);
    CHECK(refused(bomb(7'999, 7'999)) == ErrorCode::ScanTooLarge);
    CHECK(refused(bomb(0, 5)) == ErrorCode::ScanDamaged);
    for (const char *format : {"png", "jpeg"}) {
        INFO(format);
        const QByteArray file = fileOf(image, format);
        CHECK(refused(file.left(file.size() / 2)) == ErrorCode::ScanDamaged);
        CHECK(refused(file.left(40)) == ErrorCode::ScanDamaged);
    }
    CHECK(refused("%PDF-1.7\nrubbish") == ErrorCode::ScanDamaged);
    const auto pages = takeIn(document(9));
    REQUIRE_FALSE(pages);
    CHECK(pages.error().code == ErrorCode::ScanPages);
    CHECK(pages.error().where == u"8"_s);
    CHECK(takeInFile(u"/nowhere/page.png"_s).error().code == ErrorCode::UnreadableInput);
}

TEST_CASE("sixty kinds of rubbish harm nobody")
{
    const QList<QByteArray> heads{"\xff\xd8\xff\xe0", "\x89PNG\r\n\x1a\n", "%PDF-1.4\n"};
    const QList<QByteArray> whole{fileOf(drawn(60, 40, 5), "jpeg"), fileOf(drawn(60, 40, 5), "png"),
                                  document(1)};
    std::mt19937 random(20261129);
    int refused = 0;
    for (int kind = 0; kind < 60; ++kind) {
        const int base = kind % 3;
        QByteArray file;
        if (kind < 15) {
            file = heads[base];
            for (int i = 0; i < 2000; ++i)
                file += char(random());
        } else {
            file = whole[base];
            for (int i = 0; i < 1 + kind / 6; ++i)
                file[qsizetype(8 + random() % quint32(file.size() - 8))] = char(random());
        }
        INFO(kind);
        const auto pictures = takeIn(file);
        if (!pictures) {
            ++refused;
            CHECK((pictures.error().code == ErrorCode::ScanDamaged ||
                   pictures.error().code == ErrorCode::ScanTooLarge ||
                   pictures.error().code == ErrorCode::ScanPages));
        } else {
            CHECK_FALSE(QImage::fromData(pictures->first()).isNull());
        }
    }
    CHECK(refused >= 15);
}

TEST_CASE("a scan is kept once, sealed, and found by its hash")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const auto pictures = takeIn(fileOf(drawn(90, 60, 3), "png"));
    REQUIRE(pictures);
    const QByteArray picture = pictures->first();
    const auto items =
        office.evidence().keep(clerk, EvidenceKind::DataPage, u"/scans/\u202epage.png"_s, *pictures);
    REQUIRE(items);
    REQUIRE(items->size() == 1);
    CHECK(items->first() == EvidenceItem{EvidenceKind::DataPage, u"page.png"_s, sha256Hex(picture)});
    const auto again = office.evidence().keep(clerk, EvidenceKind::OldPassport, u"other.png"_s, *pictures);
    REQUIRE(again);
    CHECK(again->first().sha256 == items->first().sha256);
    CHECK(*office.evidence().picture(clerk, items->first().sha256) == picture);
    CHECK(office.evidence().picture(clerk, QString(64, u'0')).error().code == ErrorCode::NoScan);
    CHECK(office.evidence().picture(demo.signIn("admin"), items->first().sha256).error().code ==
          ErrorCode::NotPermitted);
    CHECK(
        office.evidence().keep(demo.signIn("auditor"), EvidenceKind::DataPage, {}, *pictures).error().code ==
        ErrorCode::NotPermitted);

    QFile file(demo.path() + u"/evidence.db"_s);
    REQUIRE(file.open(QIODevice::ReadOnly));
    QFile log(demo.path() + u"/evidence.db-wal"_s);
    const QByteArray bytes = file.readAll() + (log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray());
    CHECK_FALSE(bytes.contains("IHDR"));
    CHECK_FALSE(bytes.contains(QByteArray::fromHex(sha256Hex(picture).toLatin1())));
    CHECK_FALSE(bytes.contains(sha256Hex(picture).toLatin1()));

    // Everything sealed anew, and found as before.
    const Actor admin = demo.signIn("admin");
    REQUIRE(office.accounts().disable(admin, u"clerk2"_s));
    while (*office.rotation().step()) {
    }
    CHECK(*office.evidence().picture(demo.signIn("clerk"), items->first().sha256) == picture);
}

TEST_CASE("a flipped bit in a scan is noticed")
{
    DemoDesk demo;
    const Actor clerk = demo.signIn("clerk");
    const auto pictures = takeIn(fileOf(drawn(90, 60, 3), "png"));
    const auto items = demo.office().evidence().keep(clerk, EvidenceKind::DataPage, u"page.png"_s, *pictures);
    REQUIRE(items);
    demo.close();
    {
        const auto connection = Connection::open(demo.path() + u"/evidence.db"_s, Access::Write, 0x50446b45);
        REQUIRE(connection);
        REQUIRE((*connection)->execute(u"DROP TRIGGER scans_sealed_anew"_s));
        REQUIRE((*connection)
                    ->execute(u"UPDATE scans SET content = CAST(substr(content, 1, 99) || x'00' || "
                              u"substr(content, 101) AS BLOB)"_s));
        REQUIRE(
            (*connection)
                ->execute(
                    u"CREATE TRIGGER scans_sealed_anew BEFORE UPDATE OF scan_no ON scans BEGIN SELECT 1; END"_s));
    }
    const auto office = Office::open(demo.path(), Office::Access::Write, demo.clock());
    REQUIRE(office);
    const auto session = (*office)->accounts().signIn(u"clerk"_s, u"demo-office"_s);
    REQUIRE(session);
    const auto picture = (*office)->evidence().picture(session->actor, items->first().sha256);
    REQUIRE_FALSE(picture);
    CHECK(picture.error() == Error{ErrorCode::Damaged, u"scans.content"_s, picture.error().detail});
}

TEST_CASE("a case names only scans that are kept, and takes more until it is decided")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const auto page = takeIn(fileOf(drawn(90, 60, 3), "png"));
    const auto old = takeIn(fileOf(drawn(90, 60, 11), "png"));
    CaseContent content = acknowledged(office);
    content.evidence = {{EvidenceKind::DataPage, u"page.png"_s, QString(64, u'1')}};
    const auto missing = office.cases().submit(demo.as(clerk), {}, content);
    REQUIRE_FALSE(missing);
    CHECK(missing.error() == Error{ErrorCode::NoScan, u"data_page"_s, {}});
    content.evidence = *office.evidence().keep(clerk, EvidenceKind::DataPage, u"page.png"_s, *page);
    const auto first = office.cases().submit(demo.as(clerk), {}, content);
    REQUIRE(first);
    REQUIRE(first->stored);

    const auto more = *office.evidence().keep(clerk, EvidenceKind::OldPassport, u"old.png"_s, *old);
    const auto added = office.cases().addEvidence(demo.as(clerk), first->caseId, more);
    REQUIRE(added);
    CHECK(added->state == CaseState::Submitted);
    // The same again changes nothing.
    REQUIRE(office.cases().addEvidence(demo.as(clerk), first->caseId, more));
    const auto view = office.cases().view(first->caseId);
    REQUIRE(view);
    REQUIRE(view->revisions.size() == 2);
    CHECK(view->revisions[0].content.evidence == content.evidence);
    CHECK(view->revisions[1].content.evidence == content.evidence + more);
    CHECK(office.cases().evidence(first->caseId)->size() == 2);
    CHECK(office.cases().addEvidence(demo.signIn("clerk2"), first->caseId, more).error().code ==
          ErrorCode::NotPermitted);

    const Actor supervisor = demo.signIn("supervisor");
    REQUIRE(office.review().decide(supervisor, first->caseId,
                                   {.decision = Decision::Return,
                                    .contentSha256 = view->revisions[1].contentSha256,
                                    .reason = u"image_unclear"_s,
                                    .ruleReasons = {},
                                    .comment = {}},
                                   {}));
    const auto third = takeIn(fileOf(drawn(90, 60, 12), "png"));
    const auto again =
        *office.evidence().keep(demo.as(clerk), EvidenceKind::DataPage, u"again.png"_s, *third);
    const auto drafted = office.cases().addEvidence(demo.as(clerk), first->caseId, again);
    REQUIRE(drafted);
    CHECK(drafted->state == CaseState::Returned);
    CHECK(office.cases().openDraft(clerk, first->caseId)->form.content.evidence ==
          content.evidence + more + again);
}
