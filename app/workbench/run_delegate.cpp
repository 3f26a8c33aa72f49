#include "app/workbench/run_delegate.h"

#include <QApplication>
#include <QPainter>

#include "app/session/run_tree_model.h"
#include "widgets/status/progress_strip.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {

using session::RunTreeModel;

namespace {

constexpr int kDot = 7;
constexpr int kGap = 8;
constexpr int kShortestTags = 24; ///< no room for less

QColor dotColour(const QString& badge, const widgets::ThemeColours& colours) {
    if (badge == "running" || badge == "evaluating" || badge == "preparing")
        return colours.good;
    if (badge == "finished")
        return colours.accent;
    if (badge == "failed")
        return colours.bad;
    return badge == "stopped" ? colours.muted : colours.warning;
}

} // namespace

QString RunDelegate::note(const QModelIndex& run) {
    const QString badge = run.data(RunTreeModel::badgeRole).toString();
    const QVariant accuracy = run.data(RunTreeModel::accuracyRole);
    if (badge == "running" || badge == "evaluating")
        return widgets::grouped(run.data(RunTreeModel::iterationRole).toLongLong());
    if (accuracy.isValid() && (badge == "finished" || badge == "stopped"))
        return QStringLiteral("%1 %").arg(accuracy.toDouble() * 100, 0, 'f', 1);
    return badge;
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const {
    if (!index.data(RunTreeModel::isRunRole).toBool()) {
        QStyleOptionViewItem group = option;
        group.font.setWeight(QFont::DemiBold);
        QStyledItemDelegate::paint(painter, group, index);
        return;
    }
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    plain.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &plain, painter, plain.widget);

    const widgets::ThemeColours& colours = widgets::coloursOf(option.palette);
    const QRect row = option.rect.adjusted(4, 0, -kGap, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(dotColour(index.data(RunTreeModel::badgeRole).toString(), colours));
    painter->drawEllipse(QRect(row.left(), row.center().y() - kDot / 2, kDot, kDot));
    const QString text = note(index);
    painter->setFont(widgets::tabularFont(option.font));
    painter->setPen(colours.muted);
    painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, text);
    const int noteWidth = painter->fontMetrics().horizontalAdvance(text);
    const QRect name = row.adjusted(kDot + kGap, 0, -noteWidth - kGap, 0);
    painter->setFont(option.font);
    const bool archived = index.data(RunTreeModel::archivedRole).toBool();
    painter->setPen(archived ? colours.muted : colours.text);
    const QString title =
        painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideMiddle, name.width());
    painter->drawText(name, Qt::AlignLeft | Qt::AlignVCenter, title);
    const QRect rest = name.adjusted(painter->fontMetrics().horizontalAdvance(title) + kGap, 0, 0, 0);
    const QString tags = index.data(RunTreeModel::tagsRole).toStringList().join(QStringLiteral(" · "));
    if (!tags.isEmpty() && rest.width() > kShortestTags) {
        painter->setPen(colours.muted);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(tags, Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {QStyledItemDelegate::sizeHint(option, index).width(), option.fontMetrics.height() + 10};
}

} // namespace ld3m::workbench
