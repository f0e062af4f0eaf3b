#include "ui/pages/formpage.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "domain/identitynumber.h"
#include "domain/issuers.h"
#include "service/whendone.h"
#include "text/dates.h"
#include "ui/frame/prompts.h"
#include "ui/pages/codecombo.h"
#include "ui/pages/ineligiblepage.h"
#include "ui/theme/deskstyle.h"
#include "ui/widgets/textdiff.h"

#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include "ui_formpage.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{

constexpr auto kSaveDelay = 1500ms;
constexpr int kMostNameWidth = 320; // pixels, of a scanner's file

const QString kNumber = u"passport.number"_s;
const QString kRepeated = u"passport.number_repeated"_s;
const QString kIssuer = u"passport.issuer"_s;
const QString kPlace = u"passport.place_of_issue"_s;
const QString kIssuedOn = u"passport.issued_on"_s;
const QString kExpiresOn = u"passport.expires_on"_s;
const QString kMrz = u"mrz"_s;
const QString kCorrects = u"corrects"_s;

/// The first read and two re-reads.
constexpr int kReadsBeforeOverride = 3;

QString issuerName(const QString &code, Language language)
{
    const Issuer *issuer = findIssuer(code);
    return issuer ? QString::fromUtf16(language == Language::Arabic ? issuer->nameAr : issuer->nameEn)
                  : QString();
}

QString readName(const MrzDocument &document)
{
    return QStringList{document.secondary, document.primary}.join(u' ').simplified();
}

QString shownPartial(const PartialDate &date)
{
    if (date.isFull())
        return displayDate(date.earliest());
    return date.toIso().replace(u'-', u'/');
}

/// What a field takes from the zone as it stands there, letter by letter.
ZonePart zonePart(const QString &path)
{
    return path == kMrz                           ? ZonePart::Lines
           : path == kNumber || path == kRepeated ? ZonePart::Number
           : path == kExpiresOn                   ? ZonePart::ExpiryDate
                                                  : ZonePart::None;
}

} // namespace

FormPage::FormPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Form, context, parent)
    , m_ui(std::make_unique<Ui::FormPage>())
    , m_scanner(context.clock)
{
    m_ui->setupUi(this);
    m_entries = {{u"reason"_s, m_ui->reasonCombo, nullptr},
                 {kNumber, m_ui->numberField, m_ui->numberHintLabel},
                 {kRepeated, m_ui->repeatField, m_ui->repeatHintLabel},
                 {kIssuer, m_ui->issuerField, m_ui->issuerHintLabel},
                 {kPlace, m_ui->placeField, m_ui->issuerHintLabel},
                 {kIssuedOn, m_ui->issuedField, m_ui->issuedHintLabel},
                 {kExpiresOn, m_ui->expiresField, m_ui->expiresHintLabel},
                 {u"applicant.role"_s, m_ui->roleCombo, m_ui->roleHintLabel},
                 {u"applicant.id"_s, m_ui->applicantField, m_ui->applicantHintLabel},
                 {u"applicant.name"_s, m_ui->applicantNameField, m_ui->applicantHintLabel},
                 {u"applicant.authorisation_expires_on"_s, m_ui->authorisedField, m_ui->authorisedHintLabel},
                 {u"loss_report"_s, m_ui->lossField, m_ui->lossHintLabel},
                 {kCorrects, m_ui->correctsField, m_ui->correctsHintLabel},
                 {u"old_passport_presented"_s, m_ui->presentedCombo, nullptr},
                 {u"evidence"_s, m_ui->attachButton, m_ui->scanHintLabel},
                 {u"note"_s, m_ui->noteField, nullptr},
                 {kMrz, m_ui->mrzField, nullptr}};
    for (const Entry &each : std::as_const(m_entries)) {
        each.field->installEventFilter(this);
        if (auto *line = qobject_cast<QLineEdit *>(each.field))
            connect(line, &QLineEdit::textChanged, this, [this, line] { onEdited(line); });
        else if (auto *combo = qobject_cast<QComboBox *>(each.field))
            connect(combo, &QComboBox::currentIndexChanged, this, [this, combo] { onEdited(combo); });
    }
    connect(m_ui->overrideField, &QLineEdit::textChanged, this, [this] { onEdited(m_ui->overrideField); });
    connect(m_ui->roleCombo, &QComboBox::currentIndexChanged, this, &FormPage::fillApplicant);
    connect(m_ui->reasonCombo, &QComboBox::currentIndexChanged, this, &FormPage::fillCorrection);
    connect(m_ui->restoreButton, &QAbstractButton::clicked, this, &FormPage::restoreEarlier);
    connect(m_ui->feeCheck, &QCheckBox::toggled, this, [this] { onEdited(m_ui->feeCheck); });
    connect(m_ui->lookAlikeNotice, &LookAlikeNotice::comparedChanged, this,
            [this] { onEdited(m_ui->lookAlikeNotice); });
    connect(m_ui->mrzField, &MrzField::edited, this, [this] {
        m_partial.clear();
        m_zoneSource = m_pastedInto == m_ui->mrzField ? FieldSource::Paste : FieldSource::Typed;
        m_pastedInto = nullptr;
        onZoneChanged();
        onEdited(m_ui->mrzField);
    });
    connect(m_ui->validationPanel, &ValidationPanel::acknowledged, this,
            [this](const QString &rule, bool on) {
                m_acknowledged.removeAll(rule);
                if (on)
                    m_acknowledged += rule;
                onEdited(m_ui->validationPanel);
            });
    connect(m_ui->validationPanel, &ValidationPanel::fieldWanted, this, &FormPage::goToField);
    connect(m_ui->errorSummary, &ErrorSummary::fieldWanted, this,
            [this](QWidget *field) { m_ui->formScroll->ensureWidgetVisible(field, 0, 48); });
    connect(m_ui->checkButton, &QAbstractButton::clicked, this, &FormPage::check);
    connect(m_ui->saveButton, &QAbstractButton::clicked, this, [this] { save(true); });
    connect(m_ui->backButton, &QAbstractButton::clicked, this, &FormPage::back);
    connect(m_ui->readAgainButton, &QAbstractButton::clicked, this, &FormPage::readAgain);

    connect(m_ui->attachButton, &QAbstractButton::clicked, this, [this] {
        prompts().chooseScans(window(), tr("Attach scans"),
                              [this](const QStringList &paths) { attach(paths); });
    });
    connect(m_ui->doubtfulCells, &DoubtfulCells::settled, this, [this](const QStringList &lines) {
        m_scanNotice.clear();
        fillZone(lines, FieldSource::Image);
    });
    connect(m_ui->doubtfulCells, &DoubtfulCells::givenUp, this, [this] {
        tellOfScan(Tone::Warn, tr("Nothing was filled from the picture. Read the passport with the reader, "
                                  "type it, or attach the picture again"));
        goToField(kMrz);
    });
    connect(m_ui->removeScanButton, &QAbstractButton::clicked, this, &FormPage::removeScan);
    connect(m_ui->scanPanel, &ScanPanel::pictureWanted, this, [this](const QString &sha256) {
        whenDone(desk().scan(sha256), this, [this, sha256](const Result<QImage> &picture) {
            if (picture)
                m_ui->scanPanel->setPicture(sha256, *picture);
            else
                m_ui->scanPanel->setTrouble(sha256, errorText(picture.error()));
        });
        if (m_ui->scanPanel->current().kind != EvidenceKind::DataPage)
            return;
        whenDone(zoneOf(sha256), this, [this, sha256](const Result<MrzImageReading> &zone) {
            if (zone)
                m_ui->scanPanel->setZone(sha256, *zone);
        });
    });
    setAcceptDrops(true);
    connect(&m_scanner, &ScanFolder::arrived, this, [this](const QString &path) {
        if (!m_arrived.contains(path))
            m_arrived += path;
        showArrived();
    });
    connect(&m_scanner, &ScanFolder::lost, this, [this](const QString &folder) {
        m_scannerLost = folder;
        showArrived();
    });
    connect(&m_scanner, &ScanFolder::found, this, [this] {
        m_scannerLost.clear();
        showArrived();
    });
    connect(m_ui->takeArrivedButton, &QAbstractButton::clicked, this, [this] {
        attach({m_arrived.takeFirst()});
        showArrived();
    });
    connect(m_ui->leaveArrivedButton, &QAbstractButton::clicked, this, [this] {
        m_arrived.removeFirst();
        showArrived();
    });

    m_judgeTimer.setSingleShot(true);
    m_judgeTimer.setInterval(0); // what one event changes in several fields is judged once
    connect(&m_judgeTimer, &QTimer::timeout, this, &FormPage::judge);
    m_saveTimer.setSingleShot(true);
    m_saveTimer.setInterval(kSaveDelay);
    connect(&m_saveTimer, &QTimer::timeout, this, [this] { save(false); });

    m_ui->errorSummary->hide();
    m_ui->noticeBanner->hide();
    m_ui->conflictBanner->hide();
    m_ui->conflictRows->hide();
    retranslate();
}

