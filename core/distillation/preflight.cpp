#include "core/distillation/preflight.h"

#include <new>
#include <optional>

#include <c10/util/Exception.h>

#include "core/base/error.h"
#include "core/base/process_memory.h"
#include "core/base/text.h"
#include "core/distillation/preflight_parts.h"
#include "core/priors/memory_probe.h"
#include "core/tensor/device.h"

namespace ld3m::distillation {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kRuntime = std::int64_t{200} << 20; ///< LibTorch and its buffers, where not yet loaded

/// Says whether a file or folder is still what it was.
std::string stampOf(const fs::path& path) {
    std::error_code gone;
    const auto stamp = [&](const fs::path& one) {
        return base::text(fs::last_write_time(one, gone).time_since_epoch().count(), ' ');
    };
    if (!fs::is_directory(path, gone))
        return base::text(path.string(), ' ', stamp(path), fs::file_size(path, gone));
    std::string all = base::text(path.string(), ' ', stamp(path));
    for (const fs::directory_entry& entry : fs::directory_iterator(path, gone))
        all += stamp(entry.path());
    for (const fs::directory_entry& entry : fs::directory_iterator(path / "train", gone))
        all += stamp(entry.path());
    return all;
}

template<typename T>
struct Kept {
    std::string stamp;
    std::optional<T> value;
};

} // namespace

struct Preflight::Memory {
    Kept<data::DatasetFacts> facts;
    Kept<diffusion::CheckpointReport> checkpoint;
    Kept<IterationParts> parts;
    settings::Recipe parts_of;
    std::int64_t parts_classes = 0;
};

namespace {

/// One check of one recipe.
class Look {
public:
    Look(const settings::Recipe& recipe, const fs::path& runs, const reports::CheckWatch& watch)
        : m_recipe(recipe), m_runs(runs), m_watch(watch) {}

    template<typename Kept>
    void dataset(Kept& kept) {
        if (m_recipe.dataset.path.empty())
            return; // among the settings' problems
        step("Looking into the data set");
        try {
            const std::string stamp = stampOf(m_recipe.dataset.path);
            if (!kept.value || kept.stamp != stamp)
                kept = {stamp, data::factsOf(m_recipe.dataset.path)};
            m_classes = checkDataset(m_recipe, *kept.value, m_report);
        } catch (const base::InputError& problem) {
            m_report.lines.push_back(lineOf("Dataset", problem.what(), "dataset.path"));
        }
    }

    template<typename Kept>
    void prior(Kept& kept) {
        if (m_recipe.prior.kind == settings::PriorKind::pixel || m_recipe.prior.checkpoint.empty())
            return;
        step("Reading the checkpoint");
        try {
            const std::string stamp = stampOf(m_recipe.prior.checkpoint);
            if (!kept.value || kept.stamp != stamp)
                kept = {stamp, diffusion::examineCheckpoint(m_recipe.prior.checkpoint)};
            checkPrior(m_recipe, *kept.value, m_report);
        } catch (const base::InputError& problem) {
            m_report.lines.push_back(lineOf("Checkpoint", problem.what(), "prior.checkpoint"));
        }
    }

    void settingsAndDevice() {
        checkSettings(m_recipe, m_report);
        m_device = checkDevice(m_recipe, m_report);
    }
    void objective() {
        if (!m_classes.empty())
            checkObjective(m_recipe, classes(), m_report);
    }
    /// Nothing is in the way of computing.
    bool mayCompute() const { return m_device && !m_classes.empty() && !m_report.firstProblem(); }

