#include "core/experts/train_experts.h"

#include <new>

#include <c10/util/Exception.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/experts/expert_training.h"
#include "core/projects/run_lock.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"
#include "generated/version.h"

namespace ld3m::experts {
namespace {

constexpr const char* kNoMemory = "The machine ran out of memory: lower experts.batch, or train fewer "
                                  "experts at once with experts.at_once = 1.";

/// Only settings that may change while a training is on may differ from those it was begun with.
void requireSame(const ExpertFolder& folder, settings::ExpertRecipe wanted) {
    wanted.dataset.path = std::filesystem::absolute(wanted.dataset.path).lexically_normal().string();
    const std::vector<settings::Field> fields = settings::fieldsOf(wanted);
    for (const settings::Difference& each : settings::difference(folder.recipe(), wanted))
        if (!settings::fieldNamed(fields, each.key).about().live)
            throw base::InputError(base::text("The experts in ", folder.path().string(), " were begun with ",
                                              each.key, " = ", settings::toText(each.before), ", not ",
                                              settings::toText(each.after),
                                              "; resume them as they were, or give another folder."));
}

/// What would be refused in any case is refused before images are decoded, and bad images before a folder is
/// made.
void trainIn(const ExpertFolder& folder, bool resume, const settings::ExpertRecipe& recipe,
             jobs::Control& control, reports::Published& published) {
    if (folder.begun() && !resume)
        throw base::InputError(
            base::text(folder.path().string(), " already holds experts; resume them, or give a new folder."));
    if (folder.begun())
        requireSame(folder, recipe);
    else if (std::filesystem::exists(folder.trajectoryFile(0)))
        throw base::InputError(base::text(
            folder.path().string(), " already holds experts that were made elsewhere; give a new folder."));
    published.events.send(reports::StateChange{reports::RunState::preparing, 0, {}});
    const c10::TensorOptions options = tensor::optionsFor(recipe.device);
    const auto load = [&](data::Split split, const char* what) {
        return data::loadDataset(recipe.dataset, split, options,
                                 [&, what](std::int64_t done, std::int64_t total) {
                                     published.progress.publish({what, done, total});
                                     control.checkpoint();
                                 });
    };
    const data::Dataset train = load(data::Split::train, "Decoding training images");
    const data::Dataset test = load(data::Split::test, "Decoding test images");
    networkOf(recipe, train.classes()); // says what does not fit
    std::filesystem::create_directories(folder.path());
    const projects::RunLock lock(folder.lockFile());
    folder.write(recipe, kVersion, tensor::describe(options));
    ExpertTraining training(recipe, folder, train, test, options, control, published);
    try {
        training.run();
    } catch (const jobs::Stopped&) {
        training.announce(reports::RunState::stopped);
    }
}

} // namespace

void trainExperts(const settings::ExpertRecipe& recipe, const std::filesystem::path& path, bool resume,
                  jobs::Control& control, reports::Published& published) {
    settings::requireSound(recipe);
    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    try {
        trainIn(ExpertFolder(path), resume, recipe, control, published);
    } catch (const jobs::Stopped&) {
        published.events.send(reports::StateChange{reports::RunState::stopped, 0, {}});
    } catch (const c10::OutOfMemoryError&) {
        throw base::RunError(kNoMemory);
    } catch (const std::bad_alloc&) {
        throw base::RunError(kNoMemory);
    } catch (const c10::Error& problem) {
        const std::string message = problem.what_without_backtrace();
        if (message.find("can't allocate memory") != std::string::npos)
            throw base::RunError(kNoMemory);
        throw base::RunError(base::text("The engine failed: ", message.substr(0, message.find('\n'))));
    }
}

} // namespace ld3m::experts
