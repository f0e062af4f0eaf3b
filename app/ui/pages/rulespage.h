#pragma once

#include "ui/frame/page.h"
#include "ui/frame/prompts.h"

#include <QAbstractTableModel>

#include <memory>

namespace desk
{

namespace Ui
{
class RulesPage;
}

/// The rule packs of this desk, newest first.
class RulePacksModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        VersionColumn,
        StateColumn,
        FromColumn,
        UntilColumn,
        PublisherColumn,
        SinceColumn,
        ColumnCount
    };

    explicit RulePacksModel(const Catalogue &catalogue, QObject *parent = nullptr);

    void setPacks(const QList<PackView> &packs, Language language);
    const QList<PackView> &packs() const { return m_packs; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const PackView &pack, int column) const;

    const Catalogue &m_catalogue;
    Language m_language = Language::Arabic;
    QList<PackView> m_packs;
};

/// The rule packs: which one judges, taking a newer one from a file or from the hub, going back. Everybody
/// may read it, administrators change it.
class RulesPage final : public Page
{
    Q_OBJECT

public:
    RulesPage(const PageContext &context, QWidget *parent);
    ~RulesPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;

protected:
    void retranslate() override;

private:
    void show(const Result<QList<PackView>> &packs);
    void showChosen();
    const PackView *chosen() const;
    void installFromFile();
    void install(const QString &path, SignerTrust trust);
    void takeOffered();
    void takeBack();
    void changed(const Result<QList<PackView>> &packs, const QString &done);
    Question trustQuestion(const QString &fingerprint) const;

    const std::unique_ptr<Ui::RulesPage> m_ui;
    RulePacksModel *m_model;
};

} // namespace desk
