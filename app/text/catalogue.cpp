#include "text/catalogue.h"

#include "base/bidi.h"
#include "domain/issuers.h"
#include "domain/rules/rule.h"
#include "text/cataloguereader.h"
#include "text/dates.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// The six categories of Arabic plurals; English needs "one" and the rest.
QString pluralCategory(int number)
{
    const int hundredth = number % 100;
    if (number == 0)
        return u"zero"_s;
    if (number == 1)
        return u"one"_s;
    if (number == 2)
        return u"two"_s;
    if (hundredth >= 3 && hundredth <= 10)
        return u"few"_s;
    return hundredth >= 11 ? u"many"_s : u"other"_s;
}

QString isolatedIf(Isolation isolation, const QString &text)
{
    return isolation == Isolation::Isolated ? isolate(text) : text;
}

} // namespace

const Catalogue &Catalogue::builtIn()
{
    static const Catalogue catalogue = [] {
        QMap<QString, QByteArray> files;
        for (const QString &name : {u"rules"_s, u"errors"_s, u"outbox"_s, u"words"_s, u"units"_s}) {
            QFile file(u":/text/%1.json"_s.arg(name));
            if (!file.open(QIODevice::ReadOnly))
                qFatal("The compiled-in text %s is missing", qUtf8Printable(name));
            files.insert(name, file.readAll());
        }
        auto read = fromJson(files);
        if (!read)
            qFatal("The compiled-in texts are wrong at %s: %s", qUtf8Printable(read.error().where),
                   qUtf8Printable(read.error().detail));
        return *read;
    }();
    return catalogue;
}

Result<Catalogue> Catalogue::fromJson(const QMap<QString, QByteArray> &files)
{
    return CatalogueReader(files).read();
}

QString Catalogue::ruleMessage(const Finding &finding, Language language, Isolation isolation) const
{
    const Entry entry = m_rules.value(finding.rule);
    const QString variant = finding.args.value(kVariantArgument.toString(), finding.field);
    const Text text = entry.variants.value(variant, entry.message);
    return filled(text.in(language), entry.arguments, finding.args, language, isolation);
}

QString Catalogue::ruleEvidence(const Finding &finding, Language language, Isolation isolation) const
{
    const Entry entry = m_rules.value(finding.rule);
    // What stands in brackets is left out when a value in it is not known.
    const QString whole = entry.evidence.in(language);
    const QString always =
        filled(whole.section(u'[', 0, 0), entry.arguments, finding.args, language, isolation);
    const QString further = whole.section(u'[', 1).section(u']', 0, 0);
    if (always.isEmpty() || further.isEmpty())
        return always;
    return always + filled(further, entry.arguments, finding.args, language, isolation);
}

QString Catalogue::ruleTemplate(const QString &rule, Language language) const
{
    return m_rules.value(rule).message.in(language);
}

QString Catalogue::ruleTitle(const QString &rule, Language language) const
{
    return m_rules.value(rule).title.in(language);
}

QString Catalogue::ruleWayOut(const QString &rule, Language language) const
{
    return m_rules.value(rule).wayOut.in(language);
}

QString Catalogue::errorMessage(const Error &error, Language language, Isolation isolation) const
{
    const Entry entry = m_errors.value(errorCodeName(error.code));
    if (error.where.isEmpty() || entry.variants.isEmpty())
        return entry.message.in(language);
    return filled(entry.variants.first().in(language), entry.arguments, {{u"where"_s, error.where}}, language,
                  isolation);
}

QString Catalogue::errorText(const Error &error, Language language, Isolation isolation) const
{
    return u"%1. %2."_s.arg(errorMessage(error, language, isolation), errorWayOut(error.code, language));
}

QString Catalogue::errorWayOut(ErrorCode code, Language language) const
{
    return m_errors.value(errorCodeName(code)).wayOut.in(language);
}

const Catalogue::Entry &Catalogue::outboxEntry(const QString &code) const
{
    const auto known = m_outbox.constFind(code);
    return known != m_outbox.constEnd() ? *known : *m_outbox.constFind(u"other"_s);
}

QString Catalogue::outboxMessage(const QString &code, Language language, Isolation isolation) const
{
    // An item that a person cancelled carries the reason given.
    if (const auto reason = fromCode<DecisionReason>(code))
        return word(*reason, language);
    const Entry &entry = outboxEntry(code);
    return filled(entry.message.in(language), entry.arguments, {{u"code"_s, code}}, language, isolation);
}

