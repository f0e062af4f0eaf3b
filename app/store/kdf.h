#pragma once

#include "base/result.h"
#include "store/secret.h"

#include <QByteArray>

namespace desk
{

/// How hard a password is to guess: Argon2id passes over so many bytes of memory.
struct KdfCost {
    quint64 passes = 0;
    quint64 memory = 0;

    /// libsodium's interactive limits (64 MiB): for training and tests.
    static KdfCost interactive();
    /// As many passes over 256 MiB (64 MiB on a machine with less than 4 GiB) as take about half a second
    /// here, and three at least. Measures, so it takes about that long itself.
    static KdfCost calibrated();

    /// Cheaper to guess through.
    friend bool operator<(const KdfCost &a, const KdfCost &b)
    {
        return a.passes * a.memory < b.passes * b.memory;
    }
    friend bool operator==(const KdfCost &, const KdfCost &) = default;
};

/// 32 bytes of Argon2id over `secret`; with no passes a plain keyed hash, for a secret that is all chance
/// already. `salt` has 16 bytes.
Result<Secret> deriveKey(const Secret &secret, const QByteArray &salt, const KdfCost &cost);

} // namespace desk
