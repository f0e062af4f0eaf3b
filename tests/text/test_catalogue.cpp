#include "text/catalogue.h"

#include "domain/rules/rule.h"
#include "protocol/hubcode.h"

#include "support/builders.h"
#include "support/catch.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <functional>

using namespace desk;

namespace
{

const Catalogue &catalogue()
{
    return Catalogue::builtIn();
}

constexpr std::array kLanguages = {Language::Arabic, Language::English};

QMap<QString, QByteArray> files()
{
    QMap<QString, QByteArray> all;
    for (const char *name : {"rules", "errors", "outbox", "words", "units"}) {
        QFile file(QStringLiteral(DESK_SOURCE_DIR "/resources/text/%1.json").arg(QLatin1String(name)));
        REQUIRE(file.open(QIODevice::ReadOnly));
        all.insert(QLatin1String(name), file.readAll());
    }
    return all;
}

/// The files with the value at a path of keys replaced; an undefined value removes the key.
QMap<QString, QByteArray> filesWith(const QString &file, const QStringList &path, const QJsonValue &value)
{
    QMap<QString, QByteArray> all = files();
    const std::function<QJsonObject(QJsonObject, QStringList)> changed = [&](QJsonObject object,
                                                                             QStringList rest) {
        const QString key = rest.takeFirst();
        if (!rest.isEmpty())
            object.insert(key, changed(object.value(key).toObject(), rest));
        else if (value.isUndefined())
            object.remove(key);
        else
            object.insert(key, value);
        return object;
    };
    const QJsonObject root = QJsonDocument::fromJson(all.value(file)).object();
    all.insert(file, QJsonDocument(changed(root, path)).toJson());
    return all;
}

void checkNamed(const QMap<QString, QByteArray> &changedFiles, const char16_t *where)
{
    const auto read = Catalogue::fromJson(changedFiles);
    REQUIRE_FALSE(read);
    CHECK(read.error().code == ErrorCode::MalformedJson);
    CHECK(read.error().where == QString::fromUtf16(where));
}

bool hasBidiControl(const QString &text)
{
    static const QRegularExpression control(
        QStringLiteral("[\\x{061C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]"));
    return control.match(text).hasMatch();
}

/// Calls `look` with every text of a language in the files, and where it stands.
void forEachText(const QString &language, const std::function<void(const QString &, const QString &)> &look)
{
    const std::function<void(const QJsonObject &, const QString &)> walk = [&](const QJsonObject &object,
                                                                               const QString &where) {
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString at = where + QLatin1Char('/') + it.key();
            if (it.key() == language && it->isString())
                look(it->toString(), at);
            else if (it.key() == language) { // the forms of a unit
                for (const QJsonValue &form : it->toObject())
                    look(form.toString(), at);
            } else if (it->isObject())
                walk(it->toObject(), at);
        }
    };
    const auto all = files();
    for (auto file = all.begin(); file != all.end(); ++file)
        walk(QJsonDocument::fromJson(*file).object(), file.key());
}

/// What a receipt says is running text; everything else is a label or a message without a full stop.
bool isProse(const QString &where)
{
    return where.startsWith(QStringLiteral("words/receipt/"));
}

Finding findingOf(const char16_t *rule, const char16_t *field, const QMap<QString, QString> &args = {})
{
    return {QString::fromUtf16(rule), Severity::Block, QString::fromUtf16(field), args, false};
}

} // namespace

TEST_CASE("every rule has a message, a title and a way out in both languages")
{
    for (const Rule *rule : ruleTable()) {
        const QString id = QString::fromUtf16(rule->id);
        for (const Language language : kLanguages) {
            INFO(id);
            CHECK_FALSE(catalogue().ruleTemplate(id, language).isEmpty());
            CHECK_FALSE(catalogue().ruleTitle(id, language).isEmpty());
            CHECK_FALSE(catalogue().ruleWayOut(id, language).isEmpty());
        }
    }
}

