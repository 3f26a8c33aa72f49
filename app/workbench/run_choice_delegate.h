// Paints a run that can be chosen: a box in its colour, checked where it is chosen, and its name.
#pragma once

#include <QStyledItemDelegate>

namespace ld3m::workbench {

/// Of a RunChoiceModel. A click anywhere in the row, or Space, chooses it or lets it go.
class RunChoiceDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
};

} // namespace ld3m::workbench
