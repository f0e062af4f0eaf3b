#pragma once

#include "store/vault.h"
#include "support/catch.h"

#include <memory>
#include <vector>

inline const QString kTestStore = QStringLiteral("99999999-9999-4999-8999-999999999999");

/// A vault that somebody has opened, of the store `kTestStore`.
class OpenVault : public desk::Vault
{
public:
    OpenVault()
    {
        REQUIRE(desk::prepareCrypto());
        std::vector<desk::DataKey> keys;
        keys.push_back(desk::DataKey::random(1));
        open(std::make_shared<desk::KeySet>(kTestStore.toUtf8(), keys));
    }
};
