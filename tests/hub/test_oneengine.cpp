// The window, `passportctl check` and the hub judge a case alike, whatever the case and the register hold.

#include "hub/rulecontext.h"

#include "domain/demooffice.h"
#include "hub/register.h"
#include "protocol/casefile.h"
#include "protocol/residentsfile.h"
#include "service/accounts.h"
#include "service/casedesk.h"
#include "service/delivery.h"
#include "service/draftform.h"
#include "service/exchange.h"
#include "service/office.h"
#include "service/residentdesk.h"
#include "service/setup.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "support/catch.h"
#include "support/tempdir.h"
#include "support/testhub.h"

#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <atomic>
#include <functional>
#include <random>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 kSeed = 7;
constexpr int kResidents = 400;
constexpr int kCases = 10'000;
const QString kPersonalNumber = u"3520211234567"_s;

class Dice
{
public:
    explicit Dice(quint64 seed)
        : m_engine(seed)
    {
    }

    int below(int bound) { return int(m_engine() % quint64(bound)); }
    bool oneIn(int bound) { return below(bound) == 0; }
    template <class List>
    const auto &of(const List &list)
    {
        return list[below(int(std::size(list)))];
    }

private:
    std::mt19937_64 m_engine;
};

/// The demo office's people, among them every status and flag, and what it does not have.
QList<Resident> people()
{
    QList<Resident> all;
    for (int i = 0; i < kResidents; ++i)
        all += demoResident(kSeed, quint64(i));
    for (int i = demoFixedCount(); i < kResidents; ++i) {
        Resident &resident = all[i];
        switch (i % 12) {
        case 0:
            resident.sex.reset();
            break;
        case 1:
            resident.nameEn.clear();
            break;
        case 2:
            resident.birthDate.day = 0;
            break;
        case 3:
            resident.employerId = all.at(i - demoFixedCount()).iqamaNumber; // some of them held
            break;
        default:
            break;
        }
    }
    return all;
}

/// A case as it grows: what is typed, and what its MRZ is made of.
struct Trial {
    const Resident &resident;
    const QList<Resident> &all;
    const QMap<QString, QList<Passport>> &earlier; ///< of a resident by iqama number
    Dice &dice;
    CaseContent content;
    struct Read {
        QString code = u"P"_s;
        QString issuer;
        QString name;
        QString number;
        QString nationality;
        PartialDate birth;
        Sex sex = Sex::Unspecified;
        QDate expiry;
        QString optional;
    } read;
    QDate today;
    bool hasMrz = true;
    QList<std::pair<int, int>> damaged; ///< line, position
    int length = 44;

    EnteredPassport &typed() { return content.passport; }
    void period(QDate from, QDate to)
    {
        typed().issuedOn = from.toString(Qt::ISODate);
        typed().expiresOn = to.toString(Qt::ISODate);
        read.expiry = to;
    }
    void passport(const Passport &passport)
    {
        typed().number = read.number = passport.number;
        typed().issuer = read.issuer = passport.issuer;
        period(passport.issuedOn, passport.expiresOn);
    }
    QDate issuedOn() const { return QDate::fromString(content.passport.issuedOn, Qt::ISODate); }
    const Resident &another() { return dice.of(all); }
};

using Change = std::function<void(Trial &)>;

