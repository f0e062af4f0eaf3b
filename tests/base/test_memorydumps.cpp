#include "base/memorydumps.h"

#include "support/catch.h"

#include <sys/prctl.h>
#include <sys/resource.h>

TEST_CASE("a process that holds keys leaves no core and lets nobody look")
{
    desk::forbidMemoryDumps();
    CHECK(prctl(PR_GET_DUMPABLE) == 0);
    rlimit core{1, 1};
    REQUIRE(getrlimit(RLIMIT_CORE, &core) == 0);
    CHECK(core.rlim_max == 0);
}
