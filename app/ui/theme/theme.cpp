#include "ui/theme/theme.h"

#include "ui/theme/deskstyle.h"

#include <QFile>
#include <QGuiApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QStringList stringsOf(const QJsonValue &value)
{
    QStringList strings;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        strings += item.toString();
    return strings;
}

template <class E, std::size_t N>
Result<> readNumbers(const QJsonObject &object, const QString &pointer, std::array<int, N> &into)
{
    for (const auto &[value, code] : Codes<E>::kCodes) {
        const int number = object.value(QString::fromUtf16(code)).toInt(-1);
        if (number < 0)
            return failure(ErrorCode::MalformedJson, pointer + codeOf(value));
        into[static_cast<std::size_t>(value)] = number;
    }
    return {};
}

bool pointsAlongReading(const QString &name)
{
    return name == "back"_L1 || name == "chev"_L1 || name == "undo"_L1;
}

bool isIdentifierType(Type type)
{
    return type == Type::Id || type == Type::IdField || type == Type::Mrz || type == Type::Reference
           || type == Type::Enlarged;
}

} // namespace

Theme Theme::builtIn(Shade shade)
{
    QFile file(u":/theme/tokens.json"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    Result<Theme> theme = fromJson(opened ? file.readAll() : QByteArray(), shade);
    if (!theme)
        qFatal("The token file is not usable: %s", qPrintable(theme.error().where));
    return *theme;
}

Result<Theme> Theme::fromJson(const QByteArray &json, Shade shade)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    const QJsonObject colors = root.value("colours"_L1).toObject();
    const QJsonObject light = colors.value("light"_L1).toObject();
    const QJsonObject dark = shade == Shade::Dark ? colors.value("dark"_L1).toObject() : QJsonObject();
    const QJsonObject type = root.value("type"_L1).toObject();

    Theme theme;
    for (const auto &[tone, code] : Codes<Tone>::kCodes) {
        const QString name = QString::fromUtf16(code);
        const QColor color(dark.value(name).toString(light.value(name).toString()));
        if (!color.isValid())
            return failure(ErrorCode::MalformedJson, u"/colours/"_s + name);
        theme.m_colors[static_cast<std::size_t>(tone)] = color;
    }
    if (auto read = readNumbers<Metric>(root.value("metrics"_L1).toObject(), u"/metrics/"_s, theme.m_metrics);
        !read)
        return failure(read);
    if (auto read = readNumbers<Type>(type.value("sizes"_L1).toObject(), u"/type/sizes/"_s, theme.m_sizes);
        !read)
        return failure(read);
    theme.m_families = stringsOf(type.value("families"_L1));
    theme.m_monoFamilies = stringsOf(type.value("mono"_L1));
    if (theme.m_families.isEmpty() || theme.m_monoFamilies.isEmpty())
        return failure(ErrorCode::MalformedJson, u"/type"_s);
    return theme;
}

QFont Theme::font(Type type, bool bold) const
{
    QFont font;
    // The second list follows the first so that an Arabic word beside an identifier keeps its own family.
    font.setFamilies(isIdentifierType(type) ? m_monoFamilies + m_families : m_families);
    font.setPixelSize(m_sizes[static_cast<std::size_t>(type)]);
    font.setBold(bold);
    return font;
}

QPalette Theme::palette() const
{
    QPalette palette;
    palette.setColor(QPalette::Window, color(Tone::Page));
    palette.setColor(QPalette::WindowText, color(Tone::Text));
    palette.setColor(QPalette::Base, color(Tone::Card));
    palette.setColor(QPalette::AlternateBase, color(Tone::Page));
    palette.setColor(QPalette::Text, color(Tone::Text));
    palette.setColor(QPalette::PlaceholderText, color(Tone::Hint));
    palette.setColor(QPalette::Button, color(Tone::Card));
    palette.setColor(QPalette::ButtonText, color(Tone::Text));
    palette.setColor(QPalette::Highlight, color(Tone::Brand));
    palette.setColor(QPalette::HighlightedText, color(Tone::OnBrand));
    palette.setColor(QPalette::ToolTipBase, color(Tone::Undo));
    palette.setColor(QPalette::ToolTipText, color(Tone::OnHeader));
    palette.setColor(QPalette::Link, color(Tone::Link));
    palette.setColor(QPalette::LinkVisited, color(Tone::Link));
    palette.setColor(QPalette::Mid, color(Tone::Line2));
    palette.setColor(QPalette::Light, color(Tone::Card));
    palette.setColor(QPalette::Midlight, color(Tone::Muted));
    palette.setColor(QPalette::Dark, color(Tone::Border));
    palette.setColor(QPalette::Shadow, color(Tone::Line2));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Tone::Disabled));
    palette.setColor(QPalette::Disabled, QPalette::Base, color(Tone::Muted));
    return palette;
}

QPixmap Theme::icon(const QString &name, QColor color, int size, qreal devicePixelRatio,
                    Qt::LayoutDirection direction) const
{
    const bool mirrored = direction == Qt::LeftToRight && pointsAlongReading(name);
    const QString key = u"desk/%1/%2/%3/%4/%5"_s.arg(name, color.name())
                            .arg(size)
                            .arg(devicePixelRatio)
                            .arg(mirrored ? 1 : 0);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;

    QFile file(u":/icons/%1.svg"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("There is no icon %s", qPrintable(name));
        return {};
    }
    QSvgRenderer renderer(file.readAll().replace("#000000", color.name().toLatin1()));
    pixmap = QPixmap(QSize(size, size) * devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    if (mirrored)
        pixmap = pixmap.transformed(QTransform::fromScale(-1, 1));
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

void Theme::paintIcon(QPainter &painter, const QRect &rect, const QString &name, Tone tone,
                      Qt::LayoutDirection direction) const
{
    const int size = qMin(rect.width(), rect.height());
    QRect square(0, 0, size, size);
    square.moveCenter(rect.center());
    painter.drawPixmap(square.topLeft(), icon(name, color(tone), size, painter.device()->devicePixelRatioF(), direction));
}

const Theme &themeOf(const QWidget *widget)
{
    if (const auto *style = qobject_cast<const DeskStyle *>(widget->style()))
        return style->theme();
    static const Theme kLight = Theme::builtIn();
    return kLight;
}

Qt::Alignment startAlignment(Qt::LayoutDirection direction)
{
    return Qt::AlignAbsolute | Qt::AlignVCenter | (direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
}

Qt::Alignment startAlignment()
{
    return startAlignment(QGuiApplication::layoutDirection());
}

} // namespace desk
