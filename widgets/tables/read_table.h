// What tables that are read, not edited, have in common.
#pragma once

class QTableView;

namespace ld3m::widgets {

/// Rows of one height that are chosen whole, no grid, a context menu of the owner's; Tab leaves the table.
/// As many `fittedRows` decide how wide a column is; 0: those in view.
void makeReadTable(QTableView* table, int fittedRows = 0);

/// Pixels of a row.
inline constexpr int kReadRowHeight = 24;

} // namespace ld3m::widgets