TEST_CASE("everything a thoroughly bad case finds is said in full, in both languages")
{
    CaseContent content;
    RuleContext context = someContext();
    QList<Finding> findings = judge(content, context, RulePack::builtIn()).findings;

    content = someContent();
    content.passport.number = QStringLiteral("a\u0661");
    content.passport.issuer = QStringLiteral("UTO");
    content.passport.issuedOn = QStringLiteral("2027-01-01");
    content.passport.expiresOn = QStringLiteral("2026-12-01");
    content.applicant.id = QStringLiteral("7009999999");
    context.openCase = QStringLiteral("RUH-2026-0700123");
    context.resident->nationality = QStringLiteral("SYR");
    context.resident->sex = Sex::Female;
    context.resident->birthDate = PartialDate{1977, 3, 0};
    context.resident->nameEn = QStringLiteral("PEDRO LUIS RODRIGUEZ");
    context.resident->passport.issuedOn = QDate(2027, 6, 1);
    context.resident->passport.expiresOn = QDate(2028, 6, 1);
    context.resident->iqamaStatus = IqamaStatus::Cancelled;
    context.resident->iqamaExpiresOn = QDate(2026, 1, 1);
    findings += judge(content, context, RulePack::builtIn()).findings;
    context.resident.reset();
    content.passport.issuedOn = QStringLiteral("31/02");
    findings += judge(content, context, RulePack::builtIn()).findings;

    CHECK(findings.size() > 25);
    for (const Finding &finding : findings) {
        for (const Language language : kLanguages) {
            const QString shown = catalogue().ruleMessage(finding, language, Isolation::Isolated);
            const QString plain = catalogue().ruleMessage(finding, language, Isolation::Plain);
            INFO(finding.rule << " " << plain);
            CHECK_FALSE(plain.isEmpty());
            CHECK_FALSE(plain.contains(QLatin1Char('{')));
            CHECK_FALSE(hasBidiControl(plain));
            CHECK_FALSE(hasBidiControl(catalogue().ruleEvidence(finding, language, Isolation::Plain)));
            CHECK(shown.size() >= plain.size());
        }
    }
}

TEST_CASE("a missing field is named in words of its own")
{
    const Finding finding = findingOf(u"FM-001", u"passport.issued_on",
                                      {{QStringLiteral("field"), QStringLiteral("passport.issued_on")}});
    CHECK(catalogue().ruleMessage(finding, Language::Arabic, Isolation::Plain) ==
          QStringLiteral("أدخل تاريخ الإصدار"));
    CHECK(catalogue().ruleMessage(finding, Language::English, Isolation::Plain) ==
          QStringLiteral("Enter the issue date"));
}

TEST_CASE("arguments are shown as people read them, and isolated on screens only")
{
    const Finding expiry = findingOf(u"DT-004", u"passport.expires_on",
                                     {{QStringLiteral("issued_on"), QStringLiteral("2026-11-09")}});
    CHECK(catalogue().ruleMessage(expiry, Language::Arabic, Isolation::Plain) ==
          QStringLiteral("تاريخ الانتهاء يجب أن يكون بعد تاريخ الإصدار 09/11/2026"));
    CHECK(catalogue().ruleMessage(expiry, Language::Arabic, Isolation::Isolated) ==
          QStringLiteral("تاريخ الانتهاء يجب أن يكون بعد تاريخ الإصدار \u2066"
                         "09/11/2026\u2069"));

    const Finding months =
        findingOf(u"DT-005", u"passport.expires_on", {{QStringLiteral("months"), QStringLiteral("6")}});
    CHECK(catalogue().ruleMessage(months, Language::Arabic, Isolation::Plain) ==
          QStringLiteral("صلاحية الجواز المتبقية أقل من 6 أشهر"));
    CHECK(catalogue().ruleEvidence(months, Language::Arabic, Isolation::Plain).isEmpty()); // no date supplied

    const Finding status =
        findingOf(u"EL-002", u"iqama_number", {{QStringLiteral("status"), QStringLiteral("cancelled")}});
    CHECK(catalogue().ruleMessage(status, Language::English, Isolation::Plain) ==
          QStringLiteral("Residency is not active (Cancelled)"));

    const Finding nationality = findingOf(u"RC-009", u"mrz",
                                          {{QStringLiteral("recorded"), QStringLiteral("JOR")},
                                           {QStringLiteral("read"), QStringLiteral("SYR")}});
    CHECK(catalogue()
              .ruleEvidence(nationality, Language::Arabic, Isolation::Plain)
              .contains(QStringLiteral("الأردن")));

    const Finding names = findingOf(u"RC-012", u"mrz",
                                    {{QStringLiteral("recorded"), QStringLiteral("SAMEER")},
                                     {QStringLiteral("read"), QStringLiteral("SAMIR")}});
    CHECK(catalogue().ruleEvidence(names, Language::English, Isolation::Isolated) ==
          QStringLiteral("Read \u2068SAMIR\u2069, recorded \u2068SAMEER\u2069"));
    Finding parts = names;
    parts.args.insert(QStringLiteral("differences"),
                      QStringLiteral("given ADEL / OMAR\nspelling محمد / MUHAMMAD\nmissing SAMIR"));
    CHECK(catalogue().ruleEvidence(parts, Language::English, Isolation::Plain) ==
          QStringLiteral("Read SAMIR, recorded SAMEER. First name differs: ADEL / OMAR; "
                         "Spelled differently: محمد / MUHAMMAD; Missing: SAMIR"));
    CHECK(catalogue()
              .ruleEvidence(parts, Language::Arabic, Isolation::Isolated)
              .endsWith(QStringLiteral("تهجئة مختلفة: \u2068محمد\u2069 / \u2068MUHAMMAD\u2069؛ "
                                       "ناقص: \u2068SAMIR\u2069")));
}

