#pragma once

#include <QtGlobal>

#include <span>

namespace desk
{

/// A word of a name in both scripts. `latin` holds the spellings in use, divided by '|', the commonest first.
struct DemoWord {
    const char16_t *arabic;
    const char *latin;
};

/// How a people puts its names together.
enum class DemoNameForm {
    Lineage,     ///< own name, father's, grandfather's, family: Arabs
    TwoLineage,  ///< own name, father's, grandfather's, no family name: Ethiopia, Somalia
    GivenFamily, ///< one or two given names and a family name
    Filipino,    ///< given names, the mother's family name, family name
    Free,        ///< one to three words, none of them a family name: Indonesia, Myanmar
};

/// What the demo office needs to know of one nationality: share of the residents, women among those who came
/// alone, how names and passports look (domain.md §3).
struct DemoNation {
    const char *code;
    int share;      ///< of 1000 residents
    int womenAlone; ///< per cent of women among residents without a household
    DemoNameForm form;
    std::span<const DemoWord> men;
    std::span<const DemoWord> women;
    std::span<const DemoWord> families;
    const char *patterns; ///< of passport numbers, divided by '|': '@' any letter, '#' any digit, else itself
    int years;            ///< validity of an adult's passport
    int minorYears;       ///< and of a minor's
    bool endsDayBefore;   ///< N years less one day
    const char *places;   ///< where its passports are issued, divided by '|'
};

std::span<const DemoNation> demoNations();

/// Of establishments: what it does, and what it is called.
std::span<const DemoWord> demoTrades();
std::span<const DemoWord> demoFirmNames();

} // namespace desk
