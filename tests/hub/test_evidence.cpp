#include "base/sha256.h"
#include "support/catch.h"
#include "support/testhub.h"

#include "protocol/scan.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kVersion = 3; // of someResident

const QByteArray kScan = "\x89PNG a synthetic scan";

QByteArray pathOf(const QByteArray &scan)
{
    return scanPath(sha256Hex(scan)).toLatin1();
}

CaseContent contentWith(const QByteArray &scan)
{
    CaseContent content = someContent();
    content.evidence = {{EvidenceKind::DataPage, u"page.png"_s, sha256Hex(scan)}};
    return content;
}

} // namespace

TEST_CASE("a scan is taken once and given back to those whose case names it", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    TestDesk colleague(hub, u"second"_s);
    CHECK(desk.client.head(pathOf(kScan)).status == 404);
    for (int i = 0; i < 2; ++i) {
        const HttpsAnswer answer = desk.client.put(pathOf(kScan), kScan);
        CHECK(answer.status == 200);
        CHECK(answer.json().value("epoch"_L1).toString() == desk.enrolment.epoch);
    }
    const HttpsAnswer head = desk.client.head(pathOf(kScan));
    CHECK(head.status == 200);
    CHECK(head.body.isEmpty());
    // No case names it: it is nobody's.
    CHECK(colleague.client.get(pathOf(kScan)).code() == u"not_found"_s);

    REQUIRE(codeOfAnswer(desk.send(desk.submitted(newId(), contentWith(kScan), kVersion))) == u"accepted"_s);
    const auto scan = scanFromAnswer(colleague.client.get(pathOf(kScan)).body, sha256Hex(kScan));
    REQUIRE(scan);
    CHECK(*scan == kScan);
    // It stays after a restart.
    hub.stop();
    hub.start();
    CHECK(HttpsClient(hub.url(), desk.enrolment.token).head(pathOf(kScan)).status == 200);
}

TEST_CASE("a case waits for its scans and leaves no trace until they are there", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const Message submitted = desk.submitted(newId(), contentWith(kScan), kVersion);
    CHECK(codeOfAnswer(desk.send(submitted)) == u"retry/evidence_missing"_s);
    CHECK(codeOfAnswer(desk.send(submitted)) == u"retry/evidence_missing"_s);
    REQUIRE(desk.client.put(pathOf(kScan), kScan).status == 200);
    CHECK(codeOfAnswer(desk.send(submitted)) == u"accepted"_s);
}

TEST_CASE("what is not the scan its name says, is too large or of another type is refused", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    CHECK(desk.client.put(pathOf(kScan), kScan + '.').code() == u"payload_hash"_s);
    CHECK(desk.client.put(pathOf(kScan), {}).code() == u"payload_hash"_s);
    CHECK(desk.client.put(pathOf(kScan), kScan, "application/json").code() == u"unsupported_media_type"_s);
    const QByteArray large(kMostScanBytes + 1, 'x');
    CHECK(desk.client
              .raw("PUT " + pathOf(large) + " HTTP/1.1\r\n" + desk.client.headers() +
                   "Content-Type: application/octet-stream\r\nContent-Length: " +
                   QByteArray::number(large.size()) + "\r\n\r\n")
              .code() == u"too_large"_s);
    CHECK(HttpsClient(hub.url()).put(pathOf(kScan), kScan).status == 401);
    CHECK(desk.client.head(pathOf(kScan)).status == 404);
    const QByteArray largest(kMostScanBytes, 'x');
    CHECK(desk.client.put(pathOf(largest), largest).status == 200);
}

TEST_CASE("no trick in a scan's path reaches anything", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    REQUIRE(desk.client.put(pathOf(kScan), kScan).status == 200);
    const QByteArray hash = sha256Hex(kScan).toLatin1();
    for (const QByteArray &name :
         {hash.toUpper(), hash + "0", hash.left(63), "../" + hash, hash + "/", hash + "%00",
          QByteArray("..%2f") + hash, QByteArray(64, 'g'), QByteArray()}) {
        INFO(name.toStdString());
        CHECK(desk.client.head("/v1/evidence/" + name).status == 404);
        CHECK(desk.client.put("/v1/evidence/" + name, kScan).status == 404);
    }
}
