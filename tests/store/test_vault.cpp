#include "store/tempdesk.h"

#include <sodium.h>

#include <array>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kPassword = u"correct horse"_s;
const Secret &password()
{
    static const Secret secret = Secret::ofPassword(kPassword);
    return secret;
}

const Cell kCell{"cases", "draft", "row 1"};

QString addPerson(TempDesk &desk, const QString &name, Roles roles = Role::Clerk)
{
    return desk.write([&] { return desk.db->users().add({.name = name, .roles = roles}, kPassword); }).userId;
}

std::shared_ptr<const KeySet> keysOf(const TempDesk &desk)
{
    return *desk.vault.keys();
}

QByteArray blob(TempDesk &desk, const QString &sql)
{
    Statement query(desk.db->connection(), sql);
    REQUIRE(*query.step());
    return query.bytes(0);
}

} // namespace

TEST_CASE("what is sealed opens in its own cell, and shows nothing of itself")
{
    const OpenVault vault;
    const auto keys = *vault.keys();
    const QByteArray plain = u"محمد 2345678904"_s.toUtf8();
    const QByteArray sealed = keys->seal(KeyUse::Cases, kCell, plain);
    CHECK(sealed.size() == plain.size() + KeySet::kOverhead);
    CHECK_FALSE(sealed.contains("2345678904"));
    CHECK(KeySet::generationOf(sealed) == 1);
    CHECK(keys->seal(KeyUse::Cases, kCell, plain) != sealed);
    CHECK(*keys->open(KeyUse::Cases, kCell, sealed) == plain);
    CHECK(keys->open(KeyUse::Cases, kCell, keys->seal(KeyUse::Cases, kCell, {}))->isEmpty());
}

TEST_CASE("a value anywhere but in its cell, and a value with any bit turned, is damaged")
{
    const OpenVault vault;
    const auto keys = *vault.keys();
    const QByteArray sealed = keys->seal(KeyUse::Cases, kCell, "content");
    const auto refused = [&](KeyUse use, const Cell &cell, const QByteArray &value) {
        const auto opened = keys->open(use, cell, value);
        REQUIRE_FALSE(opened);
        CHECK(opened.error().where == QString::fromUtf8(cell.table) + u'.' + QString::fromUtf8(cell.column));
        return opened.error().code == ErrorCode::Damaged;
    };
    CHECK(refused(KeyUse::Outbox, kCell, sealed));
    CHECK(refused(KeyUse::Cases, {"revisions", "draft", "row 1"}, sealed));
    CHECK(refused(KeyUse::Cases, {"cases", "baseline", "row 1"}, sealed));
    CHECK(refused(KeyUse::Cases, {"cases", "draft", "row 2"}, sealed));
    // Parts that run together differently are another cell.
    CHECK(refused(KeyUse::Cases, {"cases", "draftrow", " 1"}, sealed));
    CHECK(refused(KeyUse::Cases, kCell, sealed.chopped(1)));
    CHECK(refused(KeyUse::Cases, kCell, QByteArray()));
    CHECK(refused(KeyUse::Cases, kCell, QByteArray("plain text that nobody sealed at all, long enough")));
    for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
        QByteArray turned = sealed;
        turned[bit / 8] = char(turned[bit / 8] ^ (1 << (bit % 8)));
        CHECK_FALSE(keys->open(KeyUse::Cases, kCell, turned));
    }
    std::vector<DataKey> others;
    others.push_back(DataKey::random(1));
    CHECK_FALSE(KeySet(kTestStore.toUtf8(), others).open(KeyUse::Cases, kCell, sealed));
}

TEST_CASE("the same key of another desk opens nothing")
{
    REQUIRE(prepareCrypto());
    const Secret secret = Secret::random(32);
    const auto setOf = [&](const QByteArray &store) {
        std::vector<DataKey> keys;
        keys.push_back({1, Secret::copyOf(secret.view())});
        return KeySet(store, keys);
    };
    const QByteArray sealed = setOf("here").seal(KeyUse::Audit, kCell, "x");
    CHECK(setOf("here").open(KeyUse::Audit, kCell, sealed));
    CHECK_FALSE(setOf("there").open(KeyUse::Audit, kCell, sealed));
}