const QList<Change> &changes()
{
    static const QList<Change> all = {
        // FM
        [](Trial &t) { t.typed().number.clear(); },
        [](Trial &t) { t.typed().issuer.clear(); },
        [](Trial &t) { t.typed().placeOfIssue = u" "_s; },
        [](Trial &t) { t.content.reason.reset(); },
        [](Trial &t) { t.typed().number = t.read.number = u"A12_456é"_s; },
        [](Trial &t) { t.typed().number = t.read.number = u"A12"_s; },
        [](Trial &t) { t.typed().number = t.read.number = u"QQ0000001"_s; },
        [](Trial &t) { t.typed().issuer = t.read.issuer = u"ZZZ"_s; },
        [](Trial &t) { t.typed().issuer = t.read.issuer = u"UTO"_s; },
        [](Trial &t) { t.typed().issuer = t.read.issuer = u"XXK"_s; },
        [](Trial &t) { t.typed().number = t.typed().number.toLower(); },
        [](Trial &t) { t.typed().number.insert(2, u"- "_s); },
        [](Trial &t) { t.typed().issuer = u"DEU"_s; },
        [](Trial &t) { t.hasMrz = false; },
        [](Trial &t) {
            t.hasMrz = false;
            t.typed().numberRepeated = t.typed().number;
        },
        [](Trial &t) { t.typed().numberRepeated = u"A7654321"_s; },
        // DT
        [](Trial &t) { t.typed().issuedOn = u"2026-02-30"_s; },
        [](Trial &t) { t.typed().expiresOn = u"٢٠٣٠-٠٥-٠١"_s; },
        [](Trial &t) { t.period(t.today.addDays(1), t.today.addYears(5)); },
        [](Trial &t) { t.period(t.issuedOn(), t.today.addDays(t.dice.below(3) - 1)); },
        [](Trial &t) { t.period(t.today, t.today); },
        [](Trial &t) { t.period(t.issuedOn(), t.today.addMonths(6).addDays(t.dice.below(3) - 2)); },
        [](Trial &t) { t.period(t.issuedOn(), t.today.addDays(55 + t.dice.below(40))); },
        [](Trial &t) { t.period(t.issuedOn(), t.issuedOn().addYears(20)); },
        [](Trial &t) { t.period(t.issuedOn(), t.issuedOn().addYears(4)); },
        [](Trial &t) { t.period(t.issuedOn(), t.issuedOn().addYears(10)); },
        [](Trial &t) { t.period(QDate(1950, 1, 1), t.today.addYears(1)); },
        [](Trial &t) { t.period(t.today.addMonths(-14), t.today.addMonths(-14).addYears(5)); },
        [](Trial &t) { t.period(QDate(2026, 5, 11), QDate(2031, 11, 4)); },
        [](Trial &t) {
            t.period(t.issuedOn(), t.resident.passport.expiresOn.isValid() ? t.resident.passport.expiresOn
                                                                           : t.today.addYears(5));
        },
        // MZ
        [](Trial &t) { t.length = 43; },
        [](Trial &t) { t.read.code = u"V"_s; },
        [](Trial &t) { t.read.code = u"PQ"_s; },
        [](Trial &t) { t.read.code = t.dice.oneIn(2) ? u"PD"_s : u"PE"_s; },
        [](Trial &t) {
            t.damaged += {1, 9};
        },
        [](Trial &t) {
            t.damaged += {1, 19};
        },
        [](Trial &t) {
            t.damaged += {1, 27};
        },
        [](Trial &t) {
            t.read.optional = u"12345678"_s;
            t.damaged += {1, 42};
        },
        [](Trial &t) {
            t.damaged += {1, 43};
        },
        [](Trial &t) { t.read.number = u"A7654321"_s; },
        [](Trial &t) { t.read.expiry = t.today.addYears(5); },
        [](Trial &t) { t.read.issuer = u"IND"_s; },
        [](Trial &t) { t.period(t.today.addDays(-9), QDate(2038, 5, 1)); },
        [](Trial &t) { t.read.name = u"PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"_s; },
        [](Trial &t) { t.read.name = u"MXHMWD<<EBDALRXHYM"_s; },
        [](Trial &t) { t.read.sex = Sex::Unspecified; },
        // ID
        [](Trial &t) { t.content.iqamaNumber = u"12345"_s; },
        [](Trial &t) { t.content.iqamaNumber = u"1010101010"_s; },
        [](Trial &t) { t.content.iqamaNumber = u"3012345678"_s; },
        [](Trial &t) { t.content.iqamaNumber = u"2345678905"_s; },
        [](Trial &t) { t.content.iqamaNumber = u"2987654320"_s; },
        [](Trial &t) { t.content.iqamaNumber = u"٢٣٤٥٦٧٨٩٠٤"_s; },
        // RC
        [](Trial &t) { t.passport(t.resident.passport); },
        [](Trial &t) {
            t.passport(t.resident.passport);
            t.period(t.resident.passport.issuedOn, t.today.addYears(2));
        },
        [](Trial &t) {
            const QList<Passport> before = t.earlier.value(t.resident.iqamaNumber);
            if (!before.isEmpty())
                t.passport(t.dice.of(before));
        },
        [](Trial &t) { t.passport(t.another().passport); },
        [](Trial &t) {
            // Of the household, and issued to somebody else all the same.
            for (const Resident &other : t.all) {
                if (other.iqamaNumber != t.resident.iqamaNumber && sameHousehold(other, t.resident) &&
                    !other.passport.isEmpty())
                    t.passport(other.passport);
            }
        },
        [](Trial &t) {
            if (t.earlier.isEmpty())
                return;
            const QList<Passport> before = t.dice.of(t.earlier.values());
            t.passport(t.dice.of(before));
        },
        [](Trial &t) {
            t.read.birth = PartialDate{1970, 1, 1};
        },
        [](Trial &t) { t.read.birth.day = 0; },
        [](Trial &t) { t.read.sex = t.resident.sex == Sex::Male ? Sex::Female : Sex::Male; },
        [](Trial &t) { t.read.nationality = u"IND"_s; },
        [](Trial &t) { t.typed().issuer = t.read.issuer = u"CAN"_s; },
        [](Trial &t) { t.read.name = u"KUMAR<<RAJESH"_s; },
        [](Trial &t) { t.read.name = t.read.name.replace(u"OU"_s, u"U"_s).replace(u"EE"_s, u"I"_s); },
        [](Trial &t) { t.read.name = t.read.name.replace(u"A"_s, u"E"_s); },
        [](Trial &t) { t.read.optional = t.dice.oneIn(2) ? kPersonalNumber : u"3520211234568"_s; },
        // EL
        [](Trial &t) { t.content.feeRecorded = false; },
        // AU
        [](Trial &t) { t.content.applicant = {}; },
        [](Trial &t) {
            t.content.applicant = {ApplicantRole::Self, t.another().iqamaNumber, {}, {}};
        },
        [](Trial &t) {
            t.content.applicant = {ApplicantRole::Self, t.resident.iqamaNumber, u" نفسه "_s, {}};
        },
        [](Trial &t) {
            t.content.applicant = {ApplicantRole::EstablishmentDelegate, u"7001234561"_s, {}, {}};
        },
        [](Trial &t) {
            t.content.applicant = {ApplicantRole::LegalAgent, u"1010101010"_s, {}, {}};
        },
        [](Trial &t) {
            t.content.applicant.authorisationExpiresOn =
                t.today.addDays(t.dice.below(3) - 1).toString(Qt::ISODate);
        },
        [](Trial &t) { t.content.declaration = false; },
        // EV and the kinds of cases
        [](Trial &t) { t.content.reason = UpdateReason::ReplacedLost; },
        [](Trial &t) {
            t.content.reason = UpdateReason::ReplacedLost;
            t.content.lossReport = u"4471"_s;
        },
        [](Trial &t) { t.content.reason = UpdateReason::ReplacedDamaged; },
        [](Trial &t) { t.content.oldPassportPresented = t.dice.oneIn(2); },
        [](Trial &t) { t.content.reason = UpdateReason::DataCorrection; },
        [](Trial &t) { t.content.reason = UpdateReason::ExtendedSameBooklet; },
        [](Trial &t) { t.content.caseType = CaseType::TravelDocument; },
        [](Trial &t) {
            t.content.acknowledged = {u"DT-012"_s, u"DT-014"_s, u"FM-004"_s, u"RC-012"_s, u"EL-008"_s};
        },
        [](Trial &t) {
            t.content.overrides = {{u"MZ-009"_s, u"خطأ مطبعي"_s}, {u"MZ-010"_s, u" "_s}};
        },
    };
    return all;
}

