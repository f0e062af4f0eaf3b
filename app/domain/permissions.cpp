#include "domain/permissions.h"

#include <array>

namespace desk
{

namespace
{

struct Permission {
    Act act;
    Roles roles;
};

// product.md §3 and the column "who" of contract §3.2.
const std::array kPermissions = {
    Permission{Act::LookUpResident, Role::Clerk | Role::Supervisor | Role::Auditor},
    Permission{Act::EnterCase, Role::Clerk | Role::Supervisor},
    Permission{Act::WithdrawOthers, Role::Supervisor},
    Permission{Act::ReadCases, Role::Clerk | Role::Supervisor | Role::Auditor},
    Permission{Act::DecideCase, Role::Supervisor},
    Permission{Act::ResolveConflict, Role::Supervisor},
    Permission{Act::PrintReceipt, Role::Clerk | Role::Supervisor | Role::Auditor},
    Permission{Act::Synchronise, Role::Clerk | Role::Supervisor | Role::Administrator},
    Permission{Act::RetrySending, Role::Clerk | Role::Supervisor},
    Permission{Act::ReleaseHold, Role::Supervisor},
    Permission{Act::UnlockUser, Role::Supervisor | Role::Administrator},
    Permission{Act::ReadAudit, Role::Auditor},
    Permission{Act::AdministerUsers, Role::Administrator},
    Permission{Act::EnrolDesk, Role::Administrator},
    Permission{Act::ImportResidents, Role::Administrator},
    Permission{Act::InstallRules, Role::Administrator},
    Permission{Act::KeepBackups, Role::Administrator},
    Permission{Act::ChangeSettings, Role::Administrator},
};

} // namespace

bool may(Roles roles, Act act)
{
    for (const Permission &permission : kPermissions) {
        if (permission.act == act)
            return (permission.roles & roles) != Roles();
    }
    return false;
}

} // namespace desk
