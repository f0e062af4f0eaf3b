#pragma once

#include "store/vault.h"

#include <QtGlobal>

#include <memory>
#include <vector>

namespace desk::bench
{

/// An open vault with a key of its own.
class BenchVault : public Vault
{
public:
    BenchVault()
    {
        if (!prepareCrypto())
            qFatal("libsodium cannot be used");
        std::vector<DataKey> keys;
        keys.push_back(DataKey::random(1));
        open(std::make_shared<KeySet>(QByteArray("bench"), keys));
    }
};

} // namespace desk::bench
