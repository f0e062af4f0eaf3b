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
        m_dataKeys.push_back(desk::DataKey::random(1));
        reopen();
    }

    void reopen() { open(std::make_shared<desk::KeySet>(kTestStore.toUtf8(), m_dataKeys)); }

    /// The next generation comes into use beside the old one.
    void rotate()
    {
        m_dataKeys.push_back(desk::DataKey::random(m_dataKeys.back().generation + 1));
        reopen();
    }
    void dropOlder()
    {
        m_dataKeys.erase(m_dataKeys.begin(), m_dataKeys.end() - 1);
        reopen();
    }

private:
    std::vector<desk::DataKey> m_dataKeys;
};
