#include "base/bidi.h"
#include "cli/casejson.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "domain/rules/pack.h"
#include "protocol/packfile.h"
#include "service/rulebook.h"
#include "text/catalogue.h"

#include <QFile>

#include <algorithm>

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

Json parametersOf(const RuleSetting &setting)
{
    QList<std::pair<QString, Json>> members;
    for (auto it = setting.parameters.begin(); it != setting.parameters.end(); ++it)
        members.append({it.key(), Json(it.value().toDouble())});
    return Json::object(members);
}

Json toJson(const RuleSetting &setting)
{
    const Catalogue &catalogue = Catalogue::builtIn();
    return Json::object({{"rule", setting.rule},
                         {"severity", codeOf(setting.severity)},
                         {"parameters", parametersOf(setting)},
                         {"message_ar", catalogue.ruleTemplate(setting.rule, Language::Arabic)},
                         {"message_en", catalogue.ruleTemplate(setting.rule, Language::English)},
                         {"basis", setting.basis},
                         {"overridable", setting.overridable}});
}

void list(const Invocation &invocation, const RulePack &pack)
{
    const Catalogue &catalogue = Catalogue::builtIn();
    const Language language = invocation.common.language;
    QList<QStringList> rows;
    for (const RuleSetting &setting : pack.rules()) {
        invocation.output.object(toJson(setting));
        rows += {setting.rule, catalogue.word(setting.severity, language),
                 catalogue.ruleTitle(setting.rule, language)};
    }
    constexpr Words kPack{u"حزمة القواعد", u"Rule pack"};
    constexpr Words kFrom{u"سارية من", u"effective from"};
    constexpr Words kHeads[] = {{u"القاعدة", u"Rule"}, {u"الدرجة", u"Severity"}, {u"الشرط", u"Requirement"}};
    invocation.output.line(invocation.say(kPack) + u' ' + invocation.output.shown(pack.version()) + u' ' +
                           invocation.say(kFrom) + u' ' +
                           invocation.output.shown(pack.effectiveFrom().toString(Qt::ISODate)));
    invocation.output.table({invocation.say(kHeads[0]), invocation.say(kHeads[1]), invocation.say(kHeads[2])},
                            rows);
}

void show(const Invocation &invocation, const RuleSetting &setting)
{
    const Catalogue &catalogue = Catalogue::builtIn();
    const Language language = invocation.common.language;
    invocation.output.object(toJson(setting));
    constexpr Words kMessage{u"الرسالة", u"Message"};
    constexpr Words kWayOut{u"المخرج", u"Way out"};
    constexpr Words kParameters{u"القيم", u"Parameters"};
    constexpr Words kBasis{u"الأساس", u"Basis"};
    const auto line = [&](const Words &label, const QString &text) {
        invocation.output.line(invocation.say(label) + ": "_L1 + text);
    };
    invocation.output.line(invocation.output.shown(setting.rule) + u' ' +
                           catalogue.word(setting.severity, language) + ": "_L1 +
                           catalogue.ruleTitle(setting.rule, language));
    line(kMessage, catalogue.ruleTemplate(setting.rule, language));
    line(kWayOut, catalogue.ruleWayOut(setting.rule, language));
    QStringList parameters;
    for (auto it = setting.parameters.begin(); it != setting.parameters.end(); ++it)
        parameters += invocation.output.shown(it.key() + u'=' + QString::number(it.value().toDouble()));
    if (!parameters.isEmpty())
        line(kParameters, parameters.join(u' '));
    line(kBasis, invocation.output.shown(setting.basis));
}

/// A new file that only its owner may read; one that is there is never written over.
Result<> writeNew(const QString &path, const QByteArray &bytes, QFile::Permissions permissions)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, permissions) ||
        file.write(bytes) != bytes.size() || !file.flush())
        return failure(ErrorCode::CannotOpen, path, file.errorString());
    return {};
}