FormPage::~FormPage() = default;

QString FormPage::title() const
{
    const QString name = tr("Update passport information");
    return m_errors.isEmpty() ? name : tr("Error — %1").arg(name);
}

QAbstractButton *FormPage::primaryButton() const
{
    return m_ui->checkButton;
}

const Resident *FormPage::resident() const
{
    return m_loaded ? &m_draft.resident : nullptr;
}

std::optional<OpenCase> FormPage::openCase() const
{
    if (!m_loaded)
        return std::nullopt;
    const Resident &who = m_draft.resident;
    return OpenCase{inArabic() || who.nameEn.isEmpty() ? who.nameAr : who.nameEn, m_draft.reference};
}

void FormPage::activate(const QString &subject)
{
    if (subject.isEmpty())
        return;
    const QString id = subject.section(u' ', 0, 0);
    m_wantedField = subject.section(u' ', 1);
    m_loaded = false;
    m_errors.clear();
    m_ui->checkButton->setEnabled(false);
    const auto opened = [this](const Result<DraftView> &draft) {
        if (draft) {
            show(*draft);
            return;
        }
        m_ui->noticeBanner->Banner::show(StatusKind::Err, errorText(draft.error()));
        m_ui->noticeBanner->setVisible(true);
        emit frameChanged();
    };
    if (parseIdentityNumber(id).kind == IdentityKind::Invalid)
        request(desk().openDraft(id), opened);
    else
        request(desk().startCase(id), opened);
}

void FormPage::deactivate()
{
    if (m_dirty)
        save(false);
    m_judgeTimer.stop();
    m_scanner.watch({});
}

void FormPage::show(const DraftView &draft)
{
    m_draft = draft;
    m_loaded = true;
    m_judgement = draft.judgement;
    m_savedAt = draft.savedAt;
    m_partial.clear();
    m_conflicts.clear();
    m_ui->checkButton->setEnabled(true);
    m_ui->noticeBanner->setVisible(draft.returned.has_value());
    fillCombos();
    load(draft.form);
    clearErrors();
    retranslate();
    showJudgement();
    m_dirty = false;
    m_saveTimer.stop();
    watchScanner();
    emit frameChanged();

    const QString wanted = m_wantedField.isEmpty() ? draft.form.focusField : m_wantedField;
    goToField(entry(wanted) ? wanted : kMrz);
    m_ui->formScroll->ensureVisible(0, 0);
    if (entry(wanted))
        m_ui->formScroll->ensureWidgetVisible(entry(wanted)->field, 0, 48);
}

void FormPage::load(const DraftForm &draft)
{
    m_loading = true;
    const CaseContent &content = draft.content;
    m_ui->mrzField->setLines(content.mrz.value_or(QStringList()));
    m_ui->reasonCombo->setCurrentIndex(
        m_ui->reasonCombo->findData(codeOf(content.reason.value_or(UpdateReason::Renewed))));
    setValue(kNumber, content.passport.number);
    setValue(kRepeated, content.passport.numberRepeated.value_or(QString()));
    setValue(kIssuer, content.passport.issuer);
    setValue(kPlace, content.passport.placeOfIssue);
    setValue(kIssuedOn, content.passport.issuedOn);
    setValue(kExpiresOn, content.passport.expiresOn);
    m_ui->roleCombo->setCurrentIndex(
        m_ui->roleCombo->findData(codeOf(content.applicant.role.value_or(ApplicantRole::Self))));
    m_ui->applicantField->setText(content.applicant.role == ApplicantRole::Self ? QString()
                                                                                : content.applicant.id);
    m_ui->applicantNameField->setText(content.applicant.name);
    m_ui->authorisedField->setValue(content.applicant.authorisationExpiresOn);
    m_ui->lossField->setText(content.lossReport);
    m_ui->correctsField->setText(content.corrects);
    m_ui->presentedCombo->setCurrentIndex(m_ui->presentedCombo->findData(
        content.oldPassportPresented ? QVariant(*content.oldPassportPresented) : QVariant(QString())));
    m_ui->noteField->setText(content.note);
    m_ui->overrideField->setText(content.overrides.isEmpty() ? QString() : content.overrides.first().reason);
    m_ui->feeCheck->setChecked(content.feeRecorded);
    m_acknowledged = content.acknowledged;
    m_scans = content.evidence;
    m_zones.clear();
    m_scanNotice.clear();
    m_ui->doubtfulCells->stop();
    m_placeSuggested = draft.placeSuggested;
    m_ui->placeField->setChoices(m_draft.places.value(content.passport.issuer));
    m_readFields = QSet<QString>(draft.readFields.begin(), draft.readFields.end());
    m_ui->lookAlikeNotice->setNumber(cleanIdentifier(content.passport.number));
    m_ui->lookAlikeNotice->setCompared(draft.lookAlikesCompared);
    m_document = content.mrz ? parseMrz(*content.mrz, clock().todayInRiyadh()) : MrzDocument();
    m_sources.clear();
    m_zoneSource = content.provenance.value(kMrz).source;
    m_zoneReads = draft.zoneReads;
    m_zoneWhole = m_document.format.has_value();
    m_pastedInto = nullptr;
    m_ui->mrzField->setChecks(m_document.checks);
    m_ui->checkDigitList->setDocument(m_document);
    m_loading = false;
}

