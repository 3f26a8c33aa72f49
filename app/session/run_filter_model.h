// The run tree as a person wants to see it now: without archived runs, and only what some words are about.
#pragma once

#include <QSortFilterProxyModel>

namespace ld3m::session {

/// A run stays while a branch of it stays, so that lineage can be seen.
class RunFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RunFilterModel(QObject* parent = nullptr);

    /// Every word is in the name, the folder's name, a tag, the note or the state. Empty: all.
    void setWords(const QString& words);
    void setArchivedShown(bool shown);
    bool archivedShown() const { return m_archivedShown; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList m_words;
    bool m_archivedShown = false;
};

} // namespace ld3m::session
