#include "support/passportpicture.h"

#include "domain/issuers.h"
#include "domain/mrz.h"

#include <QBuffer>
#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

constexpr double kPageWidth = 125; // mm, Doc 9303-4
constexpr double kPageHeight = 88;
constexpr double kPitch = 2.54;
constexpr double kFirstLine = 15.75; // its middle above the lower edge
constexpr double kSecondLine = 9.4;
constexpr double kLeftEdge = 6.6;

class Chance
{
public:
    explicit Chance(quint64 seed)
        : m_engine(seed * 0x9E3779B97F4A7C15ULL + 1)
    {
    }

    double share() { return double(m_engine() >> 11) * 0x1.0p-53; }
    double between(double low, double high) { return low + (high - low) * share(); }
    int below(int end) { return int(share() * end); }
    double normal() { return std::sqrt(-2 * std::log(1 - share())) * std::cos(2 * M_PI * share()); }
    QChar of(QStringView from) { return from[below(int(from.size()))]; }
    QString of(QStringView from, int count)
    {
        QString out;
        for (int i = 0; i < count; ++i)
            out += of(from);
        return out;
    }

private:
    std::mt19937_64 m_engine;
};

constexpr QStringView kLetters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr QStringView kDigits = u"0123456789";
constexpr QStringView kBoth = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// A path of text whose capitals are so high, starting at the origin on the base line.
QPainterPath textPath(const QString &family, const QString &text, double capHeight)
{
    QFont font(family);
    font.setPixelSize(100);
    font.setHintingPreference(QFont::PreferNoHinting);
    QPainterPath path;
    path.addText(0, 0, font, text);
    const double scale = capHeight / QFontMetricsF(font).capHeight();
    return QTransform::fromScale(scale, scale).map(path);
}

class Page
{
public:
    Page(const PassportPicture &spec, QPainter &painter, Chance &chance)
        : m_spec(spec)
        , m_painter(painter)
        , m_chance(chance)
    {
    }

    void paper(double x, double y)
    {
        m_paper = m_chance.between(205, 250);
        m_painter.fillRect(QRectF(x, y, kPageWidth, kPageHeight), gray(m_paper));
        if (m_spec.pattern <= 0)
            return;
        m_painter.setBrush(Qt::NoBrush);
        const int curves = 26;
        const double wave = m_chance.between(6, 30);
        const double height = m_chance.between(1.5, 6);
        for (int i = 0; i < curves; ++i) {
            QPainterPath path;
            const double base = y + kPageHeight * (i + 0.5) / curves;
            const double phase = i * m_chance.between(0.2, 0.4);
            for (int k = 0; k <= 125; ++k) {
                const QPointF p(x + k, std::clamp(base + height * std::sin(2 * M_PI * k / wave + phase), y,
                                                  y + kPageHeight));
                k == 0 ? path.moveTo(p) : path.lineTo(p);
            }
            m_painter.setPen(QPen(gray(m_paper * (1 - m_spec.pattern * m_chance.between(0.5, 1))),
                                  m_chance.between(0.1, 0.25)));
            m_painter.drawPath(path);
        }
        for (int i = 0; i < 4; ++i) { // rosettes
            const QPointF middle(x + m_chance.between(10, 115), y + m_chance.between(10, 85));
            const double radius = m_chance.between(6, 14);
            m_painter.setPen(QPen(gray(m_paper * (1 - 0.7 * m_spec.pattern)), 0.12));
            for (int k = 0; k < 9; ++k)
                m_painter.drawEllipse(middle + QPointF(std::cos(0.7 * k), std::sin(0.7 * k)) * radius * 0.3,
                                      radius, radius * 0.6);
        }
    }

    void data(const QStringList &lines)
    {
        portrait(QRectF(6, 18, 35, 45));
        const QString labels[] = {u"Type / النوع"_s,
                                  u"Country / الدولة"_s,
                                  u"Passport No. / رقم الجواز"_s,
                                  u"Surname / اللقب"_s,
                                  u"Given names / الأسماء"_s,
                                  u"Nationality / الجنسية"_s,
                                  u"Date of birth / تاريخ الميلاد"_s,
                                  u"Sex / الجنس"_s,
                                  u"Date of expiry"_s};
        double y = 10;
        fill(textPath(u"Noto Sans"_s, u"PASSPORT  جواز سفر"_s, 3), {8, y}, 40);
        for (const QString &label : labels) {
            fill(textPath(u"Noto Sans"_s, label, 1.2), {46, y + 4}, 90);
            fill(textPath(m_chance.below(2) ? u"DejaVu Sans Mono"_s : u"Noto Sans"_s,
                          m_chance.of(kBoth, 6 + m_chance.below(14)), 2.1),
                 {46, y + 7.4}, 45);
            y += 6;
        }
        fill(textPath(u"Noto Sans"_s, u"Authority / جهة الإصدار"_s, 1.2), {92, 30}, 90);
        fill(textPath(u"Noto Sans"_s, u"الرياض"_s, 2.2), {92, 34}, 45);
        hologram();
        zone(lines);
        if (m_spec.scratched)
            scratches();
    }

