#include "domain/resident.h"

namespace desk
{

bool sameHousehold(const Resident &a, const Resident &b)
{
    return (!a.headId.isEmpty() && (a.headId == b.headId || a.headId == b.iqamaNumber)) ||
           (!b.headId.isEmpty() && b.headId == a.iqamaNumber);
}

QDate lastUpdateOf(const QList<PassportRecord> &history)
{
    QDate last;
    for (const PassportRecord &record : history) {
        if (record.updatedOn.isValid() && (!last.isValid() || record.updatedOn > last))
            last = record.updatedOn;
    }
    return last;
}

bool isDeceased(const Resident &resident)
{
    return resident.iqamaStatus == IqamaStatus::Deceased || resident.flags.testFlag(ResidentFlag::Deceased);
}

bool isAbsentFromWork(const Resident &resident)
{
    return resident.iqamaStatus == IqamaStatus::AbsentFromWork ||
           resident.flags.testFlag(ResidentFlag::AbsentFromWork);
}

} // namespace desk
