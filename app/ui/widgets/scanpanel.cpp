#include "ui/widgets/scanpanel.h"

#include "base/bidi.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/scanview.h"
#include "ui/widgets/textlabel.h"

#include <QComboBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk
{

ScanPanel::ScanPanel(QWidget *parent)
    : QWidget(parent)
    , m_choice(new QComboBox(this))
    , m_view(new ScanView(this))
    , m_trouble(new TextLabel(TextLabel::Kind::Small, {}, this))
    , m_larger(new ActionButton(this))
    , m_smaller(new ActionButton(this))
    , m_turn(new ActionButton(this))
{
    m_choice->setObjectName(u"scanCombo"_s);
    m_view->setObjectName(u"scanView"_s);
    m_larger->setObjectName(u"largerButton"_s);
    m_smaller->setObjectName(u"smallerButton"_s);
    m_turn->setObjectName(u"turnButton"_s);
    m_trouble->setWordWrap(true);
    m_trouble->setTone(Tone::Err);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_choice);
    column->addWidget(m_view);
    column->addWidget(m_trouble);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (ActionButton *button : {m_larger, m_smaller, m_turn}) {
        button->setKind(ActionButton::Kind::Small);
        row->addWidget(button);
    }
    row->addStretch(1);
    column->addLayout(row);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ScanPanel::showCurrent);
    connect(m_larger, &QAbstractButton::clicked, m_view, &ScanView::zoomIn);
    connect(m_smaller, &QAbstractButton::clicked, m_view, &ScanView::zoomOut);
    connect(m_turn, &QAbstractButton::clicked, m_view, &ScanView::turn);
    retranslate();
}

void ScanPanel::setScans(const QList<EvidenceItem> &scans, const Catalogue &catalogue, Language language)
{
    const QString before = current().sha256;
    const bool grown = scans.size() > m_scans.size();
    m_scans = scans;
    {
        const QSignalBlocker blocker(m_choice);
        m_choice->clear();
        for (const EvidenceItem &scan : scans)
            m_choice->addItem(catalogue.word(scan.kind, language) +
                              (scan.file.isEmpty() ? QString() : u" "_s + isolate(scan.file)));
        const auto same = std::find_if(scans.begin(), scans.end(),
                                       [&before](const EvidenceItem &scan) { return scan.sha256 == before; });
        m_choice->setCurrentIndex(grown || same == scans.end() ? int(scans.size()) - 1
                                                               : int(same - scans.begin()));
    }
    setVisible(!scans.isEmpty());
    if (current().sha256 != before)
        showCurrent();
}

EvidenceItem ScanPanel::current() const
{
    return m_scans.value(m_choice->currentIndex());
}

void ScanPanel::showCurrent()
{
    m_zone = {};
    m_seen = false;
    m_view->setPicture({});
    m_view->setAccessibleName(m_choice->currentText());
    m_trouble->hide();
    if (const QString sha256 = current().sha256; !sha256.isEmpty())
        emit pictureWanted(sha256);
}

void ScanPanel::setPicture(const QString &sha256, const QImage &picture)
{
    if (current().sha256 != sha256)
        return;
    m_view->setPicture(picture);
    m_seen = true;
    bringNear();
}

void ScanPanel::setZone(const QString &sha256, const MrzImageReading &zone)
{
    if (current().sha256 != sha256)
        return;
    m_zone = zone;
    bringNear();
}

void ScanPanel::showPart(ZonePart part)
{
    m_part = part;
    bringNear();
}

void ScanPanel::bringNear()
{
    if (!m_seen)
        return;
    ImageQuad where{};
    if (m_part == ZonePart::Lines)
        where = m_zone.band;
    else if (m_part == ZonePart::Number)
        where = m_zone.span(1, 0, 8);
    else if (m_part == ZonePart::ExpiryDate)
        where = m_zone.span(1, 21, 26);
    QPolygonF part;
    for (const ImagePoint &corner : where)
        part += QPointF(corner.x, corner.y);
    m_view->showPart(m_zone.found() && m_part != ZonePart::None ? part : QPolygonF());
}

void ScanPanel::setTrouble(const QString &sha256, const QString &message)
{
    if (current().sha256 != sha256)
        return;
    m_trouble->setText(message);
    m_trouble->show();
}

void ScanPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void ScanPanel::retranslate()
{
    m_choice->setAccessibleName(tr("Scan shown"));
    m_larger->setText(tr("Larger"));
    m_smaller->setText(tr("Smaller"));
    m_turn->setText(tr("Turn"));
}

} // namespace desk
