#include "core/projects/stored_diagnoses.h"

#include <algorithm>
#include <cstdio>
#include <system_error>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/reports/diagnosis_json.h"

namespace ld3m::projects {
namespace {

namespace fs = std::filesystem;

/// FNV-1a; the identity itself stands in the file, so equal fingerprints do no harm.
std::uint32_t fingerprintOf(const std::string& text) {
    std::uint32_t hash = 2166136261U;
    for (const unsigned char letter : text)
        hash = (hash ^ letter) * 16777619U;
    return hash;
}

std::optional<reports::Diagnosis> readable(const fs::path& file) {
    try {
        return reports::diagnosisFromJson(files::readText(file));
    } catch (const base::InputError&) {
        return {};
    }
}

} // namespace

fs::path diagnosisFile(const fs::path& run, const reports::Diagnosis& question) {
    char name[64];
    std::snprintf(name, sizeof name, "%06lld-%08x.json", static_cast<long long>(question.iteration),
                  fingerprintOf(base::text(question.draws, ' ', question.identity)));
    return run / "diagnostics" / name;
}

reports::Diagnosis storedDiagnosis(const fs::path& run, reports::Diagnosis question) {
    if (auto stored = readable(diagnosisFile(run, question)))
        if (stored->iteration == question.iteration && stored->draws == question.draws &&
            stored->identity == question.identity)
            return *stored;
    question.flow.clear();
    question.chains.clear();
    return question;
}

void storeDiagnosis(const fs::path& run, const reports::Diagnosis& diagnosis) {
    files::writeAtomically(diagnosisFile(run, diagnosis), reports::toJson(diagnosis));
}

std::vector<reports::Diagnosis> storedDiagnoses(const fs::path& run) {
    std::vector<std::pair<fs::file_time_type, fs::path>> listed;
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(run / "diagnostics", ignored))
        if (entry.path().extension() == ".json")
            listed.emplace_back(entry.last_write_time(ignored), entry.path());
    std::ranges::sort(listed, std::greater());
    std::vector<reports::Diagnosis> all;
    for (const auto& [time, file] : listed)
        if (auto stored = readable(file))
            all.push_back(std::move(*stored));
    return all;
}

} // namespace ld3m::projects
