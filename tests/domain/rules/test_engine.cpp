#include "rules/trial.h"

#include "domain/rules/rule.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <random>

using namespace desk;

namespace
{

QStringList rulesOf(const QList<Finding> &findings)
{
    QStringList rules;
    for (const Finding &finding : findings)
        rules += finding.rule;
    return rules;
}

QJsonObject packJson()
{
    QFile file(QStringLiteral(DESK_SOURCE_DIR "/resources/rules/pack.json"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    return QJsonDocument::fromJson(file.readAll()).object();
}

Result<RulePack> packWith(const QJsonObject &pack)
{
    return RulePack::fromJson(QJsonDocument(pack).toJson());
}

/// The built-in pack with one rule's object changed.
template <class Change>
Result<RulePack> packWithRule(const char16_t *rule, Change change)
{
    QJsonObject pack = packJson();
    QJsonArray rules = pack.value(QStringLiteral("rules")).toArray();
    for (int i = 0; i < rules.size(); ++i) {
        QJsonObject object = rules[i].toObject();
        if (object.value(QStringLiteral("rule")).toString() == QStringView(rule)) {
            change(object);
            rules[i] = object;
        }
    }
    pack.insert(QStringLiteral("rules"), rules);
    return packWith(pack);
}

void checkMalformed(const Result<RulePack> &pack, const QString &where)
{
    REQUIRE_FALSE(pack);
    CHECK(pack.error().code == ErrorCode::MalformedPack);
    CHECK(pack.error().where == where);
}

} // namespace

TEST_CASE("findings stand in the order of families")
{
    Trial trial;
    trial.content.passport.number = QStringLiteral("A7");
    trial.content.passport.expiresOn = QStringLiteral("2026-01-01");
    trial.content.declaration = false;
    trial.content.applicant = Applicant();
    trial.resident().iqamaStatus = IqamaStatus::Cancelled;
    trial.resident().nationality = QStringLiteral("SYR");
    trial.context.openCase = QStringLiteral("RUH-2026-0700123");
    QStringList families;
    for (const QString &rule : rulesOf(trial.judged().findings)) {
        if (families.isEmpty() || families.last() != rule.left(2))
            families += rule.left(2);
    }
    CHECK(families == QStringList{QStringLiteral("FM"), QStringLiteral("DT"), QStringLiteral("MZ"),
                                  QStringLiteral("RC"), QStringLiteral("EL"), QStringLiteral("AU")});
}

TEST_CASE("every rule of the pack but those about decisions and delivery has an outcome, and a bad case runs "
          "them all")
{
    Trial trial;
    trial.content = CaseContent();
    const Judgement judgement = trial.judged();
    QStringList expected;
    for (const RuleSetting &setting : RulePack::builtIn().rules()) {
        if (!setting.rule.startsWith(QStringLiteral("WF")) && !setting.rule.startsWith(QStringLiteral("SY")))
            expected += setting.rule;
    }
    QStringList judged;
    for (const RuleOutcome &outcome : judgement.outcomes)
        judged += outcome.rule;
    CHECK(judged == expected);
    CHECK(expected.size() == 84);
    CHECK(judgement.pack == RulePack::builtIn().version());
    CHECK(judgement.outcome(QStringLiteral("WF-001")) == nullptr);
}

TEST_CASE("an empty form is judged without a single false pass of a rule that needs input")
{
    Trial trial;
    trial.content = CaseContent();
    trial.content.iqamaNumber = someResident().iqamaNumber;
    const QStringList passed = {
        QStringLiteral("FM-008"),                                                     // nothing was converted
        QStringLiteral("ID-001"), QStringLiteral("ID-002"), QStringLiteral("ID-003"), // the number is there
        QStringLiteral("ID-004"), QStringLiteral("ID-005"), QStringLiteral("RC-014"),
        QStringLiteral("EL-001"), QStringLiteral("EL-002"), QStringLiteral("EL-003"),
        QStringLiteral("EL-004"), QStringLiteral("EL-005"), QStringLiteral("EL-006"),
        QStringLiteral("EL-007"), QStringLiteral("EL-008"), QStringLiteral("EL-009"),
        QStringLiteral("EL-010"), QStringLiteral("EV-004"),
        QStringLiteral("RC-015"), // no passport is on record twice
        QStringLiteral("DT-014"), // about the recorded passport alone
    };
    for (const RuleOutcome &outcome : trial.judged().outcomes) {
        INFO(outcome.rule << " " << codeOf(outcome.state));
        CHECK((outcome.state == RuleState::Passed) == passed.contains(outcome.rule));
    }
}

TEST_CASE("the verdict is the worst finding's")
{
    Finding finding;
    finding.severity = Severity::Info;
    QList<Finding> findings = {finding};
    CHECK(codeOf(verdictOf(findings)) == QStringLiteral("accept"));
    finding.severity = Severity::Warning;
    findings += finding;
    CHECK(codeOf(verdictOf(findings)) == QStringLiteral("accept"));
    finding.severity = Severity::Supervisor;
    findings += finding;
    CHECK(codeOf(verdictOf(findings)) == QStringLiteral("supervisor"));
    finding.severity = Severity::Block;
    findings += finding;
    CHECK(codeOf(verdictOf(findings)) == QStringLiteral("block"));
}

TEST_CASE("the case type is chosen from reason, issuer and the last update")
{
    Trial trial;
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("renewal"));
    trial.context.lastPassportUpdateOn = QDate(2021, 11, 24);
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("second_in_five_years"));
    trial.context.lastPassportUpdateOn = QDate(2021, 11, 23); // five years ago to the day
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("renewal"));
    trial.content.reason = UpdateReason::PagesFull;
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("damaged"));
    trial.content.passport.issuer = QStringLiteral("PSE");
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("travel_document"));
    trial.content.caseType = CaseType::Lost;
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("lost"));
}