    /// Visas and prose, as the other page of the booklet holds them.
    void otherPage(double x, double y)
    {
        for (int i = 0; i < 14; ++i)
            fill(textPath(u"Noto Sans"_s,
                          m_chance.of(u"abcdefghij klmnop rstuv EINRS ", 50 + m_chance.below(20)), 1.6),
                 {x + 8, y + 10 + 5 * i}, 80);
    }

private:
    static QColor gray(double value)
    {
        const int v = std::clamp(int(value), 0, 255);
        return {v, v, v};
    }

    void fill(const QPainterPath &path, QPointF at, double value)
    {
        m_painter.fillPath(path.translated(at), gray(value));
    }

    void portrait(const QRectF &frame)
    {
        m_painter.fillRect(frame, gray(190));
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(gray(110));
        m_painter.drawEllipse(QRectF(frame.left() + 3, frame.top() + 32, 29, 26) & frame);
        m_painter.setBrush(gray(165));
        m_painter.drawEllipse(frame.center() - QPointF(0, 4), 8.5, 11);
        m_painter.setBrush(gray(40));
        m_painter.drawChord(QRectF(frame.center().x() - 9, frame.top() + 6, 18, 15), 0, 180 * 16);
        for (const double x : {-3.2, 3.2})
            m_painter.drawEllipse(frame.center() + QPointF(x, -5), 1.1, 0.6);
        m_painter.drawRect(QRectF(frame.center().x() - 2.5, frame.center().y() + 2, 5, 0.6));
    }

    void hologram()
    {
        m_painter.setPen(Qt::NoPen);
        for (int i = 0; i < 3; ++i) {
            m_painter.setBrush(QColor(255, 255, 255, 25 + m_chance.below(40)));
            m_painter.drawEllipse(QPointF(m_chance.between(30, 120), m_chance.between(20, 80)),
                                  m_chance.between(5, 12), m_chance.between(5, 12));
        }
    }

    void zone(const QStringList &lines)
    {
        QFont font(m_spec.sharpFace ? u"OCR B S"_s : u"OCR B"_s);
        font.setPixelSize(200);
        font.setHintingPreference(QFont::PreferNoHinting);
        const QFontMetricsF metrics(font);
        const double advance = metrics.horizontalAdvance(u'H');
        const double scale = kPitch / advance * (1 + m_spec.sizeError);
        const double pitch = kPitch * (1 + m_spec.pitchError);
        const double ink = 25 + m_spec.fading * 200;
        const double left = kLeftEdge + m_chance.between(-1, 1);
        const double up = m_chance.between(-1, 1);
        for (int line = 0; line < 2; ++line) {
            const double base = kPageHeight - (line == 0 ? kFirstLine : kSecondLine) + up + 0.35 * 3.513;
            for (int i = 0; i < lines[line].size(); ++i) {
                QPainterPath glyph;
                glyph.addText(-advance / 2, 0, font, lines[line].mid(i, 1));
                glyph = QTransform::fromScale(scale, scale).map(glyph);
                glyph.translate(left + (i + 0.5) * pitch + m_chance.normal() * m_spec.jitter * kPitch,
                                base + m_chance.normal() * m_spec.jitter * kPitch * 0.5);
                m_painter.fillPath(glyph, gray(ink));
                if (m_spec.spread > 0) {
                    m_painter.strokePath(glyph, QPen(gray(ink), 2 * m_spec.spread * kPitch));
                } else if (m_spec.spread < 0) {
                    m_painter.setClipPath(glyph);
                    m_painter.strokePath(glyph, QPen(gray(m_paper), -2 * m_spec.spread * kPitch));
                    m_painter.setClipping(false);
                }
            }
        }
    }

    void scratches()
    {
        for (int i = 0; i < 4; ++i) {
            const QPointF from(m_chance.between(5, 120), kPageHeight - m_chance.between(3, 22));
            m_painter.setPen(QPen(gray(m_chance.below(2) ? m_paper : 40), m_chance.between(0.1, 0.5)));
            m_painter.drawLine(from, from + QPointF(m_chance.between(-30, 30), m_chance.between(-12, 12)));
        }
    }

