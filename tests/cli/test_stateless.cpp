#include "cli/ctl.h"
#include "support/catch.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace
{

const QByteArray kSpecimen = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                             "L898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
const QByteArray kBadNumber = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                              "L898902C34UTO7408122F1204159ZE184226B<<<<<10\n";

/// The keys of the outer object in the order in which they stand.
QStringList keysInOrder(const QByteArray &line)
{
    QStringList keys;
    int depth = 0;
    const QString text = QString::fromUtf8(line);
    static const QRegularExpression kToken(u"[{}]|\"([^\"]*)\":"_s);
    for (auto it = kToken.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (match.captured() == u"{")
            ++depth;
        else if (match.captured() == u"}")
            --depth;
        else if (depth == 1)
            keys += match.captured(1);
    }
    return keys;
}

/// 2 and 3 print nothing on standard output and one line that names the culprit on standard error.
void checkRefused(const CtlRun &run, const QByteArray &named)
{
    INFO(run.err.toStdString());
    CHECK(run.exitCode == 2);
    CHECK(run.out.isEmpty());
    CHECK(run.err.count('\n') == 1);
    CHECK(run.err.contains(named));
}

} // namespace

TEST_CASE("mrz gives every key of the contract in its order")
{
    const CtlRun run = passportctl({u"mrz"_s, u"--json"_s}, kSpecimen);
    CHECK(run.exitCode == 0);
    CHECK(run.err.isEmpty());
    REQUIRE(run.lines().size() == 1);
    CHECK(run.lines().constFirst() ==
          R"({"format":"TD3","valid":true,"document_code":"P","issuer":"UTO","primary":"ERIKSSON",)"
          R"("secondary":"ANNA MARIA","number":"L898902C3","nationality":"UTO","birth_date":"1974-08-12",)"
          R"("birth_known":"full","sex":"F","expiry_date":"2012-04-15","optional":"ZE184226B",)"
          R"("checks":{"number":true,"birth_date":true,"expiry_date":true,"optional":true,"composite":true},)"
          R"("name_truncated":false,"problems":["specimen"]})");
}

TEST_CASE("mrz takes several documents and is positive only when all are valid")
{
    const CtlRun run =
        passportctl({u"--json"_s, u"mrz"_s}, "\r\n" + kSpecimen + "\n\n" + kBadNumber + "\nrubbish\n");
    CHECK(run.exitCode == 1);
    const auto objects = run.objects();
    REQUIRE(objects.size() == 3);
    CHECK(objects[0].value("valid"_L1).toBool());
    CHECK(objects[1].value("number"_L1).toString() == u"L898902C3");
    CHECK(objects[1].value("problems"_L1).toArray() ==
          QJsonArray{u"number_check"_s, u"composite_check"_s, u"specimen"_s});
    CHECK(objects[2].value("format"_L1).isNull());
    CHECK(objects[2].value("problems"_L1).toArray() == QJsonArray{u"length"_s});
    CHECK(objects[2].keys() == objects[0].keys());
}

TEST_CASE("mrz leaves fields of an unreadable line and of other documents null")
{
    const CtlRun card = passportctl({u"mrz"_s, u"--json"_s}, QByteArray("I<UTO").leftJustified(90, '<'));
    CHECK(card.exitCode == 1);
    const QJsonObject object = card.objects().constFirst();
    for (const QString &key : object.keys()) {
        if (key != u"format" && key != u"valid" && key != u"problems" && key != u"checks")
            CHECK(object.value(key).isNull());
    }
    CHECK(object.value("format"_L1).toString() == u"TD1");
    for (const QJsonValue &check : object.value("checks"_L1).toObject())
        CHECK(check.isNull());
}

TEST_CASE("mrz goes by the date it is given")
{
    QByteArray young = kSpecimen;
    young.replace("7408122", "3001018");
    const auto birth = [&](const QString &today) {
        return passportctl({u"mrz"_s, u"--json"_s, u"--today"_s, today}, young)
            .objects()
            .constFirst()
            .value("birth_date"_L1)
            .toString();
    };
    CHECK(birth(u"2026-11-23"_s) == u"1930-01-01");
    CHECK(birth(u"2031-01-01"_s) == u"2030-01-01");
}

