#pragma once

#include "service/scanfolder.h"
#include "ui/frame/page.h"
#include "ui/theme/theme.h"

#include <QFuture>
#include <QHash>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <memory>

class QLabel;
class QLineEdit;
class QMimeData;

namespace desk
{

namespace Ui
{
class FormPage;
}

/// Entering a renewed passport: the read zone, the fields beside what is on record, every rule's state as one
/// types. What is typed is saved within two seconds and comes back after a crash.
///
/// The subject is an iqama number (a new case), a case id (its draft), or a case id, a blank and the path of
/// the field to go to.
class FormPage final : public Page
{
    Q_OBJECT

public:
    explicit FormPage(const PageContext &context, QWidget *parent = nullptr);
    ~FormPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    void deactivate() override;
    QAbstractButton *primaryButton() const override;
    const Resident *resident() const override;
    int step() const override { return 0; }
    std::optional<OpenCase> openCase() const override;
    bool takeRead(const QStringList &lines) override;
    void takePartialRead(int characters, int expected) override;
    bool acceptsReader() const override { return true; }

protected:
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterPressed(QWidget *field, bool forward) override;

private:
    /// A field of the form and the path it has in the case file.
    struct Entry {
        QString path;
        QWidget *field;
        QLabel *hint; ///< error or help beside it
    };
    /// A value read that differs from the one typed (ux.md MRZ-07).
    struct Conflict {
        QString path;
        QString read;
    };

    void show(const DraftView &draft);
    void showRecorded();
    void showComparison();
    void showReadState();
    void showConflicts();
    void showConditionalRows();
    void showScans();
    void attach(const QStringList &paths);
    void attach(const QFuture<Result<QList<EvidenceItem>>> &taken);
    void removeScan();
    /// Watches the scanner's folder for as long as the form is open.
    void watchScanner();
    void showArrived();
    EvidenceKind chosenKind() const;
    void tellOfScan(Tone tone, const QString &words);
    void readZoneOf(const EvidenceItem &scan);
    /// Reads a scan's zone once for as long as the form shows the same case.
    QFuture<Result<MrzImageReading>> zoneOf(const QString &sha256);
    /// Asks for the doubtful characters of a zone, beside their picture.
    void askForCells(const QString &sha256, const MrzImageReading &reading);
    void stopAsking();
    void fillApplicant();
    void fillCorrection();
    /// The newest of the history that is not in force; nullptr: there is none.
    const PassportRecord *earlierPassport() const;
    void restoreEarlier();
    void showCorrection();
    bool fillZone(const QStringList &lines, FieldSource source);
    /// How often the zone has to be read anew before a deviation of the issuer may be entered (domain.md,
    /// B*).
    int readsLeft() const;
    bool isCorrection() const;
    /// False when there is neither file nor picture in it.
    bool takeDrop(const QMimeData *mime);
    void fillCombos();
    void load(const DraftForm &form);
    DraftForm form() const;
    CaseContent content() const;
    QString value(const QString &path) const;
    void setValue(const QString &path, const QString &value);
    const Entry *entry(const QString &path) const;
    void goToField(const QString &path);

    void onEdited(QWidget *field);
    void suggestPlace();
    void onZoneChanged();
    void readAgain();
    void judge();
    void showJudgement();
    QSet<QString> silentFields() const;
    void save(bool byHand);
    void check();
    void showErrors(const QList<Finding> &findings);
    void clearErrors();
    void back();

    const std::unique_ptr<Ui::FormPage> m_ui;
    QList<Entry> m_entries;
    DraftView m_draft;
    Judgement m_judgement;
    MrzDocument m_document;
    QList<Conflict> m_conflicts;
    QSet<QString> m_readFields;
    QMap<QString, FieldSource> m_sources; ///< of what was touched since the draft was opened
    FieldSource m_zoneSource = FieldSource::Typed;
    int m_zoneReads = 0;
    bool m_zoneWhole = false;
    const QWidget *m_pastedInto = nullptr; ///< until its text has changed
    QStringList m_acknowledged;
    QList<EvidenceItem> m_scans;
    QHash<QString, QFuture<Result<MrzImageReading>>> m_zones; ///< by the scan's hash
    ScanFolder m_scanner;
    QString m_scannerLost; ///< the folder that cannot be reached; empty: it can
    QStringList m_arrived; ///< files of the scanner that are offered
    QString m_arrivedFor;  ///< the person they are offered to
    QString m_scanNotice;  ///< what came of the last scan, until the scans change; empty: nothing to tell
    QPointer<QWidget> m_focusLeft; ///< had the focus when a scan was attached, and nobody typed since
    bool m_placeSuggested = false;
    QMap<QString, QString> m_errors; ///< path → sentence, after a check
    QString m_wantedField;
    QTimer m_judgeTimer;
    QTimer m_saveTimer;
    QDateTime m_savedAt;
    QList<int> m_partial; ///< characters that came and were expected; empty: no broken read
    bool m_loaded = false;
    bool m_loading = false;
    bool m_dirty = false;
};

} // namespace desk
