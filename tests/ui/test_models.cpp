#include "ui/pages/caselistmodel.h"
#include "ui/pages/outboxpage.h"
#include "ui/pages/queuepage.h"

#include "support/builders.h"
#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/modelcheck.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

CaseRow someRow(const QString &caseId, const Clock &clock)
{
    const Resident resident = someResident();
    CaseRow row;
    row.caseId = caseId;
    row.reference = u"RUH-2026-000001-4"_s;
    row.iqamaNumber = resident.iqamaNumber;
    row.nameAr = resident.nameAr;
    row.nameEn = resident.nameEn;
    row.nationality = u"JOR"_s;
    row.state = CaseState::Submitted;
    row.createdAt = row.submittedAt = row.changedAt = clock.utc().addSecs(-600);
    return row;
}

/// Every cell answers what a view and a screen reader ask, in words or with nothing.
void readAll(const QAbstractItemModel &model)
{
    for (int column = 0; column < model.columnCount(); ++column) {
        CHECK_FALSE(model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex cell = model.index(row, column);
            for (const QChar c : cell.data(Qt::AccessibleTextRole).toString())
                CHECK_FALSE((c >= u'\u2066' && c <= u'\u2069'));
        }
    }
}

} // namespace

TEST_CASE("the review queue keeps its promises to the view")
{
    const FakeClock clock;
    QueueModel model(Catalogue::builtIn(), clock);
    const ModelCheck check(&model);
    const QueueRow first{someRow(u"one"_s, clock), Risk::High, false, {}};
    const QueueRow second{someRow(u"two"_s, clock), Risk::Ordinary, true, {}};
    model.setRows({first, second}, Language::Arabic);
    CHECK(model.rowCount() == 2);
    CHECK(model.rowOf(u"two"_s) == 1);
    CHECK(model.rowOf(u"three"_s) == -1);
    readAll(model);
    model.setRows({first}, Language::English);
    CHECK(model.index(0, QueueModel::PersonColumn).data().toString() == first.row.nameEn);
    readAll(model);
    model.setRows({}, Language::English);
    CHECK(model.rowCount() == 0);
}

TEST_CASE("the outbox keeps its promises to the view")
{
    const FakeClock clock;
    OutboxModel model(Catalogue::builtIn(), clock);
    const ModelCheck check(&model);
    OutboxRow item;
    item.id = u"one"_s;
    item.nameAr = someResident().nameAr;
    item.nameEn = someResident().nameEn;
    item.since = clock.utc();
    OutboxRow held = item;
    held.id = u"two"_s;
    held.state = OutboxState::Quarantined;
    held.attempts = 3;
    model.setRows({item, held}, Language::Arabic);
    CHECK(model.rowCount() == 2);
    CHECK(model.rowOf(u"two"_s) == 1);
    CHECK(model.index(1, OutboxModel::TriesColumn).data().toString() == u"3"_s);
    readAll(model);
    model.setRows({item}, Language::English);
    CHECK(model.index(0, OutboxModel::CaseColumn).data().toString() == item.nameEn);
    readAll(model);
    model.setRows({}, Language::English);
    CHECK(model.rowCount() == 0);
}

TEST_CASE("a resident's cases and household keep their promises to the view")
{
    const FakeClock clock;
    CaseListModel cases(Catalogue::builtIn());
    const ModelCheck caseCheck(&cases);
    const CaseRow row = someRow(u"one"_s, clock);
    cases.show({row, row}, Language::Arabic);
    CHECK(cases.rowCount() == 2);
    CHECK(cases.index(0, CaseListModel::Reference).data().toString() == row.reference);
    readAll(cases);
    cases.show({}, Language::English);
    CHECK(cases.rowCount() == 0);

    HouseholdModel people(Catalogue::builtIn());
    const ModelCheck peopleCheck(&people);
    people.show({someResident()}, Language::English);
    CHECK(people.index(0, HouseholdModel::Name).data().toString() == someResident().nameEn);
    readAll(people);
    people.show({}, Language::Arabic);
    CHECK(people.rowCount() == 0);
}
