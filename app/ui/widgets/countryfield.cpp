#include "ui/widgets/countryfield.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "domain/issuers.h"
#include "domain/personname.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QFocusEvent>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyle>
#include <QStyleOptionFrame>

namespace desk
{

namespace
{

constexpr int kCodeRole = Qt::UserRole;
constexpr int kMostSuggestions = 12;

QString nameOf(const Issuer &issuer, Language language)
{
    return QString::fromUtf16(language == Language::Arabic ? issuer.nameAr : issuer.nameEn);
}

/// The names without the article, as people type them.
QStringList foldedNames(const Issuer &issuer)
{
    QStringList names;
    for (const Language language : {Language::Arabic, Language::English}) {
        const QString folded = normalName(nameOf(issuer, language));
        names += folded;
        const QString article = QStringLiteral("ال");
        if (folded.startsWith(article))
            names += folded.mid(article.size());
    }
    return names;
}

/// Issuers whose code or a name begins with `typed`; the code itself first.
QList<const Issuer *> issuersFor(const QString &typed)
{
    QList<const Issuer *> byCode;
    QList<const Issuer *> byName;
    const QString code = cleanIdentifier(typed);
    const QString name = normalName(typed);
    for (const Issuer &issuer : issuers()) {
        const QString issuerCode = QString::fromUtf16(issuer.code);
        if (issuerCode == code) {
            byCode.prepend(&issuer);
        } else if (!code.isEmpty() && issuerCode.startsWith(code)) {
            byCode.append(&issuer);
        } else if (!name.isEmpty()) {
            const QStringList names = foldedNames(issuer);
            if (std::any_of(names.begin(), names.end(), [&](const QString &n) { return n.startsWith(name); }))
                byName.append(&issuer);
        }
    }
    return byCode + byName;
}

} // namespace

CountryField::CountryField(QWidget *parent)
    : TextField(parent)
    , m_suggestions(new QStandardItemModel(this))
    , m_completer(new QCompleter(m_suggestions, this))
{
    // Not setCompleter: that would put the choice in by setText and end the history.
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setMaxVisibleItems(kMostSuggestions);
    connect(this, &QLineEdit::textEdited, this, &CountryField::suggest);
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this, &CountryField::choose);
}

QString CountryField::codeFor(const QString &typed)
{
    if (typed.trimmed().isEmpty())
        return {};
    const QString code = cleanIdentifier(typed);
    if (findIssuer(code) != nullptr)
        return code;
    const QString name = normalName(typed);
    const QList<const Issuer *> candidates = issuersFor(typed);
    for (const Issuer *candidate : candidates) {
        if (!name.isEmpty() && foldedNames(*candidate).contains(name))
            return QString::fromUtf16(candidate->code);
    }
    return candidates.size() == 1 ? QString::fromUtf16(candidates.first()->code) : QString();
}

QString CountryField::value() const
{
    const QString code = codeFor(text());
    return code.isEmpty() ? withoutBidiControls(text()).trimmed() : code;
}

void CountryField::setValue(const QString &code)
{
    fill(code);
}

void CountryField::setLanguage(Language language)
{
    m_language = language;
    update();
}

void CountryField::suggest()
{
    m_suggestions->removeRows(0, m_suggestions->rowCount());
    const QString typed = text();
    // A whole code needs no list, which would take the next Enter.
    if (typed.trimmed().isEmpty() || findIssuer(cleanIdentifier(typed)) != nullptr) {
        m_completer->popup()->hide();
        return;
    }
    const QList<const Issuer *> candidates = issuersFor(typed);
    for (const Issuer *issuer : candidates) {
        const QString code = QString::fromUtf16(issuer->code);
        auto *item =
            new QStandardItem(QStringLiteral("%1  %2").arg(isolate(code), nameOf(*issuer, m_language)));
        item->setData(code, kCodeRole);
        item->setData(QStringLiteral("%1 %2").arg(code, nameOf(*issuer, m_language)), Qt::AccessibleTextRole);
        m_suggestions->appendRow(item);
    }
    if (candidates.isEmpty())
        m_completer->popup()->hide();
    else
        m_completer->complete();
}

void CountryField::choose(const QModelIndex &index)
{
    fill(index.data(kCodeRole).toString());
    selectAll();
}

void CountryField::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason) {
        const QString code = codeFor(text());
        if (!code.isEmpty())
            fill(code);
    }
    TextField::focusOutEvent(event);
}

void CountryField::paintEvent(QPaintEvent *event)
{
    TextField::paintEvent(event);
    const Issuer *issuer = findIssuer(text());
    if (issuer == nullptr || hasFocus())
        return;
    QStyleOptionFrame option;
    initStyleOption(&option);
    const QRect inside =
        style()->subElementRect(QStyle::SE_LineEditContents, &option, this).adjusted(2, 0, -2, 0);
    const int start = fontMetrics().horizontalAdvance(text()) + 8;
    const Qt::LayoutDirection direction = layoutDirection();
    const QRect place = QStyle::visualRect(direction, inside, inside.adjusted(start, 0, 0, 0));
    QPainter painter(this);
    painter.setFont(themeOf(this).font(Type::Body));
    painter.setPen(themeOf(this).color(isEnabled() ? Tone::Text : Tone::Disabled));
    painter.setLayoutDirection(direction);
    const QString name =
        painter.fontMetrics().elidedText(nameOf(*issuer, m_language), Qt::ElideRight, place.width() + 1);
    painter.drawText(place, int(startAlignment(direction)), name);
}

} // namespace desk