    const PassportPicture &m_spec;
    QPainter &m_painter;
    Chance &m_chance;
    double m_paper = 240;
};

/// Multiplies by `low` where the shadow is and adds what glare adds; then blur and noise.
class Camera
{
public:
    explicit Camera(const QImage &image)
        : m_width(image.width())
        , m_height(image.height())
    {
        m_pixels.resize(std::size_t(m_width) * std::size_t(m_height));
        for (int y = 0; y < m_height; ++y)
            std::copy_n(image.constScanLine(y), m_width,
                        m_pixels.data() + std::size_t(y) * std::size_t(m_width));
    }

    template <typename Change>
    void each(Change &&change)
    {
        float *pixel = m_pixels.data();
        for (int y = 0; y < m_height; ++y) {
            for (int x = 0; x < m_width; ++x, ++pixel)
                *pixel = change(*pixel, x, y);
        }
    }

    void blur(double sigma)
    {
        const int reach = std::max(1, int(std::ceil(2.5 * sigma)));
        std::vector<float> kernel;
        float sum = 0;
        for (int i = -reach; i <= reach; ++i)
            sum += kernel.emplace_back(float(std::exp(-i * i / (2 * sigma * sigma))));
        for (float &weight : kernel)
            weight /= sum;
        std::vector<float> to(m_pixels.size());
        for (int y = 0; y < m_height; ++y) {
            const float *from = m_pixels.data() + std::size_t(y) * std::size_t(m_width);
            for (int x = 0; x < m_width; ++x) {
                float value = 0;
                for (int i = -reach; i <= reach; ++i)
                    value += kernel[std::size_t(i + reach)] * from[std::clamp(x + i, 0, m_width - 1)];
                to[std::size_t(y) * std::size_t(m_width) + std::size_t(x)] = value;
            }
        }
        std::fill(m_pixels.begin(), m_pixels.end(), 0.0F);
        for (int y = 0; y < m_height; ++y) {
            float *out = m_pixels.data() + std::size_t(y) * std::size_t(m_width);
            for (int i = -reach; i <= reach; ++i) {
                const float *from =
                    to.data() + std::size_t(std::clamp(y + i, 0, m_height - 1)) * std::size_t(m_width);
                for (int x = 0; x < m_width; ++x)
                    out[x] += kernel[std::size_t(i + reach)] * from[x];
            }
        }
    }

    QImage image() const
    {
        QImage out(m_width, m_height, QImage::Format_Grayscale8);
        for (int y = 0; y < m_height; ++y) {
            uchar *to = out.scanLine(y);
            const float *from = m_pixels.data() + std::size_t(y) * std::size_t(m_width);
            for (int x = 0; x < m_width; ++x)
                to[x] = uchar(std::clamp(from[x] + 0.5F, 0.0F, 255.0F));
        }
        return out;
    }

private:
    int m_width;
    int m_height;
    std::vector<float> m_pixels;
};

} // namespace

QStringList PassportPicture::lines() const
{
    Chance chance(seed);
    QString state;
    do {
        const auto all = issuers();
        const Issuer &issuer = all[std::size_t(chance.below(int(all.size())))];
        if (issuer.kind == IssuerKind::State)
            state = QString::fromUtf16(issuer.code);
    } while (state.isEmpty());
    const auto word = [&] { return chance.of(kLetters, 2 + chance.below(9)); };
    QString name = word();
    if (chance.below(3) == 0)
        name += u'<' + word();
    name += u"<<"_s + word();
    for (int i = chance.below(4); i > 0; --i)
        name += u'<' + word();
    const QString number = chance.below(2) ? chance.of(kLetters, 1 + chance.below(2)) + chance.of(kDigits, 7)
                                           : chance.of(kBoth, 9);
    const QDate birth = QDate(1940, 1, 1).addDays(chance.below(29000));
    const QDate expiry = QDate(2027, 1, 1).addDays(chance.below(3600));
    const Sex sex = chance.below(8) == 0 ? Sex::Unspecified : chance.below(2) ? Sex::Male : Sex::Female;
    const QString optional = chance.below(2)   ? QString()
                             : chance.below(2) ? chance.of(kDigits, 8 + chance.below(7))
                                               : chance.of(kBoth, 4 + chance.below(11));
    const char16_t kinds[] = u"<<<POSDT";
    return composeTd3(u'P' + QString(QChar(kinds[chance.below(8)])), state, name.left(39), number, state,
                      {birth.year(), birth.month(), birth.day()}, sex, expiry, optional);
}