TEST_CASE("mrz tells people in their language")
{
    CHECK(passportctl({u"mrz"_s}, kBadNumber).out.startsWith("Not valid\n"));
    const QString arabic = QString::fromUtf8(passportctl({u"mrz"_s, u"--lang"_s, u"ar"_s}, kBadNumber).out);
    CHECK(arabic.startsWith(u"غير صالح\n"));
    CHECK(arabic.contains(u"رقم التحقق لرقم الجواز غير مطابق"));
    const QMap<QString, QString> saudi{{u"LANG"_s, u"ar_SA.UTF-8"_s}};
    CHECK(QString::fromUtf8(passportctl({u"mrz"_s}, kSpecimen, saudi).out).startsWith(u"صالح\n"));
    CHECK(passportctl({u"mrz"_s, u"--lang=en"_s}, kSpecimen, saudi).out.startsWith("Valid\n"));
    CHECK_FALSE(arabic.contains(QChar(0x2066)));
}

TEST_CASE("iqama judges one number a line")
{
    const CtlRun run =
        passportctl({u"iqama"_s, u"--json"_s},
                    u"2345678904\n٢٣٤٥٦٧٨٩٠٤\n3012345678\n2123456789\n\n5000000000"_s.toUtf8());
    CHECK(run.exitCode == 1);
    CHECK(
        run.lines() ==
        QList<QByteArray>{
            R"({"input":"2345678904","normalized":"2345678904","kind":"iqama","valid":true,"problem":null})",
            u"{\"input\":\"٢٣٤٥٦٧٨٩٠٤\",\"normalized\":\"2345678904\",\"kind\":\"iqama\",\"valid\":true,\"problem\":null}"_s
                .toUtf8(),
            R"({"input":"3012345678","normalized":"3012345678","kind":"border","valid":true,"problem":null})",
            R"({"input":"2123456789","normalized":"2123456789","kind":"iqama","valid":false,"problem":"check_digit"})",
            R"({"input":"","normalized":"","kind":"invalid","valid":false,"problem":"length"})",
            R"({"input":"5000000000","normalized":"5000000000","kind":"invalid","valid":false,"problem":"first_digit"})"});
    CHECK(passportctl({u"iqama"_s}, "2345678904\n").exitCode == 0);
    CHECK(passportctl({u"iqama"_s}, "2345678904\n").out == "2345678904\tiqama number\tvalid\n");
}

TEST_CASE("hijri converts both ways and gives null for what is no date")
{
    CHECK(passportctl({u"hijri"_s, u"--json"_s}, "2026-11-22\n1800-01-01\n2026-02-30\n").lines() ==
          QList<QByteArray>{R"({"gregorian":"2026-11-22","hijri":"1448-06-12"})",
                            R"({"gregorian":"1800-01-01","hijri":null})",
                            R"({"gregorian":null,"hijri":null})"});
    const CtlRun back =
        passportctl({u"hijri"_s, u"--reverse"_s, u"--json"_s}, "1448-06-12\n1448-06-31\n1700-01-01\n");
    CHECK(back.exitCode == 0);
    CHECK(back.lines() == QList<QByteArray>{R"({"gregorian":"2026-11-22","hijri":"1448-06-12"})",
                                            R"({"gregorian":null,"hijri":null})",
                                            R"({"gregorian":null,"hijri":null})"});
}

TEST_CASE("name-key and name-match answer for every line")
{
    const CtlRun key = passportctl({u"name-key"_s, u"--json"_s}, u"محمد عبد الرحمن\nالخطيب\n"_s.toUtf8());
    CHECK(key.exitCode == 0);
    CHECK(keysInOrder(key.lines().constFirst()) ==
          QStringList{u"input"_s, u"normal"_s, u"keys"_s, u"alternate_keys"_s});
    CHECK(key.objects()[0].value("keys"_L1).toArray() == QJsonArray{u"MHMD"_s, u"ABDRHMN"_s});
    CHECK(key.objects()[0].value("normal"_L1).toString() == u"محمد عبد الرحمن");

    const CtlRun match = passportctl({u"name-match"_s, u"--json"_s},
                                     u"محمد علي\tMOHAMED ALI\nمحمد\tمحمود\nAHMED\tMARIA\n"_s.toUtf8());
    CHECK(match.exitCode == 0);
    CHECK(keysInOrder(match.lines().constFirst()) == QStringList{u"a"_s, u"b"_s, u"score"_s, u"verdict"_s});
    CHECK(match.objects()[0].value("verdict"_L1).toString() == u"same");
    CHECK(match.objects()[1].value("verdict"_L1).toString() != u"same");
    CHECK(match.objects()[2].value("verdict"_L1).toString() == u"different");
    CHECK(passportctl({u"name-key"_s, u"--json"_s}).exitCode == 0);
}

