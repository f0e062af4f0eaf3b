#include "text/cataloguereader.h"

#include "domain/rules/rule.h"

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QStringList placeholdersOf(const QString &sentence)
{
    static const QRegularExpression placeholder(u"\\{([a-z_]+)\\}"_s);
    QStringList names;
    for (auto matches = placeholder.globalMatch(sentence); matches.hasNext();)
        names += matches.next().captured(1);
    names.removeDuplicates();
    names.sort();
    return names;
}

QStringList errorNames()
{
    QStringList names;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Cancelled); ++code)
        names += errorCodeName(static_cast<ErrorCode>(code));
    return names;
}

const QStringList kArabicForms = {u"zero"_s, u"one"_s, u"two"_s, u"few"_s, u"many"_s, u"other"_s};
const QStringList kEnglishForms = {u"one"_s, u"other"_s};
const QStringList kPlainKinds = {
    u"text"_s,   u"name"_s,  u"name_differences"_s, u"date"_s,  u"partial_date"_s,
    u"number"_s, u"field"_s, u"issuer"_s,           u"state"_s, u"outbox_code"_s};

} // namespace

Result<Catalogue> CatalogueReader::read()
{
    readWords();
    readUnits();
    readRules();
    readErrors();
    readOutbox();
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    return m_catalogue;
}

QJsonObject CatalogueReader::file(const QString &name)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(m_files.value(name), &parseError);
    if (!document.isObject())
        fail(name, parseError.errorString());
    return document.object();
}

void CatalogueReader::readWords()
{
    const QJsonObject groups = file(u"words"_s);
    for (auto group = groups.begin(); group != groups.end(); ++group) {
        const QString pointer = "words/"_L1 + group.key();
        const QJsonObject words = group->toObject();
        for (const QString &code : words.keys())
            m_catalogue.m_words[group.key()].insert(code, textOf(words, code, pointer, {}));
    }
    expectWords<CaseState>();
    expectWords<CaseEvent>();
    expectWords<OutboxState>();
    expectWords<OutboxEvent>();
    expectWords<NameDifference::Kind>();
    expectWords<PassportState>();
    expectWords<CaseType>();
    expectWords<ProposalCause>();
    expectWords<UpdateReason>();
    expectWords<EvidenceKind>();
    expectWords<ChecklistItem>();
    expectWords<FieldSource>();
    expectWords<ApplicantRole>();
    expectWords<DecisionReason>();
    expectWords<Decision>();
    expectWords<Severity>();
    expectWords<RuleState>();
    expectWords<Verdict>();
    expectWords<Role>();
    expectWords<Sex>();
    expectWords<IqamaStatus>();
    expectWords<ResidentCategory>();
    expectWords<Relation>();
    expectWords<ResidentFlag>();
}

void CatalogueReader::readUnits()
{
    const QJsonObject units = file(u"units"_s);
    for (auto unit = units.begin(); unit != units.end(); ++unit) {
        const QString pointer = "units/"_L1 + unit.key();
        const QJsonObject arabic = unit->toObject().value("ar"_L1).toObject();
        const QJsonObject english = unit->toObject().value("en"_L1).toObject();
        expectSame(kArabicForms, arabic.keys(), pointer + "/ar"_L1);
        expectSame(kEnglishForms, english.keys(), pointer + "/en"_L1);
        for (const QString &form : kArabicForms) {
            const QString englishForm = form == "one"_L1 ? form : u"other"_s;
            m_catalogue.m_units[unit.key()].insert(
                form, {arabic.value(form).toString(), english.value(englishForm).toString()});
        }
    }
}

void CatalogueReader::readRules()
{
    const QJsonObject rules = file(u"rules"_s);
    QStringList ids;
    for (const Rule *rule : ruleTable()) {
        const QString id = QString::fromUtf16(rule->id);
        const QString pointer = "rules/"_L1 + id;
        ids += id;
        const Entry entry = entryOf(rules.value(id).toObject(), pointer, true);
        expectSame(rule->argumentNames(), entry.arguments.keys(), pointer + "/arguments"_L1);
        m_catalogue.m_rules.insert(id, entry);
    }
    expectSame(ids, rules.keys(), u"rules"_s);
}

