// What the cells and heads of a sweep's table say, and how they look.
#include <QApplication>

#include "widgets/tables/sweep_table_model.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {

using sweeps::PointState;
using sweeps::SweepColumn;
using Kind = SweepColumn::Kind;

namespace {

QString toQt(const std::string& text) {
    return QString::fromStdString(text);
}

QString helpOf(const SweepColumn& column, bool grouped) {
    using sweeps::Quantity;
    if (column.kind == Kind::state)
        return grouped ? SweepTableModel::tr("Points of these settings that are finished; the others do not "
                                             "count.")
                       : SweepTableModel::tr("Where the point stands.");
    if (column.kind != Kind::quantity)
        return {};
    const QString over =
        grouped ? SweepTableModel::tr(" Mean ± deviation over the seeds that are finished.") : QString();
    switch (column.quantity) {
    case Quantity::accuracy:
        return SweepTableModel::tr("Mean accuracy on the real test images, of the newest evaluation.") + over;
    case Quantity::loss:
        return SweepTableModel::tr("Matching loss of the newest iteration.") + over;
    case Quantity::seconds:
        return SweepTableModel::tr("Time of distillation, without loading and evaluating.") + over;
    case Quantity::iteration_seconds:
        return SweepTableModel::tr("Time of one iteration, the median.") + over;
    case Quantity::memory:
        return SweepTableModel::tr("Most memory that the run held, of the host or of the GPU.") + over;
    }
    return {};
}

} // namespace

QVariant SweepTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    if (role != Qt::DisplayRole)
        return styleOf(index, role);
    const SweepColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const sweeps::PointStatus* status = statusOf(index.row());
    if (status && column.kind == Kind::progress && status->iteration < status->iterations)
        return tr("%1 of %2").arg(status->iteration).arg(status->iterations);
    const reports::TextCell& shown = known(index.row(), index.column());
    return shown.text.empty() ? QStringLiteral("–") : toQt(reports::toText(shown));
}

/// Looking for a font with digits of one width takes longer than drawing a row: it is kept.
const QFont& SweepTableModel::fontOf(bool bold) const {
    if (m_fontFor != QApplication::font() || m_plain == QFont()) {
        m_fontFor = QApplication::font();
        m_plain = tabularFont(m_fontFor);
        m_bold = m_plain;
        m_bold.setBold(true);
    }
    return bold ? m_bold : m_plain;
}

QVariant SweepTableModel::styleOf(const QModelIndex& index, int role) const {
    const SweepColumn& column = m_columns[static_cast<std::size_t>(index.column())];
    const reports::TextCell& shown = known(index.row(), index.column());
    const sweeps::PointStatus* status = statusOf(index.row());
    switch (role) {
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter |
                        (shown.number || column.kind == Kind::quantity ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        return fontOf(shown.number && m_best > 0 && *shown.number == m_best &&
                      column.kind == Kind::quantity && column.quantity == sweeps::Quantity::accuracy);
    case Qt::ForegroundRole: {
        const ThemeColours& colours = coloursOf(QApplication::palette());
        if (!status)
            return {};
        if (status->state == PointState::cancelled)
            return colours.muted;
        if (column.kind != Kind::state)
            return {};
        return status->state == PointState::failed     ? QVariant(colours.bad)
               : status->state == PointState::running  ? QVariant(colours.accent)
               : status->state == PointState::finished ? QVariant(colours.good)
                                                       : QVariant(colours.muted);
    }
    case Qt::ToolTipRole:
        return toolTipOf(index.row(), index.column());
    default:
        return {};
    }
}

QString SweepTableModel::toolTipOf(int row, int column) const {
    const sweeps::PointStatus* status = statusOf(row);
    if (status && !status->problem.empty())
        return toQt(status->problem);
    const QStringList points = pointsOf(row);
    return column == 0 && points.size() > 1 ? points.join('\n') : QString();
}

QVariant SweepTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const SweepColumn& column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return toQt(column.head);
    if (role == Qt::ToolTipRole) {
        if (column.kind != Kind::setting)
            return helpOf(column, isGrouped());
        const std::vector<std::string> keys = isGrouped() ? sweeps::keysBesideSeed(m_table) : m_table.keys;
        return toQt(keys[column.setting]);
    }
    if (role == Qt::TextAlignmentRole) {
        const bool numbers = column.kind == Kind::quantity || (rowCount() > 0 && known(0, section).number);
        return QVariant(Qt::AlignVCenter | (numbers ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

} // namespace ld3m::widgets