TEST_CASE("a German passport of a resident recorded as DEU is no travel document")
{
    Trial trial;
    trial.resident().nationality = QStringLiteral("DEU");
    trial.content.passport.issuer = QStringLiteral("D");
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("renewal"));
}

TEST_CASE("normalising leaves clean identifiers and keeps what people wrote")
{
    CaseContent typed = someContent();
    typed.iqamaNumber =
        QStringLiteral("\u2066\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0664\u2069");
    typed.passport.number = QStringLiteral(" a765-4386 ");
    typed.passport.issuer = QStringLiteral("jor");
    typed.passport.issuedOn = QStringLiteral(" 2026-11-09");
    typed.passport.placeOfIssue = QStringLiteral(" Amman ");
    typed.mrz = QStringList{typed.mrz->first().toLower(), typed.mrz->last()};
    CaseContent expected = someContent();
    expected.passport.placeOfIssue = QStringLiteral("Amman");
    CHECK(normalised(typed) == expected);
    CHECK(normalised(expected) == expected);
}

TEST_CASE("any input is judged: every rule once, findings with the found, verdict by the worst")
{
    std::mt19937 random(20261123); // a fixed seed: the same inputs every time
    const auto pick = [&](qsizetype count) { return qsizetype(random() % quint32(count)); };
    const QString alphabet = QStringLiteral("AZaz09<-/ .\u0660\u06F9\u0623\u0131\u00DF\u2067\u202E\n");
    const auto scrambled = [&](QString text) {
        for (qsizetype changes = pick(4); changes > 0 && !text.isEmpty(); --changes) {
            switch (pick(3)) {
            case 0:
                text[pick(text.size())] = alphabet[pick(alphabet.size())];
                break;
            case 1:
                text.insert(pick(text.size()), alphabet[pick(alphabet.size())]);
                break;
            default:
                text.remove(pick(text.size()), 1 + pick(3));
            }
        }
        return pick(20) == 0 ? QString() : text;
    };
    for (int round = 0; round < 3000; ++round) {
        Trial trial;
        CaseContent &content = trial.content;
        for (QString *text :
             {&content.iqamaNumber, &content.passport.number, &content.passport.issuer,
              &content.passport.issuedOn, &content.passport.expiresOn, &content.passport.placeOfIssue,
              &content.applicant.id, &(*content.mrz)[0], &(*content.mrz)[1]})
            *text = scrambled(*text);
        if (pick(10) == 0)
            content.mrz.reset();
        if (pick(10) == 0)
            content.mrz = QStringList(pick(5), QStringLiteral("P<"));
        if (pick(10) == 0)
            trial.context.resident.reset();
        if (pick(5) == 0)
            trial.context.resident = Resident();
        const Judgement judgement = trial.judged();
        INFO("round " << round);
        REQUIRE(judgement.outcomes.size() == 84);
        QList<Finding> findings;
        for (const RuleOutcome &outcome : judgement.outcomes) {
            REQUIRE((outcome.state == RuleState::Found) == !outcome.findings.isEmpty());
            findings += outcome.findings;
        }
        REQUIRE(judgement.findings == findings);
        REQUIRE(judgement.verdict == verdictOf(findings));
        REQUIRE(normalised(normalised(content)) == normalised(content));
        // What was put right before judging is judged like what was typed right.
        QList<Finding> again = judge(normalised(content), trial.context, RulePack::builtIn()).findings;
        findings.removeIf([](const Finding &finding) { return finding.rule == QStringLiteral("FM-008"); });
        REQUIRE(rulesOf(again) == rulesOf(findings));
        REQUIRE(again == findings);
    }
}

