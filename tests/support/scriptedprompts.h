#pragma once

#include "ui/frame/prompts.h"

#include "support/catch.h"

/// Answers by script and keeps what was asked; a question that no answer was laid in for fails the test.
class ScriptedPrompts final : public desk::Prompts
{
public:
    /// What the next question is answered with; its index.
    void answerNext(int answer) { m_answers += answer; }
    /// What the next choice of a file comes to; empty: the person changed their mind.
    void chooseNext(const QString &path) { m_paths += path; }

    const QList<desk::Question> &asked() const { return m_asked; }

    void ask(QWidget *, const desk::Question &question, std::function<void(int)> answered) override
    {
        m_asked += question;
        INFO(qPrintable(question.title));
        REQUIRE_FALSE(m_answers.isEmpty());
        answered(m_answers.takeFirst());
    }
    void chooseFileToWrite(QWidget *, const QString &title, const QString &,
                           std::function<void(const QString &)> chosen) override
    {
        takePath(title, chosen);
    }
    void chooseFile(QWidget *, const QString &title, std::function<void(const QString &)> chosen) override
    {
        takePath(title, chosen);
    }
    void chooseScans(QWidget *, const QString &title,
                     std::function<void(const QStringList &)> chosen) override
    {
        INFO(qPrintable(title));
        REQUIRE_FALSE(m_paths.isEmpty());
        chosen({m_paths.takeFirst()});
    }
    void chooseFolder(QWidget *, const QString &title, const QString &,
                      std::function<void(const QString &)> chosen) override
    {
        takePath(title, chosen);
    }

private:
    void takePath(const QString &title, const std::function<void(const QString &)> &chosen)
    {
        INFO(qPrintable(title));
        REQUIRE_FALSE(m_paths.isEmpty());
        chosen(m_paths.takeFirst());
    }

    QList<desk::Question> m_asked;
    QList<int> m_answers;
    QStringList m_paths;
};
