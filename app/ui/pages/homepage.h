#pragma once

#include "ui/frame/page.h"

#include <memory>

class QVBoxLayout;

namespace desk
{

namespace Ui
{
class HomePage;
}

/// Where a person begins: the look-up field, what came back to them, what they left unfinished, and how the
/// day stands.
class HomePage final : public Page
{
    Q_OBJECT

public:
    HomePage(const PageContext &context, QWidget *parent);
    ~HomePage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    bool acceptsReader() const override { return true; }
    bool takeRead(const QStringList &lines) override;

protected:
    void retranslate() override;
    void enterPressed(QWidget *field, bool forward) override;

private:
    void load();
    void find();
    void showHome();
    void showSync();
    /// The draft that was open when this person's window ended last; nullptr: none.
    const CaseRow *unfinished() const;
    void showRows(QVBoxLayout *rows, const QList<CaseRow> &cases, bool returned, int &key);

    const std::unique_ptr<Ui::HomePage> m_ui;
    std::optional<HomeView> m_home;
    std::optional<Error> m_problem;
    QString m_unfinished;
};

} // namespace desk
