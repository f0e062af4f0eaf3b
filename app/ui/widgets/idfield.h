#pragma once

#include "ui/widgets/textfield.h"

namespace desk
{

/// A field for an identifier: left to right, in the identifiers' family, at the edge where reading starts.
/// What is typed or pasted is cleaned before any limit applies: both digit families become ASCII, letters
/// capitals, and blanks, dashes, marks and invisible characters go (ux.md NUM-02, NUM-04). Undo stays whole.
class IdField : public TextField
{
    Q_OBJECT
    Q_PROPERTY(int limit READ limit WRITE setLimit)
    Q_PROPERTY(bool verbatim READ isVerbatim WRITE setVerbatim)

public:
    explicit IdField(QWidget *parent = nullptr);

    /// Most characters after cleaning; 0: any number.
    int limit() const { return m_limit; }
    void setLimit(int limit);
    /// Nothing is cleaned but digits and invisible characters, and case stays: user names.
    bool isVerbatim() const { return m_verbatim; }
    void setVerbatim(bool verbatim);

    /// The characters the field is wide enough for.
    void setColumns(int columns);

protected:
    /// What stands in the field instead of `text`.
    virtual QString cleaned(const QString &text) const;
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    /// Puts `typed` in place of the selection, cleaned and cut.
    void put(const QString &typed);
    void paste();

    int m_limit = 0;
    bool m_verbatim = false;
};

} // namespace desk
