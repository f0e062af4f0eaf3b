#include "service/receipt.h"

#include "base/bidi.h"
#include "base/clock.h"
#include "domain/issuers.h"
#include "text/dates.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>

#include <qrencode.h>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// Everything below is in units of 1/96 inch; a page is 559 by 794 of them.
constexpr qreal kWidth = 559;
constexpr qreal kHeight = 794;
constexpr qreal kMargin = 38; // 10 mm
constexpr qreal kQrBox = 108; // code and quiet zone: 33 modules then are 23 mm
constexpr int kQuietModules = 4;

constexpr QRgb kInk = 0xff0d121c;
constexpr QRgb kQuiet = 0xff4d5761;
constexpr QRgb kRule = 0xff9da4ae;
constexpr QRgb kShade = 0xfff3f4f6;

enum class Script { Words, Identifier };

struct TextStyle {
    qreal size = 13;
    bool bold = false;
    QRgb colour = kInk;
    Script script = Script::Words;
};

QFont fontOf(const TextStyle &style)
{
    QFont font;
    if (style.script == Script::Identifier)
        font.setFamilies({u"DejaVu Sans Mono"_s});
    else
        font.setFamilies({u"Noto Sans"_s, u"Noto Sans Arabic UI"_s});
    font.setPixelSize(qRound(style.size));
    font.setBold(style.bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

/// The page: places text by logical sides, so that both languages share one layout.
class Sheet
{
public:
    Sheet(QPainter &painter, Language language)
        : m_painter(painter)
        , m_language(language)
    {
    }

    bool mirrored() const { return m_language == Language::Arabic; }

    /// A rectangle given by its distance from the start side.
    QRectF box(qreal start, qreal top, qreal width, qreal height) const
    {
        const qreal left = mirrored() ? kWidth - start - width : start;
        return {left, top, width, height};
    }

    /// `atEnd`: against the end side of the rectangle. Isolates are taken out because the fonts lack them and
    /// another would be pulled in (ux.md PRN-01); the direction is the run's own.
    void text(const QRectF &rect, const QString &text, const TextStyle &style, bool atEnd = false)
    {
        m_painter.setFont(fontOf(style));
        m_painter.setPen(QColor::fromRgba(style.colour));
        const bool words = style.script == Script::Words && mirrored();
        m_painter.setLayoutDirection(words ? Qt::RightToLeft : Qt::LeftToRight);
        const Qt::Alignment side = mirrored() != atEnd ? Qt::AlignRight : Qt::AlignLeft;
        m_painter.drawText(rect, int(side | Qt::AlignAbsolute | Qt::AlignVCenter) | Qt::TextWordWrap,
                           withoutBidiControls(text));
    }

    qreal widthOf(const QString &text, const TextStyle &style) const
    {
        return QFontMetricsF(fontOf(style)).horizontalAdvance(withoutBidiControls(text));
    }

    void line(qreal start, qreal y, qreal width, qreal thickness, QRgb colour)
    {
        m_painter.fillRect(box(start, y, width, thickness), QColor::fromRgba(colour));
    }

    void frame(const QRectF &rect, QRgb colour)
    {
        m_painter.setPen(QPen(QColor::fromRgba(colour), 1));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawRect(rect);
    }

    void fill(const QRectF &rect, QRgb colour) { m_painter.fillRect(rect, QColor::fromRgba(colour)); }

private:
    QPainter &m_painter;
    Language m_language;
};

QString word(const QString &code, Language language)
{
    return Catalogue::builtIn().wordOf(u"receipt", code, language);
}

QString issuerName(const QString &code, Language language)
{
    const Issuer *issuer = findIssuer(code);
    if (!issuer)
        return code;
    return QString::fromUtf16(language == Language::Arabic ? issuer->nameAr : issuer->nameEn);
}

QString joined(const QString &first, const QString &second, Language language)
{
    if (second.isEmpty())
        return first;
    return first + (language == Language::Arabic ? u"، "_s : u", "_s) + second;
}

/// The one line that says since when the case stands as it does.
QString sinceLine(const ReceiptData &receipt, Language language)
{
    const DeliveryView &delivery = receipt.view.delivery;
    const CaseState state = receipt.view.row.state;
    QString code;
    QDateTime at;
    switch (state) {
    case CaseState::Applied:
        code = u"since_applied"_s;
        at = delivery.appliedAt;
        break;
    case CaseState::Approved:
    case CaseState::Rejected:
    case CaseState::Returned:
        code = u"since_decided"_s;
        at = delivery.decidedAt;
        break;
    case CaseState::Submitted:
    case CaseState::Conflicted:
        code = delivery.acknowledgedAt.isValid() ? u"since_received"_s : u"since_saved"_s;
        at = delivery.acknowledgedAt.isValid() ? delivery.acknowledgedAt : delivery.savedAt;
        break;
    case CaseState::Draft:
    case CaseState::Withdrawn:
        code = u"since_saved_only"_s;
        at = receipt.view.row.changedAt;
        break;
    }
    if (!at.isValid())
        return {};
    const QDate day = riyadhDate(at);
    return word(code, language).arg(weekdayName(day, language), longDate(day, language), displayTime(at));
}

QDate dayOf(const ReceiptData &receipt)
{
    const DeliveryView &delivery = receipt.view.delivery;
    for (const QDateTime &at :
         {delivery.appliedAt, delivery.decidedAt, delivery.acknowledgedAt, delivery.savedAt}) {
        if (at.isValid())
            return riyadhDate(at);
    }
    return {};
}

using Qr = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

void paintCode(QPainter &painter, const QRectF &rect, const QString &text)
{
    const QByteArray bytes = text.toLatin1();
    const Qr code(QRcode_encodeString8bit(bytes.constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code)
        return;
    painter.fillRect(rect, Qt::white);
    const qreal module = rect.width() / (code->width + 2 * kQuietModules);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int y = 0; y < code->width; ++y) {
        for (int x = 0; x < code->width;) {
            int run = 0;
            while (x + run < code->width && (code->data[y * code->width + x + run] & 1))
                ++run;
            if (run > 0)
                painter.fillRect(QRectF(rect.left() + (kQuietModules + x) * module,
                                        rect.top() + (kQuietModules + y) * module, run * module, module),
                                 QColor::fromRgba(kInk));
            x += std::max(run, 1);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
}

} // namespace

QString receiptCode(const ReceiptData &receipt)
{
    const QString digest =
        receipt.view.revisions.isEmpty() ? QString() : receipt.view.revisions.last().contentSha256.left(16);
    return QStringList{u"PD1"_s, receipt.view.row.reference, codeOf(receipt.view.row.state), digest}.join(
        u' ');
}

void paintReceipt(QPainter &painter, const QRectF &page, const ReceiptData &receipt, Language language)
{
    const CaseView &view = receipt.view;
    const CaseContent content = view.revisions.isEmpty() ? CaseContent() : view.revisions.last().content;
    const Catalogue &catalogue = Catalogue::builtIn();
    const auto say = [language](const char16_t *code) { return word(QString::fromUtf16(code), language); };
    const QString state = codeOf(view.row.state);

    painter.save();
    painter.translate(page.topLeft());
    painter.scale(page.width() / kWidth, page.height() / kHeight);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    Sheet sheet(painter, language);
    const qreal inner = kWidth - 2 * kMargin;
    const TextStyle body;
    const TextStyle quiet{.colour = kQuiet};
    const TextStyle strong{.bold = true};
    const TextStyle identifier{.size = 12, .script = Script::Identifier};
    const TextStyle strongIdentifier{.size = 12, .bold = true, .script = Script::Identifier};

    // Head
    qreal y = kMargin;
    const bool applied = view.row.state == CaseState::Applied;
    sheet.text(sheet.box(kMargin, y, 320, 27), say(applied ? u"title_applied" : u"title"),
               {.size = 18, .bold = true});
    sheet.text(sheet.box(kMargin, y + 27, 320, 20), say(u"subject"), body);
    sheet.text(sheet.box(kMargin + inner - 200, y, 200, 22), say(u"product"), strong, true);
    const QString branch =
        language == Language::Arabic ? receipt.desk.branchNameAr : receipt.desk.branchNameEn;
    QString office = say(u"office").arg(branch);
    if (receipt.desk.workstation > 0)
        office =
            joined(office, say(u"workstation").arg(receipt.desk.workstation, 2, 10, QChar(u'0')), language);
    sheet.text(sheet.box(kMargin + inner - 220, y + 23, 220, 20), office, quiet, true);
    y += 60;
    sheet.line(kMargin, y, inner, 2, kInk);
    y += 16;

    // Reference, state and code
    sheet.text(sheet.box(kMargin, y, 300, 20), say(u"reference"), quiet);
    sheet.text(sheet.box(kMargin, y + 20, 330, 30), view.row.reference,
               {.size = 20, .bold = true, .script = Script::Identifier});
    sheet.text(sheet.box(kMargin, y + 56, 300, 20), say(u"state_now"), quiet);
    sheet.text(sheet.box(kMargin, y + 76, 330, 26), catalogue.word(view.row.state, language),
               {.size = 16, .bold = true});
    sheet.text(sheet.box(kMargin, y + 102, 350, 20), sinceLine(receipt, language), quiet);
    sheet.text(sheet.box(kMargin, y + 122, 330, 20), hijriDate(dayOf(receipt), language), quiet);
    paintCode(painter, sheet.box(kMargin + inner - kQrBox, y, kQrBox, kQrBox), receiptCode(receipt));
    if (receipt.copy)
        sheet.text(sheet.box(kMargin + inner - kQrBox, y + kQrBox + 2, kQrBox, 24), say(u"copy"),
                   {.size = 14, .bold = true}, true);
    y += 148;

    // Holder
    sheet.text(sheet.box(kMargin, y, inner, 20), say(u"holder"), strong);
    y += 25;
    const QString name = language == Language::Arabic || view.resident.nameEn.isEmpty()
                             ? view.resident.nameAr
                             : view.resident.nameEn;
    sheet.text(sheet.box(kMargin, y, 108, 20), say(u"name"), quiet);
    sheet.text(sheet.box(kMargin + 114, y, inner - 114, 20), name, body);
    y += 25;
    sheet.text(sheet.box(kMargin, y, 108, 20), say(u"iqama"), quiet);
    sheet.text(sheet.box(kMargin + 114, y, 126, 20), view.resident.iqamaNumber, identifier);
    sheet.text(sheet.box(kMargin + 246, y, 92, 20), say(u"nationality"), quiet);
    sheet.text(sheet.box(kMargin + 346, y, inner - 346, 20), issuerName(view.resident.nationality, language),
               body);
    y += 28;

    // Passport, recorded and new
    sheet.text(sheet.box(kMargin, y, inner, 20), say(u"passport"), strong);
    y += 25;
    // The new date stands in words and in digits, so its column is the wider one.
    const qreal labels = 122;
    const qreal recorded = 138;
    const qreal renewed = inner - labels - recorded;
    const qreal tableTop = y;
    const qreal pad = 8;
    sheet.fill(sheet.box(kMargin, y, inner, 26), kShade);
    sheet.text(sheet.box(kMargin + labels + pad, y, recorded - 2 * pad, 26), say(u"recorded"),
               {.size = 12, .bold = true});
    sheet.text(sheet.box(kMargin + labels + recorded + pad, y, renewed - 2 * pad, 26), say(u"new"),
               {.size = 12, .bold = true});
    y += 26;
    const auto row = [&](const QString &label, const QString &old, const QString &now,
                         const TextStyle &oldStyle, const TextStyle &newStyle, const QString &digits = {}) {
        sheet.line(kMargin, y, inner, 1, kRule);
        sheet.text(sheet.box(kMargin + pad, y, labels - 2 * pad, 32), label, quiet);
        sheet.text(sheet.box(kMargin + labels + pad, y, recorded - 2 * pad, 32),
                   old.isEmpty() ? say(u"none") : old, old.isEmpty() ? quiet : oldStyle);
        sheet.text(sheet.box(kMargin + labels + recorded + pad, y, renewed - 2 * pad, 32), now, newStyle);
        if (!digits.isEmpty()) {
            const qreal after = sheet.widthOf(now, newStyle) + 10;
            sheet.text(sheet.box(kMargin + labels + recorded + pad + after, y, renewed - 2 * pad - after, 32),
                       digits, {.size = 12, .script = Script::Words});
        }
        y += 32;
    };
    const auto dateRow = [&](const char16_t *label, QDate old, const QString &now) {
        const auto date = isoDate(now);
        row(say(label), longDate(old, language), date ? longDate(*date, language) : now, body, strong,
            date ? displayDate(*date) : QString());
    };
    row(say(u"number"), view.recorded.number, content.passport.number, identifier, strongIdentifier);
    row(say(u"issuer"),
        view.recorded.issuer.isEmpty() ? QString() : issuerName(view.recorded.issuer, language),
        joined(issuerName(content.passport.issuer, language), content.passport.placeOfIssue, language), body,
        body);
    dateRow(u"issued_on", view.recorded.issuedOn, content.passport.issuedOn);
    dateRow(u"expires_on", view.recorded.expiresOn, content.passport.expiresOn);
    const qreal splitBottom = y;
    sheet.line(kMargin, y, inner, 1, kRule);
    sheet.text(sheet.box(kMargin + pad, y, labels - 2 * pad, 32), say(u"case_type"), quiet);
    sheet.text(sheet.box(kMargin + labels + pad, y, recorded + renewed - 2 * pad, 32),
               catalogue.word(view.row.caseType, language), body);
    y += 32;
    sheet.frame(sheet.box(kMargin, tableTop, inner, y - tableTop), kRule);
    sheet.line(kMargin + labels, tableTop, 1, y - tableTop, kRule);
    sheet.line(kMargin + labels + recorded, tableTop, 1, splitBottom - tableTop, kRule);
    y += 10;

    // What comes next, and what this paper proves
    sheet.text(sheet.box(kMargin, y, inner, 20), say(u"next"), strong);
    sheet.text(sheet.box(kMargin, y + 22, inner, 40), word(u"next_"_s + state, language), body);
    y += 66;
    sheet.frame(sheet.box(kMargin, y, inner, 34), kInk);
    sheet.text(sheet.box(kMargin + 10, y, inner - 20, 34), word(u"proof_"_s + state, language), strong);

    // Foot
    y = kHeight - kMargin - 84;
    sheet.line(kMargin, y, inner, 1, kRule);
    sheet.text(sheet.box(kMargin, y + 10, 240, 20), say(u"clerk"), quiet);
    sheet.text(sheet.box(kMargin, y + 30, 260, 20),
               language == Language::Arabic ? receipt.clerkNameAr : receipt.clerkNameEn, body);
    sheet.text(sheet.box(kMargin + inner - 180, y + 10, 180, 20), say(u"signature"), quiet);
    sheet.line(kMargin + inner - 180, y + 52, 180, 1, kQuiet);
    const TextStyle small{.size = 12, .colour = kQuiet};
    sheet.text(sheet.box(kMargin, y + 64, 230, 18), say(u"printed").arg(displayDateTime(receipt.printedAt)),
               small);
    if (receipt.desk.training)
        sheet.text(sheet.box(kMargin + inner - 240, y + 64, 240, 18), say(u"training"), small, true);
    painter.restore();
}

Result<> writeReceiptPdf(const ReceiptData &receipt, Language language, const QString &path)
{
    // Written whole or not at all: a half receipt is worse than none.
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::CannotOpen, path, file.errorString());
    {
        QPdfWriter writer(&file);
        writer.setResolution(1200);
        writer.setPageSize(QPageSize(kReceiptSize, QPageSize::Millimeter, {}, QPageSize::ExactMatch));
        writer.setPageMargins(QMarginsF());
        writer.setTitle(receipt.view.row.reference);
        QPainter painter;
        if (!painter.begin(&writer))
            return failure(ErrorCode::StoreFailed, path, u"the PDF could not be begun"_s);
        paintReceipt(painter, QRectF(0, 0, writer.width(), writer.height()), receipt, language);
        painter.end();
    }
    if (!file.commit())
        return failure(ErrorCode::CannotOpen, path, file.errorString());
    return {};
}

} // namespace desk
