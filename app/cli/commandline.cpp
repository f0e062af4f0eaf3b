#include "cli/commandline.h"

#include "base/version.h"
#include "domain/codes.h"
#include "domain/partialdate.h"
#include "text/catalogue.h"

#include <QCommandLineParser>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kUsage{u"طريقة الاستخدام: passportctl [الخيارات] أمر …",
                       u"Usage: passportctl [options] COMMAND …"};
constexpr Words kCommands{u"الأوامر:", u"Commands:"};
constexpr Words kCommonOptions{u"خيارات كل أمر:", u"Options of every command:"};
constexpr Words kOwnOptions{u"خيارات هذا الأمر:", u"Options of this command:"};
constexpr Words kMore{u"لتعليمات أمر واحد: passportctl أمر --help",
                      u"Help on one command: passportctl COMMAND --help"};

const std::array<OptionHelp, 8> kCommon = {{
    {u"data", u"DIR", {u"مجلد بيانات المكتب", u"data directory of the desk"}},
    {u"user", u"NAME", {u"اسم المستخدم", u"user name"}},
    {u"password-file", u"FILE", {u"ملف سطره الأول كلمة المرور", u"file whose first line is the password"}},
    {u"today", u"DATE", {u"التاريخ المعتمد للتحقق، YYYY-MM-DD", u"the date the rules go by, YYYY-MM-DD"}},
    {u"json", nullptr, {u"النتيجة بصيغة JSON، كائن في كل سطر", u"results as JSON, one object a line"}},
    {u"lang", u"ar|en", {u"لغة الرسائل", u"language of messages"}},
    {u"version", nullptr, {u"رقم الإصدار", u"the version"}},
    {u"help", nullptr, {u"هذه التعليمات", u"this help"}},
}};

QCommandLineOption optionOf(const OptionHelp &option)
{
    QStringList names{QString::fromUtf16(option.name)};
    if (names.constFirst() == u"help")
        names += u"h"_s;
    return option.value ? QCommandLineOption(names, {}, QString::fromUtf16(option.value))
                        : QCommandLineOption(names);
}

/// The argument a parser stumbled over. It only tells in a sentence of its own, so find it again.
QString culprit(const QCommandLineParser &parser, const QStringList &arguments)
{
    if (!parser.unknownOptionNames().isEmpty()) {
        const QString name = parser.unknownOptionNames().constFirst();
        return (name.size() == 1 ? u"-"_s : u"--"_s) + name;
    }
    // Either the last option lacks its value or a flag was given one.
    const auto flag = std::find_if(arguments.begin() + 1, arguments.end(), [](const QString &argument) {
        return argument.startsWith(u"--") && argument.contains(u'=');
    });
    return flag != arguments.end() ? *flag : arguments.constLast();
}

tl::unexpected<Error> misused(const QString &argument)
{
    return failure(ErrorCode::Usage, argument);
}

QString dataDirectory(const QCommandLineParser &parser)
{
    if (parser.isSet(u"data"_s))
        return parser.value(u"data"_s);
    const QString fromEnvironment = qEnvironmentVariable("PASSPORT_DESK_DATA");
    if (!fromEnvironment.isEmpty())
        return fromEnvironment;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/passport-desk"_L1;
}

Result<CommonOptions> commonOptions(const QCommandLineParser &parser, const QStringList &arguments)
{
    CommonOptions common;
    common.data = dataDirectory(parser);
    common.user = parser.value(u"user"_s);
    common.passwordFile = parser.value(u"password-file"_s);
    common.language = languageOf(arguments);
    for (const QString &name : {u"data"_s, u"user"_s, u"password-file"_s}) {
        if (parser.isSet(name) && parser.value(name).isEmpty())
            return misused(u"--"_s + name);
    }
    if (parser.isSet(u"lang"_s) && !fromCode<Language>(parser.value(u"lang"_s)))
        return misused(u"--lang"_s);
    if (parser.isSet(u"today"_s)) {
        common.today = isoDate(parser.value(u"today"_s));
        if (!common.today)
            return misused(u"--today"_s);
    }
    return common;
}

QString optionLine(const OptionHelp &option, Language language)
{
    QString name = "  --"_L1 + QString::fromUtf16(option.name);
    if (option.value)
        name += u' ' + QString::fromUtf16(option.value);
    return name.leftJustified(26) + option.help.in(language);
}

int finish(const QString &text)
{
    Output output(false);
    output.line(text);
    return output.flush() ? 0 : 3;
}

int fail(const Error &error, Language language)
{
    const QString message = Catalogue::builtIn().errorText(error, language, Isolation::Isolated);
    Output::message("passportctl: "_L1 + message);
    return exitCodeFor(error.code);
}

} // namespace

QStringList Invocation::say(std::span<const Words> words) const
{
    QStringList said;
    for (const Words &each : words)
        said += say(each);
    return said;
}

