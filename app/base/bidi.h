#pragma once

#include <QString>
#include <QStringView>

namespace desk
{

/// An identifier, date, phone number, count, file name or version inside a sentence: LRI … PDI (ux.md BIDI-02).
/// For text that is shown; nothing stored, copied, exported or sent holds a control.
QString isolate(QStringView text);

/// A name of unknown script inside a sentence: FSI … PDI.
QString isolateAuto(QStringView text);

/// `text` without U+061C, U+200E/F, U+202A…E and U+2066…9.
QString withoutBidiControls(QStringView text);

} // namespace desk
