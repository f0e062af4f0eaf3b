#pragma once

#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace desk
{

/// A question with acts for answers. Each answer is named by what it does, never "yes" or "OK" (ux.md
/// L10N-04).
struct Question {
    QString title;
    QString text;
    QList<QPair<QString, QString>> facts; ///< what it is about, label and value
    QStringList answers;                  ///< the first is the safe one and has the focus
    int dangerous = -1;                   ///< index of an answer that cannot be taken back
};

/// What a page asks people outside itself. Answers come later, on the event loop; nothing waits. Tests answer
/// by script.
class Prompts
{
public:
    Prompts() = default;
    Prompts(const Prompts &) = delete;
    Prompts &operator=(const Prompts &) = delete;
    virtual ~Prompts() = default;

    /// Index of the answer; Esc is the first one.
    virtual void ask(QWidget *parent, const Question &question, std::function<void(int)> answered) = 0;
    /// Where to write a file; empty when the person changed their mind.
    virtual void chooseFileToWrite(QWidget *parent, const QString &title, const QString &suggestedName,
                                   std::function<void(const QString &)> chosen) = 0;
    /// A file to read; empty when the person changed their mind.
    virtual void chooseFile(QWidget *parent, const QString &title,
                            std::function<void(const QString &)> chosen) = 0;
    /// The files to take in; empty when the person changed their mind.
    virtual void chooseScans(QWidget *parent, const QString &title,
                             std::function<void(const QStringList &)> chosen) = 0;
    /// A folder; empty when the person changed their mind. `present` is where to begin.
    virtual void chooseFolder(QWidget *parent, const QString &title, const QString &present,
                              std::function<void(const QString &)> chosen) = 0;
};

/// The window's own.
class DialogPrompts final : public Prompts
{
public:
    void ask(QWidget *parent, const Question &question, std::function<void(int)> answered) override;
    void chooseFileToWrite(QWidget *parent, const QString &title, const QString &suggestedName,
                           std::function<void(const QString &)> chosen) override;
    void chooseFile(QWidget *parent, const QString &title,
                    std::function<void(const QString &)> chosen) override;
    void chooseScans(QWidget *parent, const QString &title,
                     std::function<void(const QStringList &)> chosen) override;
    void chooseFolder(QWidget *parent, const QString &title, const QString &present,
                      std::function<void(const QString &)> chosen) override;
};

} // namespace desk