void CatalogueReader::readErrors()
{
    const QJsonObject errors = file(u"errors"_s);
    for (const QString &name : errorNames())
        m_catalogue.m_errors.insert(name, entryOf(errors.value(name).toObject(), "errors/"_L1 + name, false));
    expectSame(errorNames(), errors.keys(), u"errors"_s);
}

void CatalogueReader::readOutbox()
{
    const QJsonObject causes = file(u"outbox"_s);
    for (const QString &code : causes.keys())
        m_catalogue.m_outbox.insert(code, entryOf(causes.value(code).toObject(), "outbox/"_L1 + code, false));
    if (!causes.contains("other"_L1))
        fail(u"outbox/other"_s, u"missing"_s);
}

CatalogueReader::Entry CatalogueReader::entryOf(const QJsonObject &object, const QString &pointer,
                                                bool isRule)
{
    QStringList known = {u"message"_s, u"variants"_s, u"way_out"_s, u"arguments"_s};
    if (isRule)
        known += {u"title"_s, u"evidence"_s};
    expectKeys(object, known, pointer);

    Entry entry;
    entry.arguments = argumentsOf(object.value("arguments"_L1).toObject(), pointer + "/arguments"_L1);
    const QStringList arguments = entry.arguments.keys();
    const QJsonObject variants = object.value("variants"_L1).toObject();
    // What an error concerns is not always known, so its plain message does without.
    const bool mayLackValue = variants.contains("where"_L1);
    entry.message = textOf(object, u"message"_s, pointer, mayLackValue ? QStringList() : arguments);
    for (const QString &variant : variants.keys())
        entry.variants.insert(variant, textOf(variants, variant, pointer + "/variants"_L1, arguments));
    entry.wayOut = textOf(object, u"way_out"_s, pointer, {});
    if (isRule) {
        entry.title = textOf(object, u"title"_s, pointer, {});
        if (object.contains("evidence"_L1))
            entry.evidence = textOf(object, u"evidence"_s, pointer, arguments);
    }
    return entry;
}

CatalogueReader::Text CatalogueReader::textOf(const QJsonObject &object, const QString &key,
                                              const QString &pointer, const QStringList &arguments)
{
    const QString at = pointer + u'/' + key;
    const QJsonObject both = object.value(key).toObject();
    const Text text{both.value("ar"_L1).toString(), both.value("en"_L1).toString()};
    if (text.ar.isEmpty() || text.en.isEmpty() || both.size() != 2)
        fail(at, u"not one text in each language"_s);
    const QStringList placeholders = placeholdersOf(text.ar);
    if (placeholders != placeholdersOf(text.en))
        fail(at, u"the languages have different placeholders"_s);
    for (const QString &placeholder : placeholders) {
        if (!arguments.contains(placeholder))
            fail(at, u"{%1} is not supplied"_s.arg(placeholder));
    }
    return text;
}

QMap<QString, QString> CatalogueReader::argumentsOf(const QJsonObject &object, const QString &pointer)
{
    QMap<QString, QString> arguments;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString kind = it->toString();
        if (!kPlainKinds.contains(kind) && !m_catalogue.m_units.contains(kind) &&
            !m_catalogue.m_words.contains(kind))
            fail(pointer + u'/' + it.key(), u"unknown kind"_s);
        arguments.insert(it.key(), kind);
    }
    return arguments;
}

void CatalogueReader::expectKeys(const QJsonObject &object, const QStringList &known, const QString &pointer)
{
    for (const QString &key : object.keys()) {
        if (!known.contains(key))
            fail(pointer + u'/' + key, u"unknown key"_s);
    }
}

void CatalogueReader::expectSame(QStringList expected, QStringList given, const QString &pointer)
{
    for (const QString &name : expected) {
        if (!given.contains(name))
            fail(pointer + u'/' + name, u"missing"_s);
    }
    for (const QString &name : given) {
        if (!expected.contains(name))
            fail(pointer + u'/' + name, u"unknown"_s);
    }
}

template <class E>
void CatalogueReader::expectWords()
{
    QStringList codes;
    for (const auto &[value, code] : Codes<E>::kCodes)
        codes += QString::fromUtf16(code);
    const QString group = WordGroup<E>::kName.toString();
    expectSame(codes, m_catalogue.m_words.value(group).keys(), "words/"_L1 + group);
}

void CatalogueReader::fail(const QString &where, const QString &detail)
{
    if (!m_error)
        m_error = Error{ErrorCode::MalformedJson, where, detail};
}

} // namespace desk