TEST_CASE("judging twice gives the same judgement")
{
    Trial trial;
    trial.content.passport.number = QStringLiteral("A7654388");
    CHECK(trial.judged().findings == trial.judged().findings);
}

TEST_CASE("a case type may have another severity, and may be left out, by the pack alone")
{
    const auto pack = packWithRule(u"DT-012", [](QJsonObject &rule) {
        rule.insert(QStringLiteral("by_case_type"),
                    QJsonObject{{QStringLiteral("lost"), QStringLiteral("S")}});
        rule.insert(QStringLiteral("not_for"), QJsonArray{QStringLiteral("newborn")});
    });
    REQUIRE(pack);
    Trial trial;
    trial.resident().passport.expiresOn = QDate(2026, 1, 1);
    const auto outcomeAs = [&](CaseType type) {
        trial.content.caseType = type;
        return *judge(trial.content, trial.context, *pack).outcome(QStringLiteral("DT-012"));
    };
    CHECK(code(outcomeAs(CaseType::Renewal).findings.front().severity) == QStringLiteral("W"));
    CHECK(code(outcomeAs(CaseType::Lost).findings.front().severity) == QStringLiteral("S"));
    CHECK(codeOf(outcomeAs(CaseType::Newborn).state) == QStringLiteral("not_applicable"));
}

TEST_CASE("parameters come from the pack")
{
    const auto pack = packWithRule(u"DT-005", [](QJsonObject &rule) {
        rule.insert(QStringLiteral("parameters"), QJsonObject{{QStringLiteral("months"), 120}});
    });
    REQUIRE(pack);
    Trial trial;
    const auto findings = judge(trial.content, trial.context, *pack).findings;
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().args.value(QStringLiteral("months")) == QStringLiteral("120"));
}

TEST_CASE("the pack of the program is the pack in the repository")
{
    const auto pack = packWith(packJson());
    REQUIRE(pack);
    CHECK(pack->version() == RulePack::builtIn().version());
    CHECK(pack->effectiveFrom() == QDate(2026, 11, 1));
    CHECK(pack->rules().size() == ruleTable().size());
    CHECK(pack->find(QStringLiteral("ZZ-001")) == nullptr);
}

