#pragma once

#include "base/error.h"
#include "base/result.h"
#include "domain/casecontent.h"
#include "domain/caseproposal.h"
#include "domain/decisionreason.h"
#include "domain/lifecycle.h"
#include "domain/permissions.h"
#include "domain/personname.h"
#include "domain/resident.h"
#include "domain/rules/engine.h"
#include "domain/rules/finding.h"
#include "text/language.h"

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

namespace desk
{

/// What is put into a sentence is isolated on screens and paper and plain in JSON and logs (contract §3: no
/// bidi controls there).
enum class Isolation { Isolated, Plain };

/// The group of words of an enumeration in resources/text/words.json.
template <class E>
struct WordGroup;

/// Every word that desk, shell and hub share, in both languages: what rules, errors and outbox causes say and
/// what the person can do, field names and state words. Loaded from resources/text/*.json, checked whole at
/// load.
class Catalogue
{
public:
    /// The catalogue compiled into the program.
    static const Catalogue &builtIn();

    /// Reads and checks the files by name: "rules", "errors", "outbox", "words", "units". The error is
    /// MalformedJson and names the file and JSON pointer: a missing language, message, title or way out, a
    /// placeholder that differs between the languages or that the rule does not supply, a rule, error code or
    /// enumeration value without words, words for what does not exist.
    static Result<Catalogue> fromJson(const QMap<QString, QByteArray> &files);

    /// What a person reads when the rule has found this.
    QString ruleMessage(const Finding &finding, Language language, Isolation isolation) const;
    /// What the finding rests on, «انتهت 18/11/2026»; empty when there is nothing to add to the message.
    QString ruleEvidence(const Finding &finding, Language language, Isolation isolation) const;
    /// The rule's message with its placeholders in braces, for lists of rules.
    QString ruleTemplate(const QString &rule, Language language) const;
    /// The requirement in a few words, for the live panel: «تاريخ الإصدار اليوم أو قبله», "Issued today or
    /// before".
    QString ruleTitle(const QString &rule, Language language) const;
    /// What the clerk can do about it.
    QString ruleWayOut(const QString &rule, Language language) const;

    /// What happened and what the person can do.
    QString errorMessage(const Error &error, Language language, Isolation isolation) const;
    /// Message and way out, as two sentences.
    QString errorText(const Error &error, Language language, Isolation isolation) const;
    QString errorWayOut(ErrorCode code, Language language) const;

    /// Why an item waits or was refused, by the outbox's error code; an unknown code is named in a general
    /// sentence.
    QString outboxMessage(const QString &code, Language language, Isolation isolation) const;
    QString outboxWayOut(const QString &code, Language language) const;
    /// True when the catalogue has words of its own for the code.
    bool knowsOutboxCode(const QString &code) const;

    /// The name of a field by its path in the case file ("passport.number") or its key in the residents file.
    QString fieldName(const QString &path, Language language) const;

    /// The word of an enumeration's value (product.md §5: one word per state, everywhere).
    template <class E>
    QString word(E value, Language language) const
    {
        return wordOf(WordGroup<E>::kName, codeOf(value), language);
    }
    /// The word of a code of a group; the code itself when the group has no such word.
    QString wordOf(QStringView group, const QString &code, Language language) const;
    /// A number with its unit in the right form, «90 يومًا», "90 days". Units: seconds, minutes, days, months,
    /// years, characters. After a preposition, as Arabic needs it here.
    QString counted(const QString &unit, int number, Language language) const;

    /// A sentence in both languages.
    struct Text {
        QString ar;
        QString en;

        const QString &in(Language language) const { return language == Language::Arabic ? ar : en; }
    };

private:
    friend class CatalogueReader;

    /// One entry of rules, errors or outbox.
    struct Entry {
        Text title;
        Text message;
        QMap<QString, Text> variants; ///< by the finding's `variant` argument, else by its field
        Text evidence;
        Text wayOut;
        QMap<QString, QString> arguments; ///< placeholder → what it is (see `shown`)
    };

    const Entry &outboxEntry(const QString &code) const;
    /// The sentence with its placeholders filled; empty when one of them has no value.
    QString filled(const QString &sentence, const QMap<QString, QString> &kinds,
                   const QMap<QString, QString> &values, Language language, Isolation isolation) const;
    /// A value as people read it. Kinds: text, name, date, partial_date, number, field, issuer, state,
    /// outbox_code, a unit of `counted`, or a group of words.
    QString nameDifferences(const QString &lines, Language language, Isolation isolation) const;
    QString shown(const QString &value, const QString &kind, Language language, Isolation isolation) const;

    QHash<QString, Entry> m_rules;
    QHash<QString, Entry> m_errors;
    QHash<QString, Entry> m_outbox;
    QHash<QString, QHash<QString, Text>> m_words;
    QHash<QString, QHash<QString, Text>> m_units; ///< unit → plural category → form with {n}
};

template <>
struct WordGroup<CaseState> {
    static constexpr QStringView kName = u"case_state";
};
template <>
struct WordGroup<CaseEvent> {
    static constexpr QStringView kName = u"case_event";
};
template <>
struct WordGroup<OutboxState> {
    static constexpr QStringView kName = u"outbox_state";
};
template <>
struct WordGroup<OutboxEvent> {
    static constexpr QStringView kName = u"outbox_event";
};
template <>
struct WordGroup<NameDifference::Kind> {
    static constexpr QStringView kName = u"name_difference";
};
template <>
struct WordGroup<PassportState> {
    static constexpr QStringView kName = u"passport_state";
};
template <>
struct WordGroup<CaseType> {
    static constexpr QStringView kName = u"case_type";
};
template <>
struct WordGroup<ProposalCause> {
    static constexpr QStringView kName = u"proposal_cause";
};
template <>
struct WordGroup<UpdateReason> {
    static constexpr QStringView kName = u"update_reason";
};
template <>
struct WordGroup<ChecklistItem> {
    static constexpr QStringView kName = u"checklist_item";
};
template <>
struct WordGroup<FieldSource> {
    static constexpr QStringView kName = u"field_source";
};
template <>
struct WordGroup<EvidenceKind> {
    static constexpr QStringView kName = u"evidence_kind";
};
template <>
struct WordGroup<ApplicantRole> {
    static constexpr QStringView kName = u"applicant_role";
};
template <>
struct WordGroup<DecisionReason> {
    static constexpr QStringView kName = u"decision_reason";
};
template <>
struct WordGroup<Decision> {
    static constexpr QStringView kName = u"decision";
};
template <>
struct WordGroup<Severity> {
    static constexpr QStringView kName = u"severity";
};
template <>
struct WordGroup<RuleState> {
    static constexpr QStringView kName = u"rule_state";
};
template <>
struct WordGroup<Verdict> {
    static constexpr QStringView kName = u"verdict";
};
template <>
struct WordGroup<Role> {
    static constexpr QStringView kName = u"role";
};
template <>
struct WordGroup<Sex> {
    static constexpr QStringView kName = u"sex";
};
template <>
struct WordGroup<IqamaStatus> {
    static constexpr QStringView kName = u"iqama_status";
};
template <>
struct WordGroup<ResidentCategory> {
    static constexpr QStringView kName = u"resident_category";
};
template <>
struct WordGroup<Relation> {
    static constexpr QStringView kName = u"relation";
};
template <>
struct WordGroup<ResidentFlag> {
    static constexpr QStringView kName = u"resident_flag";
};

} // namespace desk
