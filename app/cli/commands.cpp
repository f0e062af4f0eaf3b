#include "cli/commands.h"

#include "cli/command.h"

namespace desk::cli
{

std::span<const Command> commands()
{
    static const std::vector<Command> kCommands = {
        mrzCommand(),      iqamaCommand(),   hijriCommand(),         nameKeyCommand(), nameMatchCommand(),
        rulesCommand(),    initCommand(),    findResidentsCommand(), casesCommand(),   caseCommand(),
        enrolCommand(),    syncCommand(),    outboxCommand(),        receiptCommand(), importCommand(),
        showCommand(),     checkCommand(),   submitCommand(),        editCommand(),    decideCommand(),
        withdrawCommand(), resolveCommand(), auditCommand(),         userCommand(),    backupCommand(),
        restoreCommand(),  doctorCommand(),  evidenceCommand(),
    };
    return kCommands;
}

} // namespace desk::cli
