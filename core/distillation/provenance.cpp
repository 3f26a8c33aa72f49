#include "core/distillation/provenance.h"

#include <chrono>
#include <ctime>

#include <ATen/ATen.h>

#include "core/files/sha256.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"
#include "generated/version.h"

namespace ld3m::distillation {
namespace {

std::string nowUtc() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    gmtime_r(&now, &parts);
    char written[32];
    std::strftime(written, sizeof written, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return written;
}

} // namespace

projects::Provenance provenanceOf(const settings::Recipe& recipe, const std::filesystem::path& folder) {
    const bool hashed = recipe.prior.kind != settings::PriorKind::pixel;
    return provenanceOf(recipe, folder, hashed ? files::sha256Of(recipe.prior.checkpoint) : std::string());
}

projects::Provenance provenanceOf(const settings::Recipe& recipe, const std::filesystem::path& folder,
                                  const std::string& priorHash) {
    projects::Provenance provenance;
    provenance.name = folder.filename().string();
    provenance.version = kVersion;
    provenance.created = nowUtc();
    tensor::useThreads(recipe.device.threads);
    provenance.device = tensor::describe(tensor::optionsFor(recipe.device));
    provenance.prior_hash = priorHash;
    return provenance;
}

} // namespace ld3m::distillation
