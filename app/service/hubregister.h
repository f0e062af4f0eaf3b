#pragma once

#include "protocol/residentlookup.h"
#include "service/office.h"
#include "store/settingsstore.h"
#include "sync/hublink.h"

#include <QList>
#include <QString>

#include <atomic>
#include <functional>
#include <optional>

namespace desk
{

/// The register at the hub, for a desk that holds part of it: what is not here is asked for by an exact
/// number, kept as any resident is, and followed in the feed from then on.
///
/// "Nobody has this passport number" is said by such a desk only after it has asked: a case asks before it is
/// submitted. With the line down it is judged by what is here; the hub runs the rules on the whole register
/// before an approval counts.
class HubRegister
{
public:
    explicit HubRegister(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// What the hub is to be asked, and as of when.
    struct Question {
        HubEnrolment hub;
        QList<ResidentLookup> lookups;
        QString cursor; ///< of the register's part of the feed
    };
    using Asked = Result<std::optional<Question>>;
    /// Each is nullopt when there is nothing to ask: this desk holds the whole register, has no hub, or has
    /// what is asked for. HubUnreachable before the register has its place in the feed.
    ///
    /// Of a look-up that found nobody; only of whole numbers.
    Asked about(const QString &query) const;
    /// Of a case to be submitted: the resident, and whoever has the passport's number.
    Asked about(const CaseContent &content) const;
    /// Of the cases that wait for review.
    Asked aboutCases() const;

    /// False: the feed has moved on since the question, and the answer may be older than what it brought. Ask
    /// again. Needs an office opened for writing.
    Result<bool> keep(const Question &question, const QList<RegisteredResident> &residents);

    /// Asks, on a thread that may wait for the hub, and keeps what comes; whether anybody came. `stop` ends
    /// it early. HubUnreachable, HubIdentity or HubRefused.
    static Result<bool> fetch(const OnStore &onStore, const std::atomic<bool> &stop,
                              const std::function<Asked(HubRegister &)> &question);

private:
    Asked ask(QList<ResidentLookup> lookups) const;

    Office::Parts &m_parts;
};

} // namespace desk
