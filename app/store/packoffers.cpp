#include "store/packoffers.h"

#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<QList<PackOffer>> PackOffers::all()
{
    QList<PackOffer> offers;
    Statement query(m_connection, u"SELECT version, file, offered_at FROM rule_offers"_s);
    const auto read = query.each([&offers](const Statement &row) {
        offers.append({row.text(0), row.bytes(1), row.instant(2)});
    });
    if (!read)
        return failure(read);
    return offers;
}

Result<> PackOffers::keep(const QString &version, const QByteArray &file)
{
    return Statement(m_connection, u"INSERT OR REPLACE INTO rule_offers (version, file, offered_at) "
                                   u"VALUES (?, ?, ?)"_s)
        .bind(version, file, m_clock.utc())
        .run();
}

Result<> PackOffers::drop(const QString &version)
{
    return Statement(m_connection, u"DELETE FROM rule_offers WHERE version = ?"_s).bind(version).run();
}

} // namespace desk
