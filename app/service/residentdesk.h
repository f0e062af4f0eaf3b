#pragma once

#include "domain/rules/context.h"
#include "protocol/residentsfile.h"
#include "service/office.h"
#include "store/registry.h"

#include <QIODevice>

#include <functional>
#include <stop_token>

namespace desk
{

/// How an import goes.
struct ImportPace {
    qint64 rows = 0;          ///< done, from the start of the file
    double rowsPerSecond = 0; ///< since it was begun, or begun again
    double secondsLeft = 0;   ///< at that pace
};

struct ImportRequest {
    QString file;
    ResidentsFormat format = ResidentsFormat::Csv;
    QIODevice *rejects = nullptr;                       ///< where rejected rows go, when anywhere
    std::function<QString(const RowProblem &)> explain; ///< a problem in words, for the rejects
    std::function<void(const ImportPace &)> progress;   ///< called after each batch
    qint64 batch = Registry::kImportBatch;              ///< rows in one transaction
};

/// Looking residents up, and bringing them in.
class ResidentDesk
{
public:
    explicit ResidentDesk(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// Cancelled soon after `stop` was asked for.
    Result<FindResult> find(const FindRequest &request, const std::stop_token &stop = {}) const;
    /// Everything on one resident. Writes an audit entry; needs an office opened for writing.
    Result<ResidentCard> open(const Actor &actor, const QString &iqamaNumber);

    /// Every rule about the person, whatever the passport.
    Result<Judgement> eligibility(const Resident &resident) const;
    /// Whether a new case may be begun for the resident, and with what.
    struct Prospect {
        Judgement eligibility;
        CaseProposal proposal;
        QDate lastUpdateOn; ///< when a case last changed the recorded passport; invalid: never
    };
    Result<Prospect> prospect(const Resident &resident) const;
    /// What the rules may look up for this content; `caseId` is the case itself, which is no other open case.
    Result<RuleContext> contextFor(const CaseContent &content, const QString &caseId, QDate today) const;

    /// Imports a residents file (contract §4): atomic per 10,000 rows, resumable, idempotent.
    Result<ImportReport> import(const Actor &administrator, const ImportRequest &request);

private:
    Result<RuleContext> eligibilityContext(const Resident &resident) const;
    Result<RuleContext> withCases(RuleContext context, const QString &iqamaNumber,
                                  const QString &caseId) const;

    Office::Parts &m_parts;
};

} // namespace desk
