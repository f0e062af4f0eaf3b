#pragma once

#include "domain/demooffice.h"
#include "sql/transaction.h"
#include "store/registrydatabase.h"

#include <QtGlobal>

#include <algorithm>
#include <functional>
#include <type_traits>

namespace desk::bench
{

template <class T>
T orGiveUp(Result<T> result)
{
    if (!result)
        qFatal("%ls %ls", qUtf16Printable(errorCodeName(result.error().code)),
               qUtf16Printable(result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// DESK_BENCH_RESIDENTS, or `otherwise`.
inline qint64 residentsWanted(qint64 otherwise)
{
    bool given = false;
    const qint64 wanted = qEnvironmentVariable("DESK_BENCH_RESIDENTS").toLongLong(&given);
    return given ? wanted : otherwise;
}

/// Loads the residents of a demo office into an empty register; `seen` is told of each.
inline void fill(
    RegistryDatabase &database, quint64 seed, qint64 residents,
    const std::function<void(const Resident &)> &seen = [](const Resident &) {})
{
    const auto loader = orGiveUp(database.registry().loader(std::nullopt));
    for (qint64 done = 0; done < residents;) {
        Transaction transaction(database.connection());
        std::vector<LoadedResident> loaded;
        for (const qint64 end = std::min<qint64>(done + Registry::kImportBatch, residents); done < end;
             ++done) {
            const Resident resident = demoResident(seed, done);
            seen(resident);
            loaded.push_back(loader->load(resident));
        }
        orGiveUp(database.registry().append(loaded, LoadRuns::runOf(loaded)));
        if (done == residents)
            orGiveUp(database.registry().loadRuns().index());
        orGiveUp(database.registry().markChanged());
        orGiveUp(transaction.commit());
    }
}

} // namespace desk::bench
