#include "domain/demooffice.h"
#include "protocol/residentsfile.h"
#include "support/builders.h"
#include "support/catch.h"

#include <QBuffer>
#include <QElapsedTimer>

#include <rapidcheck.h>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

struct Reading {
    std::optional<Error> error;
    QList<ResidentsRow> rows;

    QStringList faults() const
    {
        QStringList faults;
        for (const ResidentsRow &row : rows)
            faults += row.problem ? codeOf(row.problem->fault) : u"-"_s;
        return faults;
    }
};

Reading readAll(QByteArray text, ResidentsFormat format = ResidentsFormat::Csv)
{
    Reading reading;
    QBuffer buffer(&text);
    REQUIRE(buffer.open(QIODevice::ReadOnly));
    auto reader = ResidentsReader::open(buffer, format);
    if (!reader) {
        reading.error = reader.error();
        return reading;
    }
    for (;;) {
        ResidentsRow row;
        const Result<bool> more = (*reader)->next(row);
        REQUIRE(more);
        if (!*more)
            return reading;
        reading.rows += row;
    }
}

/// One row of a file of the columns needed and `column`.
QStringList faultsOf(const QByteArray &column, const QByteArray &value)
{
    return readAll("iqama_number,name_en,nationality," + column + "\n2345678904,ADEL,JOR," + value + "\n")
        .faults();
}

} // namespace

TEST_CASE("What the writer writes, the reader reads back")
{
    QByteArray text = residentsCsvHeader();
    for (qint64 index = 0; index < 3000; ++index)
        text += residentToCsv(demoResident(5, index));
    const Reading reading = readAll(text);
    REQUIRE(reading.rows.size() == 3000);
    for (qint64 index = 0; index < 3000; ++index) {
        const ResidentsRow &row = reading.rows[index];
        INFO(index << ' ' << (row.problem ? codeOf(row.problem->fault).toStdString() : std::string()));
        REQUIRE_FALSE(row.problem);
        REQUIRE(row.line == index + 2);
        REQUIRE(row.resident == demoResident(5, index));
    }
}

TEST_CASE("Any text in a free field survives writing and reading")
{
    CHECK(rc::check([](const std::vector<char16_t> &units) {
        QString name = QString::fromUtf16(units.data(), static_cast<qsizetype>(units.size()));
        name = QString::fromUtf8(name.toUtf8()).normalized(QString::NormalizationForm_C);
        QString kept = u"x"_s;
        for (const QChar c : name) {
            if (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format &&
                c.category() != QChar::Other_NotAssigned && c.category() != QChar::Other_PrivateUse &&
                !c.isSurrogate())
                kept += c;
        }
        kept += u",\"x"_s;
        kept = kept.normalized(QString::NormalizationForm_C);
        Resident resident = someResident();
        resident.employerName = kept;
        const Reading reading = readAll(residentsCsvHeader() + residentToCsv(resident));
        RC_ASSERT(reading.rows.size() == 1);
        RC_ASSERT(kept.toUtf8().size() > 1024 || reading.rows[0].resident == resident);
    }));
}

TEST_CASE("No bytes whatever stop the reader or make it invent a resident")
{
    CHECK(rc::check([](const std::vector<char> &bytes) {
        const QByteArray noise(bytes.data(), static_cast<qsizetype>(bytes.size()));
        QByteArray text = residentsCsvHeader() + noise + '\n' + residentToCsv(someResident());
        QBuffer buffer(&text);
        RC_ASSERT(buffer.open(QIODevice::ReadOnly));
        auto reader = ResidentsReader::open(buffer, ResidentsFormat::Csv);
        if (!reader)
            return;
        ResidentsRow row;
        while (*(*reader)->next(row))
            RC_ASSERT(row.problem || row.resident == someResident());
    }));
}

TEST_CASE("A file that ends anywhere gives whole rows and at most one problem")
{
    QByteArray text =
        residentsCsvHeader() + residentToCsv(demoResident(1, 0)) + residentToCsv(demoResident(1, 1));
    for (qsizetype length = residentsCsvHeader().size() + 1; length <= text.size(); ++length) {
        const Reading reading = readAll(text.first(length));
        REQUIRE_FALSE(reading.error);
        REQUIRE(reading.rows.size() <= 2);
        if (length >= text.size() - 1)
            REQUIRE_FALSE(reading.rows.last().problem);
    }
}

