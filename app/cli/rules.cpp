#include "cli/command.h"
#include "cli/commands.h"

#include "domain/rules/pack.h"
#include "text/catalogue.h"

#include <QFile>

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
    constexpr Words kHeads[] = {{u"القاعدة", u"Rule"}, {u"الدرجة", u"Severity"}, {u"الشرط", u"Requirement"}};
    invocation.output.line(invocation.say(kPack) + u' ' + invocation.output.shown(pack.version()));
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

Result<RulePack> packIn(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, path, file.errorString());
    return RulePack::fromJson(file.readAll());
}

Result<Ending> run(const Invocation &invocation)
{
    const QString act = invocation.arguments.first();
    const QString operand = invocation.arguments.value(1);
    const bool wantsOperand = act == "show"_L1 || act == "verify"_L1;
    if (act != "list"_L1 && !wantsOperand)
        return failure(ErrorCode::Usage, act);
    if (wantsOperand == operand.isEmpty())
        return failure(ErrorCode::Usage, wantsOperand ? act : operand);

    if (act == "list"_L1) {
        list(invocation, RulePack::builtIn());
    } else if (act == "show"_L1) {
        const RuleSetting *setting = RulePack::builtIn().find(operand);
        if (!setting)
            return failure(ErrorCode::NotFound, operand);
        show(invocation, *setting);
    } else {
        const auto pack = packIn(operand);
        if (!pack)
            return failure(pack);
        list(invocation, *pack);
    }
    return Ending::Positive;
}

} // namespace

Command rulesCommand()
{
    return {u"rules",
            u"list | show ID | verify FILE",
            1,
            2,
            {u"قواعد التحقق: عرضها كلها أو واحدة منها، أو التحقق من ملف حزمة",
             u"the rules cases are judged by: all, one, or those of a pack file that is checked"},
            {},
            false,
            run};
}

} // namespace desk::cli
