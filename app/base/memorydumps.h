#pragma once

namespace desk
{

/// From here on no core dump, and no debugger of another process of the same person, shows this process's memory.
void forbidMemoryDumps();

} // namespace desk
