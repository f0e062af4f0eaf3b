#pragma once

#include "domain/codes.h"

namespace desk
{

/// The nine reason codes of contract §3, in the order of their keys 1 to 9.
enum class DecisionReason {
    DataMismatch,
    ImageUnclear,
    MissingDocument,
    WrongResident,
    NotAuthorised,
    Duplicate,
    SuspectedFraud,
    VerifiedException,
    Other, ///< needs a comment of at least `kMinCommentLength` characters
};

inline constexpr int kMinCommentLength = 10;

template <>
struct Codes<DecisionReason> {
    static constexpr std::array<std::pair<DecisionReason, const char16_t *>, 9> kCodes = {
        {{DecisionReason::DataMismatch, u"data_mismatch"},
         {DecisionReason::ImageUnclear, u"image_unclear"},
         {DecisionReason::MissingDocument, u"missing_document"},
         {DecisionReason::WrongResident, u"wrong_resident"},
         {DecisionReason::NotAuthorised, u"not_authorised"},
         {DecisionReason::Duplicate, u"duplicate"},
         {DecisionReason::SuspectedFraud, u"suspected_fraud"},
         {DecisionReason::VerifiedException, u"verified_exception"},
         {DecisionReason::Other, u"other"}}};
};

} // namespace desk
