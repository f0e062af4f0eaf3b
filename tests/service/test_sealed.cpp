#include "service/acknowledged.h"
#include "service/audittrail.h"
#include "service/backup.h"
#include "support/hidden.h"

#include "domain/demooffice.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// The desk while it works, WAL and all.
void checkTellsNothing(const QString &directory, const QStringList &marks)
{
    const QByteArray bytes = everythingBelow(directory);
    REQUIRE(bytes.size() > 100'000);
    // What lies open is found by the same search.
    REQUIRE(bytes.contains("cases_one_open"));
    for (const QString &mark : marks)
        checkHidden(bytes, mark);
}

} // namespace

TEST_CASE("a value is met in base64 wherever it stands")
{
    const QByteArray value("Alkhatib");
    for (int before = 0; before < 3; ++before) {
        for (int after = 0; after < 3; ++after) {
            const QByteArray around =
                QByteArray(before + 3, char(0xA7)) + value + QByteArray(after, char(0x5C));
            CHECK(around.toBase64().contains(inBase64(value, before)));
        }
        CHECK(inBase64(value, before).size() == 10);
    }
}

TEST_CASE("the files of a desk tell nothing of what was done on it")
{
    DemoDesk demo;
    Office &office = demo.office();
    const TempDir elsewhere;
    const Actor administrator = demo.signIn("admin");
    const CaseContent content = acknowledged(office);
    const QStringList marks{content.iqamaNumber,  u"A1234567"_s,   content.passport.number,
                            u"Alkhatib"_s,        u"الخطيب"_s,     u"qwzorvex hurried"_s,
                            u"ملاحظة قرطبوشية"_s, u"zwickmolter"_s};

    QFile file(elsewhere.file(u"residents.csv"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("iqama_number,name_en,nationality\n2123456788,Zwickmolter Vrelko,JOR\n2123456788,,\n");
    file.close();
    QFile rejects(elsewhere.file(u"rejects.csv"_s));
    REQUIRE(rejects.open(QIODevice::WriteOnly));
    ImportRequest request;
    request.file = file.fileName();
    request.rejects = &rejects;
    request.explain = [](const RowProblem &) { return u"qwzorvex hurried"_s; };
    const auto imported = office.residents().import(administrator, request);
    REQUIRE(imported);
    CHECK(imported->rejected == 1);

    const Actor clerk = demo.signIn("clerk");
    REQUIRE(office.residents().find({.query = u"alkhatib"_s}));
    REQUIRE(office.residents().open(clerk, content.iqamaNumber));
    const auto begun = office.cases().start(clerk, content.iqamaNumber);
    REQUIRE(begun);
    DraftForm form;
    form.content = content;
    form.content.note = u"qwzorvex hurried"_s;
    REQUIRE(office.cases().saveDraft(clerk, begun->caseId, form));
    REQUIRE(office.cases().submit(clerk, begun->caseId, content));
    const auto decide = [&](Decision decision, const QString &reason) {
        DecisionInput input;
        input.decision = decision;
        input.contentSha256 = office.cases().view(begun->caseId)->revisions.last().contentSha256;
        input.reason = reason;
        input.comment = u"ملاحظة قرطبوشية"_s;
        const Actor supervisor = demo.signIn("supervisor");
        REQUIRE(office.review().decide(supervisor, begun->caseId, input, std::chrono::milliseconds(5000)));
        return supervisor;
    };
    decide(Decision::Return, u"data_mismatch"_s);
    const Actor again = demo.signIn("clerk");
    REQUIRE(office.cases().submit(again, begun->caseId, content));
    const Actor supervisor = decide(Decision::Approve, {});
    REQUIRE(office.review().undo(supervisor, begun->caseId));
    const auto receipt = office.cases().receipt(supervisor, begun->caseId);
    REQUIRE(receipt);
    REQUIRE(office.cases().withdraw(supervisor, begun->caseId, u"wrong_resident"_s));
    const Actor admin = demo.signIn("admin");
    const QString backup = elsewhere.file(u"kept/desk.backup"_s);
    REQUIRE(QDir().mkpath(elsewhere.file(u"kept"_s)));
    REQUIRE(office.backup().write(admin, backup));
    REQUIRE(office.cases().view(begun->caseId)->timeline.size() > 4);

    checkTellsNothing(demo.path(), marks);
    checkTellsNothing(elsewhere.file(u"kept"_s), marks);
    REQUIRE(restoreDesk(backup, elsewhere.file(u"restored"_s), u"admin"_s, u"demo-office"_s, demo.clock()));
    checkTellsNothing(elsewhere.file(u"restored"_s), marks);
}

TEST_CASE("the files of the demo office, with a case in every state, tell of nobody in it")
{
    const TempDir dir;
    const FakeClock clock;
    const DemoSetup setup{.residents = 60, .seed = 1};
    REQUIRE(makeDemoDesk(dir.file(u"desk"_s), setup, clock));
    QStringList marks;
    for (int index = 0; index < setup.residents; ++index) {
        const Resident resident = demoResident(setup.seed, index);
        for (const QString &value : {resident.iqamaNumber, resident.passport.number, resident.nameAr,
                                     resident.nameEn, resident.mobile, resident.employerName}) {
            if (value.size() > 5)
                marks += value;
        }
    }
    REQUIRE(marks.size() > 4 * setup.residents);
    checkTellsNothing(dir.file(u"desk"_s), marks);
}
