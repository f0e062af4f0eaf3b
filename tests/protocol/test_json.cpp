#include "support/catch.h"

#include "base/sha256.h"
#include "protocol/json.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

QString pointerOf(const QByteArray &text)
{
    const auto value = parseJson(text);
    REQUIRE_FALSE(value);
    CHECK(value.error().code == ErrorCode::MalformedJson);
    return value.error().where;
}

QByteArray nested(int depth)
{
    return QByteArray(depth, '[') + QByteArray(depth, ']');
}

} // namespace

TEST_CASE("what is not strictly JSON is refused", "[json]")
{
    for (const QByteArray text : {"", "{", "[1,]", "{\"a\":1,}", "nul", "'a'", "01", "+1", "[1] 2",
                                  "\"\\ud800\"", "\"\t\"", "// x\n1"}) {
        INFO(text.toStdString());
        CHECK_FALSE(parseJson(text));
    }
    CHECK(parseJson("\xff").error().code == ErrorCode::NotUtf8);
    CHECK(parseJson("\"\xed\xa0\x80\"").error().code == ErrorCode::NotUtf8); // a surrogate in UTF-8
}

TEST_CASE("errors name the place by a JSON pointer", "[json]")
{
    CHECK(pointerOf(R"({"a":{"b":[1,2,1.5]}})") == u"/a/b/2"_s);
    CHECK(pointerOf(R"({"a":1,"a":2})") == u"/a"_s);
    CHECK(pointerOf(R"({"x/y":{"~":1e3}})") == u"/x~1y/~0"_s);
    CHECK(pointerOf(R"([9223372036854775808])") == u"/0"_s);
    CHECK(pointerOf("{\"a\":\"\\u0000\"}") == u"/a"_s);
}

TEST_CASE("integers keep all their 64 bits", "[json]")
{
    CHECK(parseJson("9223372036854775807")->toInteger() == std::numeric_limits<qint64>::max());
    CHECK(parseJson("-9223372036854775808")->toInteger() == std::numeric_limits<qint64>::min());
}

TEST_CASE("size, depth and members have limits, each exact", "[json]")
{
    CHECK(parseJson(nested(16)));
    CHECK_FALSE(parseJson(nested(17)));
    CHECK_FALSE(parseJson(nested(100'000)));
    const auto members = [](int count) {
        QByteArrayList list;
        for (int i = 0; i < count; ++i)
            list.append("\"k" + QByteArray::number(i) + "\":0");
        return '{' + list.join(',') + '}';
    };
    CHECK(parseJson(members(512)));
    CHECK_FALSE(parseJson(members(513)));
    const QByteArray text = '"' + QByteArray(98, 'x') + '"';
    CHECK(parseJson(text, {.bytes = 100}));
    CHECK_FALSE(parseJson(text, {.bytes = 99}));
}

TEST_CASE("canonical bytes do not depend on how a value came about", "[json]")
{
    const auto one = parseJsonObject("{ \"b\" : [1, true, null], \"a\":\"\\u0627\\/\\\"\\n\" }");
    REQUIRE(one);
    CHECK(canonicalJson(*one) == QByteArray("{\"a\":\"\xd8\xa7/\\\"\\u000a\",\"b\":[1,true,null]}"));
    CHECK(canonicalJson(*parseJsonObject(canonicalJson(*one))) == canonicalJson(*one));
    // Letter and combining mark, or the one that is both: the same text.
    CHECK(canonicalJson({{u"a"_s, u"e\u0301"_s}}) == canonicalJson({{u"a"_s, u"\u00e9"_s}}));
}

TEST_CASE("a reader takes the first thing wrong and refuses what nobody asked for", "[json]")
{
    const auto object = parseJsonObject(R"({"text":"a","number":7,"flag":true,"x_new":1})");
    REQUIRE(object);
    {
        JsonReader in(*object);
        CHECK(in.text("text") == u"a"_s);
        CHECK(in.integer("number") == 7);
        CHECK(in.boolean("flag"));
        CHECK(in.finish());
    }
    {
        JsonReader in(*object, u"/here"_s, JsonReader::Unknown::Refuse);
        in.text("text");
        in.integer("number");
        in.boolean("flag");
        CHECK(in.finish().error().where == u"/here/x_new"_s);
    }
    {
        JsonReader in(*object);
        in.text("number");
        in.integer("text");
        in.boolean("missing");
        const auto done = in.finish();
        REQUIRE_FALSE(done);
        CHECK(done.error().where == u"/number"_s);
    }
    {
        JsonReader in(*object);
        in.integer("number", 8);
        CHECK_FALSE(in.finish());
    }
}

TEST_CASE("ids and hashes have one form", "[json]")
{
    CHECK(isUuid(u"0b4f7e2a-1c3d-4e5f-8a9b-0c1d2e3f4a5b"));
    CHECK_FALSE(isUuid(u"0B4F7E2A-1c3d-4e5f-8a9b-0c1d2e3f4a5b"));
    CHECK_FALSE(isUuid(u"{0b4f7e2a-1c3d-4e5f-8a9b-0c1d2e3f4a5b}"));
    CHECK_FALSE(isUuid(u"0b4f7e2a01c3d-4e5f-8a9b-0c1d2e3f4a5b"));
    CHECK(isSha256(sha256Hex("")));
    CHECK(sha256Hex("") == u"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_s);
}