TEST_CASE("output holds no bidi controls even when the input does")
{
    const CtlRun run = passportctl({u"name-key"_s, u"--json"_s}, u"\u202bعلي\u202c \"x\"\\\n"_s.toUtf8());
    CHECK(run.objects().constFirst().value("input"_L1).toString() == u"علي \"x\"\\");
}

TEST_CASE("what was not understood is named, on standard error only")
{
    checkRefused(passportctl({}), "COMMAND");
    checkRefused(passportctl({u"frobnicate"_s}), "frobnicate");
    checkRefused(passportctl({u"--bogus"_s, u"mrz"_s}), "--bogus");
    checkRefused(passportctl({u"mrz"_s, u"--reverse"_s}), "--reverse");
    checkRefused(passportctl({u"mrz"_s, u"extra"_s}), "extra");
    checkRefused(passportctl({u"mrz"_s, u"--today"_s}), "--today");
    checkRefused(passportctl({u"mrz"_s, u"--today"_s, u"2026-02-30"_s}, kSpecimen), "--today");
    checkRefused(passportctl({u"mrz"_s, u"--today="_s}, kSpecimen), "--today");
    checkRefused(passportctl({u"mrz"_s, u"--lang"_s, u"fr"_s}, kSpecimen), "--lang");
    checkRefused(passportctl({u"mrz"_s, u"--json=yes"_s}, kSpecimen), "--json");
    checkRefused(passportctl({u"mrz"_s}), "stdin");
    checkRefused(passportctl({u"name-match"_s, u"--json"_s}, "A\tB\nonly one\n"), "stdin:2");
    checkRefused(passportctl({u"iqama"_s, u"--json"_s}, "2345678904\n\xff\xfe\n"), "stdin:2");
    checkRefused(passportctl({u"mrz"_s, u"--json"_s}, kSpecimen + "\n\xc3\x28"), "stdin:4");
    CHECK(QString::fromUtf8(passportctl({u"frobnicate"_s, u"--lang"_s, u"ar"_s}).err).contains(u"الوسيط"));
}

TEST_CASE("rubbish of any kind is judged, not suffered")
{
    CHECK(passportctl({u"mrz"_s, u"--json"_s}, QByteArray(200'000, '<')).exitCode == 1);
    CHECK(passportctl({u"mrz"_s, u"--json"_s}, QByteArray("a\0b\n", 4)).exitCode == 1);
    CHECK(passportctl({u"iqama"_s, u"--json"_s}, QByteArray(100'000, '2')).exitCode == 1);
    CHECK(passportctl({u"iqama"_s, u"--json"_s}, "\xef\xbb\xbf"
                                                 "2345678904\r\n")
              .exitCode == 0);
}

TEST_CASE("help and version answer on standard output")
{
    const CtlRun help = passportctl({u"--help"_s});
    CHECK(help.exitCode == 0);
    CHECK(help.err.isEmpty());
    for (const char *const name : {"mrz", "iqama", "hijri", "name-key", "name-match", "--password-file"})
        CHECK(help.out.contains(name));
    CHECK(passportctl({u"-h"_s}).out == help.out);
    CHECK(passportctl({u"hijri"_s, u"--help"_s}).out.contains("--reverse"));
    CHECK(QString::fromUtf8(passportctl({u"--help"_s, u"--lang"_s, u"ar"_s}).out).contains(u"الأوامر"));
    const CtlRun version = passportctl({u"--version"_s});
    CHECK(version.exitCode == 0);
    CHECK(QString::fromUtf8(version.out)
              .contains(QRegularExpression(u"^passportctl \\d+\\.\\d+\\.\\d+\\n$"_s)));
}