DraftForm FormPage::form() const
{
    DraftForm form;
    form.content = content();
    form.readFields = QStringList(m_readFields.begin(), m_readFields.end());
    form.readFields.sort();
    form.lookAlikesCompared = m_ui->lookAlikeNotice->isCompared();
    form.placeSuggested = m_placeSuggested;
    form.zoneReads = m_zoneReads;
    form.sources = m_sources;
    const bool twice =
        form.content.passport.numberRepeated && comparableNumber(*form.content.passport.numberRepeated) ==
                                                    comparableNumber(form.content.passport.number);
    const FieldSource numberSource = m_sources.value(kNumber, form.content.provenance.value(kNumber).source);
    if (twice && numberSource == FieldSource::Typed)
        form.sources.insert(kNumber, FieldSource::TypedTwice);
    const auto focused = std::find_if(m_entries.begin(), m_entries.end(),
                                      [](const Entry &each) { return each.field->hasFocus(); });
    if (focused != m_entries.end())
        form.focusField = focused->path;
    return form;
}

CaseContent FormPage::content() const
{
    CaseContent content = m_draft.form.content;
    content.iqamaNumber = m_draft.resident.iqamaNumber;
    content.reason = fromCode<UpdateReason>(m_ui->reasonCombo->currentData().toString());
    content.passport.number = value(kNumber);
    content.passport.issuer = value(kIssuer);
    content.passport.placeOfIssue = value(kPlace);
    content.passport.issuedOn = value(kIssuedOn);
    content.passport.expiresOn = value(kExpiresOn);
    const QStringList lines = m_ui->mrzField->lines();
    content.mrz = lines.isEmpty() ? std::nullopt : std::optional(lines);
    content.passport.numberRepeated =
        lines.isEmpty() && !value(kRepeated).isEmpty() ? std::optional(value(kRepeated)) : std::nullopt;
    content.applicant.role = fromCode<ApplicantRole>(m_ui->roleCombo->currentData().toString());
    const bool self = content.applicant.role == ApplicantRole::Self;
    content.applicant.id = self ? m_draft.resident.iqamaNumber : m_ui->applicantField->text();
    content.applicant.name = self ? QString() : m_ui->applicantNameField->text().trimmed();
    content.applicant.authorisationExpiresOn = self ? QString() : m_ui->authorisedField->value();
    content.lossReport = m_ui->lossField->text();
    content.corrects = isCorrection() ? m_ui->correctsField->text().trimmed() : QString();
    const QVariant presented = m_ui->presentedCombo->currentData();
    content.oldPassportPresented =
        content.reason == UpdateReason::Renewed && presented.typeId() == QMetaType::Bool
            ? std::optional(presented.toBool())
            : std::nullopt;
    content.feeRecorded = m_ui->feeCheck->isChecked();
    content.note = m_ui->noteField->text().trimmed();
    content.acknowledged = m_acknowledged;
    content.evidence = m_scans;
    content.overrides.clear();
    const QString reason = m_ui->overrideField->text().trimmed();
    for (const RuleOutcome &outcome : m_judgement.outcomes) {
        if (!reason.isEmpty() && outcome.state == RuleState::Found && outcome.overridable)
            content.overrides += {outcome.rule, reason};
    }
    return content;
}

QString FormPage::value(const QString &path) const
{
    QWidget *field = entry(path)->field;
    if (auto *date = qobject_cast<DateField *>(field))
        return date->value();
    if (auto *country = qobject_cast<CountryField *>(field))
        return country->value();
    return qobject_cast<QLineEdit *>(field)->text().trimmed();
}

void FormPage::setValue(const QString &path, const QString &value)
{
    QWidget *field = entry(path)->field;
    if (auto *date = qobject_cast<DateField *>(field))
        date->setValue(value);
    else if (auto *country = qobject_cast<CountryField *>(field))
        country->setValue(value);
    else if (auto *text = qobject_cast<TextField *>(field))
        text->fill(value);
}

const FormPage::Entry *FormPage::entry(const QString &path) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&path](const Entry &each) { return each.path == path; });
    return found == m_entries.end() ? nullptr : &*found;
}

void FormPage::goToField(const QString &path)
{
    if (const Entry *wanted = entry(path)) {
        wanted->field->setFocus(Qt::OtherFocusReason);
        m_ui->formScroll->ensureWidgetVisible(wanted->field, 0, 48);
    }
}

bool FormPage::takeRead(const QStringList &lines)
{
    return fillZone(lines, FieldSource::Reader);
}

bool FormPage::fillZone(const QStringList &lines, FieldSource source)
{
    if (!m_loaded)
        return false;
    m_partial.clear();
    m_zoneSource = source;
    m_zoneWhole = false; // it was read anew, whatever was there
    m_ui->mrzField->setLines(lines);
    onZoneChanged();
    onEdited(m_ui->mrzField);
    // The issue date is not in the zone: the next thing to type (ux.md MRZ-07).
    if (m_conflicts.isEmpty())
        goToField(value(kIssuedOn).isEmpty() ? kIssuedOn : value(kPlace).isEmpty() ? kPlace : kIssuedOn);
    return true;
}

void FormPage::takePartialRead(int characters, int expected)
{
    m_partial = {characters, expected};
    showReadState();
}

void FormPage::readAgain()
{
    m_partial.clear();
    m_ui->mrzField->setLines({});
    onZoneChanged();
    onEdited(m_ui->mrzField);
    m_ui->mrzField->setFocus();
}

