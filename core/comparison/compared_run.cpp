#include "core/comparison/compared_run.h"

#include <algorithm>
#include <map>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/comparison/compared_run_reader.h"

namespace ld3m::comparison {

using reports::IterationReport;

void takeReports(ComparedRun& run, const std::vector<IterationReport>& reports) {
    if (reports.empty())
        return;
    run.iteration = reports.back().iteration;
    run.loss = reports.back().loss;
    const std::size_t newest = std::max<std::size_t>(1, reports.size() / 10);
    double loss = 0;
    double seconds = 0;
    for (std::size_t i = 0; i < reports.size(); ++i) {
        loss += i + newest >= reports.size() ? reports[i].loss : 0;
        seconds += reports[i].seconds;
    }
    run.recent_loss = loss / static_cast<double>(newest);
    run.iteration_seconds = seconds / static_cast<double>(reports.size());
}

ComparedRun readComparedRun(const std::filesystem::path& folder) {
    if (!projects::RunFolder::isRun(folder))
        throw base::InputError(base::text(folder.string(),
                                          " is no run folder: give folders that hold a run.toml, "
                                          "as in PROJECT/runs/ID."));
    ComparedRunReader reader(folder);
    reader.update();
    return reader.run();
}

void makeNamesDistinct(std::vector<ComparedRun>& runs) {
    std::map<std::string, int> seen;
    for (ComparedRun& run : runs)
        if (const int before = seen[run.name]++; before > 0)
            run.name = base::text(run.name, " (", before + 1, ")");
}

} // namespace ld3m::comparison
