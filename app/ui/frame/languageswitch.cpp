#include "ui/frame/languageswitch.h"

#include <QGuiApplication>
#include <QLibraryInfo>

using namespace Qt::StringLiterals;

namespace desk
{

LanguageSwitch::LanguageSwitch(QObject *parent)
    : QObject(parent)
{
}

void LanguageSwitch::set(Language language)
{
    m_language = language;
    const bool arabic = language == Language::Arabic;
    QGuiApplication::setLayoutDirection(arabic ? Qt::RightToLeft : Qt::LeftToRight);

    QCoreApplication::removeTranslator(&m_qtWords);
    QCoreApplication::removeTranslator(&m_words);
    if (arabic && m_qtWords.load(u"qtbase_ar"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qtWords);
    if (m_words.load(u":/i18n/passport-desk_%1.qm"_s.arg(codeOf(language))))
        QCoreApplication::installTranslator(&m_words);
    emit changed(language);
}

void LanguageSwitch::toggle()
{
    set(m_language == Language::Arabic ? Language::English : Language::Arabic);
}

} // namespace desk
