// What comes with the program: the demo project and the ready recipes, found beside the program or in its
// source tree.
#pragma once

#include <filesystem>

#include <QStringList>

namespace ld3m::workbench {

/// The `projects` folder of an installation (<prefix>/share/ld3m-workbench) or of the source tree above the
/// program; empty when there is none.
std::filesystem::path bundledProjects();

/// The bundled demo project; empty when there is none.
std::filesystem::path bundledDemo();

/// Recipe files (.toml) in bundledProjects().
QStringList bundledRecipes();

} // namespace ld3m::workbench
