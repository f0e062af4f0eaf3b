#pragma once

#include "domain/codes.h"

#include <QFlags>
#include <QString>

namespace desk
{

/// product.md §3. A person may hold several.
enum class Role { Clerk = 0x1, Supervisor = 0x2, Auditor = 0x4, Administrator = 0x8 };
Q_DECLARE_FLAGS(Roles, Role)
Q_DECLARE_OPERATORS_FOR_FLAGS(Roles)

/// What a person may want to do; the one table of who may is in permissions.cpp.
enum class Act {
    LookUpResident,
    EnterCase,      ///< create, edit, submit, recall own cases
    WithdrawOthers, ///< end another's case with a reason
    ReadCases,
    DecideCase, ///< approve, return, reject; never own cases
    ResolveConflict,
    PrintReceipt,
    Synchronise,
    RetrySending,
    ReleaseHold, ///< release or cancel a quarantined item
    UnlockUser,
    ReadAudit,
    AdministerUsers,
    EnrolDesk,
    ImportResidents,
    InstallRules,
    KeepBackups,
    ChangeSettings, ///< of the desk, for everybody
};

bool may(Roles roles, Act act);

/// Who is acting. `userId` is a UUID without braces.
struct Actor {
    QString userId;
    QString userName;
    QString displayName;
    Roles roles;

    friend bool operator==(const Actor &, const Actor &) = default;
};

template <>
struct Codes<Role> {
    static constexpr std::array<std::pair<Role, const char16_t *>, 4> kCodes = {
        {{Role::Clerk, u"clerk"},
         {Role::Supervisor, u"supervisor"},
         {Role::Auditor, u"auditor"},
         {Role::Administrator, u"administrator"}}};
};

} // namespace desk
