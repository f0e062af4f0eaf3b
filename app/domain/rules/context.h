#pragma once

#include "domain/resident.h"

#include <QDate>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// Everything a rule may look up, filled by `service` at the desk and by `hub` at the hub: rules stay pure.
struct RuleContext {
    QDate today;                           ///< in Asia/Riyadh
    bool specimenAllowed = false;          ///< a desk made with --demo
    std::optional<Resident> resident = {}; ///< nullopt: no resident has the case's iqama number
    QList<Resident> holders = {}; ///< other residents whose active passport has this issuer and number
    std::optional<QString> openCase = {}; ///< reference of another open case of the resident
    /// The head of household and the employer of the resident, as far as they are residents themselves.
    QList<Resident> sponsors = {};
    QList<PassportRecord> history = {}; ///< the resident's passports, newest first
    /// Lost or Recalled when somebody's history says so of this issuer and number.
    std::optional<PassportState> listedAs = {};
    QDate lastPassportUpdateOn = {}; ///< when a case last changed the recorded passport; invalid: never
    /// At a desk enrolled at a hub: the day it last had all of the hub's register. Invalid: the register is
    /// this one's own.
    QDate registerHeardOn = {};
};

} // namespace desk
