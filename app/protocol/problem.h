#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace desk
{

/// A refusal of a whole request: RFC 9457 problem document, `application/problem+json`.
struct Problem {
    int status = 500;
    QString code; ///< stable, "unauthorised"; "type" is "urn:passport-desk:problem:" + code
    QString messageAr;
    QString messageEn;
    QString where; ///< JSON pointer or parameter; may be empty
    QString epoch; ///< empty when the hub could not say
    qint64 stablePosition = 0;

    friend bool operator==(const Problem &, const Problem &) = default;
};

QByteArray problemToJson(const Problem &problem);
Result<Problem> problemFromJson(const QByteArray &json);

} // namespace desk
