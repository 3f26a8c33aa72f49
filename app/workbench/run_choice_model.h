// Which runs are compared: those of the project and some from elsewhere, the chosen ones in colours of their
// own.
#pragma once

#include <filesystem>
#include <vector>

#include <QAbstractListModel>

namespace ld3m::workbench {

/// A chosen run keeps its colour for as long as it is chosen; the others have none.
class RunChoiceModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        folderRole = Qt::UserRole, ///< QString
        colorRole                  ///< int, see widgets::seriesColor; -1: not chosen
    };

    struct Run {
        std::filesystem::path folder;
        QString name;
        bool operator==(const Run&) const = default;
    };

    explicit RunChoiceModel(QObject* parent = nullptr);

    /// Those of the project; choices stay. A run that is gone is no longer chosen, one from elsewhere stays.
    void setRuns(const std::vector<Run>& runs);
    /// One from elsewhere, at the end; where it is listed already, it gets this name.
    void add(const Run& run);
    /// Forgets everything.
    void clear();

    /// @returns false where as many are chosen as there are colours, or there is no such run
    bool choose(const std::filesystem::path& folder, bool chosen = true);
    /// These alone, as far as there are colours.
    void chooseOnly(const std::vector<std::filesystem::path>& wanted);
    /// In the order of the list.
    std::vector<Run> chosen() const;
    int colorOf(const std::filesystem::path& folder) const; ///< -1: not chosen
    QModelIndex indexOf(const std::filesystem::path& folder) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void chosenChanged(); ///< other runs; another name of one is told by dataChanged()

private:
    struct Item {
        Run run;
        bool fromElsewhere = false;
        int color = -1;
    };
    Item* find(const std::filesystem::path& folder);
    bool setColor(Item& item, bool chosen);
    int freeColor() const;
    std::vector<std::filesystem::path> folders() const; ///< of the chosen
    void tell(const std::vector<std::filesystem::path>& before);

    std::vector<Item> m_items;
};

} // namespace ld3m::workbench