void FormPage::onZoneChanged()
{
    const QStringList lines = m_ui->mrzField->lines();
    const bool whole = lines.size() == 2 && lines.at(0).size() == 44 && lines.at(1).size() == 44;
    m_document = whole ? parseMrz(lines, clock().todayInRiyadh()) : MrzDocument();
    if (!lines.isEmpty())
        stopAsking(); // the passport was read in another way
    m_ui->mrzField->setChecks(m_document.checks);
    m_ui->checkDigitList->setDocument(m_document);
    m_conflicts.clear();
    m_zoneReads += whole && !m_zoneWhole;
    m_zoneWhole = whole;
    if (!lines.isEmpty())
        m_sources.insert(kMrz, m_zoneSource);
    if (whole) {
        const QList<Conflict> read = {{kNumber, m_document.number},
                                      {kIssuer, m_document.issuer},
                                      {kExpiresOn, m_document.expiryDate.toString(Qt::ISODate)}};
        m_loading = true;
        for (const Conflict &each : read) {
            if (each.read.isEmpty())
                continue;
            const QString typed = value(each.path);
            if (typed.isEmpty() || m_readFields.contains(each.path)) {
                setValue(each.path, each.read);
                m_readFields += each.path;
                m_sources.insert(each.path, m_zoneSource);
            } else if (comparableNumber(typed) == comparableNumber(each.read)) {
                m_readFields += each.path;
            } else {
                m_conflicts += each;
            }
        }
        m_loading = false;
        m_ui->lookAlikeNotice->setNumber(cleanIdentifier(value(kNumber)));
    }
    suggestPlace();
    showConflicts();
    showReadState();
    showComparison();
    showConditionalRows();
}

void FormPage::onEdited(QWidget *field)
{
    if (m_loading || !m_loaded)
        return;
    for (const Entry &each : std::as_const(m_entries)) {
        if (each.field == field && field != m_ui->mrzField) {
            m_readFields.remove(each.path);
            m_sources.insert(each.path, m_pastedInto == field ? FieldSource::Paste : FieldSource::Typed);
        }
        if (each.field == field && m_errors.remove(each.path) > 0)
            setFailing(field, false);
    }
    m_pastedInto = nullptr;
    if (field == m_ui->placeField)
        m_placeSuggested = false;
    else if (field == m_ui->issuerField)
        suggestPlace();
    if (field == m_ui->numberField)
        m_ui->lookAlikeNotice->setNumber(cleanIdentifier(m_ui->numberField->text()));
    if (qobject_cast<ScanPanel *>(field) == nullptr)
        m_focusLeft = nullptr;
    m_dirty = true;
    m_judgeTimer.start();
    if (!m_saveTimer.isActive())
        m_saveTimer.start();
    showConditionalRows();
    showReadState();
}

void FormPage::suggestPlace()
{
    const QStringList places = m_draft.places.value(value(kIssuer));
    m_ui->placeField->setChoices(places);
    if (!m_placeSuggested && !value(kPlace).isEmpty())
        return;
    m_loading = true;
    setValue(kPlace, places.value(0));
    m_loading = false;
    m_placeSuggested = !places.isEmpty();
    if (m_placeSuggested)
        m_sources.insert(kPlace, FieldSource::Suggested);
}

void FormPage::judge()
{
    whenDone(desk().judge(m_draft.caseId, content()), this, [this](const Result<Judgement> &judgement) {
        if (!judgement)
            return;
        m_judgement = *judgement;
        showJudgement();
    });
}

void FormPage::showJudgement()
{
    m_ui->validationPanel->setJudgement(m_judgement, silentFields(), catalogue(), language());
    m_ui->lastUpdateLabel->setText(catalogue().word(m_judgement.caseType, language()));
    showConditionalRows();
}

QSet<QString> FormPage::silentFields() const
{
    QSet<QString> silent{u"declaration"_s}; // made on the check page
    for (const Entry &each : m_entries) {
        if (each.field->hasFocus() && each.field != m_ui->mrzField)
            silent += each.path;
    }
    return silent;
}

/// The record knows the head of household and the employer, earlier cases the employer's delegates: nobody
/// types what is known.
void FormPage::fillApplicant()
{
    if (m_loading || !m_loaded)
        return;
    const Resident &who = m_draft.resident;
    Applicant known;
    FieldSource source = FieldSource::Register;
    switch (
        fromCode<ApplicantRole>(m_ui->roleCombo->currentData().toString()).value_or(ApplicantRole::Self)) {
    case ApplicantRole::HeadOfHousehold:
        known.id = who.headId;
        known.name = m_draft.head ? m_draft.head->nameAr : QString();
        break;
    case ApplicantRole::DomesticEmployer:
        known.id = who.employerId;
        known.name = who.employerName;
        break;
    case ApplicantRole::EstablishmentDelegate:
        known.id = who.employerId;
        if (!m_draft.delegates.isEmpty()) {
            known = m_draft.delegates.first();
            source = FieldSource::Suggested;
        }
        break;
    case ApplicantRole::Self:
    case ApplicantRole::LegalAgent:
        break;
    }
    QStringList names;
    for (const Applicant &delegate : std::as_const(m_draft.delegates))
        names += delegate.name;
    m_ui->applicantNameField->setChoices(names);
    m_ui->applicantField->fill(known.id);
    m_ui->applicantNameField->fill(known.name);
    m_ui->authorisedField->setValue(known.authorisationExpiresOn);
    m_sources.insert(u"applicant.id"_s, FieldSource::Register);
    m_sources.insert(u"applicant.name"_s, source);
    m_sources.insert(u"applicant.authorisation_expires_on"_s, source);
}

bool FormPage::isCorrection() const
{
    return m_ui->reasonCombo->currentData().toString() == codeOf(UpdateReason::DataCorrection);
}

int FormPage::readsLeft() const
{
    return std::max(0, kReadsBeforeOverride - m_zoneReads);
}

/// The update that is wrong is nearly always the one that stands: nobody types its reference.
void FormPage::fillCorrection()
{
    if (m_loading || !m_loaded || !isCorrection() || !m_ui->correctsField->text().isEmpty())
        return;
    const auto recorded =
        std::find_if(m_draft.passports.begin(), m_draft.passports.end(),
                     [](const PassportRecord &each) { return each.state == PassportState::Active; });
    if (recorded == m_draft.passports.end() || recorded->caseReference.isEmpty())
        return;
    m_ui->correctsField->fill(recorded->caseReference);
    m_sources.insert(kCorrects, FieldSource::Register);
}

const PassportRecord *FormPage::earlierPassport() const
{
    const auto earlier =
        std::find_if(m_draft.passports.begin(), m_draft.passports.end(),
                     [](const PassportRecord &each) { return each.state != PassportState::Active; });
    return earlier == m_draft.passports.end() ? nullptr : &*earlier;
}