TEST_CASE("a blind index finds equal values of one column and one use")
{
    const OpenVault vault;
    const auto keys = *vault.keys();
    const auto hash = [&](KeyUse use, const char *column, const char *value) {
        return keys->blind(use, column, value, 1);
    };
    const quint64 once = hash(KeyUse::RegistryNumbers, "iqama", "2345678904");
    CHECK(hash(KeyUse::RegistryNumbers, "iqama", "2345678904") == once);
    CHECK(hash(KeyUse::RegistryNumbers, "iqama", "2345678905") != once);
    CHECK(hash(KeyUse::RegistryNumbers, "border", "2345678904") != once);
    CHECK(hash(KeyUse::Subjects, "iqama", "2345678904") != once);
    CHECK(hash(KeyUse::RegistryNumbers, "iqama2", "345678904") != once);
}

TEST_CASE("a closed vault says so, a narrowed one only delivers")
{
    OpenVault vault;
    const auto whole = *vault.keys();
    const QByteArray sealed = whole->seal(KeyUse::Cases, kCell, "x");
    vault.narrow();
    const auto narrowed = *vault.keys({KeyUse::Outbox, KeyUse::Audit});
    CHECK(vault.keys().error().code == ErrorCode::VaultLocked);
    CHECK(vault.keys({KeyUse::Outbox, KeyUse::Cases}).error().code == ErrorCode::VaultLocked);
    CHECK(narrowed->has(KeyUse::Outbox));
    CHECK_FALSE(narrowed->has(KeyUse::RegistryRecords));
    CHECK(narrowed->dataKey(1) == nullptr);
    CHECK(narrowed->open(KeyUse::Cases, kCell, sealed).error().code == ErrorCode::VaultLocked);
    vault.close();
    CHECK_FALSE(vault.isOpen());
    CHECK(vault.keys().error().code == ErrorCode::VaultLocked);
    // Work that was under way ends with the keys it began with.
    CHECK(whole->open(KeyUse::Cases, kCell, sealed));
}

TEST_CASE("each person opens the same desk with a password of their own")
{
    TempDesk desk;
    const QByteArray sealed = keysOf(desk)->seal(KeyUse::Cases, kCell, "x");
    addPerson(desk, u"one"_s);
    desk.write(
        [&] { return desk.db->users().add({.name = u"two"_s, .roles = Role::Clerk}, u"another one"_s); });
    for (const auto &[name, secret] :
         {std::pair{u"one"_s, kPassword}, std::pair{u"two"_s, u"another one"_s}}) {
        desk.vault.close();
        REQUIRE(desk.db->users().authenticate(name, secret));
        CHECK(*keysOf(desk)->open(KeyUse::Cases, kCell, sealed) == "x");
    }
    desk.vault.close();
    CHECK_FALSE(desk.db->users().authenticate(u"one"_s, u"another one"_s));
    CHECK_FALSE(desk.vault.isOpen());
}

TEST_CASE("nobody gets a slot while the vault is closed")
{
    TempDesk desk;
    desk.vault.close();
    const auto refused = desk.attempt(
        [&] { return desk.db->users().add({.name = u"one"_s, .roles = Role::Clerk}, kPassword); });
    CHECK(refused.error().code == ErrorCode::VaultLocked);
    CHECK(desk.count(u"users"_s) == 0);
}

TEST_CASE("a damaged slot is no wrong password, and other slots open as before")
{
    TempDesk desk;
    const QString one = addPerson(desk, u"one"_s);
    addPerson(desk, u"two"_s);
    for (const QString &column : {u"salt"_s, u"box_key"_s, u"sign_key"_s, u"sealed_keys"_s, u"checksum"_s}) {
        INFO(column.toStdString());
        const QByteArray before =
            blob(desk, u"SELECT %1 FROM key_slots WHERE slot_id = '%2'"_s.arg(column, one));
        for (qsizetype byte = 0; byte < before.size(); byte += 7) {
            QByteArray turned = before;
            turned[byte] = char(turned[byte] ^ 4);
            desk.write([&] {
                return Statement(desk.db->connection(),
                                 u"UPDATE key_slots SET %1 = ? WHERE slot_id = ?"_s.arg(column))
                    .bind(turned, one)
                    .run();
            });
            CHECK(desk.db->users().keySlots().open(one, password()).error() ==
                  Error{ErrorCode::SlotDamaged, one, {}});
        }
        desk.write([&] {
            return Statement(desk.db->connection(),
                             u"UPDATE key_slots SET %1 = ? WHERE slot_id = ?"_s.arg(column))
                .bind(before, one)
                .run();
        });
    }
    CHECK(desk.db->users().keySlots().open(one, password()));
    CHECK(desk.raw(u"UPDATE key_wraps SET wrapped = zeroblob(80) WHERE slot_id = '%1'"_s.arg(one)).isEmpty());
    CHECK(desk.db->users().keySlots().open(one, password()).error().code == ErrorCode::SlotDamaged);
    CHECK(desk.db->users().authenticate(u"two"_s, kPassword));
}

