#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/accounts.h"
#include "text/catalogue.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

Result<Roles> rolesIn(const Invocation &invocation)
{
    Roles roles;
    for (const QString &code : invocation.value(u"role"_s).split(u',')) {
        const auto role = fromCode<Role>(code);
        if (!role)
            return failure(ErrorCode::Usage, u"--role"_s);
        roles |= *role;
    }
    return roles;
}

QStringList roleWords(Roles roles, Language language)
{
    QStringList words;
    for (const auto &[role, code] : Codes<Role>::kCodes) {
        if (roles.testFlag(role))
            words.append(Catalogue::builtIn().word(role, language));
    }
    return words;
}

QStringList roleCodesOf(Roles roles)
{
    QStringList codes;
    for (const auto &[role, code] : Codes<Role>::kCodes) {
        if (roles.testFlag(role))
            codes.append(QString::fromUtf16(code));
    }
    return codes;
}

void show(const Invocation &invocation, const QList<UserView> &users)
{
    QList<QStringList> rows;
    for (const UserView &user : users) {
        invocation.output.object(Json::object({{"user", user.userId},
                                               {"name", user.name},
                                               {"roles", roleCodesOf(user.roles)},
                                               {"active", user.active},
                                               {"locked", user.locked}}));
        rows += {user.name, roleWords(user.roles, invocation.common.language).join(u' ')};
    }
    constexpr Words kName{u"اسم المستخدم", u"User name"};
    constexpr Words kRoles{u"الأدوار", u"Roles"};
    invocation.output.table({invocation.say(kName), invocation.say(kRoles)}, rows);
}

Result<Ending> answer(const Invocation &invocation, const Result<UserView> &user)
{
    if (!user)
        return failure(user);
    show(invocation, {*user});
    return Ending::Positive;
}

Result<Ending> changeOwn(const Invocation &invocation, const QString &password)
{
    const auto office = Office::open(invocation.common.data, Office::Access::Write, invocation.clock);
    if (!office)
        return failure(office);
    const auto oldPassword = passwordOf(invocation);
    if (!oldPassword)
        return failure(oldPassword);
    Accounts &accounts = (*office)->accounts();
    const auto session = accounts.signIn(invocation.common.user, *oldPassword);
    if (!session)
        return failure(session);
    if (const auto done = accounts.changePassword(session->actor, *oldPassword, password); !done)
        return failure(done);
    return Ending::Positive;
}

Result<Ending> newPassword(const Invocation &invocation, const QString &name)
{
    const auto password = passwordIn(invocation.value(u"new-password-file"_s), u"--new-password-file"_s);
    if (!password)
        return failure(password);
    if (invocation.has(u"recovery-key-file"_s)) {
        const auto key = passwordIn(invocation.value(u"recovery-key-file"_s), u"--recovery-key-file"_s);
        if (!key)
            return failure(key);
        const auto office = Office::open(invocation.common.data, Office::Access::Write, invocation.clock);
        if (!office)
            return failure(office);
        return answer(invocation, (*office)->accounts().recover(*key, name, *password));
    }
    // Everyone may change their own; another's only an administrator.
    if (name.compare(invocation.common.user, Qt::CaseInsensitive) == 0)
        return changeOwn(invocation, *password);
    const auto session = Session::open(invocation, Office::Access::Write, Act::AdministerUsers);
    if (!session)
        return failure(session);
    const auto done = session->office().accounts().resetPassword(session->actor(), name, *password);
    if (!done)
        return failure(done);
    return Ending::Positive;
}

Result<Ending> run(const Invocation &invocation)
{
    const QString act = invocation.arguments.first();
    const QString name = invocation.arguments.value(1);
    const bool lists = act == "list"_L1;
    if (lists != name.isEmpty())
        return failure(ErrorCode::Usage, lists ? name : act);
    if ((act == "add"_L1 || act == "passwd"_L1) && !invocation.has(u"new-password-file"_s))
        return failure(ErrorCode::Usage, u"--new-password-file"_s);
    if (act == "passwd"_L1)
        return newPassword(invocation, name);
    Result<Roles> roles = Roles();
    if (act == "add"_L1 || act == "role"_L1) {
        roles = rolesIn(invocation);
        if (!roles)
            return failure(roles);
    }
    const bool unlocks = act == "unlock"_L1;
    const auto session = Session::open(invocation, lists ? Office::Access::Read : Office::Access::Write,
                                       unlocks ? Act::UnlockUser : Act::AdministerUsers);
    if (!session)
        return failure(session);
    Accounts &accounts = session->office().accounts();
    if (lists) {
        const auto users = accounts.list();
        if (!users)
            return failure(users);
        show(invocation, *users);
        return Ending::Positive;
    }
    if (act == "add"_L1) {
        const auto password = passwordIn(invocation.value(u"new-password-file"_s), u"--new-password-file"_s);
        if (!password)
            return failure(password);
        return answer(invocation, accounts.add(session->actor(), name, *roles, *password));
    }
    if (act == "role"_L1)
        return answer(invocation, accounts.setRoles(session->actor(), name, *roles));
    if (act == "disable"_L1)
        return answer(invocation, accounts.disable(session->actor(), name));
    if (unlocks) {
        if (const auto done = accounts.unlock(session->actor(), name); !done)
            return failure(done);
        return Ending::Positive;
    }
    return failure(ErrorCode::Usage, act);
}

} // namespace

Command userCommand()
{
    return {u"user",
            u"add|list|role|passwd|unlock|disable [NAME]",
            1,
            2,
            {u"حسابات العاملين", u"accounts of the staff"},
            {{u"role", u"R[,R]", {u"الأدوار", u"roles: clerk, supervisor, auditor, administrator"}},
             {u"new-password-file",
              u"FILE",
              {u"ملف سطره الأول كلمة المرور", u"file whose first line is the password"}},
             {u"recovery-key-file",
              u"FILE",
              {u"ملف سطره الأول مفتاح الاسترداد المطبوع، لمن نسي كلمة مروره",
               u"file whose first line is the printed recovery key, when a password is forgotten"}}},
            true,
            run};
}

} // namespace desk::cli
