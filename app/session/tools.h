// What the engine does for the window besides runs. The window gets these functions handed in by main, as it
// gets the engine, so it needs no Torch and tests bring their own. All are called on threads of their own.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/jobs/control.h"
#include "core/reports/diagnosis.h"
#include "core/reports/image_study.h"
#include "core/reports/preflight_report.h"
#include "core/reports/run_events.h"
#include "core/reports/step_exploration.h"
#include "core/settings/recipe.h"

namespace ld3m::session {

/// What a folder of images holds, found by looking.
struct FolderLook {
    struct Class {
        std::string name;
        std::int64_t train = -1; ///< -1: this split has not the class
        std::int64_t test = -1;
    };
    std::filesystem::path folder;
    std::string identity; ///< "CIFAR-10, complete"
    std::vector<Class> classes;
    std::int64_t smallest_side = 0; ///< of the shorter sides that were looked at; 0: none could be read
    std::int64_t largest_side = 0;
    std::vector<std::string> notes; ///< what a person should know, a sentence each
    bool has_test = false;
    bool cifar10 = false;
    bool imagenet = false; ///< its classes are synsets
};

/// What a checkpoint is good for.
struct CheckpointLook {
    std::string kind;    ///< "class-conditional latent diffusion, ..."
    std::string verdict; ///< one sentence
    bool usable = false;
};

struct ExportedSet {
    std::int64_t iteration = 0;
    std::int64_t images = 0;
    std::vector<std::string> left_out; ///< what this build could not write, and why
};

/// A function that was not handed in is empty; its action is then switched off.
struct Tools {
    /// What stands in the way of a run whose folder would be made in `runs`, and what it will cost: never
    /// throws but what the watch's checkpoint does.
    using Preflight = std::function<reports::PreflightReport(
        const settings::Recipe& recipe, const std::filesystem::path& runs, const reports::CheckWatch& watch)>;
    Preflight preflight = {};
    /// Images, gradients, seconds and memory at several T. @throws base::InputError, jobs::Stopped
    using ExploreSteps =
        std::function<void(const reports::StepQuestion& question, const reports::StepWatch& watch)>;
    ExploreSteps explore_steps = {};
    /// Gradient norms against T and along the chain of steps, stored results first.
    /// @throws base::InputError, jobs::Stopped
    using Diagnose =
        std::function<void(const reports::DiagnosisQuestion& question, const reports::DiagnosisWatch& watch)>;
    Diagnose diagnose = {};
    /// Norms, denoising strip or nearest real images of one image of a stored checkpoint.
    /// @throws base::InputError, jobs::Stopped
    using StudyImage =
        std::function<void(const reports::StudyQuestion& question, const reports::StudyWatch& watch)>;
    StudyImage study_image = {};
    /// Trains fresh networks on the images of a run's checkpoint. @throws base::InputError, jobs::Stopped
    std::function<reports::EvaluationTable(const std::filesystem::path& run, std::int64_t iteration,
                                           const settings::EvaluationSettings& evaluation,
                                           jobs::Control& control, reports::Published& published)>
        evaluate;
    /// Writes a run's checkpoint as a set for other programs into the new folder `to`.
    /// @throws base::InputError, base::RunError, jobs::Stopped
    std::function<ExportedSet(const std::filesystem::path& run, std::int64_t iteration,
                              const std::filesystem::path& to, jobs::Control& control,
                              reports::Published& published)>
        export_set;
    /// Writes curves and contact sheets of a run into `to`. @throws base::InputError, base::RunError,
    /// jobs::Stopped
    std::function<void(const std::filesystem::path& run, const std::filesystem::path& to,
                       jobs::Control& control)>
        draw_figures;
    /// @throws base::InputError: one sentence on why these are no images to distil.
    std::function<FolderLook(const std::filesystem::path& folder)> look_into;
    /// The program that runs the points of a sweep; empty: the ld3m beside this one.
    std::function<std::filesystem::path()> sweep_program;
    /// @throws base::InputError: no sound file of tensors.
    std::function<CheckpointLook(const std::filesystem::path& file)> examine;
};

} // namespace ld3m::session
