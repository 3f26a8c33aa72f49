#include "core/training/train_prior.h"

#include <new>

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/files/sha256.h"
#include "core/projects/run_lock.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"
#include "core/tensor/weights.h"
#include "core/training/autoencoder_training.h"
#include "core/training/classifier_training.h"
#include "core/training/diffusion_training.h"
#include "core/training/model_card.h"
#include "core/training/part_runner.h"
#include "core/training/prior_figures.h"
#include "core/training/prior_file.h"
#include "generated/version.h"

namespace ld3m::training {
namespace {

using Progress = std::function<void(const char* what, std::int64_t done, std::int64_t total)>;

struct Images {
    data::Dataset train;
    data::Dataset test;
};

Images loadImages(const settings::DatasetSettings& dataset, const c10::TensorOptions& options,
                  const Progress& progress) {
    const auto load = [&](data::Split split, const char* what) {
        return data::loadDataset(
            dataset, split, options,
            [&progress, what](std::int64_t done, std::int64_t total) { progress(what, done, total); });
    };
    return {load(data::Split::train, "Decoding training images"),
            load(data::Split::test, "Decoding test images")};
}

/// The parts in their order, each fed with what the ones before it gave.
class PriorTraining {
public:
    PriorTraining(const settings::PriorRecipe& recipe, const TrainingFolder& folder, const Images& images,
                  const c10::TensorOptions& options, PartRunner& runner, Progress progress)
        : m_recipe(recipe), m_folder(folder), m_train(images.train), m_test(images.test), m_options(options),
          m_runner(runner), m_progress(std::move(progress)) {}

    void run() {
        m_runner.announce(reports::RunState::running);
        const tensor::StateDict autoencoder = trainAutoencoder(featuresFor());
        const tensor::StateDict denoiser = trainDiffusion(autoencoder);
        writePrior(m_folder.priorFile(), m_recipe, autoencoder, denoiser, m_train.classNames());
        const Classifier judge = trainClassifier("judge");
        m_runner.announce(reports::RunState::evaluating);
        const std::vector<reports::Figure> figures = measure(judge);
        m_runner.event(reports::FiguresReport{totalSteps(m_recipe) + 1, "prior", figures});
        files::writeAtomically(m_folder.cardFile(), modelCard(m_recipe, facts(figures)));
        m_runner.announce(reports::RunState::finished);
    }

private:
    Classifier trainClassifier(const char* name) {
        auto weights = m_runner.finished(name, m_recipe.classifier.optimiser.steps);
        if (!weights) {
            ClassifierTraining part(name, m_recipe, m_train, m_options);
            weights = m_runner.run(part);
        }
        return {m_recipe, m_train, *weights, m_options};
    }

    Features featuresFor() {
        if (m_recipe.autoencoder.perceptual == 0)
            return {};
        return [network = trainClassifier("features")](const at::Tensor& x_B3HW) {
            return network.features(x_B3HW);
        };
    }

    tensor::StateDict trainAutoencoder(Features features) {
        if (auto done = m_runner.finished("autoencoder", m_recipe.autoencoder.optimiser.steps))
            return *done;
        AutoencoderTraining part(m_recipe, m_train, std::move(features), m_options);
        return m_runner.run(part);
    }

    tensor::StateDict trainDiffusion(const tensor::StateDict& weights) {
        if (auto done = m_runner.finished("diffusion", m_recipe.diffusion.optimiser.steps))
            return *done;
        const auto autoencoder = std::make_shared<const diffusion::Autoencoder>(
            tensor::Weights(std::make_shared<const tensor::StateDict>(weights), m_options),
            m_recipe.autoencoder.groups);
        const at::Tensor latents = encodeAll(*autoencoder, m_train, m_options, [this](auto done, auto total) {
            m_progress("Encoding images", done, total);
        });
        DiffusionTraining part(m_recipe, autoencoder, latents, m_train.labels(), m_train.classNames(),
                               m_options);
        return m_runner.run(part);
    }

