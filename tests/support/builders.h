#pragma once

#include "domain/casecontent.h"
#include "domain/resident.h"
#include "domain/rules/context.h"

/// Synthetic people and cases that pass every rule; a test changes the one thing it is about.

/// Adel Sameer Mansour Alkhatib of Jordan, iqama 2345678904, whose recorded passport A1234567 expired on
/// 2026-11-09.
desk::Resident someResident();

/// His renewed passport A7654386 with a good MRZ, issued 2026-11-09, judged on 2026-11-23.
desk::CaseContent someContent();

/// What the rules look up for that case: that resident, on 2026-11-23, nothing else open, nobody else holding
/// it.
desk::RuleContext someContext();
