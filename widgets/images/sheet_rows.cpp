#include "widgets/images/sheet_rows.h"

#include <algorithm>

#include "core/base/imagenet_classes.h"

namespace ld3m::widgets {

void SheetRows::setClasses(const std::vector<std::string>& names) {
    m_names.clear();
    m_folders.clear();
    for (const std::string& name : names) {
        m_folders.push_back(QString::fromStdString(name));
        m_names.push_back(QString::fromStdString(base::displayName(name)));
    }
    m_order.clear();
    arrange();
}

void SheetRows::setFilter(const QString& filter) {
    m_filter = filter;
    arrange();
}

void SheetRows::setPinned(const QStringList& names) {
    m_pinned = names;
    arrange();
}

void SheetRows::setOrder(const std::vector<std::int64_t>& labels) {
    m_order = labels;
    arrange();
}

bool SheetRows::isPinned(std::int64_t label) const {
    return label >= 0 && label < classes() && m_pinned.contains(folderName(label));
}

std::int64_t SheetRows::rowOf(std::int64_t label) const {
    return label < 0 || label >= classes() ? -1 : m_rows[static_cast<std::size_t>(label)];
}

bool SheetRows::matches(std::int64_t label) const {
    if (m_filter.trimmed().isEmpty())
        return true;
    const QString text = folderName(label) + QLatin1Char(' ') + displayName(label);
    for (const QString& alternative : m_filter.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QStringList words = alternative.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        if (!words.isEmpty() && std::ranges::all_of(words, [&text](const QString& word) {
                return text.contains(word, Qt::CaseInsensitive);
            }))
            return true;
    }
    return false;
}

void SheetRows::arrange() {
    m_labels.clear();
    m_rows.assign(m_names.size(), -1);
    const auto add = [this](std::int64_t label) {
        if (label < 0 || label >= classes() || m_rows[static_cast<std::size_t>(label)] >= 0)
            return;
        m_rows[static_cast<std::size_t>(label)] = count();
        m_labels.push_back(label);
    };
    if (!m_pinned.isEmpty())
        for (std::int64_t label = 0; label < classes(); ++label)
            if (isPinned(label))
                add(label);
    m_pinnedCount = count();
    for (const std::int64_t label : m_order)
        if (label >= 0 && label < classes() && matches(label))
            add(label);
    for (std::int64_t label = 0; label < classes(); ++label)
        if (matches(label))
            add(label);
}

} // namespace ld3m::widgets