CaseContent finished(const Trial &trial)
{
    CaseContent content = trial.content;
    content.mrz.reset();
    if (!trial.hasMrz)
        return content;
    const Trial::Read &read = trial.read;
    QStringList lines = composeTd3(read.code, read.issuer, read.name, read.number, read.nationality,
                                   read.birth, read.sex, read.expiry, read.optional);
    for (const auto &[line, position] : trial.damaged) {
        QChar &digit = lines[line][position];
        digit = digit == u'7' ? u'3' : u'7';
    }
    for (QString &line : lines)
        line.truncate(trial.length);
    content.mrz = lines;
    return content;
}

/// A desk and the hub it is enrolled at, each with a register of its own.
class OneOffice
{
public:
    OneOffice()
        : m_residents(people())
        , m_hub(m_residents)
        , m_hubConnection(*openHub(m_hub.place(), Access::Write))
    {
        const QString path = m_dir.file(u"desk"_s);
        REQUIRE(makeDesk(path, {u"RUH"_s, 0, u"sami"_s, u"correct horse"_s}, m_hub.clock));
        auto opened = Office::open(path, Office::Access::Write, m_hub.clock);
        REQUIRE(opened);
        m_office = std::move(*opened);
        const auto session = m_office->accounts().signIn(u"sami"_s, u"correct horse"_s);
        REQUIRE(session);
        m_administrator = session->actor;
        importHere();
    }

