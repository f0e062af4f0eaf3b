#include "cli/ctl.h"
#include "support/catch.h"
#include "support/tempdir.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace
{

QByteArray packInRepository()
{
    QFile file(QStringLiteral(DESK_SOURCE_DIR "/resources/rules/pack.json"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

QString written(const TempDir &directory, const QByteArray &content)
{
    QFile file(directory.file(u"pack.json"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(content) == content.size());
    return file.fileName();
}

} // namespace

TEST_CASE("rules list gives every rule in the order of families, with both messages")
{
    const CtlRun run = passportctl({u"rules"_s, u"list"_s, u"--json"_s});
    CHECK(run.exitCode == 0);
    const auto rules = run.objects();
    REQUIRE(rules.size() == 88);
    CHECK(rules.first().value("rule"_L1).toString() == u"FM-001"_s);
    CHECK(rules.last().value("rule"_L1).toString() == u"WF-004"_s);
    for (const QJsonObject &rule : rules) {
        INFO(rule.value("rule"_L1).toString());
        CHECK(u"BSWI"_s.contains(rule.value("severity"_L1).toString()));
        CHECK(rule.value("parameters"_L1).isObject());
        CHECK_FALSE(rule.value("message_ar"_L1).toString().isEmpty());
        CHECK_FALSE(rule.value("message_en"_L1).toString().isEmpty());
        CHECK_FALSE(rule.value("basis"_L1).toString().isEmpty());
    }
}

TEST_CASE("rules show gives one rule with its parameters")
{
    const CtlRun run = passportctl({u"rules"_s, u"show"_s, u"DT-005"_s, u"--json"_s});
    CHECK(run.exitCode == 0);
    REQUIRE(run.lines().size() == 1);
    CHECK(run.lines().constFirst() ==
          QByteArray("{\"rule\":\"DT-005\",\"severity\":\"S\",\"parameters\":{\"months\":6},"
                     "\"message_ar\":\"صلاحية الجواز المتبقية أقل من {months}\","
                     "\"message_en\":\"Less than {months} of validity remain\",\"basis\":\"J\","
                     "\"overridable\":false}"));
}

TEST_CASE("rules speaks to people in their language")
{
    const CtlRun run = passportctl({u"rules"_s, u"show"_s, u"DT-002"_s, u"--lang"_s, u"ar"_s});
    CHECK(run.exitCode == 0);
    CHECK(run.out.contains("تاريخ الإصدار اليوم أو قبله"));
}

TEST_CASE("a rule that does not exist is not found")
{
    const CtlRun run = passportctl({u"rules"_s, u"show"_s, u"ZZ-001"_s});
    CHECK(run.exitCode == 1);
    CHECK(run.out.isEmpty());
    CHECK(run.err.contains("ZZ-001"));
}

TEST_CASE("rules verify takes a good pack and names what is wrong in a bad one")
{
    const TempDir directory;
    CHECK(passportctl({u"rules"_s, u"verify"_s, written(directory, packInRepository()), u"--json"_s})
              .objects()
              .size() == 88);

    const auto checkRefused = [&](const QByteArray &content, const QByteArray &named) {
        const CtlRun run = passportctl({u"rules"_s, u"verify"_s, written(directory, content)});
        INFO(run.err.toStdString());
        CHECK(run.exitCode == 2);
        CHECK(run.out.isEmpty());
        CHECK(run.err.count('\n') == 1);
        CHECK(run.err.contains(named));
    };
    checkRefused(packInRepository().replace("\"DT-005\"", "\"DT-555\""), "DT-555");
    checkRefused(packInRepository().replace("{\"months\": 6}, \"basis\": \"J\"",
                                            "{\"months\": \"six\"}, \"basis\": \"J\""),
                 "/parameters/months");
    checkRefused(packInRepository().replace("\"severity\": \"I\"", "\"severity\": \"Z\""), "/severity");
    checkRefused("{", "rule pack");
    checkRefused("\xFF\xFE", "rule pack");
}

TEST_CASE("rules refuses what it does not know")
{
    for (const QStringList &arguments :
         {QStringList{u"rules"_s}, QStringList{u"rules"_s, u"erase"_s}, QStringList{u"rules"_s, u"show"_s},
          QStringList{u"rules"_s, u"list"_s, u"more"_s},
          QStringList{u"rules"_s, u"verify"_s, u"/no/such/file"_s}}) {
        const CtlRun run = passportctl(arguments);
        INFO(arguments.join(u' '));
        CHECK(run.exitCode == 2);
        CHECK(run.out.isEmpty());
        CHECK(run.err.count('\n') == 1);
    }
}
