#pragma once

#include "domain/codes.h"

namespace desk
{

/// Every page of the window; the code is the window's role, by which tests and window managers know it.
enum class PageId {
    NoDesk,
    Login,
    Home,
    Lookup,
    Resident,
    Form,
    Ineligible,
    Check,
    Receipt,
    Queue,
    Review,
    Outbox,
    Help,
    Password,
    Settings,
    Rules,
    Conflict,
};

template <>
struct Codes<PageId> {
    static constexpr std::array<std::pair<PageId, const char16_t *>, 17> kCodes = {
        {{PageId::NoDesk, u"nodesk"},
         {PageId::Login, u"login"},
         {PageId::Home, u"home"},
         {PageId::Lookup, u"lookup"},
         {PageId::Resident, u"resident"},
         {PageId::Form, u"form"},
         {PageId::Ineligible, u"ineligible"},
         {PageId::Check, u"check"},
         {PageId::Receipt, u"receipt"},
         {PageId::Queue, u"queue"},
         {PageId::Review, u"review"},
         {PageId::Outbox, u"outbox"},
         {PageId::Help, u"help"},
         {PageId::Password, u"password"},
         {PageId::Settings, u"settings"},
         {PageId::Rules, u"rules"},
         {PageId::Conflict, u"conflict"}}};
};

} // namespace desk
