#include "app/workbench/run_choice_delegate.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

#include "app/workbench/run_choice_model.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr int kBox = 14;
constexpr int kEdge = 12; ///< left of the boxes
constexpr int kGap = 8;

void paintBox(QPainter& painter, QPointF place, const QColor& color, const QColor& hook) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(QRectF(place, QSizeF(kBox, kBox)), 3, 3);
    painter.setPen(QPen(hook, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF({place + QPointF(3.5, 7), place + QPointF(6, 9.5), place + QPointF(10.5, 4.5)}));
}

} // namespace

void RunChoiceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    const widgets::ThemeColours& colours = widgets::coloursOf(option.palette);
    QApplication::style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    const QRect row = option.rect.adjusted(kEdge, 0, -kGap, 0);
    const QPointF place(row.left() + 0.5, row.center().y() - kBox / 2 + 0.5);
    const int color = index.data(RunChoiceModel::colorRole).toInt();
    const bool enabled = index.flags() & Qt::ItemIsEnabled;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (color >= 0) {
        paintBox(*painter, place, widgets::seriesColor(color, option.palette), colours.panel);
    } else {
        painter->setPen(QPen(enabled ? colours.muted : colours.border, 1));
        painter->setBrush(colours.field);
        painter->drawRoundedRect(QRectF(place, QSizeF(kBox, kBox)), 3, 3);
    }
    const QRect name = row.adjusted(kBox + kGap, 0, 0, 0);
    painter->setPen(enabled ? colours.text : colours.muted);
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideMiddle, name.width()));
    painter->restore();
}

QSize RunChoiceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    return {8 * kBox, option.fontMetrics.height() + 10};
}

bool RunChoiceDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                    const QStyleOptionViewItem& option, const QModelIndex& index) {
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        return true;
    case QEvent::MouseButtonRelease: {
        if (static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton ||
            !(model->flags(index) & Qt::ItemIsEnabled))
            return false;
        const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
        return model->setData(index, checked ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }
    default:
        return QStyledItemDelegate::editorEvent(event, model, option, index);
    }
}

} // namespace ld3m::workbench
