#include "domain/rules/pack.h"

#include "domain/issuers.h"
#include "domain/partialdate.h"
#include "domain/rules/rule.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QVersionNumber>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// The key of what holds for issuers that have no entry.
constexpr QLatin1StringView kOtherIssuers("*");

tl::unexpected<Error> malformed(const QString &where, const QString &detail)
{
    return failure(ErrorCode::MalformedPack, where, detail);
}

/// The first key of `object` that is none of `known`, as a pointer below `pointer`.
std::optional<QString> unknownKey(const QJsonObject &object, const QStringList &known, const QString &pointer)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            return pointer + u'/' + key;
    }
    return std::nullopt;
}

std::optional<int> positiveInteger(const QJsonValue &value)
{
    const double number = value.toDouble(-1);
    return number >= 1 && number <= 1000 && std::floor(number) == number
               ? std::optional(static_cast<int>(number))
               : std::nullopt;
}

bool isBasis(const QString &basis)
{
    const QStringList letters = basis.split(u',');
    return std::all_of(letters.begin(), letters.end(), [](const QString &letter) {
        return letter.size() == 1 && u"AJCD"_s.contains(letter);
    });
}

Result<QJsonObject> readParameters(const QJsonValue &value, const Rule &rule, const QString &pointer)
{
    if (!value.isUndefined() && !value.isObject())
        return malformed(pointer, u"not an object"_s);
    const QJsonObject parameters = value.toObject();
    if (const auto key = unknownKey(parameters, rule.parameterNames(), pointer))
        return malformed(*key, u"unknown parameter"_s);
    for (const RuleParameter &parameter : rule.parameters) {
        if (!parameter.name)
            continue;
        const QString at = pointer + u'/' + QString::fromUtf16(parameter.name);
        const QJsonValue number = parameters.value(QStringView(parameter.name));
        if (!number.isDouble())
            return malformed(at, u"a number is missing"_s);
        const double given = number.toDouble();
        if (given < parameter.least || given > parameter.most ||
            (parameter.whole && std::floor(given) != given))
            return malformed(at, u"out of range"_s);
    }
    return parameters;
}

Result<RuleSetting> readSetting(const QJsonObject &object, const Rule &rule, const QString &pointer)
{
    static const QStringList kKeys = {u"rule"_s,    u"severity"_s,   u"overridable"_s, u"by_case_type"_s,
                                      u"not_for"_s, u"parameters"_s, u"basis"_s};
    if (const auto key = unknownKey(object, kKeys, pointer))
        return malformed(*key, u"unknown key"_s);
    RuleSetting setting;
    setting.rule = QString::fromUtf16(rule.id);

    const auto severity = fromCode<Severity>(object.value("severity"_L1).toString());
    if (!severity)
        return malformed(pointer + "/severity"_L1, u"not B, S, W or I"_s);
    setting.severity = *severity;

    const QJsonValue overridable = object.value("overridable"_L1);
    if (!overridable.isUndefined() && !overridable.isBool())
        return malformed(pointer + "/overridable"_L1, u"not true or false"_s);
    setting.overridable = overridable.toBool();

    const QJsonValue byCaseType = object.value("by_case_type"_L1);
    if (!byCaseType.isUndefined() && !byCaseType.isObject())
        return malformed(pointer + "/by_case_type"_L1, u"not an object"_s);
    const QJsonObject severities = byCaseType.toObject();
    for (auto it = severities.begin(); it != severities.end(); ++it) {
        const auto type = fromCode<CaseType>(it.key());
        const auto other = fromCode<Severity>(it.value().toString());
        if (!type || !other)
            return malformed(pointer + "/by_case_type/"_L1 + it.key(), u"unknown case type or severity"_s);
        setting.byCaseType.insert(*type, *other);
    }

    const QJsonValue notFor = object.value("not_for"_L1);
    if (!notFor.isUndefined() && !notFor.isArray())
        return malformed(pointer + "/not_for"_L1, u"not a list"_s);
    for (const QJsonValue &code : notFor.toArray()) {
        const auto type = fromCode<CaseType>(code.toString());
        if (!type)
            return malformed(pointer + "/not_for"_L1, u"unknown case type"_s);
        setting.notFor.append(*type);
    }

    setting.basis = object.value("basis"_L1).toString();
    if (!isBasis(setting.basis))
        return malformed(pointer + "/basis"_L1, u"not a list of A, J, C and D"_s);

    const auto parameters = readParameters(object.value("parameters"_L1), rule, pointer + "/parameters"_L1);
    if (!parameters)
        return failure(parameters);
    setting.parameters = *parameters;
    return setting;
}