TEST_CASE("the pack gives every rule the severity and basis of its table")
{
    struct Row {
        const char16_t *rule;
        const char16_t *severity;
        bool overridable;
        const char16_t *basis;
    };
    // domain.md §6, row by row.
    const Row rows[] = {
        {u"FM-001", u"B", false, u"A,J"}, {u"FM-002", u"B", false, u"C"},  {u"FM-003", u"B", false, u"C"},
        {u"FM-004", u"W", false, u"D"},   {u"FM-005", u"B", false, u"C"},  {u"FM-006", u"B", false, u"C"},
        {u"FM-007", u"S", false, u"C"},   {u"FM-008", u"I", false, u"D"},  {u"FM-009", u"B", false, u"C"},
        {u"FM-010", u"B", false, u"A"},   {u"DT-001", u"B", false, u"D"},  {u"DT-002", u"B", false, u"A"},
        {u"DT-003", u"B", false, u"A"},   {u"DT-004", u"B", false, u"D"},  {u"DT-005", u"S", false, u"J"},
        {u"DT-006", u"I", false, u"J"},   {u"DT-007", u"S", false, u"D"},  {u"DT-008", u"W", false, u"D"},
        {u"DT-009", u"W", false, u"D"},   {u"DT-010", u"B", false, u"D"},  {u"DT-011", u"S", false, u"D"},
        {u"DT-012", u"W", false, u"A"},   {u"DT-013", u"S", false, u"D"},  {u"DT-014", u"W", false, u"J"},
        {u"DT-015", u"W", false, u"D"},   {u"MZ-001", u"B", false, u"C"},  {u"MZ-002", u"B", false, u"C"},
        {u"MZ-003", u"W", false, u"C"},   {u"MZ-004", u"S", false, u"C"},  {u"MZ-005", u"B", true, u"C"},
        {u"MZ-006", u"B", true, u"C"},    {u"MZ-007", u"B", true, u"C"},   {u"MZ-008", u"W", false, u"C"},
        {u"MZ-009", u"B", true, u"C"},    {u"MZ-010", u"B", true, u"A,C"}, {u"MZ-011", u"B", true, u"A,C"},
        {u"MZ-012", u"B", true, u"A,C"},  {u"MZ-013", u"S", false, u"C"},  {u"MZ-014", u"W", false, u"C"},
        {u"MZ-015", u"I", false, u"C"},   {u"MZ-016", u"I", false, u"C"},  {u"MZ-017", u"W", false, u"C"},
        {u"ID-001", u"B", false, u"J"},   {u"ID-002", u"B", false, u"J"},  {u"ID-003", u"B", false, u"J"},
        {u"ID-004", u"B", false, u"J"},   {u"ID-005", u"B", false, u"D"},  {u"RC-001", u"B", false, u"A"},
        {u"RC-002", u"S", false, u"A,D"}, {u"RC-003", u"S", false, u"D"},  {u"RC-004", u"B", false, u"D"},
        {u"RC-005", u"S", false, u"J"},   {u"RC-006", u"B", false, u"D"},  {u"RC-007", u"S", false, u"C"},
        {u"RC-008", u"S", false, u"C"},   {u"RC-009", u"B", false, u"D"},  {u"RC-010", u"S", false, u"C"},
        {u"RC-011", u"S", false, u"A"},   {u"RC-012", u"W", false, u"D"},  {u"RC-013", u"S", false, u"D"},
        {u"RC-014", u"B", false, u"D"},   {u"RC-015", u"S", false, u"J"},  {u"RC-016", u"W", false, u"D"},
        {u"EL-001", u"B", false, u"J"},   {u"EL-002", u"B", false, u"D"},  {u"EL-003", u"S", false, u"D"},
        {u"EL-004", u"B", false, u"J"},   {u"EL-005", u"S", false, u"J"},  {u"EL-006", u"B", false, u"J"},
        {u"EL-007", u"S", false, u"J"},   {u"EL-008", u"W", false, u"A"},  {u"EL-009", u"S", false, u"J"},
        {u"EL-010", u"S", false, u"J"},   {u"EL-011", u"I", false, u"J"},  {u"EL-012", u"W", false, u"J"},
        {u"AU-001", u"B", false, u"A,J"}, {u"AU-002", u"B", false, u"A"},  {u"AU-003", u"B", false, u"J"},
        {u"AU-004", u"B", false, u"A,J"}, {u"EV-001", u"B", false, u"J"},  {u"EV-002", u"B", false, u"J"},
        {u"EV-003", u"S", false, u"J"},   {u"EV-004", u"S", false, u"J"},  {u"EV-005", u"W", false, u"D"},
        {u"WF-001", u"B", false, u"D"},   {u"WF-002", u"B", false, u"D"},  {u"WF-003", u"B", false, u"D"},
        {u"WF-004", u"S", false, u"D"},   {u"WF-005", u"B", false, u"D"},  {u"SY-001", u"S", false, u"D"},
        {u"SY-002", u"B", false, u"D"},   {u"SY-003", u"I", false, u"D"},
    };
    const QList<RuleSetting> &settings = RulePack::builtIn().rules();
    REQUIRE(settings.size() == static_cast<qsizetype>(std::size(rows)));
    for (qsizetype i = 0; i < settings.size(); ++i) {
        const Row &row = rows[i];
        INFO(settings[i].rule);
        CHECK(settings[i].rule == QString::fromUtf16(row.rule));
        CHECK(code(settings[i].severity) == QString::fromUtf16(row.severity));
        CHECK(settings[i].overridable == row.overridable);
        CHECK(settings[i].basis == QString::fromUtf16(row.basis));
    }
}