/// The pack by which the desk of --data judges; the program's own where there is no desk.
Result<std::shared_ptr<const RulePack>> packInForce(const Invocation &invocation)
{
    const auto office = Office::open(invocation.common.data, Office::Access::Read, invocation.clock);
    if (!office && office.error().code == ErrorCode::NoDesk)
        return RulePack::sharedBuiltIn();
    if (!office)
        return failure(office);
    return (*office)->rules().inForce(invocation.today());
}

QString signerOf(const QString &name, const QString &fingerprint)
{
    return name.isEmpty() ? fingerprint : isolateAuto(name) + u' ' + fingerprint;
}

Result<Ending> listInstalled(const Invocation &invocation)
{
    const auto office = Office::open(invocation.common.data, Office::Access::Read, invocation.clock);
    if (!office)
        return failure(office);
    const auto packs = (*office)->rules().list();
    if (!packs)
        return failure(packs);
    const Catalogue &catalogue = Catalogue::builtIn();
    constexpr Words kHeads[] = {{u"الإصدار", u"Version"},
                                {u"الحالة", u"State"},
                                {u"سارية من", u"Effective from"},
                                {u"صالحة حتى", u"Valid until"},
                                {u"الموقّع", u"Signer"}};
    constexpr Words kProgram{u"مع البرنامج", u"Came with the program"};
    QList<QStringList> rows;
    for (const PackView &pack : *packs) {
        invocation.output.object(Json::object({{"version", pack.version},
                                               {"state", codeOf(pack.state)},
                                               {"effective_from", day(pack.effectiveFrom)},
                                               {"valid_until", day(pack.validUntil)},
                                               {"built_in", pack.builtIn},
                                               {"signer", Json::textOrNull(pack.signerName)},
                                               {"signer_key", Json::textOrNull(pack.signerFingerprint)},
                                               {"installed_at", instant(pack.installedAt)},
                                               {"installed_by", Json::textOrNull(pack.installedBy)},
                                               {"taken_back_at", instant(pack.takenBackAt)}}));
        rows +=
            {pack.version, catalogue.wordOf(u"pack_state", codeOf(pack.state), invocation.common.language),
             pack.effectiveFrom.toString(Qt::ISODate), pack.validUntil.toString(Qt::ISODate),
             pack.builtIn ? invocation.say(kProgram) : signerOf(pack.signerName, pack.signerFingerprint)};
    }
    invocation.output.table(invocation.say(kHeads), rows);
    return Ending::Positive;
}

Result<Ending> listRules(const Invocation &invocation)
{
    if (invocation.has(u"installed"_s))
        return listInstalled(invocation);
    const auto pack = packInForce(invocation);
    if (!pack)
        return failure(pack);
    list(invocation, **pack);
    return Ending::Positive;
}

Result<Ending> showRule(const Invocation &invocation)
{
    const auto pack = packInForce(invocation);
    if (!pack)
        return failure(pack);
    const QString rule = invocation.arguments[1];
    const RuleSetting *setting = (*pack)->find(rule);
    if (!setting)
        return failure(ErrorCode::NotFound, rule);
    show(invocation, *setting);
    return Ending::Positive;
}

Result<Ending> verify(const Invocation &invocation)
{
    const auto bytes = readPackFile(invocation.arguments[1]);
    if (!bytes)
        return failure(bytes);
    const auto file = packFileFromBytes(*bytes);
    if (!file)
        return failure(file);
    const auto pack = RulePack::fromJson(file->json);
    if (!pack)
        return failure(pack);
    if (file->isSigned() && !file->isIntact())
        return failure(ErrorCode::ForgedPack, fingerprintOf(file->signer));
    list(invocation, *pack);
    constexpr Words kSigned{u"موقّعة بالمفتاح", u"Signed with the key"};
    constexpr Words kUnsigned{u"غير موقّعة", u"Not signed"};
    invocation.output.line(file->isSigned() ? invocation.say(kSigned) + u' ' +
                                                  invocation.output.shown(fingerprintOf(file->signer))
                                            : invocation.say(kUnsigned));
    return Ending::Positive;
}