TEST_CASE("a slot put in another's place opens nothing")
{
    TempDesk desk;
    const QString one = addPerson(desk, u"one"_s);
    desk.write(
        [&] { return desk.db->users().add({.name = u"two"_s, .roles = Role::Clerk}, u"another one"_s); });
    CHECK(desk.raw(u"UPDATE key_slots SET (passes, memory, salt, box_key, sign_key, sealed_keys, checksum) = "
                   u"(SELECT passes, memory, salt, box_key, sign_key, sealed_keys, checksum FROM key_slots "
                   u"WHERE slot_id <> '%1') WHERE slot_id = '%1'"_s.arg(one))
              .isEmpty());
    CHECK(desk.db->users().keySlots().open(one, Secret::ofPassword(u"another one"_s)).error().code ==
          ErrorCode::SlotDamaged);
}

TEST_CASE("changing a password keeps the signing key, a new slot does not")
{
    TempDesk desk;
    const QString one = addPerson(desk, u"one"_s);
    KeySlots &slotsOf = desk.db->users().keySlots();
    const QByteArray signKey = *slotsOf.signKey(one);
    REQUIRE(desk.db->users().changePassword(one, kPassword, u"another one"_s));
    CHECK(*slotsOf.signKey(one) == signKey);
    CHECK_FALSE(slotsOf.open(one, password()));
    REQUIRE(desk.db->users().authenticate(u"one"_s, u"another one"_s));

    const QByteArray message("decided");
    const auto signature = desk.vault.sign(one, message);
    REQUIRE(signature);
    CHECK(crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(signature->constData()),
                                      reinterpret_cast<const unsigned char *>(message.constData()),
                                      static_cast<unsigned long long>(message.size()),
                                      reinterpret_cast<const unsigned char *>(signKey.constData())) == 0);
    CHECK_FALSE(desk.vault.sign(kClerk, message));
    desk.vault.narrow();
    CHECK_FALSE(desk.vault.sign(one, message));
    desk.vault.close();
    REQUIRE(desk.db->users().authenticate(u"one"_s, u"another one"_s));
    desk.write([&] { return desk.db->users().setPassword(one, u"set by admin"_s); });
    CHECK(*slotsOf.signKey(one) != signKey);
}

TEST_CASE("a slot that costs too little to guess is raised at the next sign-in")
{
    TempDesk desk;
    const QString one = addPerson(desk, u"one"_s);
    KdfCost wanted = KdfCost::interactive();
    ++wanted.passes;
    desk.write([&] { return desk.db->settings().setPasswordCost(wanted); });
    const QByteArray signKey = *desk.db->users().keySlots().signKey(one);
    REQUIRE(desk.db->users().authenticate(u"one"_s, kPassword));
    const auto raised = desk.db->users().keySlots().open(one, password());
    REQUIRE(raised);
    CHECK(raised->cost == wanted);
    CHECK(*desk.db->users().keySlots().signKey(one) == signKey);
}

TEST_CASE("a calibrated password takes at least 64 MiB and three passes")
{
    REQUIRE(prepareCrypto());
    const KdfCost cost = KdfCost::calibrated();
    CHECK(cost.memory >= 64 * 1024 * 1024);
    CHECK(cost.passes >= 2);
}

