// Paints a run: state as a dot, its name, and at the right what matters now (accuracy, iteration or state).
#pragma once

#include <QStyledItemDelegate>

namespace ld3m::workbench {

class RunDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// "41.2 %", "1,240", "interrupted".
    static QString note(const QModelIndex& run);
};

} // namespace ld3m::workbench