Result<Ending> keygen(const Invocation &invocation)
{
    const auto keys = newPublisherKeys(invocation.value(u"name"_s));
    if (!keys)
        return failure(keys);
    const QString secretPath = invocation.arguments[1];
    const QString publicPath = secretPath + u".pub"_s;
    const auto owner = QFile::ReadOwner | QFile::WriteOwner;
    if (const auto done = writeNew(secretPath, keys->secretFile, owner); !done)
        return failure(done);
    if (const auto done = writeNew(publicPath, keys->publicFile, owner | QFile::ReadGroup | QFile::ReadOther);
        !done)
        return failure(done);
    const auto signer = packSignerFromFile(keys->publicFile);
    if (!signer)
        return failure(signer);
    const QString fingerprint = fingerprintOf(signer->key);
    invocation.output.object(Json::object(
        {{"secret_key_file", secretPath}, {"public_key_file", publicPath}, {"key", fingerprint}}));
    constexpr Words kSecret{u"المفتاح السري، لا يغادر من ينشر الحزم",
                            u"The secret key, which stays with whoever publishes packs"};
    constexpr Words kPublic{u"المفتاح العام، يثق به مسؤولو المكاتب",
                            u"The public key, which administrators trust"};
    constexpr Words kFingerprint{u"بصمته", u"Its fingerprint"};
    invocation.output.line(invocation.say(kSecret) + ": "_L1 + invocation.output.shown(secretPath));
    invocation.output.line(invocation.say(kPublic) + ": "_L1 + invocation.output.shown(publicPath));
    invocation.output.line(invocation.say(kFingerprint) + ": "_L1 + invocation.output.shown(fingerprint));
    return Ending::Positive;
}

