#pragma once

#include "domain/rules/finding.h"
#include "text/catalogue.h"

#include <QWidget>

namespace desk
{

/// One finding in full: verdict, reason with its rule, evidence, way out. Columns as the resident card's
/// head.
class FindingRow final : public QWidget
{
    Q_OBJECT

public:
    FindingRow(const Finding &finding, Language language, const Catalogue &catalogue, QWidget *parent);

    static constexpr int kVerdictWidth = 92;
    static constexpr int kEvidenceWidth = 140;
    static constexpr int kWayOutWidth = 232;
};

} // namespace desk