TEST_CASE("a value that looks like a placeholder is not filled again")
{
    const Finding finding = findingOf(u"RC-012", u"mrz",
                                      {{QStringLiteral("recorded"), QStringLiteral("{read}")},
                                       {QStringLiteral("read"), QStringLiteral("X%1")}});
    CHECK(catalogue().ruleEvidence(finding, Language::English, Isolation::Plain) ==
          QStringLiteral("Read X%1, recorded {read}"));
}

TEST_CASE("every error has a sentence and a way out, with and without what it concerns")
{
    for (int i = 0; i <= static_cast<int>(ErrorCode::Cancelled); ++i) {
        const auto code = static_cast<ErrorCode>(i);
        for (const Language language : kLanguages) {
            INFO(errorCodeName(code));
            const QString bare = catalogue().errorMessage({code}, language, Isolation::Plain);
            const QString named =
                catalogue().errorMessage({code, QStringLiteral("7")}, language, Isolation::Plain);
            CHECK_FALSE(bare.isEmpty());
            CHECK_FALSE(named.isEmpty());
            CHECK_FALSE((bare + named).contains(QLatin1Char('{')));
            CHECK_FALSE(catalogue().errorWayOut(code, language).isEmpty());
        }
    }
    CHECK(catalogue().errorMessage({ErrorCode::Throttled, QStringLiteral("5")}, Language::Arabic,
                                   Isolation::Plain) == QStringLiteral("حاول بعد 5 ثوانٍ"));
    CHECK(catalogue().errorMessage({ErrorCode::WrongState, QStringLiteral("approved")}, Language::Arabic,
                                   Isolation::Plain) ==
          QStringLiteral("حالة المعاملة «معتمدة» لا تسمح بهذا الإجراء"));
}

TEST_CASE("every cause an outbox item can have is explained")
{
    QStringList codes = {// reliability.md §2.2 and §2.3, as the sender names its classes
                         QStringLiteral("no_connection"),
                         QStringLiteral("no_answer"),
                         QStringLiteral("timeout"),
                         QStringLiteral("bad_answer"),
                         QStringLiteral("hub_busy"),
                         QStringLiteral("hub_error"),
                         QStringLiteral("conflict"),
                         QStringLiteral("in_progress"),
                         QStringLiteral("malformed"),
                         QStringLiteral("unauthorised"),
                         QStringLiteral("schema_unsupported"),
                         QStringLiteral("epoch_changed"),
                         QStringLiteral("hub_identity"),
                         QStringLiteral("redirected"),
                         QStringLiteral("server_item"),
                         QStringLiteral("crash_loop"),
                         QStringLiteral("owner_gone"),
                         QStringLiteral("superseded"),
                         QStringLiteral("manual"),
                         QStringLiteral("local_failure")};
    for (const auto &[value, hubCode] : Codes<HubCode>::kCodes)
        codes += QString::fromUtf16(hubCode);
    for (const QString &code : codes) {
        INFO(code);
        CHECK(catalogue().knowsOutboxCode(code));
        for (const Language language : kLanguages) {
            CHECK_FALSE(catalogue().outboxMessage(code, language, Isolation::Plain).isEmpty());
            CHECK_FALSE(catalogue().outboxWayOut(code, language).isEmpty());
        }
    }
    CHECK_FALSE(catalogue().knowsOutboxCode(QStringLiteral("novel")));
    CHECK(catalogue().outboxMessage(QStringLiteral("novel"), Language::English, Isolation::Plain) ==
          QStringLiteral("The hub refused (code novel)"));
    CHECK(catalogue().outboxMessage(QStringLiteral("duplicate"), Language::Arabic, Isolation::Plain) ==
          QStringLiteral("معاملة مكررة"));
}