Result<Ending> sign(const Invocation &invocation)
{
    const QString keyPath = invocation.value(u"key-file"_s);
    if (keyPath.isEmpty())
        return failure(ErrorCode::Usage, u"--key-file"_s);
    const QString path = invocation.arguments[1];
    const auto json = readPackFile(path);
    if (!json)
        return failure(json);
    const auto secret = readPackFile(keyPath);
    if (!secret)
        return failure(secret);
    const auto packed = signPack(*json, *secret);
    if (!packed)
        return failure(packed);
    const QString signedPath = path + u".signed"_s;
    if (const auto done = writeNew(
            signedPath, *packed, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
        !done)
        return failure(done);
    invocation.output.object(Json::object({{"file", signedPath}}));
    constexpr Words kSigned{u"كُتبت الحزمة الموقّعة في", u"The signed pack was written to"};
    invocation.output.line(invocation.say(kSigned) + u' ' + invocation.output.shown(signedPath));
    return Ending::Positive;
}

Result<Ending> trust(const Invocation &invocation)
{
    const auto key = readPackFile(invocation.arguments[1]);
    if (!key)
        return failure(key);
    const auto session = Session::open(invocation, Office::Access::Write, Act::InstallRules);
    if (!session)
        return failure(session);
    const auto publisher = session->office().rules().trust(session->actor(), *key);
    if (!publisher)
        return failure(publisher);
    invocation.output.object(
        Json::object({{"key", publisher->fingerprint}, {"name", Json::textOrNull(publisher->name)}}));
    constexpr Words kTrusted{u"تُقبل من الآن الحزم الموقّعة بالمفتاح",
                             u"From now on packs are taken that are signed with the key"};
    invocation.output.line(invocation.say(kTrusted) + u' ' +
                           invocation.output.shown(signerOf(publisher->name, publisher->fingerprint)));
    return Ending::Positive;
}

Result<Ending> install(const Invocation &invocation)
{
    const auto file = readPackFile(invocation.arguments[1]);
    if (!file)
        return failure(file);
    const auto session = Session::open(invocation, Office::Access::Write, Act::InstallRules);
    if (!session)
        return failure(session);
    const auto done = session->office().rules().install(session->actor(), *file);
    if (!done)
        return failure(done);
    invocation.output.object(Json::object({{"version", done->version},
                                           {"effective_from", day(done->effectiveFrom)},
                                           {"already_installed", done->already}}));
    constexpr Words kInstalled{u"ثُبّتت حزمة القواعد", u"Installed the rule pack"};
    constexpr Words kAlready{u"حزمة القواعد مثبّتة من قبل", u"The rule pack was installed before:"};
    constexpr Words kFrom{u"سارية من", u"effective from"};
    invocation.output.line(invocation.say(done->already ? kAlready : kInstalled) + u' ' +
                           invocation.output.shown(done->version) + u' ' + invocation.say(kFrom) + u' ' +
                           invocation.output.shown(done->effectiveFrom.toString(Qt::ISODate)));
    return Ending::Positive;
}

Result<Ending> rollBack(const Invocation &invocation)
{
    if (invocation.value(u"reason"_s).isEmpty())
        return failure(ErrorCode::Usage, u"--reason"_s);
    const auto session = Session::open(invocation, Office::Access::Write, Act::InstallRules);
    if (!session)
        return failure(session);
    const auto now = session->office().rules().rollBack(session->actor(), invocation.arguments.value(1),
                                                        invocation.value(u"reason"_s));
    if (!now)
        return failure(now);
    invocation.output.object(Json::object({{"in_force", now->version}}));
    constexpr Words kNow{u"حزمة القواعد السارية الآن", u"The rule pack in force is now"};
    invocation.output.line(invocation.say(kNow) + u' ' + invocation.output.shown(now->version));
    return Ending::Positive;
}

struct Verb {
    QLatin1StringView name;
    int leastOperands;
    int mostOperands;
    bool stores;
    Result<Ending> (*run)(const Invocation &);
};

constexpr Verb kVerbs[] = {
    {"list"_L1, 0, 0, false, listRules}, {"show"_L1, 1, 1, false, showRule},
    {"verify"_L1, 1, 1, false, verify},  {"keygen"_L1, 1, 1, false, keygen},
    {"sign"_L1, 1, 1, false, sign},      {"trust"_L1, 1, 1, true, trust},
    {"install"_L1, 1, 1, true, install}, {"rollback"_L1, 0, 1, true, rollBack},
};

Result<Ending> run(const Invocation &invocation)
{
    const QString act = invocation.arguments.first();
    const auto verb = std::find_if(std::begin(kVerbs), std::end(kVerbs),
                                   [&](const Verb &each) { return act == each.name; });
    if (verb == std::end(kVerbs))
        return failure(ErrorCode::Usage, act);
    const qsizetype operands = invocation.arguments.size() - 1;
    if (operands < verb->leastOperands || operands > verb->mostOperands)
        return failure(ErrorCode::Usage, operands < verb->leastOperands ? act : invocation.arguments.last());
    if (verb->stores && invocation.common.today)
        return failure(ErrorCode::Usage, u"--today"_s);
    return verb->run(invocation);
}

} // namespace

Command rulesCommand()
{
    return {u"rules",
            u"list | show ID | verify FILE | install FILE | rollback [VERSION] | trust KEYFILE | "
            u"keygen KEYFILE | sign FILE",
            1,
            2,
            {u"قواعد التحقق وحزمها: عرضها، وتثبيت حزمة أحدث والرجوع عنها، وتوقيع حزمة",
             u"the rules cases are judged by and their packs: show, install a newer one, go back, sign one"},
            {{u"installed",
              nullptr,
              {u"مع list: الحزم بدل القواعد", u"with list: the packs instead of the rules"}},
             {u"reason", u"TEXT", {u"مع rollback: السبب", u"with rollback: why, in words"}},
             {u"key-file", u"FILE", {u"مع sign: ملف المفتاح السري", u"with sign: the secret key's file"}},
             {u"name", u"TEXT", {u"مع keygen: اسم الناشر", u"with keygen: the publisher's name"}}},
            false,
            run};
}

} // namespace desk::cli