QImage PassportPicture::drawn() const
{
    Chance chance(seed ^ 0x5555AAAA);
    const double scale = dpi / 25.4;

    // The page's frame in millimetres and what the picture shows around it.
    QRectF shown(0, 0, kPageWidth, kPageHeight);
    if (around == Around::Scan)
        shown = QRectF(-chance.between(5, 70), -chance.between(5, 150), 210, 250);
    else if (around == Around::Booklet)
        shown =
            QRectF(-chance.between(8, 25), -kPageHeight - chance.between(8, 25), 165, 2 * kPageHeight + 40);
    const double radians = degrees * M_PI / 180;
    const double width =
        shown.width() * std::abs(std::cos(radians)) + shown.height() * std::abs(std::sin(radians));
    const double height =
        shown.width() * std::abs(std::sin(radians)) + shown.height() * std::abs(std::cos(radians));
    QImage image(int(width * scale), int(height * scale), QImage::Format_Grayscale8);
    const int desk = around == Around::Booklet ? 40 + chance.below(90) : 245 + chance.below(10);
    image.fill(desk);

    QTransform place;
    place.translate(image.width() / 2.0, image.height() / 2.0);
    place.rotate(degrees);
    place.scale(scale, scale);
    place.translate(-shown.center().x(), -shown.center().y());
    if (perspective > 0) {
        const double off = perspective * kPageWidth;
        QPolygonF from{QPointF(0, 0), {kPageWidth, 0}, {kPageWidth, kPageHeight}, {0, kPageHeight}};
        QPolygonF to;
        for (const QPointF &corner : from)
            to << corner + QPointF(chance.between(-off, off), chance.between(-off, off));
        QTransform bent;
        if (QTransform::quadToQuad(from, to, bent))
            place = bent * place;
    }

    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setTransform(place);
        Page page(*this, painter, chance);
        if (around == Around::Booklet) {
            page.paper(0, -kPageHeight);
            page.otherPage(0, -kPageHeight);
        }
        page.paper(0, 0);
        page.data(lines());
    }

    Camera camera(image);
    if (uneven > 0) {
        const double turn = chance.between(0, 2 * M_PI);
        const double dx = std::cos(turn) / image.width();
        const double dy = std::sin(turn) / image.height();
        camera.each([&](float value, int x, int y) {
            const double along =
                std::clamp(0.5 + (x - image.width() / 2.0) * dx + (y - image.height() / 2.0) * dy, 0.0, 1.0);
            return value * float(1 - uneven * along);
        });
    }
    if (shadow > 0) {
        const double turn = chance.between(0, 2 * M_PI);
        const QPointF through =
            place.map(QPointF(chance.between(20, 105), kPageHeight - chance.between(5, 20)));
        const double soft = chance.between(0.5, 4) * scale;
        camera.each([&](float value, int x, int y) {
            const double off =
                ((x - through.x()) * std::cos(turn) + (y - through.y()) * std::sin(turn)) / soft;
            return value * float(1 - shadow / (1 + std::exp(-off)));
        });
    }
    for (int i = 0; i < glares; ++i) {
        const QPointF middle =
            place.map(QPointF(chance.between(5, 120), kPageHeight - chance.between(0, 30)));
        const double radius = chance.between(2, 10) * scale;
        const double strength = chance.between(80, 400);
        camera.each([&](float value, int x, int y) {
            const double off = std::hypot(x - middle.x(), y - middle.y()) / radius;
            return off > 4 ? value : std::min(255.0F, value + float(strength * std::exp(-off * off)));
        });
    }
    if (blur > 0)
        camera.blur(blur);
    if (noise > 0 || speckle > 0) {
        camera.each([&](float value, int, int) {
            if (speckle > 0 && chance.share() < speckle)
                return chance.below(2) ? 255.0F : 0.0F;
            return noise > 0 ? value + float(255 * noise * chance.normal()) : value;
        });
    }
    QImage out = camera.image();
    if (jpeg > 0) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        out.save(&buffer, "JPG", jpeg);
        out = QImage::fromData(bytes, "JPG").convertToFormat(QImage::Format_Grayscale8);
    }
    return out;
}

GrayImage grayOf(const QImage &image)
{
    const QImage gray = image.convertToFormat(QImage::Format_Grayscale8);
    GrayImage out{gray.width(), gray.height(), {}};
    out.pixels.resize(std::size_t(out.width) * std::size_t(out.height));
    for (int y = 0; y < out.height; ++y)
        std::memcpy(out.row(y), gray.constScanLine(y), std::size_t(out.width));
    return out;
}

} // namespace desk
