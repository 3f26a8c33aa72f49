// Which rows of a sweep's table are shown, and in which order.
#pragma once

#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>

namespace ld3m::widgets {

class SweepTableModel;

/// Sorts by numbers where there are some; what was not measured stands last in either direction. Rows are
/// shown whose cells hold every word of the filter and, where points are chosen, that stand for one of them.
class SweepTableOrder : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit SweepTableOrder(SweepTableModel* model, QObject* parent = nullptr);

    /// Words may be bare ("off fin") or name a column: "steps=20".
    void setFilter(const QString& text);
    QString filter() const { return m_filter; }
    /// Nothing: every point.
    void setChosen(std::optional<QSet<QString>> points);
    int sourceRow(int row) const { return mapToSource(index(row, 0)).row(); }

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    bool holds(int row, const QString& word) const;

    SweepTableModel* m_model;
    QString m_filter;
    QStringList m_words;
    std::optional<QSet<QString>> m_chosen;
};

} // namespace ld3m::widgets
