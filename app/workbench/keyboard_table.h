// The keyboard, as a table for the guide: every action of the menus with its shortcut, and the keys of single
// widgets.
#pragma once

#include <string>

class QMainWindow;

namespace ld3m::workbench {

/// A page of Markdown (docs/guide/keyboard.md), made from the actions, so that it cannot be wrong.
std::string keyboardTable(const QMainWindow& window);

} // namespace ld3m::workbench