    template<typename Kept>
    void cost(Kept& kept, settings::Recipe& kept_of, std::int64_t& kept_classes) {
        step("Estimating memory and time");
        try {
            const c10::TensorOptions options = tensor::optionsFor(m_recipe.device);
            const priors::DeviceMemory memory = priors::memoryOf(options.device());
            const std::int64_t before = residentNow(options.device().is_cuda());
            const std::string stamp =
                m_recipe.prior.kind == settings::PriorKind::pixel ? "" : stampOf(m_recipe.prior.checkpoint);
            if (!kept.value || kept.stamp != stamp || kept_classes != classes() ||
                !samePartsFor(kept_of, m_recipe)) {
                kept.value.reset();
                kept = {stamp, measureParts(m_recipe, classes(), options, m_watch.checkpoint)};
                kept_of = m_recipe;
                kept_classes = classes();
            }
            const bool gpu = options.device().is_cuda();
            const IterationForecast forecast = forecastOf(
                m_recipe, *kept.value, classes(), before + realBytes(), memory.available, memory.total, gpu);
            checkMemory(m_recipe, forecast, {memory.available, memory.total, gpu}, m_report);
            checkTime(m_recipe, earlierPace(m_recipe, tensor::describe(options), m_runs), forecast, m_report);
            const std::int64_t images = classes() * m_recipe.distillation.ipc;
            checkDisk(m_recipe, classes(),
                      images * (kept.value->latent_bytes + kept.value->conditioning_bytes), m_runs, m_report);
            m_report.complete = true;
        } catch (const base::InputError& problem) {
            m_report.lines.push_back(lineOf("Memory", problem.what(), {}));
        } catch (const std::bad_alloc&) {
            noMemory();
        } catch (const c10::Error& problem) {
            const std::string what = problem.what_without_backtrace();
            if (what.find("memory") == std::string::npos)
                m_report.lines.push_back(
                    {reports::CheckLevel::warning, "Memory",
                     "Memory and time could not be estimated: " + what.substr(0, what.find('\n'))});
            else
                noMemory();
        }
    }

    const reports::PreflightReport& report() const { return m_report; }

private:
    std::int64_t classes() const { return static_cast<std::int64_t>(m_classes.size()); }

    void step(const char* what) {
        m_watch.checkpoint();
        m_watch.progress({what, 0, 0});
    }
    void noMemory() {
        m_report.lines.push_back({reports::CheckLevel::problem, "Memory",
                                  "There is not enough free memory even for one image through the prior.",
                                  "Close other programs, or lower dataset.resolution.",
                                  "dataset.resolution"});
    }
    static std::int64_t residentNow(bool gpu) {
        return gpu ? 0 : std::max(base::processMemory("RssAnon"), kRuntime);
    }
    /// Of training and test images as they lie on the device.
    std::int64_t realBytes() const {
        std::int64_t images = 0;
        for (const data::ClassCount& one : m_classes)
            images += std::max<std::int64_t>(one.train, 0) +
                      (m_recipe.evaluation.every > 0 ? std::max<std::int64_t>(one.test, 0) : 0);
        const std::int64_t byte = m_recipe.dataset.resize_order == settings::ResizeOrder::released ? 4 : 1;
        return images * 3 * m_recipe.dataset.resolution * m_recipe.dataset.resolution * byte;
    }

    const settings::Recipe& m_recipe;
    const fs::path& m_runs;
    const reports::CheckWatch& m_watch;
    reports::PreflightReport m_report;
    std::vector<data::ClassCount> m_classes;
    bool m_device = false;
};

} // namespace

Preflight::Preflight() : m_memory(std::make_unique<Memory>()) {}
Preflight::~Preflight() = default;

reports::PreflightReport Preflight::check(const settings::Recipe& recipe, const fs::path& runs,
                                          const reports::CheckWatch& watch) {
    Look look(recipe, runs, watch);
    look.settingsAndDevice();
    look.dataset(m_memory->facts);
    look.prior(m_memory->checkpoint);
    look.objective();
    watch.found(look.report());
    if (look.mayCompute())
        look.cost(m_memory->parts, m_memory->parts_of, m_memory->parts_classes);
    return look.report();
}

} // namespace ld3m::distillation
