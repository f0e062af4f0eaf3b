#include "service/draftform.h"

#include "protocol/casefile.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace desk
{

QByteArray draftFormToJson(const DraftForm &form)
{
    return canonicalJson({{u"content"_s, caseContentToJson(form.content)},
                          {u"read_fields"_s, QJsonArray::fromStringList(form.readFields)},
                          {u"zone_reads"_s, form.zoneReads},
                          {u"look_alikes_compared"_s, form.lookAlikesCompared},
                          {u"place_suggested"_s, form.placeSuggested},
                          {u"focus_field"_s, form.focusField}});
}

Result<DraftForm> draftFormFromJson(const QByteArray &json)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader reader(*object);
    DraftForm form;
    const QJsonObject content = reader.object("content");
    form.readFields = reader.optionalTexts("read_fields");
    form.zoneReads = int(reader.integer("zone_reads", 0, std::numeric_limits<int>::max()));
    form.lookAlikesCompared = reader.boolean("look_alikes_compared");
    form.placeSuggested = reader.boolean("place_suggested");
    form.focusField = reader.optionalText("focus_field");
    if (const auto done = reader.finish(); !done)
        return failure(done);
    auto read = caseContentFromJson(content, u"/content"_s);
    if (!read)
        return failure(read);
    form.content = std::move(*read);
    return form;
}

} // namespace desk
