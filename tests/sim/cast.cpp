#include "sim/cast.h"

#include "base/sha256.h"
#include "support/builders.h"

#include <QMap>

#include <sodium.h>

#include <stdexcept>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kResidents = 6;

struct KeyPair {
    QByteArray publicKey = QByteArray(crypto_sign_PUBLICKEYBYTES, Qt::Uninitialized);
    QByteArray secretKey = QByteArray(crypto_sign_SECRETKEYBYTES, Qt::Uninitialized);
};

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

KeyPair &keyPairOf(const QString &signer)
{
    static QMap<QString, KeyPair> known;
    if (const auto found = known.find(signer); found != known.end())
        return *found;
    QByteArray seed = QByteArray::fromHex(sha256Hex(signer.toUtf8()).toLatin1());
    KeyPair pair;
    crypto_sign_seed_keypair(raw(pair.publicKey), raw(pair.secretKey), raw(seed));
    return *known.insert(signer, pair);
}

QString withCheckDigit(const QString &nine)
{
    int sum = 0;
    for (int i = 0; i < 9; ++i) {
        const int digit = nine[i].digitValue() * (i % 2 == 0 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return nine + QString::number((10 - sum % 10) % 10);
}

} // namespace

Cast::Cast()
    : users(demoUsers())
{
    // One of each at every desk.
    users += {u"00000000-0000-4000-8000-0000000000c3"_s, u"clerk3"_s, u"موظف"_s, u"Clerk"_s, Role::Clerk};
    users += {u"00000000-0000-4000-8000-0000000000d3"_s, u"supervisor3"_s, u"مشرف"_s, u"Supervisor"_s,
              Role::Supervisor};
    for (const DemoUser &user : users) {
        if (user.roles.testFlag(Role::Clerk))
            clerks += user;
        if (user.roles.testFlag(Role::Supervisor))
            supervisors += user;
    }
    for (int i = 0; i < kResidents; ++i) {
        Resident resident = someResident();
        resident.iqamaNumber = withCheckDigit(u"23456789%1"_s.arg(i));
        resident.passport.number = u"A12345%1"_s.arg(10 + i);
        resident.borderNumber = u"30123456%1"_s.arg(10 + i);
        residents += resident;
    }
}

const Cast &Cast::instance()
{
    static const Cast cast;
    return cast;
}

QByteArray Cast::signKeyOf(const QString &userId)
{
    return keyPairOf(userId).publicKey;
}

QByteArray Cast::signatureOf(const QString &userId, const QByteArray &payload)
{
    QByteArray text = sha256Hex(payload).toLatin1();
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    crypto_sign_detached(raw(signature), nullptr, raw(text), static_cast<unsigned long long>(text.size()),
                         raw(keyPairOf(userId).secretKey));
    return signature;
}

CaseContent broughtBy(const Resident &resident, QDate today, SimRandom &random)
{
    const DemoRenewal renewal = demoRenewal(random.next(), resident, today);
    CaseContent content = someContent();
    content.iqamaNumber = resident.iqamaNumber;
    content.passport.number = renewal.passport.number;
    content.passport.issuer = renewal.passport.issuer;
    content.passport.issuedOn = renewal.passport.issuedOn.toString(Qt::ISODate);
    content.passport.expiresOn = renewal.passport.expiresOn.toString(Qt::ISODate);
    content.passport.placeOfIssue = renewal.placeOfIssue;
    content.mrz = renewal.mrz;
    return content;
}

Vault &simVault()
{
    static Vault vault;
    if (!vault.isOpen()) {
        if (!prepareCrypto())
            throw std::runtime_error("no libsodium");
        std::vector<DataKey> dataKeys;
        dataKeys.push_back(DataKey::random(1));
        vault.open(std::make_shared<KeySet>(kSimStore.toUtf8(), dataKeys));
    }
    return vault;
}