TEST_CASE("the printed recovery key opens the desk, also with one slip of the hand")
{
    TempDesk desk;
    const RecoveryKey key = RecoveryKey::random();
    desk.write([&] { return desk.db->users().keySlots().setRecovery(key, *keysOf(desk)); });
    const QString text = key.text();
    CHECK(text.size() == 28 + 6);
    const QByteArray sealed = keysOf(desk)->seal(KeyUse::Cases, kCell, "x");
    const auto opens = [&](const QString &typed) {
        const auto slot = desk.db->users().keySlots().openWithRecovery(typed);
        return slot && slot->keys->open(KeyUse::Cases, kCell, sealed).has_value();
    };
    CHECK(opens(text));
    CHECK(opens(text.toLower().remove(u'-')));
    CHECK(opens(u"  "_s + QString(text).replace(u'-', u' ')));
    for (const qsizetype at : {0, 5, 18, 33}) {
        QString wrong = text;
        wrong[at] = wrong[at] == u'7' ? u'8' : u'7';
        CHECK(opens(wrong));
        CHECK(opens(QString(text).remove(at, 1)));
        CHECK(opens(QString(text).insert(at, u'Z')));
    }
    QString swapped = text;
    std::swap(swapped[1], swapped[2]);
    CHECK(opens(swapped));
    CHECK_FALSE(opens(RecoveryKey::random().text()));
    CHECK_FALSE(opens({}));
    QString two = text;
    two[0] = two[0] == u'7' ? u'8' : u'7';
    two[10] = two[10] == u'7' ? u'8' : u'7';
    CHECK_FALSE(opens(two));
}

TEST_CASE("the check character finds every wrong character and every swap of neighbours")
{
    REQUIRE(prepareCrypto());
    const QString text = RecoveryKey::random().text().remove(u'-');
    REQUIRE(RecoveryKey::fromText(text));
    for (qsizetype i = 0; i < text.size(); ++i) {
        for (const QChar c : u"0123456789ABCDEFGHJKMNPQRSTWXYZ"_s) {
            QString other = text;
            other[i] = c;
            CHECK(RecoveryKey::fromText(other).has_value() == (other == text));
        }
        if (i + 1 < text.size()) {
            QString swapped = text;
            std::swap(swapped[i], swapped[i + 1]);
            CHECK(RecoveryKey::fromText(swapped).has_value() == (swapped == text));
        }
    }
    QString lookAlike = text;
    CHECK(RecoveryKey::fromText(lookAlike.replace(u'0', u'o').replace(u'1', u'l')));
}

TEST_CASE("a rotation wraps the next key for everybody, and for no stranger")
{
    TempDesk desk;
    const QString one = addPerson(desk, u"one"_s);
    addPerson(desk, u"two"_s);
    KeySlots &slotsOf = desk.db->users().keySlots();
    const QByteArray old = keysOf(desk)->seal(KeyUse::Cases, kCell, "old");
    desk.write([&]() -> Result<> {
        const auto next = slotsOf.beginGeneration(*keysOf(desk));
        return next ? Result<>() : failure(next);
    });
    const auto during = slotsOf.open(one, password());
    REQUIRE(during);
    CHECK(during->keys->generations() == QList<int>{2, 1});
    CHECK(*during->keys->open(KeyUse::Cases, kCell, old) == "old");
    const QByteArray fresh = during->keys->seal(KeyUse::Cases, kCell, "fresh");
    CHECK(KeySet::generationOf(fresh) == 2);
    desk.write([&] { return slotsOf.dropGenerationsBefore(2); });
    const auto after = slotsOf.open(one, password());
    REQUIRE(after);
    CHECK(*after->keys->open(KeyUse::Cases, kCell, fresh) == "fresh");
    CHECK_FALSE(after->keys->open(KeyUse::Cases, kCell, old));

    // Someone with the file in hand puts a slot of their own into a person's place and waits for the
    // rotation.
    TempDesk stranger;
    stranger.write([&] {
        return stranger.db->users().add({.userId = one, .name = u"stranger"_s, .roles = Role::Clerk},
                                        kPassword);
    });
    Statement theirs(
        stranger.db->connection(),
        u"SELECT passes, memory, salt, box_key, sign_key, sealed_keys, checksum FROM key_slots"_s);
    REQUIRE(*theirs.step());
    desk.vault.open(after->keys);
    desk.write([&] {
        return Statement(desk.db->connection(),
                         u"UPDATE key_slots SET passes = ?, memory = ?, salt = ?, box_key = ?, sign_key = ?, "
                         u"sealed_keys = ?, checksum = ? WHERE slot_id = ?"_s)
            .bind(theirs.number(0), theirs.number(1), theirs.bytes(2), theirs.bytes(3), theirs.bytes(4),
                  theirs.bytes(5), theirs.bytes(6), one)
            .run();
    });
    CHECK(desk.attempt([&] { return slotsOf.beginGeneration(*keysOf(desk)); }).error() ==
          Error{ErrorCode::SlotDamaged, one, {}});
}
