#include "store/reviewleases.h"

#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<std::optional<ReviewLease>> ReviewLeases::of(const QString &caseId)
{
    Statement query(m_connection,
                    u"SELECT owner_id, workstation, since FROM review_leases WHERE case_id = ?"_s);
    const auto row = query.bind(caseId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<ReviewLease>();
    return std::optional(ReviewLease{query.text(0), query.integer(1), query.instant(2)});
}

Result<bool> ReviewLeases::set(const QString &caseId, const std::optional<ReviewLease> &lease)
{
    const auto known = of(caseId);
    if (!known)
        return failure(known);
    if (*known == lease)
        return false;
    const Result<> done =
        lease ? Statement(m_connection,
                          u"INSERT OR REPLACE INTO review_leases (case_id, owner_id, workstation, "
                          u"since) VALUES (?, ?, ?, ?)"_s)
                    .bind(caseId, lease->owner, lease->workstation, lease->since)
                    .run()
              : Statement(m_connection, u"DELETE FROM review_leases WHERE case_id = ?"_s).bind(caseId).run();
    return done ? Result<bool>(true) : failure(done);
}

Result<> ReviewLeases::forgetAll()
{
    return Statement(m_connection, u"DELETE FROM review_leases"_s).run();
}

} // namespace desk
