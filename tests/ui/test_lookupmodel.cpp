#include "support/builders.h"
#include "support/catch.h"
#include "support/modelcheck.h"

#include "ui/pages/lookupmodel.h"

using namespace desk;

namespace
{

QString marked(const QString &name, const QString &query)
{
    QString shown;
    for (const MarkRange &mark : nameMarks(name, query))
        shown += QLatin1Char('[') + name.mid(mark.start, mark.length) + QLatin1Char(']');
    return shown;
}

} // namespace

TEST_CASE("the letters that matched are marked, whatever their spelling")
{
    CHECK(marked(QStringLiteral("عادل سمير الخطيب"), QStringLiteral("عادل سمير")) ==
          QStringLiteral("[عادل][سمير]"));
    CHECK(marked(QStringLiteral("أحمد علي"), QStringLiteral("احم")) == QStringLiteral("[أحم]"));
    CHECK(marked(QStringLiteral("عـادل"), QStringLiteral("عادل")) == QStringLiteral("[عـادل]"));
    CHECK(marked(QStringLiteral("ADEL SAMEER"), QStringLiteral("sam")) == QStringLiteral("[SAM]"));
    CHECK(marked(QStringLiteral("ADEL"), QStringLiteral("omar")).isEmpty());
    CHECK(marked(QString(), QStringLiteral("adel")).isEmpty());
}

TEST_CASE("the list of residents keeps its promises to the view")
{
    LookupModel model(Catalogue::builtIn());
    const ModelCheck check(&model);
    FoundResident found;
    found.resident = someResident();
    model.show({found, found}, QStringLiteral("عادل"));
    CHECK(model.rowCount() == 2);
    CHECK(model.index(0, LookupModel::Iqama).data().toString() == found.resident.iqamaNumber);
    CHECK(model.index(0, LookupModel::Iqama).data(IdentifierRole).toBool());
    CHECK(model.index(0, LookupModel::Name).data().toString() == found.resident.nameAr);
    model.setLanguage(Language::English);
    CHECK(model.index(0, LookupModel::Name).data().toString() == found.resident.nameEn);
    model.show({}, {});
    CHECK(model.rowCount() == 0);
}
