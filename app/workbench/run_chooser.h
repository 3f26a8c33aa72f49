// Chooses the runs that are compared, and the one that the others are held against.
#pragma once

#include <filesystem>
#include <vector>

#include <QWidget>

#include "app/session/workspace.h"
#include "app/workbench/run_choice_model.h"

class QComboBox;
class QLineEdit;
class QListView;

namespace ld3m::workbench {

/// A click or Space on a run chooses it or lets it go.
class RunChooser : public QWidget {
    Q_OBJECT
public:
    explicit RunChooser(session::Workspace& workspace, QWidget* parent = nullptr);

    /// Two and more: these alone. A single one: beside those that are chosen. Folders that the project does
    /// not have are added. What is no run is said by the workspace's problem().
    void choose(const std::vector<std::filesystem::path>& folders);
    /// The newest two of the project.
    void chooseNewest();
    /// Asks for a folder and adds it.
    void askForFolder();

    /// The one that the others are held against first.
    std::vector<std::filesystem::path> chosen() const;
    int colorOf(const std::filesystem::path& folder) const { return m_model->colorOf(folder); }
    RunChoiceModel* model() const { return m_model; }
    QListView* list() const { return m_list; }
    QComboBox* reference() const { return m_reference; }

Q_SIGNALS:
    void chosenChanged(); ///< or their order
    void listChanged();

private:
    void buildLayout();
    void listRuns();
    void listReferences();
    void filter();
    bool include(const std::filesystem::path& folder);

    session::Workspace& m_workspace;
    RunChoiceModel* m_model;
    QListView* m_list;
    QLineEdit* m_words;
    QComboBox* m_reference;
    QWidget* m_referenceRow;
};

} // namespace ld3m::workbench
