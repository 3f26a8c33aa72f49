#include "widgets/tables/class_answers_model.h"

#include <QApplication>
#include <QBrush>
#include <QFont>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr double kDeepest = 0.75; // share of the colour at 100 %: the numbers stay readable

} // namespace

void ClassAnswersModel::setRow(const reports::EvaluationRow& row, const std::vector<std::string>& classes) {
    beginResetModel();
    m_row = row;
    m_classes = classes;
    endResetModel();
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1); // a reset does not measure heads anew
}

bool ClassAnswersModel::hasConfusion() const {
    const std::size_t classes = m_row.class_accuracies.size();
    return classes > 0 && m_row.confusion.size() == classes * classes;
}

int ClassAnswersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_row.class_accuracies.size());
}

int ClassAnswersModel::columnCount(const QModelIndex& parent) const {
    if (parent.isValid() || m_row.class_accuracies.empty())
        return 0;
    return hasConfusion() ? rowCount() + 1 : 1;
}

QString ClassAnswersModel::className(int label) const {
    const auto at = static_cast<std::size_t>(label);
    return at < m_classes.size() ? QString::fromStdString(m_classes[at]) : tr("class %1").arg(label);
}

qint64 ClassAnswersModel::count(int label, int answered) const {
    return m_row.confusion[static_cast<std::size_t>(label) * static_cast<std::size_t>(rowCount()) +
                           static_cast<std::size_t>(answered)];
}

qint64 ClassAnswersModel::shown(int label) const {
    qint64 sum = 0;
    for (int answered = 0; answered < rowCount(); ++answered)
        sum += count(label, answered);
    return sum;
}

double ClassAnswersModel::share(const QModelIndex& index) const {
    if (index.column() == 0)
        return m_row.class_accuracies[static_cast<std::size_t>(index.row())];
    const qint64 all = shown(index.row());
    return all == 0 ? 0 : double(count(index.row(), index.column() - 1)) / double(all);
}

QString ClassAnswersModel::sentence(const QModelIndex& index) const {
    const QString name = className(index.row());
    const QString percent = QString::number(share(index) * 100, 'f', 1);
    if (index.column() == 0)
        return tr("%1: %2 % right").arg(name, percent);
    return tr("%1 answered as %2: %3 of %4 (%5 %)")
        .arg(name, className(index.column() - 1))
        .arg(count(index.row(), index.column() - 1))
        .arg(shown(index.row()))
        .arg(percent);
}

QVariant ClassAnswersModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount() || index.column() >= columnCount())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return QString::number(share(index) * 100, 'f', index.column() == 0 ? 1 : 0);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | Qt::AlignRight);
    case Qt::FontRole:
        return tabularFont(QApplication::font());
    case Qt::BackgroundRole: {
        if (index.column() == 0)
            return {};
        const ThemeColours& colours = coloursOf(QApplication::palette());
        const QColor ink = index.column() - 1 == index.row() ? colours.good : colours.bad;
        return QBrush(mixed(ink, colours.panel, kDeepest * share(index)));
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return sentence(index);
    case shareRole:
        return share(index);
    case countRole:
        return index.column() == 0 ? QVariant() : QVariant(count(index.row(), index.column() - 1));
    default:
        return {};
    }
}

QVariant ClassAnswersModel::headerData(int section, Qt::Orientation orientation, int role) const {
    const int sections = orientation == Qt::Horizontal ? columnCount() : rowCount();
    if (section < 0 || section >= sections || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    if (orientation == Qt::Vertical)
        return className(section);
    return section == 0 ? tr("right, %") : className(section - 1);
}

} // namespace ld3m::widgets
