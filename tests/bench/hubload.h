#pragma once

#include "support/testhub.h"

#include "domain/identitynumber.h"

#include <QSet>

#include <chrono>

/// What benchmarks of a hub send to it: renewals, each to a passport that is nobody else's.
namespace desk::bench
{

/// The day of the office's residents, and a watch that runs.
class BenchClock final : public Clock
{
public:
    QDateTime utc() const override { return QDateTime(QDate(2026, 11, 23), QTime(7, 0), Qt::UTC); }
    std::chrono::milliseconds monotonic() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
};

inline constexpr quint64 kLoadSeed = 1;

inline double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// So many people with a renewal each.
inline QList<Resident> renewers(int count)
{
    QList<Resident> all;
    QSet<QString> numbers;
    for (int i = 0; all.size() < count; ++i) {
        Resident resident = someResident();
        const QString digits = QStringLiteral("2%1").arg(10'000'000 + i);
        resident.iqamaNumber = digits + luhnDigit(digits);
        resident.passport.number = QStringLiteral("B%1").arg(i, 7, 10, QLatin1Char('0'));
        const QString number = demoRenewal(kLoadSeed, resident, demoDate()).passport.number;
        if (!numbers.contains(number) && !numbers.contains(resident.passport.number))
            all.append(resident);
        numbers << number << resident.passport.number;
    }
    return all;
}

inline CaseContent renewalOf(const Resident &resident, QDate today)
{
    const DemoRenewal renewal = demoRenewal(kLoadSeed, resident, today);
    CaseContent content = someContent();
    content.iqamaNumber = resident.iqamaNumber;
    content.passport = {renewal.passport.number,
                        std::nullopt,
                        renewal.passport.issuer,
                        renewal.passport.issuedOn.toString(Qt::ISODate),
                        renewal.passport.expiresOn.toString(Qt::ISODate),
                        renewal.placeOfIssue};
    content.mrz = renewal.mrz;
    return content;
}

/// What one desk sends, ready to go: of each case its submission and its approval.
inline QList<QByteArray> renewalRequests(TestDesk &desk, const QList<Resident> &people, QDate today,
                                         int casesInBatch)
{
    QList<QByteArray> requests;
    QList<Message> batch;
    for (const Resident &resident : people) {
        const Message submitted = desk.submitted(newId(), renewalOf(resident, today), resident.version);
        batch.append(submitted);
        batch.append(desk.decided(submitted, Decision::Approve, resident.version));
        if (batch.size() == 2 * casesInBatch || &resident == &people.last()) {
            requests.append(messagesRequest(batch));
            batch.clear();
        }
    }
    return requests;
}

} // namespace desk::bench
