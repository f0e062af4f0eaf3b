#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "cli/output.h"
#include "cli/words.h"

#include <QDate>
#include <QMultiHash>
#include <QString>
#include <QStringList>

#include <optional>
#include <span>
#include <vector>

namespace desk::cli
{

/// The options every command takes (contract §3).
struct CommonOptions {
    QString data;         ///< --data, else the environment, else the default directory (contract §2)
    QString user;         ///< --user; empty when not given
    QString passwordFile; ///< --password-file; empty when not given
    std::optional<QDate> today;
    Language language = Language::English;
};

/// One run of one command: what it was given and where it answers.
struct Invocation {
    CommonOptions common;
    QStringList arguments;              ///< after the command's name
    QMultiHash<QString, QString> given; ///< the command's own options; a flag has an empty value
    const Clock &clock;
    Output &output;

    bool has(const QString &option) const { return given.contains(option); }
    QString value(const QString &option) const { return given.value(option); }
    /// In the order given.
    QStringList values(const QString &option) const;
    /// The rules' date: --today, else today in Riyadh.
    QDate today() const { return common.today.value_or(clock.todayInRiyadh()); }
    /// `words` in the language of this run.
    QString say(const Words &words) const { return words.in(common.language); }
    QStringList say(std::span<const Words> words) const;
};

/// How a command ended that did its work: exit code 0 or 1. Anything else is an Error.
enum class Ending { Positive, Negative };

struct OptionHelp {
    const char16_t *name;  ///< without dashes
    const char16_t *value; ///< placeholder of its value; nullptr for a flag
    Words help;
};

struct Command {
    const char16_t *name;
    const char16_t *arguments; ///< as in the usage line, "FILE"; empty for none
    int leastArguments;
    int mostArguments; ///< -1: any number
    Words help;
    std::vector<OptionHelp> options;
    bool stores; ///< refuses --today (contract §3)
    Result<Ending> (*run)(const Invocation &);
};

/// Every command, in the order of --help. A new one is a file of its own with a function that is named in the
/// table.
std::span<const Command> commands();

const Command *findCommand(QStringView name);

} // namespace desk::cli
