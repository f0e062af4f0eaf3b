#pragma once

#include "base/result.h"
#include "service/views.h"

#include <QByteArray>

namespace desk
{

/// What the form holds, as the draft's stored bytes.
QByteArray draftFormToJson(const DraftForm &form);
Result<DraftForm> draftFormFromJson(const QByteArray &json);

} // namespace desk
