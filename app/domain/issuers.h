#pragma once

#include <QString>
#include <QStringView>

#include <span>

namespace desk
{

/// What a code of an issuing State or nationality is (domain.md §1.4).
enum class IssuerKind {
    State,        ///< ISO 3166-1 alpha-3, and D for Germany
    Organisation, ///< Part 3 §5 parts A to E
    Deprecated,   ///< ANT, NTZ, and codes outside Doc 9303 seen on documents (XXK, TRC …): FM-007
    Specimen,     ///< UTO; IAO never on a document: FM-006
    Unknown,
};

struct Issuer {
    const char16_t *code;
    const char16_t *nameAr;
    const char16_t *nameEn;
    IssuerKind kind;
};

/// Every known code in code order.
std::span<const Issuer> issuers();
/// nullptr when unknown.
const Issuer *findIssuer(QStringView code);
IssuerKind issuerKind(QStringView code);

} // namespace desk