TEST_CASE("a pack that is wrong is refused and says where")
{
    checkMalformed(RulePack::fromJson("{"), QString());
    checkMalformed(RulePack::fromJson("[]"), QString());

    QJsonObject pack = packJson();
    pack.insert(QStringLiteral("rulez"), 1);
    checkMalformed(packWith(pack), QStringLiteral("/rulez"));

    pack = packJson();
    pack.insert(QStringLiteral("effective_from"), QStringLiteral("2026-02-30"));
    checkMalformed(packWith(pack), QStringLiteral("/effective_from"));

    const auto withIssuer = [](const QString &issuer, const QJsonObject &format) {
        QJsonObject wrong = packJson();
        QJsonObject issuers = wrong.value(QStringLiteral("issuers")).toObject();
        issuers.insert(issuer, format);
        wrong.insert(QStringLiteral("issuers"), issuers);
        return packWith(wrong);
    };
    checkMalformed(withIssuer(QStringLiteral("ZZZ"), {}), QStringLiteral("/issuers/ZZZ"));
    checkMalformed(withIssuer(QStringLiteral("JOR"), {{QStringLiteral("pattern"), QStringLiteral("A")}}),
                   QStringLiteral("/issuers/JOR/pattern"));
    checkMalformed(
        withIssuer(QStringLiteral("JOR"), {{QStringLiteral("numbers"), QJsonArray{QStringLiteral("[A-Z")}}}),
        QStringLiteral("/issuers/JOR/numbers"));
    checkMalformed(withIssuer(QStringLiteral("JOR"), {{QStringLiteral("years"), QJsonArray{0}}}),
                   QStringLiteral("/issuers/JOR/years"));
    checkMalformed(withIssuer(QStringLiteral("JOR"), {{QStringLiteral("minor_years"), 2.5}}),
                   QStringLiteral("/issuers/JOR/minor_years"));

    pack = packJson();
    pack.remove(QStringLiteral("version"));
    checkMalformed(packWith(pack), QStringLiteral("/version"));

    pack = packJson();
    pack.insert(QStringLiteral("second_update_years"), 0);
    checkMalformed(packWith(pack), QStringLiteral("/second_update_years"));

    pack = packJson();
    QJsonArray rules = pack.value(QStringLiteral("rules")).toArray();
    rules.removeAt(4); // FM-005
    pack.insert(QStringLiteral("rules"), rules);
    checkMalformed(packWith(pack), QStringLiteral("FM-005"));

    pack = packJson();
    rules = pack.value(QStringLiteral("rules")).toArray();
    rules.append(rules[0]);
    pack.insert(QStringLiteral("rules"), rules);
    checkMalformed(packWith(pack), QStringLiteral("FM-001"));

    const auto set = [](const char16_t *key, const QJsonValue &value) {
        return [key, value](QJsonObject &rule) { rule.insert(QStringView(key), value); };
    };
    checkMalformed(packWithRule(u"FM-002", set(u"rule", QStringLiteral("FM-999"))), QStringLiteral("FM-999"));
    checkMalformed(packWithRule(u"FM-002", set(u"severity", QStringLiteral("X"))),
                   QStringLiteral("/rules/1/severity"));
    checkMalformed(packWithRule(u"FM-002", set(u"severity", 1)), QStringLiteral("/rules/1/severity"));
    checkMalformed(packWithRule(u"FM-002", set(u"overridable", QStringLiteral("yes"))),
                   QStringLiteral("/rules/1/overridable"));
    checkMalformed(packWithRule(u"FM-002", set(u"basis", QStringLiteral("Z"))),
                   QStringLiteral("/rules/1/basis"));
    checkMalformed(packWithRule(u"FM-002", set(u"colour", QStringLiteral("red"))),
                   QStringLiteral("/rules/1/colour"));
    checkMalformed(packWithRule(u"FM-002", set(u"by_case_type", QJsonObject{{QStringLiteral("renewals"),
                                                                             QStringLiteral("S")}})),
                   QStringLiteral("/rules/1/by_case_type/renewals"));
    checkMalformed(packWithRule(u"FM-002", set(u"not_for", QJsonArray{QStringLiteral("renewals")})),
                   QStringLiteral("/rules/1/not_for"));
    checkMalformed(packWithRule(u"FM-002", set(u"parameters", QJsonObject{{QStringLiteral("months"), 6}})),
                   QStringLiteral("/rules/1/parameters/months"));
    checkMalformed(
        packWithRule(u"FM-003", set(u"parameters", QJsonObject{{QStringLiteral("min_length"), 5}})),
        QStringLiteral("/rules/2/parameters/max_length"));
    checkMalformed(
        packWithRule(u"FM-003", set(u"parameters", QJsonObject{{QStringLiteral("min_length"), 9},
                                                               {QStringLiteral("max_length"), 5}})),
        QStringLiteral("FM-003"));
    checkMalformed(
        packWithRule(u"FM-003", set(u"parameters", QJsonObject{{QStringLiteral("min_length"), 1.5},
                                                               {QStringLiteral("max_length"), 5}})),
        QStringLiteral("/rules/2/parameters/min_length"));
}

