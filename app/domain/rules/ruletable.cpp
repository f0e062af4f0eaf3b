#include "domain/rules/rule.h"

namespace desk
{

QStringList Rule::parameterNames() const
{
    QStringList names;
    for (const RuleParameter &parameter : parameters) {
        if (parameter.name)
            names += QString::fromUtf16(parameter.name);
    }
    return names;
}

QStringList Rule::argumentNames() const
{
    QStringList names;
    for (const char16_t *argument : arguments) {
        if (argument)
            names += QString::fromUtf16(argument);
    }
    return names;
}

QString argumentOf(QDate date)
{
    return date.isValid() ? date.toString(Qt::ISODate) : QString();
}

int wholeParameter(const RuleSetting &setting, QStringView name)
{
    return setting.parameters.value(name).toInt();
}

const QList<const Rule *> &ruleTable()
{
    static const QList<const Rule *> table = [] {
        QList<const Rule *> all;
        for (const std::span<const Rule> family :
             {formatRules(), dateRules(), mrzRules(), identityRules(), recordRules(), eligibilityRules(),
              authorityRules(), evidenceRules(), workflowRules(), syncRules()}) {
            for (const Rule &rule : family)
                all.append(&rule);
        }
        return all;
    }();
    return table;
}

} // namespace desk
