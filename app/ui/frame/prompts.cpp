#include "ui/frame/prompts.h"

#include "ui/widgets/actionbutton.h"
#include "ui/widgets/textlabel.h"

#include <QDialog>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace desk
{

void DialogPrompts::ask(QWidget *parent, const Question &question, std::function<void(int)> answered)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(question.title);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    column->addWidget(new TextLabel(TextLabel::Kind::Section, question.title, dialog));
    auto *text = new TextLabel(TextLabel::Kind::Body, question.text, dialog);
    text->setWordWrap(true);
    text->setMinimumWidth(400);
    column->addWidget(text);
    if (!question.facts.isEmpty()) {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(16);
        for (qsizetype i = 0; i < question.facts.size(); ++i) {
            grid->addWidget(new TextLabel(TextLabel::Kind::Quiet, question.facts.at(i).first, dialog), int(i),
                            0);
            grid->addWidget(new TextLabel(TextLabel::Kind::Body, question.facts.at(i).second, dialog), int(i),
                            1);
        }
        grid->setColumnStretch(1, 1);
        column->addLayout(grid);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    for (qsizetype i = 0; i < question.answers.size(); ++i) {
        auto *button = new ActionButton(dialog);
        button->setText(question.answers.at(i));
        if (i == question.dangerous)
            button->setKind(ActionButton::Kind::Danger);
        QObject::connect(button, &ActionButton::clicked, dialog, [dialog, i] { dialog->done(int(i)); });
        row->addWidget(button);
        if (i == 0)
            button->setFocus();
    }
    row->addStretch();
    column->addLayout(row);
    QObject::connect(dialog, &QDialog::finished, parent,
                     [answered = std::move(answered)](int answer) { answered(answer); });
    dialog->open();
}

namespace
{

/// Shows it and gives the one path that was chosen.
void openForOne(QFileDialog *dialog, QWidget *parent, std::function<void(const QString &)> chosen)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, parent, [dialog, chosen = std::move(chosen)](int answer) {
        chosen(answer == QDialog::Accepted ? dialog->selectedFiles().value(0) : QString());
    });
    dialog->open();
}

} // namespace

void DialogPrompts::chooseFileToWrite(QWidget *parent, const QString &title, const QString &suggestedName,
                                      std::function<void(const QString &)> chosen)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(suggestedName);
    openForOne(dialog, parent, std::move(chosen));
}

void DialogPrompts::chooseFile(QWidget *parent, const QString &title,
                               std::function<void(const QString &)> chosen)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setFileMode(QFileDialog::ExistingFile);
    openForOne(dialog, parent, std::move(chosen));
}

void DialogPrompts::chooseScans(QWidget *parent, const QString &title,
                                std::function<void(const QStringList &)> chosen)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilter(QStringLiteral("JPEG, PNG, PDF (*.jpg *.jpeg *.png *.pdf)"));
    QObject::connect(dialog, &QFileDialog::finished, dialog,
                     [dialog, chosen = std::move(chosen)](int result) {
                         chosen(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
                     });
    dialog->open();
}

void DialogPrompts::chooseFolder(QWidget *parent, const QString &title, const QString &present,
                                 std::function<void(const QString &)> chosen)
{
    auto *dialog = new QFileDialog(parent, title, present);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    openForOne(dialog, parent, std::move(chosen));
}

} // namespace desk
