// A workspace on a temporary folder, its runs scripted, its settings in a file of its own.
#pragma once

#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>

#include "app/session/workspace.h"
#include "tests/support/memory_folder.h"
#include "tests/support/scripted_branch.h"
#include "tests/support/scripted_engine.h"

namespace ld3m::tests {

inline QString toQt(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// Opening recipes and the demo writes into the user's data folder: give this program one of its own.
inline void useDataFolder(const std::filesystem::path& folder) {
    qputenv("XDG_DATA_HOME", folder.c_str());
    qputenv("XDG_CONFIG_HOME", folder.c_str());
}

struct ScriptedWorkspace {
    ScriptedWorkspace() {
        useDataFolder(folder / "data");
        workspace.useBrancher(scriptedBrancher());
    }

    /// Opens a new project with the scripted recipe.
    bool create(const char* name) {
        return workspace.createProject(folder / name, QString::fromUtf8(name), scriptedRecipe());
    }
    /// The badge of a run in the tree; empty when it is not in it.
    QString badge(const std::filesystem::path& run) {
        return workspace.runs().indexOf(run).data(session::RunTreeModel::badgeRole).toString();
    }
    QString lastProblem() const { return problems.isEmpty() ? QString() : problems.last().at(0).toString(); }

    MemoryFolder folder;
    ScriptedEngine script;
    QSettings settings{toQt(folder / "settings.ini"), QSettings::IniFormat};
    session::Workspace workspace{script.engine(), settings};
    QSignalSpy problems{&workspace, &session::Workspace::problem};
};

} // namespace ld3m::tests
