#include "domain/casecontent.h"

#include <algorithm>

namespace desk
{

bool CaseContent::hasEvidence(EvidenceKind kind) const
{
    return std::any_of(evidence.begin(), evidence.end(),
                       [kind](const EvidenceItem &item) { return item.kind == kind; });
}

QStringList scanHashes(const CaseContent &content)
{
    QStringList hashes;
    for (const EvidenceItem &item : content.evidence) {
        if (!item.sha256.isEmpty() && !hashes.contains(item.sha256))
            hashes.append(item.sha256);
    }
    return hashes;
}

CaseType chosenCaseType(const CaseContent &content, const QString &nationality, bool updatedWithinFiveYears)
{
    if (content.caseType)
        return *content.caseType;
    if (!nationality.isEmpty() && !content.passport.issuer.isEmpty() &&
        content.passport.issuer != nationality)
        return CaseType::TravelDocument;
    switch (content.reason.value_or(UpdateReason::Renewed)) {
    case UpdateReason::Renewed:
        return updatedWithinFiveYears ? CaseType::SecondInFiveYears : CaseType::Renewal;
    case UpdateReason::ReplacedLost:
        return CaseType::Lost;
    case UpdateReason::ReplacedDamaged:
    case UpdateReason::PagesFull:
        return CaseType::Damaged;
    case UpdateReason::ExtendedSameBooklet:
        return CaseType::Extension;
    case UpdateReason::SeparatedFromFamilyPassport:
        return CaseType::Separated;
    case UpdateReason::FirstOwnPassportNewborn:
        return CaseType::Newborn;
    case UpdateReason::DataCorrection:
        return CaseType::Correction;
    }
    Q_UNREACHABLE();
}

} // namespace desk
