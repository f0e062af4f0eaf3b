#pragma once

#include "domain/casecontent.h"
#include "domain/mrzimage.h"
#include "text/catalogue.h"

#include <QImage>
#include <QWidget>

class QComboBox;

namespace desk
{

class ActionButton;
class ScanView;
class TextLabel;

/// What of a data page's zone a field of the form stands for.
enum class ZonePart { None, Lines, Number, ExpiryDate };

/// The scans of a case, one at a time. Whoever owns the panel brings the pictures it asks for.
class ScanPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ScanPanel(QWidget *parent = nullptr);

    /// Shows the last one that is new, else the one that was shown.
    void setScans(const QList<EvidenceItem> &scans, const Catalogue &catalogue, Language language);
    /// The one shown; an empty hash when there is none.
    EvidenceItem current() const;
    void setPicture(const QString &sha256, const QImage &picture);
    /// Where the zone stands in the picture, once it was read.
    void setZone(const QString &sha256, const MrzImageReading &zone);
    /// The part of the zone to bring near when it is known where it stands, else the whole picture.
    void showPart(ZonePart part);
    void setTrouble(const QString &sha256, const QString &message);

signals:
    void pictureWanted(const QString &sha256);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showCurrent();
    void bringNear();
    void retranslate();

    QList<EvidenceItem> m_scans;
    MrzImageReading m_zone; ///< of the one shown
    bool m_seen = false;    ///< its picture is here
    ZonePart m_part = ZonePart::None;
    QComboBox *m_choice;
    ScanView *m_view;
    TextLabel *m_trouble;
    ActionButton *m_larger;
    ActionButton *m_smaller;
    ActionButton *m_turn;
};

} // namespace desk