    const QList<Resident> &residents() const { return m_residents; }
    const QMap<QString, QList<Passport>> &earlier() const { return m_earlier; }
    const QMap<QString, QString> &openCases() const { return m_openCases; }
    QDate today() const { return m_hub.clock.todayInRiyadh(); }

    void enrol()
    {
        REQUIRE(m_office->delivery().enrol(m_administrator, m_hub.enrolmentCode()));
        exchange();
    }

    /// What only the hub learns, and the feed brings to the desk: passports that other desks' cases recorded
    /// through the years, lost, recalled and still active ones, rows of a residents file.
    void years()
    {
        FakeClock past;
        Dice dice(kSeed);
        const PassportState states[] = {PassportState::Superseded, PassportState::Superseded,
                                        PassportState::Lost};
        for (int year = 2019; year <= 2026; ++year) {
            past.setUtc(QDateTime(QDate(year, 6, 1), QTime(9, 0), Qt::UTC));
            Transaction transaction(*m_hubConnection);
            Register hub(*m_hubConnection, past);
            for (int i = 0; i < 20; ++i) {
                Resident &resident = m_residents[dice.below(kResidents)];
                const DemoRenewal renewal =
                    demoRenewal(kSeed + quint64(year), resident, past.todayInRiyadh());
                if (!resident.passport.isEmpty())
                    m_earlier[resident.iqamaNumber] += resident.passport;
                const PassportRecord applied{renewal.passport, PassportState::Active,
                                             u"JED-%1-%2"_s.arg(year).arg(i), kPersonalNumber};
                REQUIRE(hub.apply(**hub.find(resident.iqamaNumber.toLongLong()),
                                  {.passport = applied,
                                   .oldState = dice.of(states),
                                   .isCorrection = dice.below(8) == 0,
                                   .caseId = newId(),
                                   .messageId = newId()}));
                resident.passport = renewal.passport;
            }
            REQUIRE(transaction.commit());
        }
        REQUIRE(Statement(*m_hubConnection, u"UPDATE passports SET state = 'recalled' WHERE state = "
                                            u"'superseded' AND resident_id % 3 = 0"_s)
                    .run());
        REQUIRE(Statement(*m_hubConnection, u"UPDATE passports SET state = 'active' WHERE state = "
                                            u"'superseded' AND resident_id % 3 = 1"_s)
                    .run());
        Transaction transaction(*m_hubConnection);
        Register hub(*m_hubConnection, m_hub.clock);
        for (qsizetype i = 0; i < m_residents.size(); ++i) {
            Resident &resident = m_residents[i];
            resident.mobile = u"+9665200%1"_s.arg(i, 5, 10, QLatin1Char('0'));
            resident.version = 0;
            if (i % 10 == 0)
                resident.flags ^= ResidentFlag::TrafficViolations;
            REQUIRE(hub.import(resident, true));
        }
        REQUIRE(transaction.commit());
        // A message of this desk, with which the serving hub learns how far its store has come.
        REQUIRE(m_office->accounts().add(m_administrator, u"nora"_s, Role::Clerk, u"correct horse"_s));
        exchange();
    }

