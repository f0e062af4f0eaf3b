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

} // namespace desk::cli
