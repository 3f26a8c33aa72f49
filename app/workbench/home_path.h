// Paths as people read and type them: "~/sweeps/steps" for what is in their own folder.
#pragma once

#include <filesystem>

#include <QString>

namespace ld3m::workbench {

QString shortened(const QString& path);
QString shortened(const std::filesystem::path& path);
/// The path that was typed: "~" and "~/..." are in the person's own folder, blanks around it are none.
QString expanded(const QString& typed);

} // namespace ld3m::workbench
