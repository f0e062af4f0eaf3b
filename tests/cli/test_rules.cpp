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
    REQUIRE(rules.size() == 92);
    CHECK(rules.first().value("rule"_L1).toString() == u"FM-001"_s);
    CHECK(rules.last().value("rule"_L1).toString() == u"SY-003"_s);
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
              .size() == 92);

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

TEST_CASE("a publisher makes keys, signs a pack, and verify says whose it is")
{
    const TempDir directory;
    const QString key = directory.file(u"key"_s);
    const QString pack = written(directory, packInRepository());
    CHECK(passportctl({u"rules"_s, u"keygen"_s, key, u"--name"_s, u"Rules office"_s}).exitCode == 0);
    CHECK(QFile(key).permissions() ==
          (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
    CHECK(passportctl({u"rules"_s, u"keygen"_s, key}).exitCode == 3); // never written over
    CHECK(passportctl({u"rules"_s, u"sign"_s, pack}).exitCode == 2);
    CHECK(passportctl({u"rules"_s, u"sign"_s, pack, u"--key-file"_s, key + u".pub"_s}).exitCode == 2);
    const CtlRun made = passportctl({u"rules"_s, u"sign"_s, pack, u"--key-file"_s, key});
    CHECK(made.exitCode == 0);
    CHECK_FALSE((made.out + made.err).contains("secret-key"));

    CHECK(passportctl({u"rules"_s, u"verify"_s, pack}).out.contains("Not signed"));
    const CtlRun verified = passportctl({u"rules"_s, u"verify"_s, pack + u".signed"_s});
    CHECK(verified.exitCode == 0);
    CHECK(verified.out.contains("Signed with the key"));

    QFile file(pack + u".signed"_s);
    REQUIRE(file.open(QIODevice::ReadWrite));
    QByteArray bytes = file.readAll();
    bytes.replace("\"months\": 6", "\"months\": 5");
    REQUIRE(file.seek(0));
    REQUIRE(file.write(bytes) == bytes.size());
    file.close();
    const CtlRun forged = passportctl({u"rules"_s, u"verify"_s, pack + u".signed"_s});
    CHECK(forged.exitCode == 1);
    CHECK(forged.out.isEmpty());
    CHECK(forged.err.count('\n') == 1);
}

TEST_CASE("an administrator installs a pack and goes back, and the shell says what is in force")
{
    const TempDir directory;
    const QString desk = directory.file(u"desk"_s);
    const auto at = [&](const QStringList &arguments) {
        return passportctl(QStringList{u"rules"_s} + arguments + QStringList{u"--data"_s, desk});
    };
    const QString password = directory.file(u"password"_s);
    QFile file(password);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write("demo-office") > 0);
    file.close();
    const auto admin = [&](const QStringList &arguments) {
        return at(arguments + QStringList{u"--user"_s, u"admin"_s, u"--password-file"_s, password});
    };
    REQUIRE(passportctl({u"init"_s, u"--demo"_s, u"--residents"_s, u"20"_s, u"--data"_s, desk}).exitCode ==
            0);
    const QString key = directory.file(u"key"_s);
    REQUIRE(passportctl({u"rules"_s, u"keygen"_s, key}).exitCode == 0);
    const QString pack = written(
        directory, packInRepository()
                       .replace("\"2026.11.1\"", "\"2026.12\"")
                       .replace("\"DT-008\", \"severity\": \"W\"", "\"DT-008\", \"severity\": \"S\""));
    REQUIRE(passportctl({u"rules"_s, u"sign"_s, pack, u"--key-file"_s, key}).exitCode == 0);

    const CtlRun unsignedPack = admin({u"install"_s, pack});
    CHECK(unsignedPack.exitCode == 1);
    CHECK(unsignedPack.err.count('\n') == 1);
    CHECK(admin({u"install"_s, pack + u".signed"_s}).exitCode == 1);
    CHECK(admin({u"trust"_s, key + u".pub"_s}).exitCode == 0);
    CHECK(admin({u"install"_s, directory.file(u"none"_s)}).exitCode == 2);
    CHECK(admin({u"install"_s, pack + u".signed"_s}).exitCode == 0);
    const CtlRun again = admin({u"install"_s, pack + u".signed"_s, u"--json"_s});
    CHECK(again.exitCode == 0);
    CHECK(again.objects().first().value("already_installed"_L1).toBool());
    CHECK(at({u"show"_s, u"DT-008"_s, u"--json"_s}).objects().first().value("severity"_L1).toString() ==
          u"S"_s);
    CHECK(at({u"list"_s}).out.startsWith("Rule pack 2026.12"));

    CHECK(admin({u"rollback"_s}).exitCode == 2);
    CHECK(admin({u"rollback"_s, u"--reason"_s, u"It blocks too much"_s}).exitCode == 0);
    CHECK(at({u"show"_s, u"DT-008"_s, u"--json"_s}).objects().first().value("severity"_L1).toString() ==
          u"W"_s);
    const auto packs = at({u"list"_s, u"--installed"_s, u"--json"_s}).objects();
    REQUIRE(packs.size() == 2);
    CHECK(packs.first().value("state"_L1).toString() == u"taken_back"_s);
    CHECK(packs.last().value("state"_L1).toString() == u"in_force"_s);
    CHECK(admin({u"install"_s, pack + u".signed"_s}).exitCode == 1);
}