void FormPage::restoreEarlier()
{
    const PassportRecord *earlier = earlierPassport();
    if (!earlier)
        return;
    const Passport &passport = earlier->passport;
    for (const auto &[path, value] :
         {std::pair(kNumber, passport.number), std::pair(kRepeated, passport.number),
          std::pair(kIssuer, passport.issuer), std::pair(kIssuedOn, passport.issuedOn.toString(Qt::ISODate)),
          std::pair(kExpiresOn, passport.expiresOn.toString(Qt::ISODate))}) {
        setValue(path, value);
        m_sources.insert(path, FieldSource::Register);
    }
    goToField(value(kPlace).isEmpty() ? kPlace : kIssuedOn);
}

void FormPage::showCorrection()
{
    const bool visible = isCorrection();
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_ui->correctsLabel, m_ui->correctsField, m_ui->correctsHintLabel})
        widget->setVisible(visible);
    m_ui->restoreButton->setVisible(visible && earlierPassport());
    if (!visible || m_errors.contains(kCorrects))
        return;
    const QString reference = m_ui->correctsField->text().trimmed();
    const auto update =
        std::find_if(m_draft.passports.begin(), m_draft.passports.end(), [&](const PassportRecord &each) {
            return !reference.isEmpty() && each.caseReference == reference;
        });
    m_ui->correctsHintLabel->setTone(Tone::Text2);
    m_ui->correctsHintLabel->setText(
        update != m_draft.passports.end()
            ? tr("It recorded %1").arg(isolate(update->passport.number))
            : tr("The reference number of the update that is wrong, as on its receipt"));
}

bool FormPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste))
        m_pastedInto = qobject_cast<QWidget *>(watched);
    if (m_loaded && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)) {
        // The field that was left is judged from now on.
        m_judgeTimer.start();
        if (event->type() == QEvent::FocusIn) {
            auto *field = qobject_cast<QWidget *>(watched);
            const auto each = std::find_if(m_entries.cbegin(), m_entries.cend(),
                                           [field](const Entry &entry) { return entry.field == field; });
            const ZonePart part = each == m_entries.cend() ? ZonePart::None : zonePart(each->path);
            m_ui->scanPanel->showPart(part);
            if (part != ZonePart::None && m_ui->scanPanel->isVisible())
                m_ui->formScroll->ensureWidgetVisible(m_ui->scanPanel, 0, 0);
            m_ui->formScroll->ensureWidgetVisible(field, 0, 24);
        }
    }
    return Page::eventFilter(watched, event);
}

void FormPage::save(bool byHand)
{
    m_saveTimer.stop();
    if (!m_loaded)
        return;
    m_dirty = false;
    const DraftForm saved = form();
    whenDone(desk().saveDraft(m_draft.caseId, saved), this, [this, byHand](const Result<QDateTime> &at) {
        if (!at) {
            m_dirty = true;
            m_ui->savedLabel->setText(errorText(at.error()));
            return;
        }
        m_savedAt = *at;
        const QString time = isolate(displayTime(m_savedAt));
        m_ui->savedLabel->setText(byHand ? tr("Draft saved %1").arg(time)
                                         : tr("Draft saved automatically %1").arg(time));
    });
}

void FormPage::check()
{
    if (!m_loaded || isBusy())
        return;
    m_judgeTimer.stop();
    m_saveTimer.stop();
    m_dirty = false;
    request(desk().saveDraft(m_draft.caseId, form()), [this](const Result<QDateTime> &saved) {
        if (!saved) {
            m_dirty = true;
            m_ui->noticeBanner->Banner::show(StatusKind::Err, errorText(saved.error()));
            m_ui->noticeBanner->setVisible(true);
            return;
        }
        request(desk().judge(m_draft.caseId, content()), [this](const Result<Judgement> &judgement) {
            if (!judgement)
                return;
            m_judgement = *judgement;
            QList<Finding> blocks;
            for (const Finding &finding : std::as_const(m_judgement.findings)) {
                // The declaration stands on the check page.
                if (finding.severity == Severity::Block && finding.field != "declaration"_L1)
                    blocks += finding;
            }
            if (isCorrection() && content().corrects.isEmpty())
                blocks += {u"FM-001"_s, Severity::Block, kCorrects, {{u"field"_s, kCorrects}}, false};
            // What no field can mend is explained, once everything else is mended.
            const bool explain =
                !blocks.isEmpty() && std::all_of(blocks.begin(), blocks.end(), needsExplanation);
            showErrors(explain ? QList<Finding>() : blocks);
            showJudgement();
            if (explain)
                emit goTo(PageId::Ineligible, m_draft.caseId);
            else if (blocks.isEmpty())
                emit goTo(PageId::Check, m_draft.caseId);
        });
    });
}

void FormPage::showErrors(const QList<Finding> &findings)
{
    clearErrors();
    QList<ErrorSummary::Line> lines;
    for (const Finding &finding : findings) {
        const QString text = catalogue().ruleMessage(finding, language(), Isolation::Isolated);
        const Entry *each = entry(finding.field);
        QWidget *field = each && each->field->isVisible() ? each->field : nullptr;
        if (!field && finding.rule == "FM-009"_L1)
            field = m_ui->repeatField;
        lines += {text, field ? field : m_ui->mrzField};
        if (each && !m_errors.contains(each->path)) {
            m_errors.insert(each->path, text);
            setFailing(each->field, true);
            each->field->setAccessibleDescription(tr("Error: %1").arg(withoutBidiControls(text)));
            if (auto *hint = qobject_cast<TextLabel *>(each->hint)) {
                hint->setText(text);
                hint->setTone(Tone::Err);
                hint->show();
            }
        }
    }
    m_ui->errorSummary->show(lines);
    if (!lines.isEmpty())
        m_ui->formScroll->ensureVisible(0, 0);
    emit frameChanged();
}

void FormPage::clearErrors()
{
    m_errors.clear();
    for (const Entry &each : std::as_const(m_entries)) {
        setFailing(each.field, false);
        if (each.field != m_ui->mrzField)
            each.field->setAccessibleDescription(QString());
    }
    m_ui->errorSummary->show({});
    showReadState();
}

void FormPage::back()
{
    if (m_dirty)
        save(false);
    emit goBack();
}

