// How the networks of one row answered, as a Qt table: true classes down, answers across.
#pragma once

#include <QAbstractTableModel>

#include "core/reports/evaluation_table.h"

namespace ld3m::widgets {

/// Column 0 is the accuracy of each class; then one column per answered class, the share of the true class's
/// images in percent, where the row has counted its answers.
class ClassAnswersModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Role { shareRole = Qt::UserRole, countRole };

    using QAbstractTableModel::QAbstractTableModel;

    /// Classes without a name are numbered.
    void setRow(const reports::EvaluationRow& row, const std::vector<std::string>& classes);
    bool hasConfusion() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString className(int label) const;
    qint64 count(int label, int answered) const;
    qint64 shown(int label) const;
    double share(const QModelIndex& index) const;
    QString sentence(const QModelIndex& index) const;

    reports::EvaluationRow m_row;
    std::vector<std::string> m_classes;
};

} // namespace ld3m::widgets