    /// Cases of this desk that wait for a decision.
    void open()
    {
        const auto clerk = m_office->accounts().signIn(u"nora"_s, u"correct horse"_s);
        REQUIRE(clerk);
        for (const Resident &resident : std::as_const(m_residents)) {
            if (m_openCases.size() == 8)
                break;
            CaseContent content = renewal(resident);
            const auto judgement = m_office->cases().check(content, {}, today());
            REQUIRE(judgement);
            for (const Finding &finding : judgement->findings)
                content.acknowledged += finding.rule;
            const auto sent = m_office->cases().submit(clerk->actor, {}, content);
            REQUIRE(sent);
            if (sent->stored)
                m_openCases.insert(resident.iqamaNumber, sent->caseId);
        }
        exchange();
        REQUIRE(m_openCases.size() == 8);
        for (const QString &caseId : std::as_const(m_openCases)) {
            const auto sent = m_office->cases().view(caseId);
            REQUIRE(sent);
            INFO(sent->refusal.toStdString());
            REQUIRE(codeOf(sent->row.state) == u"submitted"_s);
        }
        const auto atHub = m_hubConnection->number(u"SELECT count(*) FROM cases WHERE state = 'submitted'"_s);
        REQUIRE(atHub);
        REQUIRE(*atHub == m_openCases.size());
    }

    CaseContent renewal(const Resident &resident) const
    {
        const DemoRenewal renewal = demoRenewal(kSeed, resident, today());
        CaseContent content;
        content.iqamaNumber = resident.iqamaNumber;
        content.reason = UpdateReason::Renewed;
        content.passport = {renewal.passport.number,
                            std::nullopt,
                            renewal.passport.issuer,
                            renewal.passport.issuedOn.toString(Qt::ISODate),
                            renewal.passport.expiresOn.toString(Qt::ISODate),
                            renewal.placeOfIssue};
        content.mrz = renewal.mrz;
        content.applicant = {ApplicantRole::Self, resident.iqamaNumber, {}, {}};
        if (!resident.headId.isEmpty())
            content.applicant = {ApplicantRole::HeadOfHousehold, resident.headId, {}, {}};
        content.declaration = true;
        content.feeRecorded = true;
        return content;
    }

    CaseContent someCase(Dice &dice) const
    {
        // The first residents show what most do not.
        const Resident &resident = m_residents[dice.below(dice.oneIn(3) ? demoFixedCount() : kResidents)];
        Trial trial{resident, m_residents, m_earlier, dice, renewal(resident), {}, today(), true, {}, 44};
        const QStringList lines = *trial.content.mrz;
        trial.read = {u"P"_s,
                      trial.typed().issuer,
                      lines[0].mid(5).remove(QRegularExpression(u"<+$"_s)),
                      trial.typed().number,
                      resident.nationality,
                      resident.birthDate,
                      resident.sex.value_or(Sex::Unspecified),
                      QDate::fromString(trial.typed().expiresOn, Qt::ISODate),
                      {}};
        for (int left = dice.below(4); left > 0; --left)
            dice.of(changes())(trial);
        return finished(trial);
    }

    /// As the form does while somebody types: its content, kept with the draft.
    Judgement byWindow(const CaseContent &content, const QString &caseId) const
    {
        DraftForm form;
        form.content = content;
        const auto kept = draftFormFromJson(draftFormToJson(form));
        REQUIRE(kept);
        const auto judgement = m_office->cases().check(kept->content, caseId, today());
        REQUIRE(judgement);
        return *judgement;
    }
    /// As `passportctl check` does with a case file.
    Judgement byShell(const CaseContent &content, const QString &caseId) const
    {
        const auto files = caseFilesFromText(caseFileToJson({caseId, content}));
        REQUIRE(files);
        REQUIRE(files->size() == 1);
        const auto judgement = m_office->cases().check(files->first().content, files->first().id, today());
        REQUIRE(judgement);
        return *judgement;
    }
    /// As the hub does when a supervisor approves.
    Judgement byHub(const CaseContent &content, const QString &caseId) const
    {
        CaseRevisionPayload payload;
        payload.caseId = caseId;
        payload.reference = u"RUH-2026-0100001"_s;
        payload.revision = 1;
        payload.content = content;
        payload.pack = RulePack::builtIn().version();
        payload.makerId = newId();
        const auto latest = caseRevisionFromPayload(toPayload(payload));
        REQUIRE(latest);
        const auto meta = hubMeta(*m_hubConnection);
        REQUIRE(meta);
        const auto context = ruleContextFor(*m_hubConnection, m_hub.clock, *meta, latest->content, caseId);
        REQUIRE(context);
        return judge(latest->content, *context, RulePack::builtIn());
    }

private:
    void importHere()
    {
        QFile file(m_dir.file(u"residents.csv"_s));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(residentsCsvHeader());
        for (const Resident &resident : std::as_const(m_residents))
            file.write(residentToCsv(resident));
        file.close();
        ImportRequest request;
        request.file = file.fileName();
        const auto report = m_office->residents().import(m_administrator, request);
        REQUIRE(report);
        REQUIRE(report->added == kResidents);
    }