TEST_CASE("A file that cannot be used as a whole is refused before any row")
{
    using enum ErrorCode;
    CHECK(readAll("").error == Error{EmptyFile});
    CHECK(readAll("\xEF\xBB\xBF \n").error == Error{EmptyFile});
    CHECK(readAll("2345678904,ADEL,JOR\n").error == Error{NoHeader});
    CHECK(readAll("iqama_number,name_en,nationality,shoe_size\n").error == Error{UnknownColumn, u"shoe_size"_s});
    CHECK(readAll("iqama_number,name_en,nationality,nationality\n").error ==
          Error{UnknownColumn, u"nationality"_s});
    CHECK(readAll("iqama_number,nationality\n").error == Error{MissingColumn, u"name_ar"_s});
    CHECK(readAll("name_ar,nationality\n").error == Error{MissingColumn, u"iqama_number"_s});
    CHECK(readAll("iqama_number,name_ar\n").error == Error{MissingColumn, u"nationality"_s});
    CHECK(readAll("not json\n", ResidentsFormat::JsonLines).error == Error{NoHeader});
    CHECK(readAll("{\"iqama\":1}\n", ResidentsFormat::JsonLines).error == Error{UnknownColumn, u"iqama"_s});

    const QString text = u"iqama_number,name_ar,nationality\n2345678904,عادل,JOR\n"_s;
    const QByteArray utf16(reinterpret_cast<const char *>(text.utf16()), text.size() * 2);
    CHECK(readAll(utf16).error->code == ErrorCode::NotUtf8);
    CHECK(readAll("\xFF\xFE" + utf16).error->code == ErrorCode::NotUtf8);
    CHECK(readAll("iqama_number,name_ar,nationality\n2345678904,\xC7\xE1,JOR\n").error->code ==
          ErrorCode::NotUtf8);
}

TEST_CASE("A byte order mark, any column order and every line end are read")
{
    const Reading reading =
        readAll("\xEF\xBB\xBFnationality,name_en,iqama_number\r\nJOR, ADEL ,2345678904\r\n\r\n"
                "\"IND\",\"KUMAR, \"\"RAJ\"\"\",2123456788");
    REQUIRE(reading.rows.size() == 2);
    REQUIRE_FALSE(reading.rows[0].problem);
    CHECK(reading.rows[0].resident.nameEn == u"ADEL"_s);
    CHECK(reading.rows[0].resident.iqamaStatus == IqamaStatus::Valid);
    REQUIRE_FALSE(reading.rows[1].problem);
    CHECK(reading.rows[1].resident.nameEn == u"KUMAR, \"RAJ\""_s);
    CHECK(reading.rows[1].line == 4);
}