TEST_CASE("states have the glossary's words")
{
    struct Row {
        CaseState state;
        const char16_t *ar;
        const char16_t *en;
    };
    const Row rows[] = {
        {CaseState::Draft, u"مسودة", u"Draft"},
        {CaseState::Submitted, u"بانتظار المراجعة", u"Pending review"},
        {CaseState::Returned, u"معادة للتصحيح", u"Returned for correction"},
        {CaseState::Approved, u"معتمدة", u"Approved"},
        {CaseState::Rejected, u"مرفوضة", u"Rejected"},
        {CaseState::Conflicted, u"متعارضة", u"Conflicted"},
        {CaseState::Applied, u"مثبتة في السجل", u"Applied"},
        {CaseState::Withdrawn, u"مسحوبة", u"Withdrawn"},
    };
    for (const Row &row : rows) {
        CHECK(catalogue().word(row.state, Language::Arabic) == QString::fromUtf16(row.ar));
        CHECK(catalogue().word(row.state, Language::English) == QString::fromUtf16(row.en));
    }
    CHECK(catalogue().word(OutboxState::Waiting, Language::Arabic) ==
          QStringLiteral("بانتظار إعادة المحاولة"));
    CHECK(catalogue().word(OutboxState::Quarantined, Language::Arabic) == QStringLiteral("تعذّر الإرسال"));
    CHECK(catalogue().word(DecisionReason::VerifiedException, Language::Arabic) ==
          QStringLiteral("استثناء تم التحقق منه"));
}

TEST_CASE("the fields of the case file and of the residents file have names")
{
    for (const char16_t *field : {u"iqama_number", u"passport.number", u"passport.issuer", u"mrz",
                                  u"applicant.id", u"mobile", u"name_ar"}) {
        for (const Language language : kLanguages)
            CHECK(catalogue().fieldName(QString::fromUtf16(field), language) != QString::fromUtf16(field));
    }
    CHECK(catalogue().fieldName(QStringLiteral("unheard.of"), Language::Arabic) ==
          QStringLiteral("unheard.of"));
}

TEST_CASE("numbers take the right one of six Arabic forms")
{
    const auto days = [](int number) {
        return catalogue().counted(QStringLiteral("days"), number, Language::Arabic);
    };
    CHECK(days(0) == QStringLiteral("0 يوم"));
    CHECK(days(1) == QStringLiteral("يوم واحد"));
    CHECK(days(2) == QStringLiteral("يومين"));
    CHECK(days(3) == QStringLiteral("3 أيام"));
    CHECK(days(10) == QStringLiteral("10 أيام"));
    CHECK(days(11) == QStringLiteral("11 يومًا"));
    CHECK(days(99) == QStringLiteral("99 يومًا"));
    CHECK(days(100) == QStringLiteral("100 يوم"));
    CHECK(days(102) == QStringLiteral("102 يوم"));
    CHECK(days(103) == QStringLiteral("103 أيام"));
    CHECK(days(111) == QStringLiteral("111 يومًا"));
    CHECK(days(1000) == QStringLiteral("1000 يوم"));
    CHECK(catalogue().counted(QStringLiteral("days"), 1, Language::English) == QStringLiteral("1 day"));
    CHECK(catalogue().counted(QStringLiteral("days"), 2, Language::English) == QStringLiteral("2 days"));
    CHECK(catalogue().counted(QStringLiteral("days"), 0, Language::English) == QStringLiteral("0 days"));
}

TEST_CASE("the files in the repository are the catalogue of the program")
{
    CHECK(Catalogue::fromJson(files()));
}

