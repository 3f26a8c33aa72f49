// What is known of each epoch of each expert: lines of experts.jsonl, in the order in which epochs ended.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

namespace ld3m::experts {

/// What an epoch's training said; nothing at initialisation.
struct TrainingFigures {
    double loss = 0;
    double accuracy = 0; ///< of the augmented training images
    double rate = 0;
    double seconds = 0; ///< wall clock
};

struct ExpertRecord {
    std::int64_t trajectory = 0;
    std::int64_t epoch = 0; ///< epochs done
    std::optional<TrainingFigures> training;
    double test_accuracy = 0; ///< of the whole test split, in [0,1]
};

/// In the file's order; a torn last line and unknown ones are left out, a missing file is empty.
std::vector<ExpertRecord> readRecords(const std::filesystem::path& file);

/// Appends one line. @throws base::RunError
void appendRecord(const std::filesystem::path& file, const ExpertRecord& record);

/// Rewrites the file without records that are not `wanted`, where there are such. @throws base::RunError
void keepRecords(const std::filesystem::path& file, const std::function<bool(const ExpertRecord&)>& wanted);

} // namespace ld3m::experts