void FormPage::showRecorded()
{
    const Resident &who = m_draft.resident;
    const Passport &passport = who.passport;
    const QString none = tr("None on record");
    m_ui->recordedNumberLabel->setText(passport.isEmpty() ? none : passport.number);
    m_ui->recordedIssuerLabel->setText(
        passport.issuer.isEmpty()
            ? QString()
            : u"%1 %2"_s.arg(isolate(passport.issuer), issuerName(passport.issuer, language())));
    m_ui->recordedIssuedDateLabel->setText(displayDate(passport.issuedOn));
    m_ui->recordedIssuedLabel->setText(hijriDate(passport.issuedOn, language()));
    m_ui->recordedExpiresDateLabel->setText(displayDate(passport.expiresOn));
    const qint64 past = passport.expiresOn.daysTo(clock().todayInRiyadh());
    m_ui->recordedExpiresLabel->setText(passport.expiresOn.isValid() && past > 0
                                            ? tr("Expired %n days ago", nullptr, int(past))
                                            : hijriDate(passport.expiresOn, language()));
    m_ui->recordedExpiresLabel->setTone(passport.expiresOn.isValid() && past > 0 ? Tone::Warn : Tone::Text2);
}

void FormPage::showComparison()
{
    const Resident &who = m_draft.resident;
    const QString recorded = who.nameEn.toUpper();
    const QString read = readName(m_document);
    const TextDiff diff = read.isEmpty() ? TextDiff() : diffOf(recorded, read);
    m_ui->readNameDiff->setValue(DiffLabel::Side::After, read.isEmpty() ? tr("Not read yet") : read,
                                 diff.after, !read.isEmpty());
    m_ui->recordedNameDiff->setValue(DiffLabel::Side::Before, recorded, diff.before, true);
    const auto person = [this](const PartialDate &birth, const std::optional<Sex> &sex) {
        QStringList parts;
        if (!birth.isEmpty())
            parts += isolate(shownPartial(birth));
        if (sex)
            parts += catalogue().word(*sex, language());
        return parts.join(inArabic() ? u"، "_s : u", "_s);
    };
    const QString readPerson = person(m_document.birthDate, m_document.sex);
    m_ui->readBirthLabel->setText(readPerson.isEmpty() ? tr("Not read yet") : readPerson);
    m_ui->recordedBirthLabel->setText(person(who.birthDate, who.sex));
}

void FormPage::showReadState()
{
    const QStringList lines = m_ui->mrzField->lines();
    qsizetype length = 0;
    for (const QString &line : lines)
        length += line.size();
    const int failing =
        int(std::count_if(m_document.problems.begin(), m_document.problems.end(), [](MrzProblem problem) {
            return problem == MrzProblem::NumberCheck || problem == MrzProblem::BirthDateCheck ||
                   problem == MrzProblem::ExpiryDateCheck || problem == MrzProblem::OptionalCheck;
        }));
    if (!m_partial.isEmpty())
        m_ui->readStatusLabel->setStatus(
            StatusKind::Err,
            tr("Partial read: %1 of %2 characters. Swipe again")
                .arg(isolate(QString::number(m_partial.at(0))), isolate(QString::number(m_partial.at(1)))));
    else if (lines.isEmpty())
        m_ui->readStatusLabel->setStatus(StatusKind::Info, tr("Ready to read the passport"));
    else if (!m_document.format)
        m_ui->readStatusLabel->setStatus(
            StatusKind::Warn,
            tr("%1 of %2 characters").arg(isolate(QString::number(length)), isolate(u"88"_s)));
    else if (m_document.valid)
        m_ui->readStatusLabel->setStatus(
            StatusKind::Ok, tr("Read, %1 of %2 characters").arg(isolate(u"88"_s), isolate(u"88"_s)));
    else if (failing > 0)
        m_ui->readStatusLabel->setStatus(StatusKind::Warn,
                                         tr("Read, %n check digits fail", nullptr, failing));
    else
        m_ui->readStatusLabel->setStatus(StatusKind::Warn, tr("Read, with a problem"));

    const auto hint = [this](const QString &path, TextLabel *label, const QString &help) {
        if (m_errors.contains(path))
            return;
        const bool read = m_readFields.contains(path);
        label->setTone(read ? Tone::Ok : Tone::Text2);
        label->setText(read ? (help.isEmpty() ? tr("From the read") : tr("From the read. %1").arg(help))
                            : help);
    };
    hint(kNumber, m_ui->numberHintLabel, {});
    hint(kIssuedOn, m_ui->issuedHintLabel,
         m_ui->issuedField->date().isValid()
             ? hijriDate(m_ui->issuedField->date(), language())
             : tr("As printed in the passport, for example %1").arg(isolate(u"16 08 2021"_s)));
    hint(kExpiresOn, m_ui->expiresHintLabel, hijriDate(m_ui->expiresField->date(), language()));
    const bool wrong = m_errors.contains(kIssuer) || m_errors.contains(kPlace);
    m_ui->issuerHintLabel->setVisible(wrong || m_placeSuggested);
    if (!wrong) {
        m_ui->issuerHintLabel->setTone(Tone::Warn);
        m_ui->issuerHintLabel->setText(
            m_placeSuggested ? tr("The place is the usual one of earlier cases: compare it with the passport")
                             : QString());
    }
}

