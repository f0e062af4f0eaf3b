#include "cli/commands.h"

#include "cli/command.h"

namespace desk::cli
{

std::span<const Command> commands()
{
    static const std::vector<Command> kCommands = {
        mrzCommand(),   iqamaCommand(), hijriCommand(),         nameKeyCommand(), nameMatchCommand(),
        rulesCommand(), initCommand(),  findResidentsCommand(), casesCommand(),   caseCommand(),
        enrolCommand(), syncCommand(),  outboxCommand(),        receiptCommand(),
    };
    return kCommands;
}

} // namespace desk::cli