/// What `object` leaves out is as in `other`.
Result<IssuerFormat> readIssuerFormat(const QJsonObject &object, const IssuerFormat &other,
                                      const QString &pointer)
{
    static const QStringList kKeys = {u"numbers"_s, u"years"_s, u"most_months"_s, u"minor_years"_s,
                                      u"minor_until"_s};
    if (const auto key = unknownKey(object, kKeys, pointer))
        return malformed(*key, u"unknown key"_s);
    IssuerFormat format = other;
    format.numbers.clear();
    for (const QJsonValue &number : object.value("numbers"_L1).toArray()) {
        QRegularExpression pattern(QRegularExpression::anchoredPattern(number.toString()));
        if (number.toString().isEmpty() || !pattern.isValid())
            return malformed(pointer + "/numbers"_L1, pattern.errorString());
        pattern.optimize();
        format.numbers += pattern;
    }
    if (object.contains("years"_L1)) {
        format.years.clear();
        for (const QJsonValue &value : object.value("years"_L1).toArray()) {
            const auto years = positiveInteger(value);
            if (!years)
                return malformed(pointer + "/years"_L1, u"not a list of positive numbers"_s);
            format.years += *years;
        }
    }
    for (const auto &[key, member] : {std::pair(u"most_months"_s, &IssuerFormat::mostMonths),
                                      std::pair(u"minor_years"_s, &IssuerFormat::minorYears),
                                      std::pair(u"minor_until"_s, &IssuerFormat::minorUntil)}) {
        if (!object.contains(key))
            continue;
        const auto number = positiveInteger(object.value(key));
        if (!number)
            return malformed(pointer + u'/' + key, u"not a positive number"_s);
        format.*member = *number;
    }
    return format;
}

/// The value of every case type from an object whose keys are case types; `read` gives nullopt for what is
/// none.
template <class Value, class Read>
Result<QMap<CaseType, Value>> perCaseType(const QJsonObject &root, const QString &key, const Read &read)
{
    if (!root.value(key).isObject())
        return malformed(u'/' + key, u"not an object"_s);
    QMap<CaseType, Value> values;
    const QJsonObject object = root.value(key).toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString pointer = u'/' + key + u'/' + it.key();
        const auto type = fromCode<CaseType>(it.key());
        if (!type)
            return malformed(pointer, u"unknown case type"_s);
        const std::optional<Value> value = read(it.value());
        if (!value)
            return malformed(pointer, u"unknown code"_s);
        values.insert(*type, *value);
    }
    for (const auto &[type, code] : Codes<CaseType>::kCodes) {
        if (!values.contains(type))
            return malformed(u'/' + key + u'/' + QString::fromUtf16(code), u"missing"_s);
    }
    return values;
}

template <class E>
std::optional<QList<E>> codesIn(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QList<E> codes;
    for (const QJsonValue &each : value.toArray()) {
        const auto code = fromCode<E>(each.toString());
        if (!code)
            return std::nullopt;
        codes.append(*code);
    }
    return codes;
}

