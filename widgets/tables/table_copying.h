// "Copy as Markdown, LaTeX, CSV" for every table of the window.
#pragma once

#include <QMenu>

#include <functional>

#include "core/reports/text_table.h"

namespace ld3m::widgets {

/// Adds the three entries; each asks for the table when it is chosen and puts it on the clipboard.
void addCopyActions(QMenu& menu, const std::function<reports::TextTable()>& table);

} // namespace ld3m::widgets
