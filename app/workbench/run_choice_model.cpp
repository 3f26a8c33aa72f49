#include "app/workbench/run_choice_model.h"

#include <algorithm>

#include "core/comparison/comparison_report.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {

namespace fs = std::filesystem;

static_assert(comparison::kMostRuns == widgets::kSeriesColors, "each compared run has a colour of its own");

RunChoiceModel::RunChoiceModel(QObject* parent) : QAbstractListModel(parent) {}

RunChoiceModel::Item* RunChoiceModel::find(const fs::path& folder) {
    const auto found =
        std::ranges::find_if(m_items, [&](const Item& item) { return item.run.folder == folder; });
    return found == m_items.end() ? nullptr : &*found;
}

QModelIndex RunChoiceModel::indexOf(const fs::path& folder) const {
    const auto found =
        std::ranges::find_if(m_items, [&](const Item& item) { return item.run.folder == folder; });
    return found == m_items.end() ? QModelIndex() : index(static_cast<int>(found - m_items.begin()));
}

std::vector<RunChoiceModel::Run> RunChoiceModel::chosen() const {
    std::vector<Run> runs;
    for (const Item& item : m_items)
        if (item.color >= 0)
            runs.push_back(item.run);
    return runs;
}

int RunChoiceModel::colorOf(const fs::path& folder) const {
    const QModelIndex index = indexOf(folder);
    return index.isValid() ? m_items[static_cast<std::size_t>(index.row())].color : -1;
}

int RunChoiceModel::freeColor() const {
    for (int color = 0; color < widgets::kSeriesColors; ++color)
        if (std::ranges::find(m_items, color, &Item::color) == m_items.end())
            return color;
    return -1;
}

std::vector<fs::path> RunChoiceModel::folders() const {
    std::vector<fs::path> folders;
    for (const Run& run : chosen())
        folders.push_back(run.folder);
    return folders;
}

void RunChoiceModel::tell(const std::vector<fs::path>& before) {
    if (folders() != before)
        Q_EMIT chosenChanged();
}

void RunChoiceModel::setRuns(const std::vector<Run>& runs) {
    const std::vector<fs::path> before = folders();
    std::vector<Item> items;
    for (const Run& run : runs) {
        const Item* known = find(run.folder);
        items.push_back({run, false, known ? known->color : -1});
    }
    for (const Item& item : m_items)
        if (item.fromElsewhere &&
            std::ranges::none_of(runs, [&](const Run& run) { return run.folder == item.run.folder; }))
            items.push_back(item);
    const bool alike = std::ranges::equal(items, m_items, [](const Item& one, const Item& other) {
        return one.run.folder == other.run.folder;
    });
    const bool same = std::ranges::equal(
        items, m_items, [](const Item& one, const Item& other) { return one.run == other.run; });
    if (!alike)
        beginResetModel();
    m_items = std::move(items);
    if (!alike)
        endResetModel();
    else if (!same)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    tell(before);
}

void RunChoiceModel::add(const Run& run) {
    if (Item* known = find(run.folder)) {
        if (known->fromElsewhere && known->run.name != run.name) {
            known->run.name = run.name;
            Q_EMIT dataChanged(indexOf(run.folder), indexOf(run.folder));
        }
        return;
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_items.push_back({run, true, -1});
    endInsertRows();
}

void RunChoiceModel::clear() {
    const std::vector<fs::path> before = folders();
    beginResetModel();
    m_items.clear();
    endResetModel();
    tell(before);
}

bool RunChoiceModel::setColor(Item& item, bool chosen) {
    if (chosen == (item.color >= 0))
        return true;
    item.color = chosen ? freeColor() : -1;
    // Where the last colour goes, or one comes back, every row's check box changes.
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    return chosen == (item.color >= 0);
}

bool RunChoiceModel::choose(const fs::path& folder, bool chosen) {
    Item* item = find(folder);
    if (!item)
        return false;
    const std::vector<fs::path> before = folders();
    const bool done = setColor(*item, chosen);
    tell(before);
    return done;
}

void RunChoiceModel::chooseOnly(const std::vector<fs::path>& wanted) {
    const std::vector<fs::path> before = folders();
    for (Item& item : m_items)
        if (std::ranges::find(wanted, item.run.folder) == wanted.end())
            setColor(item, false);
    for (const fs::path& folder : wanted)
        if (Item* item = find(folder))
            setColor(*item, true);
    tell(before);
}

int RunChoiceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant RunChoiceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Item& item = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return item.run.name;
    case Qt::CheckStateRole:
        return item.color >= 0 ? Qt::Checked : Qt::Unchecked;
    case Qt::DecorationRole: // takes its room where it has no colour, so that names stand in line
        return item.color >= 0 ? widgets::seriesColor(item.color) : QColor(Qt::transparent);
    case Qt::ToolTipRole:
        return flags(index) & Qt::ItemIsEnabled
                   ? QString::fromStdString(item.run.folder.string())
                   : tr("At most %1 runs are compared: uncheck another one first.")
                         .arg(widgets::kSeriesColors);
    case folderRole:
        return QString::fromStdString(item.run.folder.string());
    case colorRole:
        return item.color;
    default:
        return {};
    }
}

bool RunChoiceModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.row() >= rowCount() || role != Qt::CheckStateRole)
        return false;
    const fs::path folder = m_items[static_cast<std::size_t>(index.row())].run.folder;
    return choose(folder, value.toInt() == Qt::Checked);
}

Qt::ItemFlags RunChoiceModel::flags(const QModelIndex& index) const {
    if (!index.isValid() || index.row() >= rowCount())
        return Qt::NoItemFlags;
    const bool can = m_items[static_cast<std::size_t>(index.row())].color >= 0 || freeColor() >= 0;
    return Qt::ItemIsSelectable | Qt::ItemIsUserCheckable | Qt::ItemNeverHasChildren |
           (can ? Qt::ItemIsEnabled : Qt::NoItemFlags);
}

} // namespace ld3m::workbench