QStringList Invocation::values(const QString &option) const
{
    QStringList out = given.values(option);
    std::reverse(out.begin(), out.end());
    return out;
}

const Command *findCommand(QStringView name)
{
    const auto all = commands();
    const auto found = std::find_if(
        all.begin(), all.end(), [name](const Command &command) { return name == QStringView(command.name); });
    return found == all.end() ? nullptr : &*found;
}

Language languageOf(const QStringList &arguments)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        const QString value = argument == u"--lang"             ? arguments.value(i + 1)
                              : argument.startsWith(u"--lang=") ? argument.mid(7)
                                                                : QString();
        if (const auto language = fromCode<Language>(value))
            return *language;
    }
    for (const char *const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const QString locale = qEnvironmentVariable(name);
        if (!locale.isEmpty())
            return locale.startsWith(u"ar") ? Language::Arabic : Language::English;
    }
    return Language::English;
}

Result<Request> parseCommandLine(const QStringList &arguments)
{
    Request request;
    QCommandLineParser before;
    for (const OptionHelp &option : kCommon)
        before.addOption(optionOf(option));
    before.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    if (!before.parse(arguments))
        return misused(culprit(before, arguments));
    QStringList rest = before.positionalArguments();
    const QStringList head = arguments.first(arguments.size() - rest.size());

    if (before.isSet(u"version"_s)) {
        request.kind = Request::Kind::Version;
        return request;
    }
    if (!rest.isEmpty()) {
        const QString name = rest.takeFirst();
        request.command = findCommand(name);
        if (!request.command)
            return misused(name);
    }
    QCommandLineParser whole;
    for (const OptionHelp &option : kCommon)
        whole.addOption(optionOf(option));
    if (request.command) {
        for (const OptionHelp &option : request.command->options)
            whole.addOption(optionOf(option));
    }
    const QStringList all = head + rest;
    if (!whole.parse(all))
        return misused(culprit(whole, all));
    const auto common = commonOptions(whole, all);
    if (!common)
        return failure(common);
    request.common = *common;
    request.json = whole.isSet(u"json"_s);
    request.arguments = whole.positionalArguments();
    if (whole.isSet(u"version"_s)) {
        request.kind = Request::Kind::Version;
        return request;
    }
    if (whole.isSet(u"help"_s))
        return request;
    if (!request.command)
        return misused(u"COMMAND"_s);

    const Command &command = *request.command;
    if (request.arguments.size() < command.leastArguments)
        return misused(QString::fromUtf16(command.arguments));
    if (command.mostArguments >= 0 && request.arguments.size() > command.mostArguments)
        return misused(request.arguments[command.mostArguments]);
    if (command.stores && request.common.today)
        return misused(u"--today"_s);
    for (const OptionHelp &option : command.options) {
        const QString name = QString::fromUtf16(option.name);
        if (!whole.isSet(name))
            continue;
        if (!option.value)
            request.given.insert(name, {});
        for (const QString &value : whole.values(name))
            request.given.insert(name, value);
    }
    request.kind = Request::Kind::Run;
    return request;
}

QString helpText(const Command *command, Language language)
{
    QStringList lines;
    if (command) {
        lines += QStringLiteral("passportctl %1 %2")
                     .arg(QString::fromUtf16(command->name), QString::fromUtf16(command->arguments))
                     .trimmed();
        lines += command->help.in(language);
        if (!command->options.empty())
            lines += {QString(), kOwnOptions.in(language)};
        for (const OptionHelp &option : command->options)
            lines += optionLine(option, language);
    } else {
        lines += {kUsage.in(language), QString(), kCommands.in(language)};
        for (const Command &each : commands())
            lines += "  "_L1 + QString::fromUtf16(each.name).leftJustified(24) + each.help.in(language);
    }
    lines += {QString(), kCommonOptions.in(language)};
    for (const OptionHelp &option : kCommon)
        lines += optionLine(option, language);
    if (!command)
        lines += {QString(), kMore.in(language)};
    return lines.join(u'\n');
}

int runProgram(const QStringList &arguments, const Clock &clock)
{
    const Language language = languageOf(arguments);
    const auto request = parseCommandLine(arguments);
    if (!request)
        return fail(request.error(), language);
    switch (request->kind) {
    case Request::Kind::Version:
        return finish("passportctl "_L1 + QLatin1StringView(kVersion));
    case Request::Kind::Help:
        return finish(helpText(request->command, language));
    case Request::Kind::Run:
        break;
    }

    Output output(request->json);
    const Invocation invocation{request->common, request->arguments, request->given, clock, output};
    const Result<Ending> ending = request->command->run(invocation);
    if (!ending && exitCodeFor(ending.error().code) > 1)
        return fail(ending.error(), language);
    if (!output.flush())
        return fail({ErrorCode::CannotOpen, u"stdout"_s}, language);
    if (!ending)
        return fail(ending.error(), language);
    return *ending == Ending::Positive ? 0 : 1;
}

} // namespace desk::cli
