#pragma once

#include "base/result.h"
#include "domain/codes.h"

#include <QColor>
#include <QFont>
#include <QPixmap>
#include <QRect>
#include <QString>

#include <array>

class QPainter;
class QPalette;
class QWidget;

namespace desk
{

/// A colour by its use; the values stand in resources/theme/tokens.json only (ux.md VIS-01).
enum class Tone {
    Text,
    Text2,
    Hint,
    Border,
    Line,
    Line2,
    Page,
    Card,
    Muted,
    Hover,
    Brand,
    Accent,
    BrandHover,
    BrandActive,
    OnBrand,
    Header,
    HeaderDeep,
    HeaderLine,
    OnHeader,
    OnHeader2,
    Gold,
    Soft,
    Soft2,
    OnSoft,
    Link,
    Ok,
    OkBg,
    OkLine,
    Err,
    ErrBg,
    ErrLine,
    Warn,
    WarnIcon,
    WarnBg,
    WarnLine,
    Sup,
    SupBg,
    SupLine,
    Info,
    InfoBg,
    InfoLine,
    Focus,
    Disabled,
    DisabledLine,
    Scroll,
    Undo,
    Countdown,
    Paper,
    PaperLine,
    Ink,
};

template <>
struct Codes<Tone> {
    static constexpr std::array<std::pair<Tone, const char16_t *>, 50> kCodes = {
        {{Tone::Text, u"text"},
         {Tone::Text2, u"text2"},
         {Tone::Hint, u"hint"},
         {Tone::Border, u"border"},
         {Tone::Line, u"line"},
         {Tone::Line2, u"line2"},
         {Tone::Page, u"page"},
         {Tone::Card, u"card"},
         {Tone::Muted, u"muted"},
         {Tone::Hover, u"hover"},
         {Tone::Brand, u"brand"},
         {Tone::Accent, u"accent"},
         {Tone::BrandHover, u"brand-hover"},
         {Tone::BrandActive, u"brand-active"},
         {Tone::OnBrand, u"on-brand"},
         {Tone::Header, u"header"},
         {Tone::HeaderDeep, u"header-deep"},
         {Tone::HeaderLine, u"header-line"},
         {Tone::OnHeader, u"on-header"},
         {Tone::OnHeader2, u"on-header2"},
         {Tone::Gold, u"gold"},
         {Tone::Soft, u"soft"},
         {Tone::Soft2, u"soft2"},
         {Tone::OnSoft, u"on-soft"},
         {Tone::Link, u"link"},
         {Tone::Ok, u"ok"},
         {Tone::OkBg, u"ok-bg"},
         {Tone::OkLine, u"ok-line"},
         {Tone::Err, u"err"},
         {Tone::ErrBg, u"err-bg"},
         {Tone::ErrLine, u"err-line"},
         {Tone::Warn, u"warn"},
         {Tone::WarnIcon, u"warn-icon"},
         {Tone::WarnBg, u"warn-bg"},
         {Tone::WarnLine, u"warn-line"},
         {Tone::Sup, u"sup"},
         {Tone::SupBg, u"sup-bg"},
         {Tone::SupLine, u"sup-line"},
         {Tone::Info, u"info"},
         {Tone::InfoBg, u"info-bg"},
         {Tone::InfoLine, u"info-line"},
         {Tone::Focus, u"focus"},
         {Tone::Disabled, u"disabled"},
         {Tone::DisabledLine, u"disabled-line"},
         {Tone::Scroll, u"scroll"},
         {Tone::Undo, u"undo"},
         {Tone::Countdown, u"countdown"},
         {Tone::Paper, u"paper"},
         {Tone::PaperLine, u"paper-line"},
         {Tone::Ink, u"ink"}}};
};

/// A measure in pixels by its use.
enum class Metric {
    Control,
    Primary,
    LookUp,
    SmallControl,
    Radius,
    CardRadius,
    Header,
    Nav,
    NavRow,
    Identity,
    Footer,
    Panel,
    Ring,
    Bar,
    Icon,
    TableHead,
    Content,
};

template <>
struct Codes<Metric> {
    static constexpr std::array<std::pair<Metric, const char16_t *>, 17> kCodes = {
        {{Metric::Control, u"control"},
         {Metric::Primary, u"primary"},
         {Metric::LookUp, u"look-up"},
         {Metric::SmallControl, u"small-control"},
         {Metric::Radius, u"radius"},
         {Metric::CardRadius, u"card-radius"},
         {Metric::Header, u"header"},
         {Metric::Nav, u"nav"},
         {Metric::NavRow, u"nav-row"},
         {Metric::Identity, u"identity"},
         {Metric::Footer, u"footer"},
         {Metric::Panel, u"panel"},
         {Metric::Ring, u"ring"},
         {Metric::Bar, u"bar"},
         {Metric::Icon, u"icon"},
         {Metric::TableHead, u"table-head"},
         {Metric::Content, u"content"}}};
};

/// A text by its use; the last five are of the family for identifiers.
enum class Type { Small, Finding, Body, Section, Name, Title, Display, Id, IdField, Mrz, Reference, Enlarged };

template <>
struct Codes<Type> {
    static constexpr std::array<std::pair<Type, const char16_t *>, 12> kCodes = {
        {{Type::Small, u"small"},
         {Type::Finding, u"finding"},
         {Type::Body, u"body"},
         {Type::Section, u"section"},
         {Type::Name, u"name"},
         {Type::Title, u"title"},
         {Type::Display, u"display"},
         {Type::Id, u"id"},
         {Type::IdField, u"id-field"},
         {Type::Mrz, u"mrz"},
         {Type::Reference, u"reference"},
         {Type::Enlarged, u"enlarged"}}};
};

/// Colours, measures, fonts and icons of the window, read once from the token file.
class Theme
{
public:
    enum class Shade { Light, Dark };

    /// The token file compiled into the program.
    static Theme builtIn(Shade shade = Shade::Light);
    /// MalformedJson names the missing or malformed token.
    static Result<Theme> fromJson(const QByteArray &json, Shade shade);

    QColor color(Tone tone) const { return m_colors[static_cast<std::size_t>(tone)]; }
    int metric(Metric metric) const { return m_metrics[static_cast<std::size_t>(metric)]; }
    QFont font(Type type, bool bold = false) const;
    QPalette palette() const;

    /// The icon `name` of resources/icons in one colour; mirrored where it points along the reading direction
    /// (back, chev, undo) and `direction` is left to right: they are drawn for right to left.
    QPixmap icon(const QString &name, QColor color, int size, qreal devicePixelRatio,
                 Qt::LayoutDirection direction) const;
    /// Paints the icon into `rect`.
    void paintIcon(QPainter &painter, const QRect &rect, const QString &name, Tone tone,
                   Qt::LayoutDirection direction) const;

private:
    Theme() = default;

    std::array<QColor, Codes<Tone>::kCodes.size()> m_colors;
    std::array<int, Codes<Metric>::kCodes.size()> m_metrics{};
    std::array<int, Codes<Type>::kCodes.size()> m_sizes{};
    QStringList m_families;
    QStringList m_monoFamilies;
};

/// The theme of the style `widget` is painted with; the light one under any other style than DeskStyle.
const Theme &themeOf(const QWidget *widget);

/// The edge where reading starts, as an alignment that Qt turns no further: text of any script and plain
/// digits stand there (ux.md BIDI-05 to BIDI-08).
Qt::Alignment startAlignment(Qt::LayoutDirection direction);
/// The same in the window's present direction, for widgets with a direction of their own.
Qt::Alignment startAlignment();

} // namespace desk
