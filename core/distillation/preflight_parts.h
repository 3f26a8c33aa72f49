// The single looks of a pre-flight: each adds its lines to the report.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/data/dataset_facts.h"
#include "core/diffusion/checkpoint_report.h"
#include "core/distillation/earlier_runs.h"
#include "core/distillation/iteration_cost.h"
#include "core/reports/preflight_report.h"
#include "core/settings/recipe.h"

namespace ld3m::distillation {

/// A line made of an error's sentence: "what is wrong: what to do".
reports::CheckLine lineOf(const std::string& subject, const std::string& sentence, const std::string& key);

/// Settings that contradict each other.
void checkSettings(const settings::Recipe& recipe, reports::PreflightReport& report);

/// The classes that a run would use, with their counts, in label order; empty where they cannot be chosen.
std::vector<data::ClassCount> checkDataset(const settings::Recipe& recipe, const data::DatasetFacts& facts,
                                           reports::PreflightReport& report);

void checkPrior(const settings::Recipe& recipe, const diffusion::CheckpointReport& checkpoint,
                reports::PreflightReport& report);

/// Network, and for trajectory matching the experts.
void checkObjective(const settings::Recipe& recipe, std::int64_t classes, reports::PreflightReport& report);

/// Whether the device is usable; the line says what it is.
bool checkDevice(const settings::Recipe& recipe, reports::PreflightReport& report);

/// Checkpoints, sheets and metrics of the whole run against what is free where `runs` is or would be.
/// `latent_bytes`: of Z of all images and of c.
void checkDisk(const settings::Recipe& recipe, std::int64_t classes, std::int64_t learnable_bytes,
               const std::filesystem::path& runs, reports::PreflightReport& report);

struct DeviceRoom {
    std::int64_t available = 0;
    std::int64_t total = 0;
    bool gpu = false;
};

void checkMemory(const settings::Recipe& recipe, const IterationForecast& forecast, const DeviceRoom& room,
                 reports::PreflightReport& report);

/// `earlier` wins over the forecast.
void checkTime(const settings::Recipe& recipe, const std::optional<EarlierPace>& earlier,
               const IterationForecast& forecast, reports::PreflightReport& report);

} // namespace ld3m::distillation