void FormPage::showConflicts()
{
    qDeleteAll(m_ui->conflictRows->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    auto *column = m_ui->conflictRows->layout();
    while (QLayoutItem *item = column->takeAt(0))
        delete item;
    m_ui->conflictBanner->setVisible(!m_conflicts.isEmpty());
    m_ui->conflictRows->setVisible(!m_conflicts.isEmpty());
    if (m_conflicts.isEmpty())
        return;
    m_ui->conflictBanner->Banner::show(StatusKind::Warn, tr("The read differs from what was typed"),
                                       tr("Look at the passport and choose for each field."));
    for (const Conflict &conflict : std::as_const(m_conflicts)) {
        const auto shown = [&](const QString &text) {
            return isolate(conflict.path == kExpiresOn ? DateField::shown(text) : text);
        };
        auto *line = new QWidget(m_ui->conflictRows);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(16, 0, 16, 0);
        const QString name = catalogue().fieldName(conflict.path, language());
        row->addWidget(new TextLabel(TextLabel::Kind::Body, name, line), 1);
        const auto choice = [&](const QString &text, const char *objectName, bool useRead) {
            auto *button = new ActionButton(line);
            button->setObjectName(QLatin1String(objectName));
            button->setKind(ActionButton::Kind::Small);
            button->setText(text);
            connect(button, &QAbstractButton::clicked, this, [this, conflict, useRead] {
                if (useRead) {
                    setValue(conflict.path, conflict.read);
                    m_readFields += conflict.path;
                    m_sources.insert(conflict.path, m_zoneSource);
                }
                m_conflicts.removeIf([&](const Conflict &each) { return each.path == conflict.path; });
                // After this click: the row holds the button that was clicked.
                QMetaObject::invokeMethod(this, &FormPage::showConflicts, Qt::QueuedConnection);
                goToField(conflict.path);
            });
            row->addWidget(button);
        };
        choice(tr("Use the read %1").arg(shown(conflict.read)), "useReadButton", true);
        choice(tr("Keep the typed %1").arg(shown(value(conflict.path))), "keepTypedButton", false);
        column->addWidget(line);
    }
    // Choosing is the next thing to do.
    if (auto *first = m_ui->conflictRows->findChild<ActionButton *>())
        first->setFocus(Qt::OtherFocusReason);
}

void FormPage::showConditionalRows()
{
    const auto setRow = [](std::initializer_list<QWidget *> widgets, bool visible) {
        for (QWidget *widget : widgets)
            widget->setVisible(visible);
    };
    const bool typedNumber = m_ui->mrzField->isEmpty() && !m_ui->numberField->text().isEmpty();
    setRow({m_ui->repeatLabel, m_ui->repeatField, m_ui->repeatHintLabel}, typedNumber);
    const QString role = m_ui->roleCombo->currentData().toString();
    const bool other = !role.isEmpty() && role != codeOf(ApplicantRole::Self);
    setRow({m_ui->applicantLabel, m_ui->applicantField, m_ui->applicantNameField, m_ui->applicantHintLabel},
           other);
    setRow({m_ui->authorisedLabel, m_ui->authorisedField, m_ui->authorisedHintLabel},
           role == codeOf(ApplicantRole::EstablishmentDelegate) || role == codeOf(ApplicantRole::LegalAgent));
    setRow({m_ui->lossLabel, m_ui->lossField, m_ui->lossHintLabel},
           m_ui->reasonCombo->currentData().toString() == codeOf(UpdateReason::ReplacedLost));
    setRow({m_ui->presentedLabel, m_ui->presentedCombo},
           m_ui->reasonCombo->currentData().toString() == codeOf(UpdateReason::Renewed));
    showScans();
    const bool overridable =
        std::any_of(m_judgement.outcomes.begin(), m_judgement.outcomes.end(), [](const RuleOutcome &outcome) {
            return outcome.state == RuleState::Found && outcome.overridable;
        });
    const bool entered = !m_ui->overrideField->text().isEmpty();
    setRow({m_ui->overrideLabel, m_ui->overrideHintLabel}, overridable || entered);
    m_ui->overrideField->setVisible(entered || (overridable && readsLeft() == 0));
    m_ui->overrideHintLabel->setText(
        m_ui->overrideField->isHidden()
            ? tr("Read the passport again %n times first; it may be the read that is wrong", nullptr,
                 readsLeft())
            : tr("The supervisor reads it"));
    showCorrection();
}

void FormPage::showScans()
{
    QStringList words;
    for (const EvidenceKind kind : std::as_const(m_judgement.evidence)) {
        const bool there = std::any_of(m_scans.begin(), m_scans.end(),
                                       [kind](const EvidenceItem &scan) { return scan.kind == kind; });
        const QString name = catalogue().word(kind, language());
        words += there ? tr("%1: attached").arg(name) : tr("%1: not attached").arg(name);
    }
    if (m_scanNotice.isEmpty()) {
        m_ui->scanHintLabel->setText(words.join(inArabic() ? u"، "_s : u", "_s));
        m_ui->scanHintLabel->setTone(Tone::Text2);
    }
    m_ui->removeScanButton->setVisible(!m_scans.isEmpty());
    m_ui->scanPanel->setScans(m_scans, catalogue(), language());
}

void FormPage::attach(const QStringList &paths)
{
    for (const QString &path : paths)
        attach(desk().takeScan(chosenKind(), path));
}

EvidenceKind FormPage::chosenKind() const
{
    return fromCode<EvidenceKind>(m_ui->scanKindCombo->currentData().toString())
        .value_or(EvidenceKind::DataPage);
}

void FormPage::tellOfScan(Tone tone, const QString &words)
{
    m_scanNotice = words;
    m_ui->scanHintLabel->setTone(tone);
    m_ui->scanHintLabel->setText(words);
}

void FormPage::attach(const QFuture<Result<QList<EvidenceItem>>> &taken)
{
    m_focusLeft = focusWidget();
    tellOfScan(Tone::Text2, tr("Reading the scan"));
    request(taken, [this](const Result<QList<EvidenceItem>> &items) {
        if (!items) {
            tellOfScan(Tone::Err, errorText(items.error()));
            return;
        }
        for (const EvidenceItem &item : *items) {
            if (!m_scans.contains(item))
                m_scans += item;
        }
        m_scanNotice.clear();
        showScans();
        // The next kind that is wanted and not there.
        for (const EvidenceKind kind : std::as_const(m_judgement.evidence)) {
            if (std::none_of(m_scans.begin(), m_scans.end(),
                             [kind](const EvidenceItem &scan) { return scan.kind == kind; })) {
                m_ui->scanKindCombo->setCurrentIndex(m_ui->scanKindCombo->findData(codeOf(kind)));
                break;
            }
        }
        onEdited(m_ui->scanPanel);
        if (items->first().kind == EvidenceKind::DataPage && m_ui->mrzField->isEmpty())
            readZoneOf(items->first());
    });
}

/// Fills the zone from the picture only where no character is in doubt; what is in doubt a person reads.
void FormPage::readZoneOf(const EvidenceItem &scan)
{
    tellOfScan(Tone::Text2, tr("Reading the machine-readable zone on the picture"));
    whenDone(zoneOf(scan.sha256), this, [this, scan](const Result<MrzImageReading> &reading) {
        m_scanNotice.clear();
        showScans();
        if (!m_ui->mrzField->isEmpty() || !m_scans.contains(scan))
            return;
        if (reading && reading->accepted())
            fillZone(reading->lines(), FieldSource::Image);
        else if (!reading)
            tellOfScan(Tone::Warn, errorText(reading.error()));
        else if (!reading->found())
            tellOfScan(Tone::Warn, tr("No machine-readable zone was found on the picture. Read the passport "
                                      "with the reader or type it"));
        else if (reading->doubtfulCells() == 0)
            tellOfScan(Tone::Warn, tr("The zone on the picture is not certain. Read the passport with the "
                                      "reader or type it"));
        else if (reading->doubtfulCells() > DoubtfulCells::kMost)
            tellOfScan(Tone::Warn, tr("Too little of the zone can be told on the picture. Scan it again at a "
                                      "finer resolution, or read the passport with the reader"));
        else
            askForCells(scan.sha256, *reading);
    });
}

QFuture<Result<MrzImageReading>> FormPage::zoneOf(const QString &sha256)
{
    auto &zone = m_zones[sha256];
    if (!zone.isValid() || zone.isCanceled() || (zone.isFinished() && !zone.result()))
        zone = desk().readZone(sha256);
    return zone;
}

void FormPage::askForCells(const QString &sha256, const MrzImageReading &reading)
{
    whenDone(desk().scan(sha256), this, [this, reading](const Result<QImage> &picture) {
        if (!picture || !m_ui->mrzField->isEmpty())
            return;
        m_ui->doubtfulCells->start(reading, *picture);
        tellOfScan(Tone::Warn, tr("%n characters of the zone have to be confirmed, above", nullptr,
                                  reading.doubtfulCells()));
        // Whoever went on in another field meanwhile is not taken out of it.
        if (m_focusLeft != nullptr && m_focusLeft == focusWidget())
            m_ui->doubtfulCells->setFocus(Qt::OtherFocusReason);
    });
}

void FormPage::stopAsking()
{
    if (!m_ui->doubtfulCells->isUnderWay())
        return;
    m_ui->doubtfulCells->stop();
    m_scanNotice.clear();
    showScans();
}

void FormPage::removeScan()
{
    m_scans.removeOne(m_ui->scanPanel->current());
    m_ui->doubtfulCells->stop();
    m_scanNotice.clear();
    showScans();
    onEdited(m_ui->scanPanel);
}

void FormPage::watchScanner()
{
    // What nobody took or left stays on offer, to the same person.
    if (const QString person = desk().actor().userId; person != std::exchange(m_arrivedFor, person))
        m_arrived.clear();
    m_scannerLost.clear();
    showArrived();
    whenDone(desk().info(), this, [this](const Result<DeskInfo> &info) {
        if (info && isVisible())
            m_scanner.watch(info->scannerFolder);
    });
}

void FormPage::showArrived()
{
    const bool offered = !m_arrived.isEmpty();
    const bool lost = !m_scannerLost.isEmpty();
    StatusLabel *words = m_ui->scannerStatusLabel;
    const auto shown = [words](const QString &name) {
        return isolate(words->fontMetrics().elidedText(name, Qt::ElideMiddle, kMostNameWidth));
    };
    if (offered)
        words->setStatus(
            StatusKind::Info,
            tr("A file came from the scanner: %1").arg(shown(QFileInfo(m_arrived.first()).fileName())));
    else if (lost)
        words->setStatus(StatusKind::Warn,
                         tr("The scanner's folder %1 cannot be reached. It is looked for again")
                             .arg(shown(m_scannerLost)));
    m_ui->scannerStrip->setVisible(offered || lost);
    m_ui->takeArrivedButton->setVisible(offered);
    m_ui->leaveArrivedButton->setVisible(offered);
}

bool FormPage::takeDrop(const QMimeData *mime)
{
    if (!m_loaded)
        return false;
    QStringList paths;
    const QList<QUrl> urls = mime->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths += url.toLocalFile();
    }
    attach(paths);
    if (paths.isEmpty() && mime->hasImage()) {
        attach(desk().takeScan(chosenKind(), mime->imageData().value<QImage>()));
        return true;
    }
    return !paths.isEmpty();
}

void FormPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasImage())
        event->acceptProposedAction();
}

void FormPage::dropEvent(QDropEvent *event)
{
    if (takeDrop(event->mimeData()))
        event->acceptProposedAction();
}

void FormPage::keyPressEvent(QKeyEvent *event)
{
    // A picture or file that was copied; text goes to the field that has the focus.
    const bool pastes = event->matches(QKeySequence::Paste) ||
                        (event->key() == Qt::Key_Insert && event->modifiers() == Qt::ShiftModifier);
    if (pastes && takeDrop(QGuiApplication::clipboard()->mimeData())) {
        event->accept();
        return;
    }
    Page::keyPressEvent(event);
}

void FormPage::enterPressed(QWidget *field, bool forward)
{
    Page::enterPressed(field, forward);
    // The scan stands among the fields, but which one is shown is no field of the form.
    QWidget *reached = focusWidget();
    if (reached != nullptr && reached != field && m_ui->scanPanel->isAncestorOf(reached) &&
        !m_ui->scanPanel->isAncestorOf(field))
        Page::enterPressed(reached, forward);
}

void FormPage::fillCombos()
{
    m_loading = true;
    const QVariant kind = m_ui->scanKindCombo->currentData();
    m_ui->scanKindCombo->clear();
    for (const auto &[value, code] : Codes<EvidenceKind>::kCodes)
        m_ui->scanKindCombo->addItem(catalogue().word(value, language()), QString::fromUtf16(code));
    m_ui->scanKindCombo->setCurrentIndex(std::max(0, m_ui->scanKindCombo->findData(kind)));
    fillCombo<UpdateReason>(m_ui->reasonCombo, catalogue(), language());
    fillCombo<ApplicantRole>(m_ui->roleCombo, catalogue(), language());
    const int presented = std::max(0, m_ui->presentedCombo->currentIndex());
    m_ui->presentedCombo->clear();
    m_ui->presentedCombo->addItem(QString(), QString());
    m_ui->presentedCombo->addItem(tr("Presented"), true);
    m_ui->presentedCombo->addItem(tr("Not presented"), false);
    m_ui->presentedCombo->setCurrentIndex(presented);
    m_loading = false;
}

void FormPage::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->issuerField->setLanguage(language());
    showArrived();
    m_scanNotice.clear(); // in the other language
    fillCombos();
    if (!m_loaded) {
        m_ui->readStatusLabel->setStatus(StatusKind::Info, tr("Ready to read the passport"));
        showConditionalRows();
        return;
    }
    if (m_draft.returned) {
        const DecisionView &decision = *m_draft.returned;
        QStringList reasons;
        if (const auto reason = fromCode<DecisionReason>(decision.reason))
            reasons += catalogue().word(*reason, language());
        if (!decision.comment.isEmpty())
            reasons += isolateAuto(decision.comment);
        m_ui->noticeBanner->Banner::show(
            StatusKind::Warn,
            tr("Returned for correction by %1")
                .arg(isolateAuto(inArabic() ? decision.deciderNameAr : decision.deciderNameEn)),
            reasons.join(inArabic() ? u"، "_s : u", "_s));
    }
    showRecorded();
    showComparison();
    showReadState();
    showConflicts();
    showJudgement();
    m_ui->savedLabel->setText(m_savedAt.isValid()
                                  ? tr("Draft saved automatically %1").arg(isolate(displayTime(m_savedAt)))
                                  : QString());
}

} // namespace desk
