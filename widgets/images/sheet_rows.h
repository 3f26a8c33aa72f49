// Which class stands on which row of a sheet: pinned ones first, then those that the filter lets through.
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <string>
#include <vector>

namespace ld3m::widgets {

/// Classes are known by their folder's name and found by it or by their human name ("n02123045", "tabby").
class SheetRows {
public:
    /// By label. Pins and filter stay.
    void setClasses(const std::vector<std::string>& names);
    /// Words that must all occur, in any order, in either name; commas part alternatives: "terrier, cat".
    /// Pinned classes are always shown.
    void setFilter(const QString& filter);
    /// Folder names; those that no class has are kept for sheets to come.
    void setPinned(const QStringList& names);
    /// Labels in the order wanted; empty: label order. Labels that are missing come last.
    void setOrder(const std::vector<std::int64_t>& labels);

    const QString& filter() const { return m_filter; }
    const QStringList& pinned() const { return m_pinned; }
    bool isPinned(std::int64_t label) const;
    std::int64_t classes() const { return static_cast<std::int64_t>(m_names.size()); }
    const QString& displayName(std::int64_t label) const { return m_names[static_cast<std::size_t>(label)]; }
    const QString& folderName(std::int64_t label) const { return m_folders[static_cast<std::size_t>(label)]; }

    std::int64_t count() const { return static_cast<std::int64_t>(m_labels.size()); } ///< rows
    std::int64_t pinnedCount() const { return m_pinnedCount; }                        ///< rows on top
    std::int64_t labelAt(std::int64_t row) const { return m_labels[static_cast<std::size_t>(row)]; }
    /// -1 for a label that is not shown or none at all.
    std::int64_t rowOf(std::int64_t label) const;

private:
    void arrange();
    bool matches(std::int64_t label) const;

    std::vector<QString> m_names;
    std::vector<QString> m_folders;
    QString m_filter;
    QStringList m_pinned;
    std::vector<std::int64_t> m_order;
    std::vector<std::int64_t> m_labels; ///< by row
    std::vector<std::int64_t> m_rows;   ///< by label
    std::int64_t m_pinnedCount = 0;
};

} // namespace ld3m::widgets
