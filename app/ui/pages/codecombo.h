#pragma once

#include "domain/codes.h"
#include "text/catalogue.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <algorithm>

namespace desk
{

/// Every value of E in words, after an empty choice; an entry's data is its code. What was chosen stays
/// chosen.
template <class E>
void fillCombo(QComboBox *combo, const Catalogue &catalogue, Language language)
{
    const QSignalBlocker blocker(combo);
    const QVariant chosen = combo->currentData();
    combo->clear();
    combo->addItem(QString(), QString());
    for (const auto &[value, code] : Codes<E>::kCodes)
        combo->addItem(catalogue.word(value, language), QString::fromUtf16(code));
    combo->setCurrentIndex(std::max(0, combo->findData(chosen)));
}

} // namespace desk
