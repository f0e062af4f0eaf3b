#pragma once

#include "cli/command.h"

namespace desk::cli
{

/// What the arguments of the program ask for.
struct Request {
    enum class Kind { Run, Help, Version };

    Kind kind = Kind::Help;
    const Command *command = nullptr; ///< for Run, and for the help of one command
    bool json = false;
    CommonOptions common;
    QStringList arguments;
    QMultiHash<QString, QString> given;
};

/// Common options may stand before and after the command's name. Error: Usage, whose `where` is the argument
/// that is missing, unknown or not accepted.
Result<Request> parseCommandLine(const QStringList &arguments);

/// The language of a run whose arguments may be wrong: --lang, else the environment (LC_ALL, LC_MESSAGES,
/// LANG).
Language languageOf(const QStringList &arguments);

/// Help on the program, or on one command.
QString helpText(const Command *command, Language language);

/// Runs the program and gives its exit code.
int runProgram(const QStringList &arguments, const Clock &clock);

} // namespace desk::cli
