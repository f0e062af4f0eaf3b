#include "domain/demooffice.h"

#include "domain/demonames.h"
#include "domain/identitynumber.h"
#include "domain/mrz.h"

#include <QTimeZone>

#include <algorithm>
#include <array>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kBlock = 20;

/// splitmix64: the whole generator is here because the standard distributions differ between libraries.
quint64 mixed(quint64 value)
{
    value += 0x9e3779b97f4a7c15u;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

class Dice
{
public:
    Dice(quint64 seed, quint64 what, quint64 purpose)
        : m_state(mixed(mixed(mixed(seed) ^ what) ^ purpose))
    {
    }

    /// 0 to `count` - 1.
    int below(int count)
    {
        m_state = mixed(m_state);
        return static_cast<int>(((m_state >> 32) * static_cast<quint64>(count)) >> 32);
    }
    int between(int low, int high) { return low + below(high - low + 1); }
    bool perMille(int share) { return below(1000) < share; }
    template <class List>
    const auto &oneOf(const List &list)
    {
        return list[static_cast<size_t>(below(static_cast<int>(std::size(list))))];
    }

private:
    quint64 m_state;
};

enum Purpose : quint64 {
    LayoutDice = 1,
    PersonDice,
    NameDice,
    PassportDice,
    StatusDice,
    WorkDice,
    RenewalDice
};

/// Where in its block a resident stands.
struct Place {
    qint64 index = 0;
    qint64 headIndex = -1; ///< the head of the household, itself for a head; -1: lives alone
    int member = 0;        ///< in the household: 0 head, 1 spouse, then the children
};

Place placeOf(quint64 seed, qint64 index)
{
    const qint64 block = index / kBlock;
    const int position = static_cast<int>(index % kBlock);
    Dice dice(seed, static_cast<quint64>(block), LayoutDice);
    const int households = dice.perMille(500) ? 3 : 2;
    int next = 0;
    for (int household = 0; household < households; ++household) {
        const int draw = dice.below(100);
        const int children = draw < 40 ? 0 : draw < 70 ? 1 : draw < 90 ? 2 : draw < 98 ? 3 : 4;
        const int size = 2 + children;
        if (position < next + size)
            return {index, block * kBlock + next, position - next};
        next += size;
    }
    return {index, -1, 0};
}

struct AgeGroup {
    int from;
    int men;
    int women;
};

// Non-Saudis of the census of 2022 by age and sex, in thousands (domain.md §3.1).
constexpr std::array<AgeGroup, 13> kAdults = {{{20, 697, 200},
                                               {25, 1644, 400},
                                               {30, 1871, 492},
                                               {35, 1673, 438},
                                               {40, 1280, 296},
                                               {45, 851, 188},
                                               {50, 614, 121},
                                               {55, 392, 74},
                                               {60, 208, 49},
                                               {65, 85, 26},
                                               {70, 35, 15},
                                               {75, 13, 8},
                                               {80, 12, 8}}};
constexpr std::array<AgeGroup, 4> kChildren = {
    {{0, 207, 197}, {5, 259, 246}, {10, 229, 217}, {15, 175, 163}}};

template <size_t N>
int drawnAge(Dice &dice, const std::array<AgeGroup, N> &groups, bool man)
{
    int total = 0;
    for (const AgeGroup &group : groups)
        total += man ? group.men : group.women;
    int draw = dice.below(total);
    for (const AgeGroup &group : groups) {
        const int size = man ? group.men : group.women;
        if (draw < size)
            return dice.between(group.from, group.from + 4);
        draw -= size;
    }
    return groups.back().from;
}

const DemoNation &drawnNation(Dice &dice)
{
    int draw = dice.below(1000);
    for (const DemoNation &nation : demoNations()) {
        if (draw < nation.share)
            return nation;
        draw -= nation.share;
    }
    return demoNations().front();
}

const DemoNation *nationOf(const QString &code)
{
    const auto nations = demoNations();
    const auto found = std::find_if(nations.begin(), nations.end(), [&code](const DemoNation &nation) {
        return code == QLatin1String(nation.code);
    });
    return found == nations.end() ? nullptr : &*found;
}

QString oneOfList(Dice &dice, const char *list)
{
    const QLatin1String all(list);
    int choices = 1;
    for (const char c : all)
        choices += c == '|';
    int wanted = choices == 1 ? 0 : dice.below(choices);
    qsizetype begin = 0;
    while (wanted-- > 0)
        begin = all.indexOf(u'|', begin) + 1;
    const qsizetype end = all.indexOf(u'|', begin);
    return QString(end < 0 ? all.sliced(begin) : all.sliced(begin, end - begin));
}

/// One word of one person's name, in the spelling of that person's papers.
struct SpelledWord {
    QString arabic;
    QString latin;
};

SpelledWord spelled(Dice &dice, const DemoWord &word)
{
    return {QString::fromUtf16(word.arabic), oneOfList(dice, word.latin)};
}

SpelledWord drawnWord(Dice &dice, std::span<const DemoWord> words)
{
    return words.empty() ? SpelledWord{} : spelled(dice, dice.oneOf(words));
}

struct Lineage {
    SpelledWord own;
    SpelledWord father;
    SpelledWord grandfather;
    SpelledWord family;
};

Lineage drawnLineage(Dice &dice, const DemoNation &nation, bool man)
{
    Lineage lineage;
    lineage.own = drawnWord(dice, man ? nation.men : nation.women);
    lineage.father = drawnWord(dice, nation.men);
    lineage.grandfather = drawnWord(dice, nation.men);
    lineage.family = drawnWord(dice, nation.families);
    return lineage;
}

void append(QString &name, const QString &word)
{
    if (word.isEmpty())
        return;
    if (!name.isEmpty())
        name += u' ';
    name += word;
}

/// The name as its people write it; `wordCount` is how many words a free name has.
SpelledWord composedName(const DemoNation &nation, const Lineage &lineage, int wordCount)
{
    SpelledWord name;
    const auto add = [&name](const SpelledWord &word) {
        append(name.arabic, word.arabic);
        append(name.latin, word.latin);
    };
    add(lineage.own);
    switch (nation.form) {
    case DemoNameForm::Lineage:
    case DemoNameForm::TwoLineage:
        add(lineage.father);
        add(lineage.grandfather);
        add(lineage.family);
        break;
    case DemoNameForm::GivenFamily:
    case DemoNameForm::Filipino:
        if (nation.form == DemoNameForm::Filipino)
            add(lineage.grandfather);
        add(lineage.family);
        break;
    case DemoNameForm::Free:
        if (wordCount > 1)
            add(lineage.father);
        if (wordCount > 2)
            add(lineage.grandfather);
        break;
    }
    return name;
}

// The first residents, the same in every office: eight digits between the leading 2 and the check digit;
// those after the list count up from 10000000.
constexpr std::array<quint32, 11> kFixedNumbers = {34567890, 89012345, 45678901, 56789012, 67890123, 78901234,
                                                   42310987, 25364758, 31209876, 53421098, 12345678};
constexpr int kFixedCount = 35;

constexpr quint32 fixedNumber(int index)
{
    return index < static_cast<int>(kFixedNumbers.size()) ? kFixedNumbers[static_cast<size_t>(index)]
                                                          : 10000000u + static_cast<quint32>(index);
}

constexpr std::array<quint32, kFixedCount> sortedFixedNumbers()
{
    std::array<quint32, kFixedCount> numbers = {};
    for (int i = 0; i < kFixedCount; ++i)
        numbers[static_cast<size_t>(i)] = fixedNumber(i);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// A bijection of 0 … `size` - 1 that looks like chance.
quint64 scattered(quint64 value, quint64 size, quint64 seed)
{
    // Multipliers are primes above 10^5, so they share no factor with any size.
    value = (value * 7368787u + mixed(seed) % size) % size;
    return (value * 15485863u + mixed(seed + 1) % size) % size;
}

quint64 iqamaBody(quint64 seed, qint64 index)
{
    if (index < kFixedCount)
        return fixedNumber(static_cast<int>(index));
    constexpr quint64 kBodies = 100'000'000;
    static constexpr auto kTaken = sortedFixedNumbers();
    // Both the index and what it is scattered to step over the bodies of the fixed residents, so that the
    // whole stays one to one.
    auto free = static_cast<quint64>(index);
    for (const quint32 taken : kTaken) {
        if (taken > free)
            break;
        ++free;
    }
    quint64 body = scattered(free, kBodies, seed);
    while (std::binary_search(kTaken.begin(), kTaken.end(), body))
        body = scattered(body, kBodies, seed);
    return body;
}

QString withLuhn(const QString &nineDigits)
{
    return nineDigits + luhnDigit(nineDigits);
}

QString iqamaNumber(quint64 seed, qint64 index)
{
    return withLuhn(u'2' + QString::number(iqamaBody(seed, index)).rightJustified(8, u'0'));
}

QString numberOfPattern(QLatin1String pattern, quint64 value)
{
    QString number(pattern);
    for (qsizetype i = number.size() - 1; i >= 0; --i) {
        if (number[i] == u'#') {
            number[i] = QChar(u'0' + static_cast<char16_t>(value % 10));
            value /= 10;
        } else if (number[i] == u'@') {
            number[i] = QChar(u'A' + static_cast<char16_t>(value % 26));
            value /= 26;
        }
    }
    return number;
}

quint64 numbersOfPattern(QLatin1String pattern)
{
    quint64 count = 1;
    for (const char c : pattern)
        count *= c == '#' ? 10 : c == '@' ? 26 : 1;
    return count;
}

/// `ordinal` decides the number: no two ordinals share one within a pattern.
QString passportNumber(Dice &dice, const DemoNation &nation, quint64 seed, quint64 ordinal)
{
    const QByteArray pattern = oneOfList(dice, nation.patterns).toLatin1();
    const QLatin1String text(pattern);
    const quint64 count = numbersOfPattern(text);
    return numberOfPattern(text, scattered(ordinal % count, count, mixed(seed ^ PassportDice)));
}

QDate expiryOf(const DemoNation &nation, QDate issuedOn, bool minor)
{
    const QDate sameDay = issuedOn.addYears(minor ? nation.minorYears : nation.years);
    return nation.endsDayBefore ? sameDay.addDays(-1) : sameDay;
}

bool isMinorOn(const PartialDate &birth, QDate day)
{
    return !birth.isEmpty() && birth.latest().addYears(18) > day;
}

Passport drawnPassport(quint64 seed, qint64 index, const DemoNation &nation, const PartialDate &birth,
                       QDate asOf)
{
    Dice dice(seed, static_cast<quint64>(index), PassportDice);
    Passport passport;
    passport.number = passportNumber(dice, nation, seed, static_cast<quint64>(index));
    passport.issuer = QLatin1String(nation.code);
    const int draw = dice.below(100);
    int daysLeft = 0;
    if (draw < 7)
        daysLeft = -dice.between(1, 60);
    else if (draw < 10)
        daysLeft = -dice.between(61, 420);
    else if (draw < 20)
        daysLeft = dice.between(0, 60);
    else if (draw < 34)
        daysLeft = dice.between(61, 180);
    else if (draw < 42)
        daysLeft = nation.years * 365 - dice.between(5, 120);
    else
        daysLeft = dice.between(181, nation.years * 365 - 121);
    const QDate end = asOf.addDays(daysLeft + (nation.endsDayBefore ? 1 : 0));
    const bool minor = isMinorOn(birth, end.addYears(-nation.years));
    passport.issuedOn = end.addYears(-(minor ? nation.minorYears : nation.years));
    const QDate earliest = birth.latest().addDays(20);
    if (passport.issuedOn < earliest || passport.issuedOn >= asOf)
        passport.issuedOn = std::min(earliest.addDays(dice.below(120)), asOf.addDays(-1));
    passport.expiresOn = expiryOf(nation, passport.issuedOn, isMinorOn(birth, passport.issuedOn));
    return passport;
}

PartialDate drawnBirth(Dice &dice, const DemoNation &nation, int age, QDate asOf)
{
    const QDate date = asOf.addYears(-age).addDays(-dice.below(365));
    const QLatin1String code(nation.code);
    const int yearOnly = code == "YEM"_L1   ? 180
                         : code == "AFG"_L1 ? 150
                         : code == "SOM"_L1 ? 100
                         : code == "SDN"_L1 ? 70
                                            : 0;
    if (age >= 20 && dice.perMille(yearOnly))
        return {date.year(), 0, 0};
    // A first of January stands in many papers for a day nobody wrote down.
    if (age >= 20 && dice.perMille(4 * yearOnly / 3 + 10))
        return {date.year(), 1, 1};
    return PartialDate::of(date);
}

struct Firm {
    QString id;
    QString name;
};

/// Establishment `ordinal`; 0 is the one of the first fixed resident.
Firm firmOf(quint64 ordinal)
{
    const quint64 body = (123456 + ordinal * 7368787u) % 1'000'000;
    Firm firm;
    firm.id = withLuhn(u"700"_s + QString::number(body).rightJustified(6, u'0'));
    const auto names = demoFirmNames();
    const auto trades = demoTrades();
    firm.name =
        u"شركة %1 %2"_s.arg(QString::fromUtf16(names[ordinal % names.size()].arabic),
                            QString::fromUtf16(trades[ordinal / names.size() % trades.size()].arabic));
    return firm;
}

/// Some establishments employ people everywhere, most only in their own 200 residents.
Firm drawnFirm(Dice &dice, qint64 index)
{
    constexpr quint64 kEverywhere = 50;
    constexpr quint64 kPerDistrict = 12;
    if (dice.perMille(120))
        return firmOf(static_cast<quint64>(dice.below(kEverywhere)));
    const auto district = static_cast<quint64>(index / 200);
    const auto nth = static_cast<quint64>(std::min(dice.below(kPerDistrict), dice.below(kPerDistrict)));
    return firmOf(kEverywhere + district * kPerDistrict + nth);
}

/// A citizen who employs a domestic worker.
Firm drawnCitizen(Dice &dice)
{
    static constexpr std::array<const char16_t *, 8> kOwn = {u"سعد", u"فهد",  u"تركي",  u"نوف",
                                                             u"هند", u"مشعل", u"لطيفة", u"بندر"};
    static constexpr std::array<const char16_t *, 6> kFamily = {u"القحطاني", u"الدوسري", u"الشهري",
                                                                u"الغامدي",  u"المطيري", u"الزهراني"};
    Firm citizen;
    citizen.id = withLuhn(u'1' + QString::number(dice.below(100'000'000)).rightJustified(8, u'0'));
    citizen.name = QString::fromUtf16(dice.oneOf(kOwn)) + u' ' + QString::fromUtf16(dice.oneOf(kFamily));
    return citizen;
}

void drawStanding(Resident &resident, Dice &dice, bool adult, QDate asOf)
{
    struct Share {
        IqamaStatus status;
        int perMille;
    };
    static constexpr std::array<Share, 10> kSpecial = {{{IqamaStatus::Expired, 30},
                                                        {IqamaStatus::OutsideOnReentry, 10},
                                                        {IqamaStatus::FinalExitIssued, 6},
                                                        {IqamaStatus::AbsentFromWork, 5},
                                                        {IqamaStatus::FinalExitDone, 4},
                                                        {IqamaStatus::ExitedDidNotReturn, 4},
                                                        {IqamaStatus::TransferPending, 4},
                                                        {IqamaStatus::Cancelled, 3},
                                                        {IqamaStatus::Suspended, 1},
                                                        {IqamaStatus::Deceased, 1}}};
    int draw = dice.below(1000);
    resident.iqamaStatus = IqamaStatus::Valid;
    for (const Share &share : kSpecial) {
        if (draw < share.perMille) {
            resident.iqamaStatus = share.status;
            break;
        }
        draw -= share.perMille;
    }
    const bool working = adult && resident.category != ResidentCategory::FamilyDependent;
    const bool workersOnly = resident.iqamaStatus == IqamaStatus::AbsentFromWork ||
                             resident.iqamaStatus == IqamaStatus::TransferPending;
    if (workersOnly && !working)
        resident.iqamaStatus = IqamaStatus::Valid;

    const bool over = resident.iqamaStatus == IqamaStatus::Expired ||
                      resident.iqamaStatus == IqamaStatus::ExitedDidNotReturn;
    resident.iqamaExpiresOn = over ? asOf.addDays(-dice.between(1, 200)) : asOf.addDays(dice.between(1, 365));
    switch (resident.iqamaStatus) {
    case IqamaStatus::OutsideOnReentry:
    case IqamaStatus::FinalExitDone:
    case IqamaStatus::ExitedDidNotReturn:
        resident.insideKingdom = false;
        break;
    default:
        if (!dice.perMille(15))
            resident.insideKingdom = true;
    }
    resident.flags.setFlag(ResidentFlag::SecurityHold, dice.perMille(2));
    resident.flags.setFlag(ResidentFlag::TrafficViolations, adult && dice.perMille(20));
    resident.flags.setFlag(ResidentFlag::AbsentFromWork, working && dice.perMille(2));
    resident.flags.setFlag(ResidentFlag::LostPassport, !resident.passport.isEmpty() && dice.perMille(5));
}

void drawWork(Resident &resident, Dice &dice, qint64 index, bool alone)
{
    const bool woman = resident.sex == Sex::Female;
    const int domestic = !alone ? 10 : woman ? 600 : 70;
    const int draw = dice.below(1000);
    if (draw < domestic) {
        resident.category = ResidentCategory::WorkerDomestic;
        const Firm employer = drawnCitizen(dice);
        resident.employerId = employer.id;
        resident.employerName = employer.name;
        return;
    }
    if (draw >= 995) {
        resident.category = ResidentCategory::Other;
        return;
    }
    if (draw >= 990) {
        resident.category = ResidentCategory::PremiumResidency;
        return;
    }
    if (draw >= 978 && alone) {
        resident.category = ResidentCategory::Student;
        return;
    }
    resident.category = draw >= 945 ? ResidentCategory::GovernmentContract : ResidentCategory::WorkerPrivate;
    const Firm employer = drawnFirm(dice, index);
    resident.employerId = employer.id;
    resident.employerName = employer.name;
}

/// What the members of one household share.
struct Head {
    const DemoNation &nation;
    int age;
    int spouseAge;
    Lineage lineage;
};

Head headOf(quint64 seed, qint64 headIndex)
{
    Dice dice(seed, static_cast<quint64>(headIndex), PersonDice);
    const DemoNation &nation = drawnNation(dice);
    int age = drawnAge(dice, kAdults, true);
    while (age < 27 || age > 69)
        age = drawnAge(dice, kAdults, true);
    const int spouseAge = std::max(20, age - dice.below(9));
    Dice names(seed, static_cast<quint64>(headIndex), NameDice);
    return {nation, age, spouseAge, drawnLineage(names, nation, true)};
}

Resident drawnResident(quint64 seed, qint64 index, QDate asOf)
{
    const Place place = placeOf(seed, index);
    Dice dice(seed, static_cast<quint64>(index), PersonDice);
    Dice names(seed, static_cast<quint64>(index), NameDice);

    Resident resident;
    const DemoNation *nation = nullptr;
    Lineage lineage;
    int age = 0;
    if (place.headIndex < 0) {
        nation = &drawnNation(dice);
        const bool man = dice.below(100) >= nation->womenAlone;
        resident.sex = man ? Sex::Male : Sex::Female;
        age = drawnAge(dice, kAdults, man);
        lineage = drawnLineage(names, *nation, man);
    } else {
        const Head head = headOf(seed, place.headIndex);
        nation = &head.nation;
        const bool man = place.member == 0 || (place.member > 1 && dice.below(100) < 51);
        resident.sex = man ? Sex::Male : Sex::Female;
        lineage = place.member == 0 ? head.lineage : drawnLineage(names, *nation, man);
        age = place.member == 0 ? head.age : head.spouseAge;
        if (place.member > 0) {
            resident.headId = iqamaNumber(seed, place.headIndex);
            resident.relation = place.member == 1 ? Relation::Spouse
                                : man             ? Relation::Son
                                                  : Relation::Daughter;
            resident.category = ResidentCategory::FamilyDependent;
        }
        if (place.member > 1) {
            lineage.father = head.lineage.own;
            lineage.grandfather = head.lineage.father;
            // Papers of one family do not always agree on the spelling.
            lineage.family = head.lineage.family;
            age = dice.perMille(40) ? dice.between(20, 25) : drawnAge(dice, kChildren, man);
            age = std::clamp(age, 0, head.spouseAge - 19);
        }
        if (place.member == 1 && nation->form == DemoNameForm::GivenFamily)
            lineage.family = head.lineage.family;
    }

    resident.iqamaNumber = iqamaNumber(seed, index);
    resident.nationality = QLatin1String(nation->code);
    const SpelledWord name = composedName(*nation, lineage, names.between(1, 3));
    resident.nameAr = name.arabic;
    resident.nameEn = name.latin;
    resident.birthDate = drawnBirth(dice, *nation, age, asOf);

    const bool infantWithout = (age < 1 && dice.perMille(500)) || (age < 3 && dice.perMille(100));
    if (!infantWithout)
        resident.passport = drawnPassport(seed, index, *nation, resident.birthDate, asOf);

    Dice work(seed, static_cast<quint64>(index), WorkDice);
    if (resident.category != ResidentCategory::FamilyDependent)
        drawWork(resident, work, index, place.headIndex < 0);
    Dice standing(seed, static_cast<quint64>(index), StatusDice);
    drawStanding(resident, standing, age >= 18, asOf);
    if (place.headIndex >= 0 && place.member < 2)
        resident.flags.setFlag(ResidentFlag::Companions, standing.perMille(30));

    const quint64 body = iqamaBody(seed, index);
    resident.borderNumber =
        (body % 10 < 7 ? u'3' : u'4') +
        QString::number(scattered(body, 1'000'000'000, mixed(seed ^ StatusDice))).rightJustified(9, u'0');
    if (age >= 15) {
        resident.mobile = u"+96652"_s + QString::number(scattered(static_cast<quint64>(index) % 10'000'000,
                                                                  10'000'000, seed))
                                            .rightJustified(7, u'0');
    }
    resident.version = standing.between(1, 4);
    resident.asOf = QDateTime(asOf, QTime(standing.below(7), standing.below(60)), Qt::UTC);
    return resident;
}

Resident plain(int index, const QString &nameAr, const QString &nameEn, Sex sex, PartialDate birth,
               const QString &nationality, const Passport &passport)
{
    Resident resident;
    resident.iqamaNumber = withLuhn(u'2' + QString::number(fixedNumber(index)).rightJustified(8, u'0'));
    resident.nameAr = nameAr;
    resident.nameEn = nameEn;
    resident.sex = sex;
    resident.birthDate = birth;
    resident.nationality = nationality;
    resident.passport = passport;
    resident.iqamaStatus = IqamaStatus::Valid;
    resident.iqamaExpiresOn = QDate(2027, 5, 18);
    resident.category = ResidentCategory::WorkerPrivate;
    const Firm employer = firmOf(0);
    resident.employerId = employer.id;
    resident.employerName = u"شركة أفق الخليج للمقاولات"_s;
    resident.borderNumber = QString::number(3012345678 + index);
    resident.mobile = u"+9665000000%1"_s.arg(index + 1, 2, 10, QChar(u'0'));
    resident.insideKingdom = true;
    resident.version = 3;
    resident.asOf = QDateTime(QDate(2026, 11, 23), QTime(6, 0), Qt::UTC);
    return resident;
}

Resident dependant(Resident resident, int headIndex, Relation relation)
{
    resident.category = ResidentCategory::FamilyDependent;
    resident.relation = relation;
    resident.headId = withLuhn(u'2' + QString::number(fixedNumber(headIndex)).rightJustified(8, u'0'));
    resident.employerId.clear();
    resident.employerName.clear();
    return resident;
}

Resident fixedResident(int index)
{
    const Sex man = Sex::Male;
    const Sex woman = Sex::Female;
    // Of the special ones below, all else is in order: a passport with months to run.
    const auto expiring = [index](const char16_t *issuer, const char *letter, int years) {
        Passport passport;
        passport.number = QLatin1String(letter) + QString::number(2026100 + index);
        passport.issuer = QString::fromUtf16(issuer);
        passport.expiresOn = QDate(2027, 1, 1).addDays(index);
        passport.issuedOn = passport.expiresOn.addDays(1).addYears(-years);
        return passport;
    };
    Resident r;
    switch (index) {
    case 0:
        return plain(index, u"عادل سمير منصور الخطيب"_s, u"ADEL SAMIR MANSOUR ALKHATIB"_s, man, {1988, 2, 14},
                     u"JOR"_s, {u"A1234567"_s, u"JOR"_s, QDate(2021, 11, 10), QDate(2026, 11, 9)});
    case 1:
        r = plain(index, u"عادل سمير الخصاونة"_s, u"ADEL SAMIR ALKHASAWNEH"_s, man, {1968, 8, 25}, u"JOR"_s,
                  {});
        r.iqamaStatus = IqamaStatus::FinalExitDone;
        r.insideKingdom = false;
        return r;
    case 2:
        return plain(index, u"عادل علي سمير الرواشدة"_s, u"ADEL ALI SAMEER ALRAWASHDEH"_s, man, {1984, 9, 9},
                     u"JOR"_s, {u"A4567123"_s, u"JOR"_s, QDate(2022, 1, 5), QDate(2027, 1, 4)});
    case 3:
        return plain(index, u"عادل سميرة الحياري"_s, u"ADEL SAMIRA ALHIYARI"_s, man, {1996, 1, 30}, u"JOR"_s,
                     {u"A5671234"_s, u"JOR"_s, QDate(2021, 12, 20), QDate(2026, 12, 19)});
    case 4:
        r = plain(index, u"عـادل سمير النابلسي"_s, u"ADIL SAMIR ALNABULSI"_s, man, {1973, 5, 17}, u"JOR"_s,
                  {u"A6712345"_s, u"JOR"_s, QDate(2022, 2, 10), QDate(2027, 2, 9)});
        r.iqamaStatus = IqamaStatus::Expired;
        r.iqamaExpiresOn = QDate(2026, 10, 30);
        return r;
    case 5:
        return plain(index, u"أديل سامر القسوس"_s, u"ADEL SAMER ALQASOUS"_s, man, {1999, 11, 11}, u"JOR"_s,
                     {u"A7123456"_s, u"JOR"_s, QDate(2022, 3, 1), QDate(2027, 2, 28)});
    case 6:
        return plain(index, u"عديل سمور الفايز"_s, u"ADEEL SAMOUR ALFAYEZ"_s, man, {1987, 4, 6}, u"JOR"_s,
                     {u"A1357246"_s, u"JOR"_s, QDate(2021, 12, 1), QDate(2026, 11, 30)});
    case 7:
        r = plain(index, u"عبدالكريم ياسين حمدان"_s, u"ABDULKARIM YASIN HAMDAN"_s, man, {1979, 7, 3},
                  u"SYR"_s, {u"N10234567"_s, u"SYR"_s, QDate(2023, 4, 16), QDate(2029, 4, 15)});
        r.flags = ResidentFlag::LostPassport;
        return r;
    case 8:
        r = dependant(
            plain(index, u"سلمى عثمان الطيب"_s, u"SALMA OSMAN ALTAYEB"_s, woman, {2026, 8, 19}, u"SDN"_s, {}),
            9, Relation::Daughter);
        r.mobile.clear();
        return r;
    case 9:
        r = plain(index, u"عثمان إدريس الطيب"_s, u"OSMAN IDRIS ALTAYEB"_s, man, {1985, 3, 27}, u"SDN"_s,
                  {u"P01234567"_s, u"SDN"_s, QDate(2017, 1, 9), QDate(2027, 1, 8)});
        r.flags = ResidentFlag::Companions;
        return r;
    case 10:
        return plain(index, u"راجيش كومار"_s, u"RAJESH KUMAR"_s, man, {1985, 2, 14}, u"IND"_s,
                     {u"Z1234567"_s, u"IND"_s, QDate(2017, 1, 20), QDate(2027, 1, 19)});
    case 11:
        return plain(index, u"لاكشمي"_s, u"LAKSHMI"_s, woman, {1990, 1, 1}, u"IND"_s,
                     expiring(u"IND", "K", 10));
    case 12:
        r = plain(index, u"كمال ناصر الحداد"_s, u"KAMAL NASSER AL HADDAD"_s, man, {1961, 6, 2}, u"YEM"_s,
                  {u"04561230"_s, u"YEM"_s, QDate(2021, 2, 11), QDate(2027, 2, 11)});
        r.iqamaStatus = IqamaStatus::Deceased;
        r.flags = ResidentFlag::Deceased;
        return r;
    case 13:
        r = plain(index, u"محمد كمال سركار"_s, u"MD KAMAL SARKAR"_s, man, {1991, 10, 8}, u"BGD"_s,
                  expiring(u"BGD", "AB", 10));
        r.iqamaStatus = IqamaStatus::Cancelled;
        return r;
    case 14:
        r = plain(index, u"شفيق تالوكدار"_s, u"SHAFIQ TALUKDER"_s, man, {1993, 12, 12}, u"BGD"_s,
                  expiring(u"BGD", "BK", 10));
        r.iqamaStatus = IqamaStatus::ExitedDidNotReturn;
        r.iqamaExpiresOn = QDate(2026, 4, 2);
        r.insideKingdom = false;
        return r;
    case 15:
        r = plain(index, u"نديم قريشي"_s, u"NADEEM QURESHI"_s, man, {1983, 5, 30}, u"PAK"_s,
                  expiring(u"PAK", "CD", 10));
        r.iqamaStatus = IqamaStatus::FinalExitIssued;
        return r;
    case 16:
        r = plain(index, u"كاشف ملك"_s, u"KASHIF MALIK"_s, man, {1995, 9, 21}, u"PAK"_s,
                  expiring(u"PAK", "DE", 10));
        r.flags = ResidentFlag::AbsentFromWork;
        return r;
    case 17:
        r = plain(index, u"ياسر فؤاد شاهين"_s, u"YASSER FOUAD SHAHIN"_s, man, {1977, 1, 17}, u"EGY"_s,
                  {u"A20261170"_s, u"EGY"_s, QDate(2020, 1, 18), QDate(2027, 1, 17)});
        r.flags = ResidentFlag::SecurityHold;
        return r;
    case 18:
        r = plain(index, u"هاني جمال زيدان"_s, u"HANY GAMAL ZEDAN"_s, man, {1981, 8, 5}, u"EGY"_s,
                  {u"A20261180"_s, u"EGY"_s, QDate(2020, 1, 19), QDate(2027, 1, 18)});
        r.iqamaStatus = IqamaStatus::Suspended;
        return r;
    case 19:
        r = plain(index, u"راميل سانتوس رييس"_s, u"RAMIL SANTOS REYES"_s, man, {1986, 6, 28}, u"PHL"_s,
                  {u"P2026119A"_s, u"PHL"_s, QDate(2017, 1, 21), QDate(2027, 1, 20)});
        r.flags = ResidentFlag::TrafficViolations;
        return r;
    case 20:
        r = plain(index, u"ماريا سانتوس ديلا كروز"_s, u"MARIA SANTOS DELA CRUZ"_s, woman, {1995, 8, 30},
                  u"PHL"_s, {u"P2026120A"_s, u"PHL"_s, QDate(2017, 1, 22), QDate(2027, 1, 21)});
        r.iqamaStatus = IqamaStatus::OutsideOnReentry;
        r.insideKingdom = false;
        return r;
    case 21:
        r = plain(index, u"إدريس عثمان الطيب"_s, u"IDRIS OSMAN ALTAYEB"_s, man, {2013, 9, 14}, u"SDN"_s,
                  {u"P01234599"_s, u"SDN"_s, QDate(2022, 1, 23), QDate(2027, 1, 22)});
        return dependant(r, 9, Relation::Son);
    case 22:
        r = plain(index, u"آدم عثمان الطيب"_s, u"ADAM OSMAN ALTAYEB"_s, man, {2004, 5, 6}, u"SDN"_s,
                  {u"P01234611"_s, u"SDN"_s, QDate(2022, 1, 24), QDate(2027, 1, 23)});
        return dependant(r, 9, Relation::Son);
    case 23:
        return plain(index, u"سامي جبر السعدي"_s, u"SAMI JABER ALSAADI"_s, man, {1980, 11, 2}, u"PSE"_s,
                     {u"T202612"_s, u"JOR"_s, QDate(2022, 1, 25), QDate(2027, 1, 24)});
    case 24:
        return plain(index, u"سليم أنصاري"_s, u"SALEEM ANSARI"_s, man, {1989, 4, 25}, u"IND"_s,
                     {u"V2026124"_s, u"IND"_s, QDate(2022, 6, 10), QDate(2032, 6, 9)});
    case 25:
        return plain(index, u"سورا بهادور تامانغ"_s, u"SURYA BAHADUR TAMANG"_s, man, {1992, 7, 19}, u"NPL"_s,
                     {u"20261250"_s, u"NPL"_s, QDate(2016, 5, 4), QDate(2026, 5, 3)});
    case 26:
        return plain(index, u"صالح علي ناصر اليافعي"_s, u"SALEH ALI NASSER ALYAFEI"_s, man, {1974, 0, 0},
                     u"YEM"_s, {u"04561260"_s, u"YEM"_s, QDate(2021, 1, 28), QDate(2027, 1, 28)});
    case 27:
        r = plain(index, u"رانيا نبيل الشامي"_s, u"RANIA NABIL ALSHAMI"_s, woman, {1990, 2, 11}, u"SYR"_s,
                  {u"N20261270"_s, u"SYR"_s, QDate(2021, 1, 30), QDate(2027, 1, 29)});
        r.flags = ResidentFlag::Companions;
        return r;
    case 28:
        r = plain(index, u"ليلى فارس الحلبي"_s, u"LAILA FARES ALHALABI"_s, woman, {2022, 10, 1}, u"SYR"_s,
                  {u"N20261270"_s, u"SYR"_s, QDate(2021, 1, 30), QDate(2027, 1, 29)});
        r.mobile.clear();
        return dependant(r, 27, Relation::Daughter);
    case 29:
        r = plain(index, u"ستي نور هيداياتي"_s, u"SITI NUR HIDAYATI"_s, woman, {1988, 12, 3}, u"IDN"_s,
                  expiring(u"IDN", "C", 5));
        r.category = ResidentCategory::WorkerDomestic;
        r.employerId = u"1010101010"_s;
        r.employerName = u"هند سعد القحطاني"_s;
        return r;
    case 30:
        r = plain(index, u"بلال ميا"_s, u"BELAL MIAH"_s, man, {1998, 3, 9}, u"BGD"_s,
                  expiring(u"BGD", "EF", 10));
        r.iqamaStatus = IqamaStatus::TransferPending;
        return r;
    case 31:
        return plain(index, u"عبدالرحمن صلاح الدين عبدالعزيز الشرقاوي"_s,
                     u"ABDELRAHMAN SALAH ELDIN ABDELAZIZ ELSHARKAWY"_s, man, {1982, 2, 20}, u"EGY"_s,
                     {u"A20261310"_s, u"EGY"_s, QDate(2020, 2, 2), QDate(2027, 2, 1)});
    case 32:
        return plain(index, u"محمد عمران خان"_s, u"MUHAMMAD IMRAN KHAN"_s, man, {1990, 1, 15}, u"PAK"_s,
                     expiring(u"PAK", "GH", 10));
    case 33:
        return plain(index, u"محمد عمران خان"_s, u"MOHAMMAD IMRAN KHAN"_s, man, {1990, 11, 2}, u"PAK"_s,
                     expiring(u"PAK", "GJ", 10));
    default:
        return plain(index, u"مروان خالد درويش"_s, u"MARWAN KHALED DARWEESH"_s, man, {1976, 9, 23}, u"SYR"_s,
                     {u"N20261340"_s, u"SYR"_s, QDate(2020, 10, 6), QDate(2026, 10, 5)});
    }
}

/// The name field of an MRZ: family name, then the rest; a lone name is a primary identifier, but given names
/// stand behind the fillers in Indian passports without a surname (domain.md §1.3).
QString mrzName(const QString &nameEn, const QString &issuer)
{
    static const QStringList kParticles = {u"AL"_s,  u"EL"_s, u"DELA"_s, u"DE"_s,
                                           u"BEN"_s, u"BA"_s, u"OULD"_s};
    const QStringList words = nameEn.split(u' ', Qt::SkipEmptyParts);
    if (words.size() < 2)
        return issuer == "IND"_L1 ? u"<<"_s + nameEn : nameEn;
    qsizetype family = words.size() - 1;
    if (family > 1 && kParticles.contains(words[family - 1]))
        --family;
    const QString name = words.sliced(family).join(u'<') + u"<<"_s + words.first(family).join(u'<');
    return name.left(39);
}

} // namespace

int demoFixedCount()
{
    return kFixedCount;
}

Resident demoResident(quint64 seed, qint64 index, QDate asOf)
{
    return index < kFixedCount ? fixedResident(static_cast<int>(index)) : drawnResident(seed, index, asOf);
}

DemoRenewal demoRenewal(quint64 seed, const Resident &resident, QDate today)
{
    Dice dice(seed, resident.iqamaNumber.toULongLong(), RenewalDice);
    const QString issuer = resident.passport.isEmpty() ? resident.nationality : resident.passport.issuer;
    const DemoNation *found = nationOf(issuer);
    const DemoNation &nation = found ? *found : demoNations().front();

    DemoRenewal renewal;
    do {
        renewal.passport.number =
            passportNumber(dice, nation, seed, 20'000'000u + static_cast<quint64>(dice.below(5'000'000)));
    } while (renewal.passport.number == resident.passport.number);
    renewal.passport.issuer = issuer;
    renewal.passport.issuedOn = today.addDays(-dice.between(4, 40));
    renewal.passport.expiresOn =
        expiryOf(nation, renewal.passport.issuedOn, isMinorOn(resident.birthDate, renewal.passport.issuedOn));
    renewal.placeOfIssue = oneOfList(dice, nation.places);
    renewal.mrz = composeTd3(u"P"_s, issuer, mrzName(resident.nameEn, issuer), renewal.passport.number,
                             resident.nationality, resident.birthDate,
                             resident.sex.value_or(Sex::Unspecified), renewal.passport.expiresOn);
    return renewal;
}

QList<DemoUser> demoUsers()
{
    return {
        {u"0b7d3f0e-6a51-4c5e-9a41-1f2c7e8d9a01"_s, u"clerk"_s, u"نورة الحربي"_s, u"Noura Alharbi"_s,
         Role::Clerk},
        {u"0b7d3f0e-6a51-4c5e-9a41-1f2c7e8d9a02"_s, u"clerk2"_s, u"ريم الشمري"_s, u"Reem Alshammari"_s,
         Role::Clerk},
        {u"0b7d3f0e-6a51-4c5e-9a41-1f2c7e8d9a03"_s, u"supervisor"_s, u"خالد العتيبي"_s, u"Khalid Alotaibi"_s,
         Role::Supervisor},
        {u"0b7d3f0e-6a51-4c5e-9a41-1f2c7e8d9a04"_s, u"supervisor2"_s, u"منيرة السبيعي"_s,
         u"Munira Alsubaie"_s, Role::Supervisor},
        {u"0b7d3f0e-6a51-4c5e-9a41-1f2c7e8d9a05"_s, u"auditor"_s, u"عبدالله الزهراني"_s,
         u"Abdullah Alzahrani"_s, Role::Auditor},
        {u"0b7d3f0e-6a51-4c5e-9a41-1f2c7e8d9a06"_s, u"admin"_s, u"سلطان القرني"_s, u"Sultan Alqarni"_s,
         Role::Administrator},
    };
}

} // namespace desk
