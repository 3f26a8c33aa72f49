// Diagnoses that a run folder keeps: diagnostics/000060-<fingerprint of the question>.json. They are a cache:
// what cannot be read is as good as not there, and everything can be measured again.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/reports/diagnosis.h"

namespace ld3m::projects {

/// diagnostics/000060-0f9c2ab1.json for the iteration, draws and identity of `question`.
std::filesystem::path diagnosisFile(const std::filesystem::path& run, const reports::Diagnosis& question);

/// What is stored for the iteration, draws and identity of `question`; else `question` without results.
reports::Diagnosis storedDiagnosis(const std::filesystem::path& run, reports::Diagnosis question);

/// Atomic. @throws base::RunError
void storeDiagnosis(const std::filesystem::path& run, const reports::Diagnosis& diagnosis);

/// All that can be read, the newest file first.
std::vector<reports::Diagnosis> storedDiagnoses(const std::filesystem::path& run);

} // namespace ld3m::projects