    /// Of the file, so that it is known to load and its rounding is counted in.
    std::vector<reports::Figure> measure(const Classifier& judge) {
        const diffusion::LatentDiffusionModel model =
            diffusion::loadLatentDiffusionModel(m_folder.priorFile(), m_options);
        const FigureContext context{m_recipe, m_test, judge, m_options, m_progress};
        std::vector<reports::Figure> figures = reconstructionFigures(*model.autoencoder, context);
        for (const auto& more : {denoisingFigures(model, context), sampleFigures(model, context)})
            figures.insert(figures.end(), more.begin(), more.end());
        return figures;
    }

    CardFacts facts(const std::vector<reports::Figure>& figures) const {
        return {.summary = diffusion::describeCheckpoint(m_folder.priorFile()),
                .version = kVersion,
                .device = tensor::describe(m_options),
                .sha256 = files::sha256Of(m_folder.priorFile()),
                .bytes = std::filesystem::file_size(m_folder.priorFile()),
                .training_images = m_train.size(),
                .class_names = m_train.classNames(),
                .figures = figures};
    }

    const settings::PriorRecipe& m_recipe;
    const TrainingFolder& m_folder;
    const data::Dataset& m_train;
    const data::Dataset& m_test;
    c10::TensorOptions m_options;
    PartRunner& m_runner;
    Progress m_progress;
};

/// Only settings that may change while a training is on may differ from those it was begun with.
void requireSame(const TrainingFolder& folder, settings::PriorRecipe wanted) {
    wanted.dataset.path = std::filesystem::absolute(wanted.dataset.path).lexically_normal().string();
    const std::vector<settings::Field> fields = settings::fieldsOf(wanted);
    for (const settings::Difference& each : settings::difference(folder.recipe(), wanted))
        if (!settings::fieldNamed(fields, each.key).about().live)
            throw base::InputError(base::text("The training in ", folder.path().string(), " was begun with ",
                                              each.key, " = ", settings::toText(each.before), ", not ",
                                              settings::toText(each.after),
                                              "; resume it as it was, or start another with the new value."));
}

/// What would be refused in any case is refused before images are decoded, and bad images before a folder is
/// made.
void trainIn(const std::filesystem::path& path, bool resume, const settings::PriorRecipe& recipe,
             jobs::Control& control, reports::Published& published) {
    const bool continues = TrainingFolder::isTraining(path);
    if (continues && !resume)
        throw base::InputError(
            base::text(path.string(), " already holds a training; resume it, or give a new folder."));
    if (continues)
        requireSame(TrainingFolder::open(path), recipe);
    published.events.send(reports::StateChange{reports::RunState::preparing, 0, {}});
    const Progress progress = [&](const char* what, std::int64_t done, std::int64_t total) {
        published.progress.publish({what, done, total});
        control.checkpoint();
    };
    const c10::TensorOptions options = tensor::optionsFor(recipe.device);
    const Images images = loadImages(recipe.dataset, options, progress);
    const TrainingFolder folder =
        continues ? TrainingFolder::open(path)
                  : TrainingFolder::create(path, recipe, kVersion, tensor::describe(options));
    const projects::RunLock lock(folder.lockFile());
    PartRunner runner(folder, recipe.run, control, published);
    try {
        PriorTraining(recipe, folder, images, options, runner, progress).run();
    } catch (const jobs::Stopped&) {
        runner.announce(reports::RunState::stopped);
    }
}

constexpr const char* kNoMemory =
    "The machine ran out of memory: lower autoencoder.batch or diffusion.batch.";

} // namespace

std::int64_t totalSteps(const settings::PriorRecipe& recipe) {
    const std::int64_t classifiers = recipe.autoencoder.perceptual == 0 ? 1 : 2;
    return classifiers * recipe.classifier.optimiser.steps + recipe.autoencoder.optimiser.steps +
           recipe.diffusion.optimiser.steps;
}

void trainPrior(const settings::PriorRecipe& recipe, const std::filesystem::path& path, bool resume,
                jobs::Control& control, reports::Published& published) {
    settings::requireSound(recipe);
    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    try {
        trainIn(path, resume, recipe, control, published);
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

} // namespace ld3m::training
