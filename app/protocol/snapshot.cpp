#include "protocol/snapshot.h"

#include "protocol/json.h"

namespace desk
{

Result<SnapshotPage> snapshotPageFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json, {.bytes = 16 * 1024 * 1024});
    if (!object)
        return failure(object);
    JsonReader in(*object);
    SnapshotPage page;
    page.epoch = in.uuid("epoch");
    page.stablePosition = in.integer("stable_position");
    page.cursor = in.nonEmptyText("cursor");
    page.next = in.optionalText("next");
    page.total = in.optionalInteger("total");
    page.residents = in.take(registeredFromJson(in.array("residents"), in.pointer("residents")));
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return page;
}

} // namespace desk
