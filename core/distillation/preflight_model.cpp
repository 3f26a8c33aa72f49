// Pre-flight: settings, checkpoint, objective, device.
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/checkpoint_layout.h"
#include "core/distillation/preflight_parts.h"
#include "core/experts/expert_store.h"
#include "core/objectives/matching_network.h"
#include "core/objectives/trajectory_matching.h"
#include "core/reports/spoken.h"
#include "core/settings/validation.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"

namespace ld3m::distillation {
namespace {

using reports::CheckLevel;

constexpr std::size_t kHashShown = 12; ///< digits of a SHA-256 that people compare

/// The first word of a sentence that is a setting's key.
std::string keyIn(const std::string& sentence) {
    settings::Recipe any;
    const std::string word = sentence.substr(0, sentence.find_first_of(" :;,"));
    for (const settings::Field& field : settings::fieldsOf(any))
        if (field.key() == word)
            return word;
    return {};
}

void checkGuidance(const settings::Recipe& recipe, reports::PreflightReport& report) {
    if (recipe.prior.kind != settings::PriorKind::latent_diffusion || recipe.prior.guidance == 1)
        return;
    const diffusion::CheckpointLayout layout =
        diffusion::readCheckpointLayout(recipe.prior.checkpoint, {}, recipe.prior.weights);
    if (layout.has_embedder && !layout.unconditional)
        report.lines.push_back(
            {CheckLevel::problem, "Guidance",
             base::text("prior.guidance = ", recipe.prior.guidance,
                        " needs an embedding for \"no class\", which the checkpoint lacks."),
             "Set prior.guidance = 1.", "prior.guidance", settings::Value(1.0)});
}

} // namespace

reports::CheckLine lineOf(const std::string& subject, const std::string& sentence, const std::string& key) {
    for (const char* mark : {": ", "; "})
        if (const auto at = sentence.rfind(mark); at != std::string::npos) {
            std::string fix = sentence.substr(at + 2);
            fix[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(fix[0])));
            return {CheckLevel::problem, subject, sentence.substr(0, at) + ".", fix, key};
        }
    return {CheckLevel::problem, subject, sentence, {}, key};
}

void checkSettings(const settings::Recipe& recipe, reports::PreflightReport& report) {
    for (const std::string& problem : settings::problemsOf(recipe)) {
        reports::CheckLine line = lineOf("Settings", problem, keyIn(problem));
        if (line.key == "prior.eta")
            line.value = settings::Value(0.0);
        if (line.key == "prior.steps")
            line.value = settings::Value(std::int64_t{2});
        report.lines.push_back(std::move(line));
    }
}

void checkPrior(const settings::Recipe& recipe, const diffusion::CheckpointReport& checkpoint,
                reports::PreflightReport& report) {
    const std::string size = reports::spokenBytes(static_cast<double>(checkpoint.bytes));
    if (!checkpoint.usable) {
        report.lines.push_back(lineOf("Checkpoint", checkpoint.verdict, "prior.checkpoint"));
        return;
    }
    if (recipe.prior.kind == settings::PriorKind::latent_diffusion &&
        !diffusion::readCheckpointLayout(checkpoint.file, {}, recipe.prior.weights).has_unet) {
        report.lines.push_back({CheckLevel::problem, "Checkpoint",
                                "The checkpoint holds an autoencoder without U-Net.",
                                "Set prior.kind = \"autoencoder\", or name a latent diffusion checkpoint.",
                                "prior.kind", settings::Value(std::string("autoencoder"))});
        return;
    }
    const bool published = checkpoint.known.find(": user-trained") == std::string::npos;
    report.lines.push_back(
        {.subject = "Checkpoint",
         .found = base::text(published ? checkpoint.known : "User-trained: " + checkpoint.kind, "; ", size,
                             ", SHA-256 ", checkpoint.sha256.substr(0, kHashShown), "…"),
         .key = "prior.checkpoint"});
    if (!checkpoint.mix_up.empty())
        report.lines.push_back({CheckLevel::warning, "Checkpoint", checkpoint.mix_up,
                                "Compare it with what you meant to take.", "prior.checkpoint"});
    checkGuidance(recipe, report);
}

