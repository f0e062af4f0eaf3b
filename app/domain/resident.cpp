#include "domain/resident.h"

namespace desk
{

bool sameHousehold(const Resident &a, const Resident &b)
{
    return (!a.headId.isEmpty() && (a.headId == b.headId || a.headId == b.iqamaNumber)) ||
           (!b.headId.isEmpty() && b.headId == a.iqamaNumber);
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