namespace
{

DecisionRequest someDecision(Decision decision)
{
    DecisionRequest request;
    request.decision = decision;
    request.deciderId = QStringLiteral("supervisor");
    request.makerIds = QStringList{QStringLiteral("clerk")};
    request.decidedHash = QStringLiteral("abc");
    request.latestHash = QStringLiteral("abc");
    return request;
}

QStringList decided(const DecisionRequest &request)
{
    return rulesOf(judgeDecision(request, RulePack::builtIn()));
}

} // namespace

TEST_CASE("WF-001 forbids every decision to anyone who made a revision")
{
    for (const Decision decision : {Decision::Approve, Decision::Return, Decision::Reject}) {
        DecisionRequest request = someDecision(decision);
        request.reason = QStringLiteral("data_mismatch");
        CHECK(decided(request).isEmpty());
        request.makerIds += QStringLiteral("supervisor");
        CHECK(decided(request) == QStringList{QStringLiteral("WF-001")});
    }
}

TEST_CASE("WF-002 wants a reason for each supervisor finding")
{
    DecisionRequest request = someDecision(Decision::Approve);
    CHECK(decided(request).isEmpty());
    request.findings = {{QStringLiteral("DT-005"), Severity::Supervisor, {}, {}, false},
                        {QStringLiteral("MZ-013"), Severity::Supervisor, {}, {}, false},
                        {QStringLiteral("DT-012"), Severity::Warning, {}, {}, true}};
    CHECK(decided(request) == QStringList{QStringLiteral("WF-002"), QStringLiteral("WF-002")});
    request.ruleReasons.insert(QStringLiteral("DT-005"), QStringLiteral("verified_exception"));
    const QList<Finding> findings = judgeDecision(request, RulePack::builtIn());
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().args.value(QStringLiteral("rule")) == QStringLiteral("MZ-013"));
    request.reason = QStringLiteral("verified_exception");
    CHECK(decided(request).isEmpty());
    request.reason = QStringLiteral("because");
    CHECK(decided(request) == QStringList{QStringLiteral("WF-002")});
}

