#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace desk
{

/// Whose signature on a rule pack is believed here.
struct TrustedSigner {
    QByteArray key; ///< Ed25519 public key
    QString name;
};

/// A rule pack that was installed here once.
struct StoredPack {
    QString version = {};
    QDate effectiveFrom = {};
    QDate validUntil = {}; ///< invalid: no limit
    QByteArray signer = {};
    QDateTime installedAt = {};
    QString installedBy = {}; ///< user id; empty: the hub
    QDateTime takenBackAt = {};
};

/// The rule packs of a desk or a hub and who may sign them. Nothing here is secret or personal, so nobody has
/// to be signed in to read it. Writing calls belong to the caller's Transaction.
class PackStore
{
public:
    PackStore(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    Result<QList<TrustedSigner>> signers();
    /// A key that is trusted already keeps its name.
    Result<> trust(const TrustedSigner &signer, const QString &by);

    /// In no order.
    Result<QList<StoredPack>> packs();
    /// The bytes that were installed; NotFound.
    Result<QByteArray> file(const QString &version);
    /// What pack a file is, or why it may not be taken where `keys` are trusted and `known` are the versions
    /// that were ever here. Who installed it and when is not its concern.
    using Admission = std::function<Result<StoredPack>(const QByteArray &file, const QList<QByteArray> &keys,
                                                       const QStringList &known)>;
    /// What `admit` says of a file here and now; nothing is installed.
    Result<StoredPack> examine(const QByteArray &file, const Admission &admit);
    struct Adoption {
        StoredPack pack;
        bool already = false; ///< the very same file was installed before and stands
    };
    /// Installs what `admit` lets in. `by` is a user's id; empty: the hub.
    Result<Adoption> adopt(const QByteArray &file, const QString &by, const Admission &admit);
    /// NotFound for a version that is not installed or was taken back.
    Result<> takeBack(const QString &version, const QString &by);

private:
    /// The pack this very file was installed as.
    Result<std::optional<StoredPack>> installedFrom(const QByteArray &file);
    /// AlreadyExists when the version was ever here.
    Result<> add(const StoredPack &pack, const QByteArray &file);

    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