TEST_CASE("a fault in the files is named")
{
    const QJsonValue removed = QJsonValue::Undefined;
    const auto path = [](const char16_t *text) { return QString::fromUtf16(text).split(QLatin1Char('/')); };
    const auto both = [](const char16_t *ar, const char16_t *en) {
        return QJsonObject{{QStringLiteral("ar"), QString::fromUtf16(ar)},
                           {QStringLiteral("en"), QString::fromUtf16(en)}};
    };
    const QString rules = QStringLiteral("rules");
    const QString words = QStringLiteral("words");

    checkNamed(filesWith(rules, path(u"DT-003/message/en"), removed), u"rules/DT-003/message");
    checkNamed(filesWith(rules, path(u"DT-003/message"), removed), u"rules/DT-003/message");
    checkNamed(filesWith(rules, path(u"DT-003/title"), removed), u"rules/DT-003/title");
    checkNamed(filesWith(rules, path(u"DT-003/way_out/ar"), QString()), u"rules/DT-003/way_out");
    checkNamed(filesWith(rules, path(u"DT-003"), removed), u"rules/DT-003/message");
    checkNamed(filesWith(rules, path(u"ZZ-001"), QJsonObject()), u"rules/ZZ-001");
    checkNamed(filesWith(rules, path(u"DT-003/colour"), QStringLiteral("red")), u"rules/DT-003/colour");
    // placeholders: different between the languages, not supplied, of an unknown kind
    checkNamed(filesWith(rules, path(u"DT-004/message"), both(u"بعد {issued_on}", u"after")),
               u"rules/DT-004/message");
    checkNamed(filesWith(rules, path(u"DT-004/message"), both(u"بعد {day}", u"after {day}")),
               u"rules/DT-004/message");
    checkNamed(filesWith(rules, path(u"DT-004/arguments/issued_on"), QStringLiteral("datum")),
               u"rules/DT-004/arguments/issued_on");
    checkNamed(filesWith(rules, path(u"DT-004/arguments/day"), QStringLiteral("date")),
               u"rules/DT-004/arguments/day");
    checkNamed(filesWith(rules, path(u"FM-001/variants/reason/ar"), removed),
               u"rules/FM-001/variants/reason");

    checkNamed(filesWith(words, path(u"case_state/applied"), removed), u"words/case_state/applied");
    checkNamed(filesWith(words, path(u"case_state/done"), both(u"تمت", u"Done")), u"words/case_state/done");
    checkNamed(filesWith(QStringLiteral("errors"), path(u"damaged"), removed), u"errors/damaged/message");
    checkNamed(filesWith(QStringLiteral("errors"), path(u"surprise"), QJsonObject()), u"errors/surprise");
    checkNamed(filesWith(QStringLiteral("outbox"), path(u"other"), removed), u"outbox/other");
    checkNamed(filesWith(QStringLiteral("units"), path(u"days/ar/few"), removed), u"units/days/ar/few");

    auto broken = files();
    broken.insert(words, "{");
    checkNamed(broken, u"words");
}

TEST_CASE("the Arabic texts are clean Arabic")
{
    static const QRegularExpression placeholder(QStringLiteral("\\{[a-z_]+\\}"));
    static const QRegularExpression foreignLetter(
        QStringLiteral("[\u0679\u0688\u0691\u06BA\u06C1\u06D2\u06CC\u06A9"
                       "\u06AF\u067E\u0686\u0698\u0660-\u0669\u06F0-\u06F9\u0640]"));
    static const QRegularExpression latinPunctuation(QStringLiteral("[,;?]"));
    static const QRegularExpression latinWord(QStringLiteral("[A-Za-z][A-Za-z0-9-]*"));
    // Noto Sans Arabic UI leaves a gap before these two at a word's end (ux.md decision 11).
    static const QRegularExpression gap(QStringLiteral("[رز][عغ](?![\\p{L}\\p{Mn}])"));
    const QStringList allowed = {QStringLiteral("JSON"),        QStringLiteral("UTF-8"),
                                 QStringLiteral("passportctl"), QStringLiteral("init"),
                                 QStringLiteral("help"),        QStringLiteral("JPEG"),
                                 QStringLiteral("PNG"),         QStringLiteral("PDF")};
    int texts = 0;
    forEachText(QStringLiteral("ar"), [&](const QString &text, const QString &where) {
        ++texts;
        QString bare = text;
        bare.remove(placeholder).remove(QStringLiteral("{n}"));
        INFO(where << " " << text);
        CHECK_FALSE(foreignLetter.match(bare).hasMatch());
        CHECK_FALSE(latinPunctuation.match(bare).hasMatch());
        CHECK_FALSE(gap.match(bare).hasMatch());
        CHECK_FALSE(hasBidiControl(text));
        CHECK_FALSE(text.contains(QStringLiteral("  ")));
        CHECK(text == text.trimmed());
        CHECK((isProse(where) || !text.endsWith(QLatin1Char('.'))));
        CHECK_FALSE(bare.contains(QStringLiteral("عذر")));
        for (auto matches = latinWord.globalMatch(bare); matches.hasNext();)
            CHECK(allowed.contains(matches.next().captured()));
    });
    CHECK(texts > 400);
}

TEST_CASE("the English texts are clean English")
{
    static const QRegularExpression arabic(QStringLiteral("\\p{Arabic}"));
    forEachText(QStringLiteral("en"), [&](const QString &text, const QString &where) {
        INFO(where << " " << text);
        CHECK_FALSE(arabic.match(text).hasMatch());
        CHECK_FALSE(hasBidiControl(text));
        CHECK_FALSE(text.contains(QStringLiteral("  ")));
        CHECK(text == text.trimmed());
        CHECK((isProse(where) || !text.endsWith(QLatin1Char('.'))));
        CHECK((isProse(where) || text.front() == QLatin1Char('{') || text.front().isUpper()));
        CHECK_FALSE(text.contains(QStringLiteral("orry")));
    });
}