TEST_CASE("WF-002 wants a reason for a return and a rejection, and words for \"other\"")
{
    for (const Decision decision : {Decision::Return, Decision::Reject}) {
        DecisionRequest request = someDecision(decision);
        CHECK(decided(request) == QStringList{QStringLiteral("WF-002")});
        request.ruleReasons.insert(QStringLiteral("DT-005"), QStringLiteral("image_unclear"));
        CHECK(decided(request).isEmpty());
        request.ruleReasons.clear();
        request.reason = QStringLiteral("other");
        request.comment = QStringLiteral("nine char");
        CHECK(decided(request) == QStringList{QStringLiteral("WF-002")});
        request.comment = QStringLiteral("ten chars.");
        CHECK(decided(request).isEmpty());
    }
}

TEST_CASE("WF-003 forbids a decision on a revision that is not the latest")
{
    DecisionRequest request = someDecision(Decision::Approve);
    request.latestHash = QStringLiteral("def");
    CHECK(decided(request) == QStringList{QStringLiteral("WF-003")});
}

TEST_CASE("WF-004 tells a supervisor when what stands in the way has changed, and wants a reason")
{
    const auto finding = [](const char16_t *rule, Severity severity) {
        return Finding{QString::fromUtf16(rule), severity, QStringLiteral("mrz"), {}, false};
    };
    const Finding supervised = finding(u"DT-005", Severity::Supervisor);
    const Finding told = finding(u"DT-006", Severity::Info);
    const auto rules = [](const QList<Finding> &sent, const QList<Finding> &now) {
        QStringList all;
        for (const Finding &one : findingsToAnswer(sent, now, RulePack::builtIn()))
            all += one.rule;
        return all;
    };
    CHECK(rules({}, {}).isEmpty());
    CHECK(rules({supervised}, {supervised, told}) ==
          QStringList{QStringLiteral("DT-005"), QStringLiteral("DT-006")});
    CHECK(rules({}, {supervised}) == QStringList{QStringLiteral("WF-004"), QStringLiteral("DT-005")});
    CHECK(rules({supervised}, {}) == QStringList{QStringLiteral("WF-004")});

    DecisionRequest request = someDecision(Decision::Approve);
    request.findings = findingsToAnswer({supervised}, {}, RulePack::builtIn());
    request.reason.clear();
    request.ruleReasons.clear();
    CHECK(decided(request) == QStringList{QStringLiteral("WF-002")});
    request.ruleReasons = {{QStringLiteral("WF-004"), QStringLiteral("verified_exception")}};
    CHECK(decided(request).isEmpty());
}