/// Each parameter may be in its range and the two of one rule still contradict each other.
Result<> checkPairs(const RuleSetting &setting)
{
    const auto ordered = [&](QStringView least, QStringView most) {
        return !setting.parameters.contains(least) ||
               setting.parameters.value(least).toDouble() <= setting.parameters.value(most).toDouble();
    };
    if (setting.rule == "FM-003"_L1 && !ordered(u"min_length", u"max_length"))
        return malformed(setting.rule, u"min_length is greater than max_length"_s);
    if (setting.rule == "DT-006"_L1 && !ordered(u"final_exit_days", u"reentry_days"))
        return malformed(setting.rule, u"final_exit_days is greater than reentry_days"_s);
    if (setting.rule == "RC-012"_L1 && !ordered(u"least", u"same"))
        return malformed(setting.rule, u"least is greater than same"_s);
    return {};
}

} // namespace

bool isPackVersion(const QString &version)
{
    static const QRegularExpression form(u"^(0|[1-9]\\d{0,5})(\\.(0|[1-9]\\d{0,5})){0,3}$"_s);
    return form.match(version).hasMatch();
}

int comparePackVersions(const QString &a, const QString &b)
{
    return QVersionNumber::compare(QVersionNumber::fromString(a).normalized(),
                                   QVersionNumber::fromString(b).normalized());
}

std::optional<qsizetype> packInForce(const QList<PackDates> &installed, QDate day)
{
    std::optional<qsizetype> found;
    QString newest = RulePack::builtIn().version();
    for (qsizetype i = 0; i < installed.size(); ++i) {
        const PackDates &pack = installed[i];
        if (pack.takenBack || pack.effectiveFrom > day || comparePackVersions(pack.version, newest) <= 0)
            continue;
        found = i;
        newest = pack.version;
    }
    return found;
}

