#include "service/receipt.h"

#include "support/builders.h"
#include "support/catch.h"
#include "support/tempdir.h"

#include <QProcess>
#include <QRegularExpression>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

ReceiptData someReceipt(CaseState state)
{
    ReceiptData receipt;
    receipt.desk = {.branch = u"RUH"_s,
                    .branchNameAr = u"الرياض"_s,
                    .branchNameEn = u"Riyadh"_s,
                    .workstation = 7,
                    .training = true,
                    .enrolled = true,
                    .pack = {},
                    .registerAsOf = {},
                    .residents = 0};
    receipt.clerkNameAr = u"نورة الحربي"_s;
    receipt.clerkNameEn = u"Noura Alharbi"_s;
    receipt.printedAt = QDateTime(QDate(2026, 11, 23), QTime(7, 53), Qt::UTC);
    CaseView &view = receipt.view;
    view.resident = someResident();
    view.recorded = view.resident.passport;
    view.row.reference = u"RUH-2026-0700123"_s;
    view.row.state = state;
    view.row.caseType = CaseType::SecondInFiveYears;
    view.row.changedAt = receipt.printedAt;
    RevisionView revision;
    revision.contentSha256 = u"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"_s;
    revision.content = someContent();
    view.revisions += revision;
    view.delivery.savedAt = QDateTime(QDate(2026, 11, 23), QTime(7, 52), Qt::UTC);
    return receipt;
}

QString output(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    REQUIRE(process.waitForFinished());
    INFO(process.readAllStandardError().toStdString());
    REQUIRE(process.exitCode() == 0);
    return QString::fromUtf8(process.readAllStandardOutput());
}

/// The words of the PDF: Qt writes Arabic as presentation forms, in visual or logical order.
QString wordsOf(const QString &pdf)
{
    return output(u"pdftotext"_s, {u"-layout"_s, pdf, u"-"_s}).normalized(QString::NormalizationForm_KC);
}

} // namespace

TEST_CASE("The receipt's code decodes from paper at 150 dots an inch", "[receipt]")
{
    const Language language = GENERATE(Language::Arabic, Language::English);
    const TempDir dir;
    const ReceiptData receipt = someReceipt(CaseState::Submitted);
    const QString pdf = dir.file(u"receipt.pdf"_s);
    REQUIRE(writeReceiptPdf(receipt, language, pdf));

    output(u"pdftoppm"_s, {u"-r"_s, u"150"_s, u"-png"_s, u"-singlefile"_s, pdf, dir.file(u"page"_s)});
    CHECK(output(u"zbarimg"_s, {u"-q"_s, u"--raw"_s, dir.file(u"page.png"_s)}).trimmed() ==
          receiptCode(receipt));
    CHECK(receiptCode(receipt) == u"PD1 RUH-2026-0700123 submitted 0123456789abcdef"_s);
}

TEST_CASE("The receipt is one A5 page in exactly three families", "[receipt]")
{
    const Language language = GENERATE(Language::Arabic, Language::English);
    const TempDir dir;
    const QString pdf = dir.file(u"receipt.pdf"_s);
    REQUIRE(writeReceiptPdf(someReceipt(CaseState::Applied), language, pdf));

    const QString info = output(u"pdfinfo"_s, {pdf});
    CHECK(info.contains(QRegularExpression(u"Pages:\\s+1\\n"_s)));
    CHECK(info.contains(QRegularExpression(u"Page size:\\s+4(19|20)[.0-9]* x 59[56]"_s)));

    QSet<QString> families;
    const QStringList lines = output(u"pdffonts"_s, {pdf}).split(u'\n', Qt::SkipEmptyParts).mid(2);
    for (const QString &line : lines) {
        QString name = line.section(u' ', 0, 0).section(u'+', -1);
        families += name.section(u'-', 0, 0);
        CHECK(line.contains(u" yes "_s)); // embedded
    }
    QSet<QString> expected{u"NotoSans"_s, u"DejaVuSansMono"_s};
    if (language == Language::Arabic)
        expected += u"NotoSansArabicUI"_s;
    CHECK(families == expected);
}

TEST_CASE("The receipt says what is true in each state and never more", "[receipt]")
{
    const TempDir dir;
    const QString pdf = dir.file(u"receipt.pdf"_s);
    const auto words = [&](const ReceiptData &receipt, Language language) {
        REQUIRE(writeReceiptPdf(receipt, language, pdf));
        return wordsOf(pdf);
    };

    ReceiptData receipt = someReceipt(CaseState::Submitted);
    CHECK(words(receipt, Language::English).contains(u"not sent yet"_s));
    receipt.view.delivery.acknowledgedAt = QDateTime(QDate(2026, 11, 23), QTime(7, 52), Qt::UTC);
    const QString sent = words(receipt, Language::English);
    CHECK(sent.contains(u"Sent Monday 23 November 2026, 10:52"_s));
    CHECK(sent.contains(u"proves submission only"_s));
    CHECK(sent.contains(u"RUH-2026-0700123"_s));
    CHECK(sent.contains(u"A7654386"_s));
    CHECK(sent.contains(u"Training data"_s));
    CHECK_FALSE(sent.contains(u"confirmed"_s));

    receipt.view.row.state = CaseState::Approved;
    CHECK(words(receipt, Language::English).contains(u"has not confirmed it yet"_s));
    receipt.view.row.state = CaseState::Applied;
    CHECK(words(receipt, Language::English).contains(u"register has confirmed"_s));
    receipt.view.row.state = CaseState::Rejected;
    CHECK(words(receipt, Language::English).contains(u"register is unchanged"_s));
}

TEST_CASE("Every state has its own sentences in both languages", "[receipt]")
{
    const Catalogue &catalogue = Catalogue::builtIn();
    for (const auto &[state, code] : Codes<CaseState>::kCodes) {
        for (const QString &prefix : {u"next_"_s, u"proof_"_s}) {
            const QString key = prefix + QString::fromUtf16(code);
            for (const Language language : {Language::Arabic, Language::English})
                CHECK(catalogue.wordOf(u"receipt", key, language) != key);
        }
    }
}

TEST_CASE("A receipt that cannot be written leaves nothing behind", "[receipt]")
{
    const TempDir dir;
    const QString path = dir.file(u"no/such/folder/receipt.pdf"_s);
    const auto written = writeReceiptPdf(someReceipt(CaseState::Submitted), Language::Arabic, path);
    REQUIRE_FALSE(written);
    CHECK(written.error().code == ErrorCode::CannotOpen);
}
