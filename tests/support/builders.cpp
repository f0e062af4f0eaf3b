#include "support/builders.h"

using namespace desk;

Resident someResident()
{
    Resident resident;
    resident.iqamaNumber = QStringLiteral("2345678904");
    resident.nameAr = QStringLiteral("عادل سمير منصور الخطيب");
    resident.nameEn = QStringLiteral("ADEL SAMIR MANSOUR ALKHATIB");
    resident.sex = Sex::Male;
    resident.birthDate = PartialDate{1988, 2, 14};
    resident.nationality = QStringLiteral("JOR");
    resident.passport = {QStringLiteral("A1234567"), QStringLiteral("JOR"), QDate(2021, 11, 10),
                         QDate(2026, 11, 9)};
    resident.iqamaStatus = IqamaStatus::Valid;
    resident.iqamaExpiresOn = QDate(2027, 5, 18);
    resident.category = ResidentCategory::WorkerPrivate;
    resident.employerId = QStringLiteral("7001234561");
    resident.employerName = QStringLiteral("شركة أفق الخليج للمقاولات");
    resident.borderNumber = QStringLiteral("3012345678");
    resident.mobile = QStringLiteral("+966500000001");
    resident.insideKingdom = true;
    resident.version = 3;
    resident.asOf = QDateTime(QDate(2026, 11, 23), QTime(6, 0), Qt::UTC);
    return resident;
}

CaseContent someContent()
{
    CaseContent content;
    content.iqamaNumber = QStringLiteral("2345678904");
    content.reason = UpdateReason::Renewed;
    content.passport = {QStringLiteral("A7654386"),   std::nullopt,
                        QStringLiteral("JOR"),        QStringLiteral("2026-11-09"),
                        QStringLiteral("2031-11-08"), QStringLiteral("AMMAN")};
    content.mrz = QStringList{QStringLiteral("P<JORALKHATIB<<ADEL<SAMIR<MANSOUR<<<<<<<<<<<"),
                              QStringLiteral("A7654386<1JOR8802141M3111080<<<<<<<<<<<<<<<6")};
    content.applicant = {ApplicantRole::EstablishmentDelegate,
                         QStringLiteral("7001234561"),
                         QStringLiteral("مندوب المنشأة"),
                         {}};
    content.declaration = true;
    content.feeRecorded = true;
    return content;
}

RuleContext someContext()
{
    RuleContext context;
    context.today = QDate(2026, 11, 23);
    context.resident = someResident();
    return context;
}
