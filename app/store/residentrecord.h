#pragma once

#include "domain/resident.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QDate>
#include <QList>

#include <optional>

namespace desk
{

/// All that the register copy holds of one resident: what is sealed as one value.
struct ResidentRecord {
    Resident resident;               ///< its `passport` is the newest active one of `passports`
    QList<PassportRecord> passports; ///< the whole history, newest first; a hub may know several active ones

    /// A passport that takes the place of the active one, which becomes `previous`.
    void supersede(const Passport &passport, const QString &caseReference, QDate on, PassportState previous);
    /// The history as the hub has it, newest first; what is known and not among it stays behind it,
    /// superseded.
    void merge(const QList<PassportRecord> &history);

    friend bool operator==(const ResidentRecord &, const ResidentRecord &) = default;
};

/// A compact form for sealing: a format number, then lengths, UTF-8 and numbers.
QByteArray toBytes(const ResidentRecord &record);
/// nullopt for anything but what `toBytes` made, in this version of the program or an earlier one.
std::optional<ResidentRecord> residentRecordFrom(QByteArrayView bytes);

} // namespace desk