    void exchange()
    {
        const std::atomic<bool> stop = false;
        Exchange exchange(m_hub.clock, stop);
        const auto outcome =
            exchange.run([this](const std::function<void(Office &)> &task) { task(*m_office); }, true);
        REQUIRE_FALSE(outcome.error);
        REQUIRE(outcome.link.online);
        REQUIRE(outcome.report.waiting == 0);
        REQUIRE(outcome.report.quarantined == 0);
    }

    QList<Resident> m_residents;
    QMap<QString, QList<Passport>> m_earlier;
    QMap<QString, QString> m_openCases; ///< iqama number → case
    TempDir m_dir;
    TestHub m_hub;
    std::unique_ptr<Connection> m_hubConnection;
    std::unique_ptr<Office> m_office;
    Actor m_administrator;
};

QString line(const Finding &finding)
{
    QStringList args;
    for (auto it = finding.args.begin(); it != finding.args.end(); ++it)
        args += it.key() + u'=' + it.value();
    return u"%1 %2 %3 %4%5"_s.arg(finding.rule, codeOf(finding.severity), finding.field, args.join(u' '),
                                  finding.acknowledged ? u" acknowledged"_s : QString());
}

std::string lines(const Judgement &judgement)
{
    QStringList all{codeOf(judgement.verdict) + u' ' + codeOf(judgement.caseType) + u' ' + judgement.pack};
    for (const Finding &finding : judgement.findings)
        all += line(finding);
    return all.join(u'\n').toStdString();
}

/// Judges so many cases in the three ways; the rules that found something.
QSet<QString> compared(const OneOffice &office, int cases, Dice &dice)
{
    QSet<QString> found;
    for (int i = 0; i < cases; ++i) {
        const CaseContent content = office.someCase(dice);
        const QString open = office.openCases().value(content.iqamaNumber);
        const QString caseId = !open.isEmpty() && dice.oneIn(2) ? open : newId();
        const Judgement hub = office.byHub(content, caseId);
        for (const Judgement &desk : {office.byWindow(content, caseId), office.byShell(content, caseId)}) {
            const bool same = desk.findings == hub.findings && desk.verdict == hub.verdict &&
                              desk.caseType == hub.caseType && desk.pack == hub.pack;
            if (!same) {
                INFO(caseFileToJson({caseId, content}).toStdString());
                REQUIRE(lines(desk) == lines(hub));
            }
        }
        for (const Finding &finding : hub.findings)
            found += finding.rule;
    }
    return found;
}

} // namespace

TEST_CASE("the window, passportctl check and the hub find the same in every case", "[hub]")
{
    Dice dice(kSeed);
    OneOffice office;
    // Both have read the same residents file, and know of each other nothing else.
    compared(office, kCases / 10, dice);
    office.enrol();
    office.years();
    office.open();
    QSet<QString> found = compared(office, kCases, dice);

    // Every rule found something somewhere, so that equal means more than silent.
    // RC-016 speaks of a desk's own copy and of a hub out of reach, SY of what the hub answered.
    QStringList silent;
    for (const RuleSetting &setting : RulePack::builtIn().rules()) {
        const bool ofDecisions = setting.rule.startsWith("WF"_L1); // not of a case by itself
        if (!ofDecisions && setting.rule != "RC-016"_L1 && !setting.rule.startsWith("SY-"_L1) &&
            !found.contains(setting.rule))
            silent += setting.rule;
    }
    CHECK(silent.join(u' ').toStdString() == std::string());
}
