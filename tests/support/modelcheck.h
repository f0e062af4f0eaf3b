#pragma once

#include <QAbstractItemModelTester>

/// Watches a model for as long as it lives: QAbstractItemModelTester in Warning mode, whose messages fail the
/// test through the warning trap (in its default mode it passes a broken model under Catch).
class ModelCheck
{
public:
    explicit ModelCheck(QAbstractItemModel *model);

private:
    QAbstractItemModelTester m_tester;
};
