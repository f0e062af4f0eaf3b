#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/setup.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kMade{u"أُنشئ المكتب في", u"The desk was made in"};
constexpr Words kDemo{u"مكتب تدريب: لا أحد فيه حقيقي. كلمة المرور لكل مستخدم:",
                      u"A demo office: nobody in it exists. Everybody's password:"};
constexpr Words kNewPassword{u"كلمة مرور المدير: ", u"The administrator's password: "};

Result<int> number(const Invocation &invocation, const QString &option, int otherwise, int least, int most)
{
    if (!invocation.has(option))
        return otherwise;
    bool good = false;
    const int value = invocation.value(option).toInt(&good);
    if (!good || value < least || value > most)
        return failure(ErrorCode::Usage, u"--"_s + option);
    return value;
}

constexpr Words kRecovery{u"مفتاح الاسترداد (لا يُعرض مرة أخرى، ويُحفظ مطبوعًا في مكان آمن):",
                          u"Recovery key (it is not shown again; keep it on paper in a safe place):"};

Result<Ending> finish(const Invocation &invocation, const QString &branch, const QString &recoveryKey)
{
    Output &output = invocation.output;
    output.object(Json::object({{"data", invocation.common.data},
                                {"branch", branch},
                                {"training", invocation.has(u"demo"_s)},
                                {"sealed", true},
                                {"recovery_key", recoveryKey}}));
    output.line(invocation.say(kMade) + u' ' + output.shown(invocation.common.data));
    output.line(invocation.say(kRecovery) + u' ' + output.shown(recoveryKey));
    if (invocation.has(u"demo"_s))
        output.line(invocation.say(kDemo) + u' ' + output.shown(u"demo-office"_s));
    return Ending::Positive;
}

Result<Ending> makeDemo(const Invocation &invocation)
{
    for (const QString &option : {u"branch"_s, u"workstation"_s, u"admin"_s, u"new-password-file"_s}) {
        if (invocation.has(option))
            return failure(ErrorCode::Usage, u"--"_s + option);
    }
    DemoSetup setup;
    const auto residents = number(invocation, u"residents"_s, setup.residents, 1, 20'000'000);
    if (!residents)
        return failure(residents);
    setup.residents = *residents;
    if (invocation.has(u"seed"_s)) {
        bool good = false;
        setup.seed = invocation.value(u"seed"_s).toULongLong(&good);
        if (!good)
            return failure(ErrorCode::Usage, u"--seed"_s);
    }
    setup.withCases = !invocation.has(u"no-cases"_s);
    const auto recoveryKey = makeDemoDesk(invocation.common.data, setup, invocation.clock);
    if (!recoveryKey)
        return failure(recoveryKey);
    return finish(invocation, u"RUH"_s, *recoveryKey);
}

Result<Ending> run(const Invocation &invocation)
{
    if (invocation.has(u"demo"_s))
        return makeDemo(invocation);
    for (const QString &option : {u"residents"_s, u"seed"_s, u"no-cases"_s}) {
        if (invocation.has(option))
            return failure(ErrorCode::Usage, u"--"_s + option);
    }
    DeskSetup setup;
    setup.branch = invocation.has(u"branch"_s) ? invocation.value(u"branch"_s) : u"RUH"_s;
    const auto workstation = number(invocation, u"workstation"_s, 0, 0, 99);
    if (!workstation)
        return failure(workstation);
    setup.workstation = *workstation;
    setup.administrator = invocation.has(u"admin"_s) ? invocation.value(u"admin"_s) : u"admin"_s;
    const auto password = invocation.has(u"new-password-file"_s)
                              ? passwordIn(invocation.value(u"new-password-file"_s), u"--new-password-file"_s)
                              : askPassword(invocation.say(kNewPassword), u"--new-password-file"_s);
    if (!password)
        return failure(password);
    setup.password = *password;
    const auto recoveryKey = makeDesk(invocation.common.data, setup, invocation.clock);
    if (!recoveryKey)
        return failure(recoveryKey);
    return finish(invocation, setup.branch, *recoveryKey);
}

} // namespace

Command initCommand()
{
    return {
        u"init",
        u"",
        0,
        0,
        {u"إنشاء مكتب جديد، أو مكتب تدريب بالخيار --demo", u"make a new desk, or a demo office with --demo"},
        {{u"branch", u"CODE", {u"رمز المكتب، وأصله RUH", u"code of the branch, RUH when not given"}},
         {u"workstation", u"NN", {u"رقم الجهاز", u"number of the workstation"}},
         {u"admin",
          u"NAME",
          {u"اسم المدير الأول، وأصله admin", u"the first administrator, admin when not given"}},
         {u"new-password-file",
          u"FILE",
          {u"ملف سطره الأول كلمة مرور المدير", u"file whose first line is that password"}},
         {u"demo", nullptr, {u"مكتب تدريب بأشخاص لا وجود لهم", u"a demo office of people who do not exist"}},
         {u"residents", u"N", {u"عدد المقيمين في مكتب التدريب", u"residents of the demo office"}},
         {u"seed", u"S", {u"الرقم نفسه يعطي الأشخاص أنفسهم", u"the same number gives the same people"}},
         {u"no-cases", nullptr, {u"دون معاملات", u"without cases"}}},
        true,
        run};
}

} // namespace desk::cli
