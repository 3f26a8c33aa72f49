// A sweep's table as cells that people read: the same in the window, on the terminal and in papers.
#pragma once

#include <vector>

#include "core/reports/text_table.h"
#include "core/sweeps/sweep_table.h"

namespace ld3m::sweeps {

struct SweepColumn {
    enum class Kind {
        point,    ///< its id; of rows alone
        setting,  ///< a varied one
        state,    ///< "finished"; of a group "2 of 3"
        progress, ///< iterations done; of rows alone
        quantity,
    };
    Kind kind = Kind::point;
    std::string head = {};
    std::size_t setting = 0; ///< place among the settings of a row, or of a group
    Quantity quantity = Quantity::accuracy;
};

/// "accuracy / %"
std::string headOf(Quantity quantity);
/// "accuracy"
std::string nameOf(Quantity quantity);

std::vector<SweepColumn> columnsOf(const SweepTable& table);
/// Of rows that stand for all seeds.
std::vector<SweepColumn> groupColumnsOf(const SweepTable& table);

/// Numbers stand behind their text; settings that are words and states have none.
reports::TextCell cellOf(const SweepRow& row, const SweepColumn& column);
/// Mean ± deviation of the population over the finished ones.
reports::TextCell cellOf(const SeedGroup& group, const SweepColumn& column);

/// The first column names the rows. `cells` has one row of cells a row of the table, each as long as
/// `columns`. The best accuracy is marked where there are several.
reports::TextTable toTextTable(const std::vector<SweepColumn>& columns,
                               std::vector<std::vector<reports::TextCell>> cells);
/// All rows, or a row for all seeds of a point.
reports::TextTable toTextTable(const SweepTable& table, bool grouped = false);

} // namespace ld3m::sweeps
