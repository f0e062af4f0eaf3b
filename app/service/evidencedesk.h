#pragma once

#include "service/office.h"

#include <QByteArray>

namespace desk
{

/// The scans that cases rest on: kept when they are handed in, shown to whoever may read cases.
class EvidenceDesk
{
public:
    explicit EvidenceDesk(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// Keeps pictures made safe by `takeIn`, durably, and names them for a case: one item each. `fileName` is
    /// where they came from; a part of it is kept for people to read.
    Result<QList<EvidenceItem>> keep(const Actor &actor, EvidenceKind kind, const QString &fileName,
                                     const QList<QByteArray> &pictures);
    /// NoScan when this desk has not got it.
    Result<QByteArray> picture(const Actor &actor, const QString &sha256) const;
    /// The same to be taken out of the program, which the audit trail remembers.
    Result<QByteArray> handOut(const Actor &actor, const QString &reference, const QString &sha256);

private:
    Office::Parts &m_parts;
};

} // namespace desk
