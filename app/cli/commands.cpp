#include "cli/commands.h"

#include "cli/command.h"

namespace desk::cli
{

std::span<const Command> commands()
{
    static const std::vector<Command> kCommands = {
        mrzCommand(), iqamaCommand(), hijriCommand(), nameKeyCommand(), nameMatchCommand(), rulesCommand(),
    };
    return kCommands;
}

} // namespace desk::cli
