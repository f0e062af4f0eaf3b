#pragma once

#include "text/language.h"

#include <QObject>
#include <QTranslator>

namespace desk
{

/// The window's language: direction, our words and Qt's own. Every widget gets LanguageChange with the
/// direction already in force; entered data and the focus stay (ux.md BIDI-01, BIDI-20).
class LanguageSwitch final : public QObject
{
    Q_OBJECT

public:
    /// Arabic until told otherwise; nothing is installed before the first `set`.
    explicit LanguageSwitch(QObject *parent = nullptr);

    Language language() const { return m_language; }
    void set(Language language);
    void toggle();

signals:
    void changed(desk::Language language);

private:
    Language m_language = Language::Arabic;
    QTranslator m_words;
    QTranslator m_qtWords;
};

} // namespace desk
