#include "support/modelcheck.h"

ModelCheck::ModelCheck(QAbstractItemModel *model)
    : m_tester(model, QAbstractItemModelTester::FailureReportingMode::Warning)
{
}