TEST_CASE("a pack judges from its effective date on, and the newest that stands wins")
{
    const QDate day(2027, 3, 1);
    const QList<PackDates> installed = {{QStringLiteral("2027.2"), day.addDays(-20), false},
                                        {QStringLiteral("2027.3"), day, false},
                                        {QStringLiteral("2027.10"), day.addDays(1), false}};
    CHECK_FALSE(packInForce(installed, day.addDays(-21)));
    CHECK(packInForce(installed, day.addDays(-1)) == 0);
    CHECK(packInForce(installed, day) == 1);
    CHECK(packInForce(installed, day.addDays(1)) == 2); // 10 is newer than 3
    QList<PackDates> back = installed;
    back[1].takenBack = true;
    CHECK(packInForce(back, day) == 0);
    // A program that brings a newer pack judges by that.
    CHECK_FALSE(packInForce({{QStringLiteral("2020.1"), QDate(2020, 1, 1), false}}, day));
}

TEST_CASE("versions of packs are numbers, not letters")
{
    CHECK(comparePackVersions(QStringLiteral("2026.11.1"), QStringLiteral("2026.9.30")) > 0);
    CHECK(comparePackVersions(QStringLiteral("2026.11"), QStringLiteral("2026.11.0")) == 0);
    CHECK(comparePackVersions(QStringLiteral("2026.11"), QStringLiteral("2026.11.1")) < 0);
    for (const char16_t *bad : {u"", u"2026.", u"v1", u"1.2.3.4.5", u"1..2", u"01.2", u"1.2b", u" 1"})
        CHECK_FALSE(isPackVersion(QString::fromUtf16(bad)));
}

TEST_CASE("WF-005 blocks sending and approval after the last day of the pack, and nothing else")
{
    QJsonObject json = packJson();
    json.insert(QStringLiteral("valid_until"), QStringLiteral("2026-12-31"));
    const auto pack = packWith(json);
    REQUIRE(pack);
    CHECK(judgePack(*pack, QDate(2026, 12, 31)).isEmpty());
    CHECK(rulesOf(judgePack(*pack, QDate(2027, 1, 1))) == QStringList{QStringLiteral("WF-005")});
    CHECK(judgePack(RulePack::builtIn(), QDate(2099, 1, 1)).isEmpty());

    DecisionRequest request = someDecision(Decision::Approve);
    request.packOutOfDate = true;
    CHECK(decided(request) == QStringList{QStringLiteral("WF-005")});
    request.decision = Decision::Return;
    request.reason = QStringLiteral("data_mismatch");
    CHECK(decided(request).isEmpty());

    json.insert(QStringLiteral("valid_until"), QStringLiteral("2026-10-31")); // before it takes effect
    checkMalformed(packWith(json), QStringLiteral("/valid_until"));
    json.remove(QStringLiteral("valid_until"));
    json.insert(QStringLiteral("oldest_accepted"), QStringLiteral("2999.1"));
    checkMalformed(packWith(json), QStringLiteral("/oldest_accepted"));
    json.remove(QStringLiteral("oldest_accepted"));
    json.insert(QStringLiteral("version"), QStringLiteral("newest"));
    checkMalformed(packWith(json), QStringLiteral("/version"));
}

TEST_CASE("SY-001 to SY-003 say what the hub answered")
{
    const auto said = [](const HubAnswers &answers) {
        return rulesOf(judgeDelivery(answers, RulePack::builtIn()));
    };
    CHECK(said({}).isEmpty());
    CHECK(said({.recordChanged = true}) == QStringList{QStringLiteral("SY-001")});
    CHECK(said({.refusal = QStringLiteral("wrong_branch")}) == QStringList{QStringLiteral("SY-002")});
    CHECK(said({.alreadyApplied = true}) == QStringList{QStringLiteral("SY-003")});
}

TEST_CASE("a pack that was taken by a program of fewer rules goes on judging with the new one")
{
    QJsonObject json = packJson();
    QJsonArray rules = json.value(QStringLiteral("rules")).toArray();
    rules.removeLast(); // SY-003
    json.insert(QStringLiteral("rules"), rules);
    checkMalformed(packWith(json), QStringLiteral("SY-003"));
    const auto pack = RulePack::fromJson(QJsonDocument(json).toJson(), &RulePack::builtIn());
    REQUIRE(pack);
    CHECK(pack->find(QStringLiteral("SY-003"))->severity == Severity::Info);
}