Result<RulePack> RulePack::fromJson(const QByteArray &json, const RulePack *otherwise)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (!document.isObject())
        return malformed({}, parseError.errorString());
    const QJsonObject root = document.object();
    static const QStringList kKeys = {
        u"version"_s,  u"effective_from"_s, u"valid_until"_s, u"oldest_accepted"_s, u"second_update_years"_s,
        u"evidence"_s, u"checklist"_s,      u"approval"_s,    u"issuers"_s,         u"rules"_s};
    if (const auto key = unknownKey(root, kKeys, {}))
        return malformed(*key, u"unknown key"_s);

    RulePack pack;
    pack.m_version = root.value("version"_L1).toString();
    if (!isPackVersion(pack.m_version))
        return malformed(u"/version"_s, u"not numbers with dots between them"_s);
    const auto effectiveFrom = isoDate(root.value("effective_from"_L1).toString());
    if (!effectiveFrom)
        return malformed(u"/effective_from"_s, u"not a date"_s);
    pack.m_effectiveFrom = *effectiveFrom;
    if (root.contains("valid_until"_L1)) {
        const auto validUntil = isoDate(root.value("valid_until"_L1).toString());
        if (!validUntil || *validUntil < *effectiveFrom)
            return malformed(u"/valid_until"_s, u"not a date from effective_from on"_s);
        pack.m_validUntil = *validUntil;
    }
    if (root.contains("oldest_accepted"_L1)) {
        pack.m_oldestAccepted = root.value("oldest_accepted"_L1).toString();
        if (!isPackVersion(pack.m_oldestAccepted) ||
            comparePackVersions(pack.m_oldestAccepted, pack.m_version) > 0)
            return malformed(u"/oldest_accepted"_s, u"not a version up to this one"_s);
    }
    const auto years = positiveInteger(root.value("second_update_years"_L1));
    if (!years)
        return malformed(u"/second_update_years"_s, u"not a positive number"_s);
    pack.m_secondUpdateYears = *years;
    const auto evidence = perCaseType<QList<EvidenceKind>>(root, u"evidence"_s, codesIn<EvidenceKind>);
    if (!evidence)
        return failure(evidence);
    pack.m_evidence = *evidence;
    const auto checklist = perCaseType<QList<ChecklistItem>>(root, u"checklist"_s, codesIn<ChecklistItem>);
    if (!checklist)
        return failure(checklist);
    pack.m_checklist = *checklist;
    const auto approval = perCaseType<Approval>(
        root, u"approval"_s, [](const QJsonValue &value) { return fromCode<Approval>(value.toString()); });
    if (!approval)
        return failure(approval);
    pack.m_approval = *approval;
    if (!root.value("issuers"_L1).isObject())
        return malformed(u"/issuers"_s, u"not an object"_s);
    const QJsonObject issuers = root.value("issuers"_L1).toObject();
    const auto others =
        readIssuerFormat(issuers.value(kOtherIssuers).toObject(), {}, u"/issuers/"_s + kOtherIssuers);
    if (!others)
        return failure(others);
    pack.m_otherIssuers = *others;
    for (auto it = issuers.begin(); it != issuers.end(); ++it) {
        const QString pointer = u"/issuers/"_s + it.key();
        if (it.key() != kOtherIssuers && !findIssuer(it.key()))
            return malformed(pointer, u"unknown issuer"_s);
        const auto format = readIssuerFormat(it->toObject(), *others, pointer);
        if (!format)
            return failure(format);
        pack.m_issuers.insert(it.key(), *format);
    }
    if (!root.value("rules"_L1).isArray())
        return malformed(u"/rules"_s, u"not a list"_s);

    QMap<QString, RuleSetting> settings;
    const QJsonArray rules = root.value("rules"_L1).toArray();
    for (qsizetype i = 0; i < rules.size(); ++i) {
        const QString pointer = u"/rules/%1"_s.arg(i);
        const QJsonObject object = rules[i].toObject();
        const QString id = object.value("rule"_L1).toString();
        const QList<const Rule *> &table = ruleTable();
        const auto rule = std::find_if(table.begin(), table.end(), [&](const Rule *candidate) {
            return id == QStringView(candidate->id);
        });
        if (rule == table.end())
            return malformed(id.isEmpty() ? pointer + "/rule"_L1 : id, u"unknown rule"_s);
        if (settings.contains(id))
            return malformed(id, u"stands twice"_s);
        const auto setting = readSetting(object, **rule, pointer);
        if (!setting)
            return failure(setting);
        if (const auto fits = checkPairs(*setting); !fits)
            return failure(fits);
        settings.insert(id, *setting);
    }
    for (const Rule *rule : ruleTable()) {
        const QString id = QString::fromUtf16(rule->id);
        const auto setting = settings.constFind(id);
        const RuleSetting *other = otherwise ? otherwise->find(id) : nullptr;
        if (setting == settings.constEnd() && !other)
            return malformed(id, u"left out"_s);
        pack.m_rules.append(setting == settings.constEnd() ? *other : *setting);
    }
    return pack;
}

const RulePack &RulePack::builtIn()
{
    return *sharedBuiltIn();
}

std::shared_ptr<const RulePack> RulePack::sharedBuiltIn()
{
    static const std::shared_ptr<const RulePack> pack = [] {
        QFile file(u":/rules/pack.json"_s);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("The compiled-in rule pack is missing");
        auto read = fromJson(file.readAll());
        if (!read)
            qFatal("The compiled-in rule pack is wrong at %s", qUtf8Printable(read.error().where));
        return std::make_shared<const RulePack>(*std::move(read));
    }();
    return pack;
}

const RuleSetting *RulePack::find(const QString &rule) const
{
    const auto found = std::find_if(m_rules.begin(), m_rules.end(),
                                    [&](const RuleSetting &candidate) { return candidate.rule == rule; });
    return found == m_rules.end() ? nullptr : &*found;
}

const IssuerFormat &RulePack::issuerFormat(const QString &issuer) const
{
    const auto found = m_issuers.constFind(issuer);
    return found == m_issuers.constEnd() ? m_otherIssuers : *found;
}

} // namespace desk
