#include "support/catch.h"

#include "ui/theme/theme.h"

#include <QFontInfo>

#include <algorithm>
#include <cmath>

using namespace desk;

namespace
{

double luminance(QColor color)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(QColor a, QColor b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

struct Pair {
    Tone text;
    Tone on;
};

} // namespace

TEST_CASE("texts stand out from what they stand on, light and dark")
{
    static const Pair kTexts[] = {
        {Tone::Text, Tone::Page},       {Tone::Text, Tone::Card},          {Tone::Text, Tone::Muted},
        {Tone::Text2, Tone::Page},      {Tone::Text2, Tone::Card},         {Tone::Hint, Tone::Card},
        {Tone::OnBrand, Tone::Brand},   {Tone::OnBrand, Tone::BrandHover}, {Tone::OnBrand, Tone::BrandActive},
        {Tone::OnHeader, Tone::Header}, {Tone::OnHeader2, Tone::Header},   {Tone::Gold, Tone::HeaderDeep},
        {Tone::OnSoft, Tone::Soft},     {Tone::Link, Tone::Card},          {Tone::Link, Tone::Page},
        {Tone::Ok, Tone::OkBg},         {Tone::Err, Tone::ErrBg},          {Tone::Err, Tone::Card},
        {Tone::Warn, Tone::WarnBg},     {Tone::Warn, Tone::Card},          {Tone::Sup, Tone::SupBg},
        {Tone::Info, Tone::InfoBg},     {Tone::OnHeader, Tone::Undo},      {Tone::Ink, Tone::Paper},
    };
    static const Pair kMarks[] = {
        {Tone::Border, Tone::Card}, {Tone::Focus, Tone::Card},      {Tone::Focus, Tone::Page},
        {Tone::Accent, Tone::Card}, {Tone::WarnIcon, Tone::WarnBg},
    };
    for (const auto shade : {Theme::Shade::Light, Theme::Shade::Dark}) {
        const Theme theme = Theme::builtIn(shade);
        for (const Pair &pair : kTexts) {
            CAPTURE(int(shade), codeOf(pair.text), codeOf(pair.on));
            CHECK(contrast(theme.color(pair.text), theme.color(pair.on)) >= 4.5);
        }
        for (const Pair &pair : kMarks) {
            CAPTURE(int(shade), codeOf(pair.text), codeOf(pair.on));
            CHECK(contrast(theme.color(pair.text), theme.color(pair.on)) >= 3.0);
        }
    }
}

TEST_CASE("no text is smaller than 12 pixels")
{
    const Theme theme = Theme::builtIn();
    for (const auto &[type, code] : Codes<Type>::kCodes)
        CHECK(theme.font(type).pixelSize() >= 12);
}

TEST_CASE("the families the window is drawn with are there")
{
    const Theme theme = Theme::builtIn();
    for (const QString &family : theme.font(Type::Body).families() + theme.font(Type::Id).families()) {
        CAPTURE(family);
        CHECK(QFontInfo(QFont(family)).family() == family);
    }
}

TEST_CASE("a token file that lacks a token is refused by name")
{
    const auto read = Theme::fromJson("{\"colours\": {\"light\": {}}}", Theme::Shade::Light);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == ErrorCode::MalformedJson);
    CHECK(read.error().where == QStringLiteral("/colours/text"));
}

TEST_CASE("only what points along the reading direction is mirrored")
{
    const Theme theme = Theme::builtIn();
    const auto same = [&theme](const QString &name) {
        return theme.icon(name, Qt::black, 20, 1, Qt::RightToLeft).toImage() ==
               theme.icon(name, Qt::black, 20, 1, Qt::LeftToRight).toImage();
    };
    CHECK_FALSE(same(QStringLiteral("back")));
    CHECK_FALSE(same(QStringLiteral("chev")));
    CHECK_FALSE(same(QStringLiteral("undo")));
    CHECK(same(QStringLiteral("search")));
    CHECK(same(QStringLiteral("check")));
    CHECK(same(QStringLiteral("clock")));
}
