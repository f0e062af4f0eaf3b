#include "base/memorydumps.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace desk
{

void forbidMemoryDumps()
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0);
}

} // namespace desk
