#pragma once

namespace desk::cli
{

struct Command;

// One function for each command, in the file of its name.
Command mrzCommand();
Command iqamaCommand();
Command hijriCommand();
Command nameKeyCommand();
Command nameMatchCommand();
Command rulesCommand();
Command initCommand();
Command findResidentsCommand();
Command casesCommand();
Command caseCommand();
Command enrolCommand();
Command syncCommand();
Command outboxCommand();
Command evidenceCommand();
Command receiptCommand();
Command importCommand();
Command showCommand();
Command checkCommand();
Command submitCommand();
Command editCommand();
Command decideCommand();
Command withdrawCommand();
Command resolveCommand();
Command auditCommand();
Command userCommand();
Command backupCommand();
Command restoreCommand();
Command doctorCommand();

} // namespace desk::cli