QString Catalogue::outboxWayOut(const QString &code, Language language) const
{
    return outboxEntry(code).wayOut.in(language);
}

bool Catalogue::knowsOutboxCode(const QString &code) const
{
    return m_outbox.contains(code);
}

QString Catalogue::fieldName(const QString &path, Language language) const
{
    return wordOf(u"field", path, language);
}

QString Catalogue::wordOf(QStringView group, const QString &code, Language language) const
{
    const auto words = m_words.constFind(group.toString());
    if (words == m_words.constEnd())
        return code;
    const auto word = words->constFind(code);
    return word == words->constEnd() ? code : word->in(language);
}

QString Catalogue::counted(const QString &unit, int number, Language language) const
{
    const QString form = m_units.value(unit).value(pluralCategory(number)).in(language);
    return QString(form).replace("{n}"_L1, QString::number(number));
}

QString Catalogue::filled(const QString &sentence, const QMap<QString, QString> &kinds,
                          const QMap<QString, QString> &values, Language language, Isolation isolation) const
{
    QString result;
    qsizetype from = 0;
    for (qsizetype open = sentence.indexOf(u'{'); open >= 0; open = sentence.indexOf(u'{', from)) {
        const qsizetype close = sentence.indexOf(u'}', open);
        const QString name = sentence.mid(open + 1, close - open - 1);
        const QString value = values.value(name);
        if (value.isEmpty())
            return {};
        result += QStringView(sentence).mid(from, open - from);
        result += shown(value, kinds.value(name), language, isolation);
        from = close + 1;
    }
    return result + QStringView(sentence).mid(from).toString();
}

/// Lines of a kind of difference and the words that differ, " / " between the two sides.
QString Catalogue::nameDifferences(const QString &lines, Language language, Isolation isolation) const
{
    const bool arabic = language == Language::Arabic;
    QStringList kinds;
    QMap<QString, QStringList> words;
    for (const QString &line : lines.split(u'\n', Qt::SkipEmptyParts)) {
        const QString kind = line.section(u' ', 0, 0);
        QStringList sides = line.section(u' ', 1).split(" / "_L1, Qt::SkipEmptyParts);
        if (isolation == Isolation::Isolated)
            std::transform(sides.begin(), sides.end(), sides.begin(),
                           [](const QString &side) { return isolateAuto(side); });
        if (!kinds.contains(kind))
            kinds += kind;
        if (!sides.isEmpty())
            words[kind] += sides.join(" / "_L1);
    }
    QStringList sentences;
    for (const QString &kind : std::as_const(kinds)) {
        const QString name = wordOf(u"name_difference", kind, language);
        const QString listed = words.value(kind).join(arabic ? u"، "_s : u", "_s);
        sentences += listed.isEmpty() ? name : name + ": "_L1 + listed;
    }
    return sentences.join(arabic ? u"؛ "_s : u"; "_s);
}

QString Catalogue::shown(const QString &value, const QString &kind, Language language,
                         Isolation isolation) const
{
    if (kind == "text"_L1 || kind == "number"_L1)
        return isolatedIf(isolation, value);
    if (kind == "name"_L1)
        return isolation == Isolation::Isolated ? isolateAuto(value) : value;
    if (kind == "date"_L1 || kind == "partial_date"_L1) {
        const auto date = PartialDate::fromIso(value);
        return isolatedIf(isolation, date ? displayDate(*date) : value);
    }
    if (kind == "issuer"_L1) {
        const Issuer *issuer = findIssuer(value);
        if (!issuer)
            return isolatedIf(isolation, value);
        return QString::fromUtf16(language == Language::Arabic ? issuer->nameAr : issuer->nameEn);
    }
    if (kind == "state"_L1) {
        const auto state = fromCode<CaseState>(value);
        return state ? word(*state, language) : wordOf(u"outbox_state", value, language);
    }
    if (kind == "outbox_code"_L1)
        return outboxMessage(value, language, isolation);
    if (kind == "name_differences"_L1)
        return nameDifferences(value, language, isolation);
    if (m_units.contains(kind))
        return counted(kind, value.toInt(), language);
    return wordOf(kind, value, language);
}

} // namespace desk