TEST_CASE("Each column's mistakes have their code")
{
    const auto fault = [](const QByteArray &column, const QByteArray &value) {
        return faultsOf(column, value).join(u' ');
    };
    CHECK(fault("sex", "M") == u"-"_s);
    CHECK(fault("sex", "male") == u"code"_s);
    CHECK(fault("birth_date", "1988") == u"-"_s);
    CHECK(fault("birth_date", "1988-02") == u"-"_s);
    CHECK(fault("birth_date", "1988-02-30") == u"date"_s);
    CHECK(fault("birth_date", "1988-13") == u"date"_s);
    CHECK(fault("birth_date", "14/02/1988") == u"date"_s);
    CHECK(fault("passport_number", "a1234567") == u"-"_s);
    CHECK(fault("passport_number", "A12345678901") == u"number"_s);
    CHECK(fault("passport_number", "A12*") == u"number"_s);
    CHECK(fault("passport_expires_on", "2027-01-01") == u"number"_s);
    CHECK(fault("iqama_status", "valid") == u"-"_s);
    CHECK(fault("iqama_status", "Valid") == u"code"_s);
    CHECK(fault("iqama_expires_on", "2027-00-01") == u"date"_s);
    CHECK(fault("category", "worker") == u"code"_s);
    CHECK(fault("relation", "wife") == u"code"_s);
    CHECK(fault("head_id", "1010101010") == u"-"_s);
    CHECK(fault("head_id", "1010101011") == u"number"_s);
    CHECK(fault("employer_id", "7001234561") == u"-"_s);
    CHECK(fault("employer_id", "700123") == u"number"_s);
    CHECK(fault("border_number", "3012345678") == u"-"_s);
    CHECK(fault("border_number", "2012345670") == u"number"_s);
    CHECK(fault("mobile", "+966500000001") == u"-"_s);
    CHECK(fault("mobile", "call me") == u"number"_s);
    CHECK(fault("inside_kingdom", "true") == u"-"_s);
    CHECK(fault("inside_kingdom", "yes") == u"code"_s);
    CHECK(fault("flags", "companions security_hold") == u"-"_s);
    CHECK(fault("flags", "companions,") == u"columns"_s);
    CHECK(fault("flags", "friendly") == u"code"_s);
    CHECK(fault("version", "3") == u"-"_s);
    CHECK(fault("version", "-3") == u"number"_s);
    CHECK(fault("version", "99999999999") == u"number"_s);
    CHECK(fault("as_of", "2026-11-23T06:00:00.000Z") == u"-"_s);
    CHECK(fault("as_of", "2026-11-23T06:00:00Z") == u"-"_s);
    CHECK(fault("as_of", "yesterday") == u"date"_s);
    CHECK(fault("name_ar", "12") == u"name"_s);
    CHECK(fault("name_ar", "\xD8\xB9\xE2\x80\xAE\xD9\x84") == u"name"_s);
    CHECK(fault("employer_name", QByteArray(1025, 'x')) == u"too_long"_s);
}

TEST_CASE("A row without a person, a State or its fields goes to the rejects, the rest go in")
{
    const Reading reading = readAll("iqama_number,name_en,nationality\n"
                                    "2345678904,ADEL,JOR\n"
                                    "2345678905,ADEL,JOR\n"
                                    "1010101010,ADEL,JOR\n"
                                    "2123456788,,IND\n"
                                    "2123456788,RAJ,\n"
                                    "2123456788,RAJ,QQQ\n"
                                    "2123456788,RAJ\n"
                                    "2123456788,RAJ,IND,x\n"
                                    "2123456788,R\"A\"J,IND\n"
                                    "2123456788,\"RAJ\"x,IND\n"
                                    "2345678904,ADEL,JOR\n"
                                    "٢١٢٣٤٥٦٧٨٨,RAJ,IND\n"
                                    "2234567895,\"never closed,IND\n"
                                    "2234567895,GOOD,IND\n");
    CHECK(reading.faults() == QStringList{u"-"_s, u"iqama"_s, u"iqama"_s, u"name"_s, u"nationality"_s,
                                          u"nationality"_s, u"columns"_s, u"columns"_s, u"quote"_s,
                                          u"quote"_s, u"duplicate_in_file"_s, u"-"_s, u"quote"_s, u"-"_s});
    CHECK(reading.rows[4].problem->column == u"nationality"_s);
    CHECK(reading.rows[4].line == 6);
    CHECK(reading.rows[4].raw == "2123456788,RAJ,");
    CHECK(reading.rows[13].line == 15);
}

TEST_CASE("A quoted field may hold line ends, and lines go on being counted")
{
    const Reading reading = readAll("iqama_number,name_en,nationality,employer_name\n"
                                    "2345678904,ADEL,JOR,\"two\nlines\"\n"
                                    "2123456788,RAJ,IND,one\n");
    REQUIRE(reading.rows.size() == 2);
    CHECK(reading.faults() == QStringList{u"name"_s, u"-"_s});
    CHECK(reading.rows[1].line == 4);
}

