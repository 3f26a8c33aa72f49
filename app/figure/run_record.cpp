#include "app/figure/run_record.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/metrics_file.h"

namespace ld3m::figure {

RunRecord readRun(const std::filesystem::path& folder) {
    RunRecord record{.name = {},
                     .folder = projects::RunFolder::open(folder),
                     .iterations = {},
                     .evaluations = {},
                     .changes = {}};
    record.name = record.folder.name();
    for (const reports::Event& event : projects::MetricsReader(record.folder.metricsFile()).readNew()) {
        if (const auto* report = std::get_if<reports::IterationReport>(&event))
            record.iterations.push_back(*report);
        else if (const auto* table = std::get_if<reports::EvaluationTable>(&event))
            record.evaluations.push_back(*table);
        else if (const auto* change = std::get_if<reports::SettingChange>(&event))
            record.changes.push_back(*change);
    }
    std::ranges::stable_sort(record.evaluations, {}, &reports::EvaluationTable::iteration);
    return record;
}

std::vector<RunRecord> readRuns(const std::vector<std::string>& folders,
                                const std::vector<std::string>& names) {
    if (!names.empty() && names.size() != folders.size())
        throw base::InputError(base::text("--names names ", names.size(), " runs, but there are ",
                                          folders.size(), "; name each, in the same order."));
    std::vector<RunRecord> records;
    for (std::size_t i = 0; i < folders.size(); ++i) {
        records.push_back(readRun(folders[i]));
        if (!names.empty())
            records.back().name = names[i];
    }
    for (RunRecord& record : records)
        if (std::ranges::count(records, record.name, &RunRecord::name) > 1)
            record.name += " (" + record.folder.id() + ")";
    return records;
}

} // namespace ld3m::figure