void checkObjective(const settings::Recipe& recipe, std::int64_t classes, reports::PreflightReport& report) {
    try {
        objectives::matchingNetwork(recipe, classes);
    } catch (const base::InputError& problem) {
        report.lines.push_back(lineOf("Network", problem.what(), "objective.network"));
        return;
    }
    if (recipe.objective.kind != settings::ObjectiveKind::trajectory_matching)
        return;
    try {
        objectives::TrajectoryMatching(recipe, classes, c10::TensorOptions());
        const experts::ExpertStore store(recipe.objective.experts, recipe.objective.max_experts);
        report.lines.push_back(
            {.subject = "Experts",
             .found = base::text(
                 reports::counted(store.trajectories(), "expert trajectory", "expert trajectories"),
                 ", the first of ", reports::counted(store.epochs(0), "epoch", "epochs")),
             .key = "objective.experts"});
    } catch (const base::InputError& problem) {
        report.lines.push_back(lineOf("Experts", problem.what(), "objective.experts"));
    }
}

bool checkDevice(const settings::Recipe& recipe, reports::PreflightReport& report) {
    try {
        tensor::useThreads(recipe.device.threads);
        const c10::TensorOptions options = tensor::optionsFor(recipe.device);
        report.lines.push_back(
            {.subject = "Device", .found = tensor::describe(options), .key = "device.kind"});
        return true;
    } catch (const base::InputError& problem) {
        reports::CheckLine line = lineOf("Device", problem.what(), "device.kind");
        line.value = settings::Value(std::string("cpu"));
        report.lines.push_back(std::move(line));
        return false;
    }
}

void checkDisk(const settings::Recipe& recipe, std::int64_t classes, std::int64_t learnable_bytes,
               const std::filesystem::path& runs, reports::PreflightReport& report) {
    namespace fs = std::filesystem;
    fs::path place = fs::absolute(runs);
    while (!fs::exists(place) && place.has_relative_path())
        place = place.parent_path();
    std::error_code unknown;
    const fs::space_info space = fs::space(place, unknown);
    if (unknown)
        return;
    constexpr std::int64_t kHeader = 8 << 10; ///< of one file: names, metadata, the recipe
    constexpr std::int64_t kLine = 400;       ///< of metrics.jsonl
    const auto files = [&](std::int64_t every) {
        return every > 0 ? recipe.distillation.iterations / every + 2 : 2;
    };
    const std::int64_t sheet =
        classes * recipe.distillation.ipc * 3 * recipe.dataset.resolution * recipe.dataset.resolution;
    const std::int64_t needed = files(recipe.run.checkpoint_every) * (2 * learnable_bytes + kHeader) +
                                files(recipe.run.preview_every) * (sheet + kHeader) +
                                recipe.distillation.iterations * (kLine + 20 * classes);
    const auto available = static_cast<std::int64_t>(space.available);
    const std::string found =
        base::text(reports::spokenBytes(static_cast<double>(needed)), " for checkpoints and images; ",
                   reports::spokenBytes(static_cast<double>(available)), " free");
    if (needed < available / 2) {
        report.lines.push_back({.subject = "Disk", .found = found, .key = "run.checkpoint_every"});
        return;
    }
    report.lines.push_back(
        {needed < available ? CheckLevel::warning : CheckLevel::problem, "Disk", found + ".",
         "Raise run.preview_every or run.checkpoint_every, or put the project on a larger disk.",
         files(recipe.run.preview_every) * sheet > files(recipe.run.checkpoint_every) * 2 * learnable_bytes
             ? "run.preview_every"
             : "run.checkpoint_every"});
}

} // namespace ld3m::distillation