TEST_CASE("A row too long for any buffer is one reject, and the next row is read")
{
    for (const qsizetype length : {70'000, 200'000, 3'000'000}) {
        const Reading reading = readAll("iqama_number,name_en,nationality\n2345678904," +
                                        QByteArray(length, 'A') + ",JOR\n2123456788,RAJ,IND\n");
        REQUIRE(reading.faults() == QStringList{u"too_long"_s, u"-"_s});
        CHECK(reading.rows[1].line == 3);
    }
}

TEST_CASE("Bytes that are not UTF-8 far into the file cost one row")
{
    QByteArray text = residentsCsvHeader();
    for (qint64 index = 0; text.size() < 100'000; ++index)
        text += residentToCsv(demoResident(5, index));
    const QByteArray before = text;
    text += "2999999994,,\xC7\xE1,,,JOR" + QByteArray(17, ',') + '\n';
    const Reading reading = readAll(text);
    REQUIRE_FALSE(reading.error);
    CHECK(codeOf(reading.rows.last().problem->fault) == u"utf8"_s);
    // A character cut in two by the 64 KiB limit is no wrong encoding.
    for (int shift = 0; shift < 4; ++shift)
        CHECK_FALSE(readAll("iqama_number,name_ar,nationality\n" + QByteArray(65'500 + shift, '\n') +
                            QString(u"ع"_s.repeated(60)).toUtf8() + '\n')
                        .error);
}

TEST_CASE("JSON Lines hold the same keys, and a broken line is one reject")
{
    const Reading reading =
        readAll("{\"iqama_number\":\"2345678904\",\"name_en\":\"ADEL\",\"nationality\":\"JOR\",\"inside_"
                "kingdom\":true,"
                "\"version\":3,\"sex\":null}\n"
                "{\"iqama_number\":\"2123456788\",\"name_en\":\"RAJ\"\n"
                "[1]\n"
                "{\"iqama_number\":\"2123456788\",\"name_en\":\"RAJ\",\"nationality\":\"IND\",\"x\":1}\n"
                "{\"iqama_number\":2123456788,\"name_en\":\"RAJ\",\"nationality\":\"IND\"}\n"
                "{\"iqama_number\":\"2123456788\",\"name_en\":\"RAJ\",\"nationality\":\"IND\"}\n",
                ResidentsFormat::JsonLines);
    CHECK(reading.faults() ==
          QStringList{u"-"_s, u"quote"_s, u"columns"_s, u"columns"_s, u"columns"_s, u"-"_s});
    CHECK(reading.rows[0].resident.insideKingdom == true);
    CHECK(reading.rows[0].resident.version == 3);
    CHECK(residentsFormatOf(u"/x/a.b/residents.JSONL"_s) == ResidentsFormat::JsonLines);
    CHECK(residentsFormatOf(u"residents.csv"_s) == ResidentsFormat::Csv);
}

TEST_CASE("Nothing in a rejects file is a formula")
{
    for (const QByteArray &start :
         {QByteArray("=1+1"), QByteArray("+1"), QByteArray("-1"), QByteArray("@SUM(A1)"), QByteArray(" =1"),
          QByteArray("\t=1"), QString(u"＝1"_s).toUtf8()}) {
        ResidentsRow row;
        row.line = 7;
        row.problem = RowProblem{RowFault::Number, u"mobile"_s};
        row.raw = start + ",\"x\"";
        const QByteArray line = rejectToCsv(row, u"=cmd()"_s);
        CHECK(line.startsWith("7,\"mobile\",\"number\",\"'=cmd()\",\"'"));
        CHECK(line.endsWith(",\"\"x\"\"\"\n"));
    }
}

TEST_CASE("Reading a residents file: rows a second", "[.bench]")
{
    QByteArray text = residentsCsvHeader();
    constexpr int kRows = 300'000;
    for (qint64 index = 0; index < kRows; ++index)
        text += residentToCsv(demoResident(5, index));
    QBuffer buffer(&text);
    REQUIRE(buffer.open(QIODevice::ReadOnly));
    QElapsedTimer timer;
    timer.start();
    auto reader = ResidentsReader::open(buffer, ResidentsFormat::Csv);
    ResidentsRow row;
    while (*(*reader)->next(row)) {
    }
    WARN(kRows * 1000 / timer.elapsed() << " rows a second");
}
