#include "core/training/part_runner.h"

#include <charconv>
#include <cmath>
#include <utility>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/images/contact_sheet.h"
#include "core/images/image_file.h"

namespace ld3m::training {
namespace {

constexpr int kPictureScale = 3;

std::int64_t numberIn(const tensor::StateDict& file, const char* key) {
    const auto found = file.metadata.find(key);
    std::int64_t number = -1;
    if (found != file.metadata.end())
        std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
    return number;
}

/// Listens to pauses as long as it lives.
class PauseWatch {
public:
    PauseWatch(jobs::Control& control, std::function<void(bool paused)> callback) : m_control(control) {
        m_control.onPause(std::move(callback));
    }
    ~PauseWatch() { m_control.onPause({}); }
    PauseWatch(const PauseWatch&) = delete;
    PauseWatch& operator=(const PauseWatch&) = delete;

private:
    jobs::Control& m_control;
};

} // namespace

PartRunner::PartRunner(const TrainingFolder& folder, const settings::TrainingRunSettings& run,
                       jobs::Control& control, reports::Published& published)
    : m_folder(folder), m_run(run), m_control(control), m_published(published) {
    std::int64_t last = -1;
    if (std::filesystem::exists(m_folder.checkpointFile()))
        last = numberIn(tensor::readStateDict(m_folder.checkpointFile()), "iteration");
    projects::MetricsWriter::truncateAfter(m_folder.metricsFile(), last);
    m_metrics.emplace(m_folder.metricsFile());
}

void PartRunner::event(const reports::Event& event) {
    m_metrics->append(event);
    m_published.events.send(event);
}

void PartRunner::announce(reports::RunState state) {
    m_published.events.send(reports::StateChange{state, iteration(), {}});
}

std::optional<tensor::StateDict> PartRunner::finished(const std::string& part, std::int64_t steps) {
    if (!std::filesystem::exists(m_folder.partFile(part)))
        return std::nullopt;
    m_before += steps;
    return tensor::readStateDict(m_folder.partFile(part));
}

tensor::StateDict PartRunner::run(TrainingPart& part) {
    m_step = 0;
    m_saved = -1;
    m_sums = {};
    restore(part);
    const PauseWatch watch(m_control, [&](bool paused) {
        if (paused)
            save(part);
        announce(paused ? reports::RunState::paused : reports::RunState::running);
        m_since = std::chrono::steady_clock::now();
    });
    m_since = std::chrono::steady_clock::now();
    try {
        while (m_step < part.steps()) {
            m_control.checkpoint();
            step(part);
            m_control.iterationDone();
        }
    } catch (const jobs::Stopped&) {
        save(part);
        throw;
    }
    tensor::StateDict result = part.result();
    tensor::writeStateDict(m_folder.partFile(part.name()), result);
    m_before += part.steps();
    m_step = 0;
    return result;
}

// Order matters for resuming: whatever belongs to a step is on disk before its checkpoint is.
void PartRunner::step(TrainingPart& part) {
    const StepOutcome outcome = part.step(m_step);
    ++m_step;
    add(outcome);
    const bool last = m_step == part.steps();
    const auto due = [&](std::int64_t every) { return last || (every > 0 && m_step % every == 0); };
    if (due(m_run.report_every))
        report(part, outcome.rate);
    if (due(m_run.sheet_every))
        picture(part);
    if (due(m_run.checkpoint_every))
        save(part);
}

void PartRunner::restore(TrainingPart& part) {
    if (!std::filesystem::exists(m_folder.checkpointFile()))
        return;
    const tensor::StateDict file = tensor::readStateDict(m_folder.checkpointFile());
    const auto name = file.metadata.find("part");
    if (name == file.metadata.end() || name->second != part.name())
        return;
    part.load(file);
    m_step = m_saved = numberIn(file, "step");
    m_sums.steps = numberIn(file, "sum_steps");
    if (m_sums.steps == 0)
        return;
    m_sums.loss = file.at("sum.loss").clone();
    for (std::int64_t i = 0; file.has(base::text("sum.", i)); ++i)
        m_sums.terms.emplace_back(file.metadata.at(base::text("sum.", i)),
                                  file.at(base::text("sum.", i)).clone());
}

void PartRunner::save(const TrainingPart& part) {
    if (m_saved == m_step)
        return;
    tensor::StateDict file;
    part.save(file);
    file.metadata = {{"format", "1"},
                     {"part", part.name()},
                     {"step", std::to_string(m_step)},
                     {"iteration", std::to_string(iteration())},
                     {"sum_steps", std::to_string(m_sums.steps)}};
    if (m_sums.steps > 0)
        file.tensors["sum.loss"] = m_sums.loss;
    for (std::size_t i = 0; i < m_sums.terms.size(); ++i) {
        file.tensors[base::text("sum.", i)] = m_sums.terms[i].second;
        file.metadata[base::text("sum.", i)] = m_sums.terms[i].first;
    }
    m_metrics->sync();
    tensor::writeStateDict(m_folder.checkpointFile(), file);
    m_saved = m_step;
    m_published.events.send(
        reports::CheckpointWritten{iteration(), m_folder.checkpointFile().filename().string()});
}

void PartRunner::add(const StepOutcome& outcome) {
    if (m_sums.steps++ == 0) {
        m_sums.loss = outcome.loss.to(at::kDouble).clone();
        for (const auto& [name, term] : outcome.terms)
            m_sums.terms.emplace_back(name, term.to(at::kDouble).clone());
        return;
    }
    m_sums.loss.add_(outcome.loss.to(m_sums.loss.options()));
    for (std::size_t i = 0; i < outcome.terms.size(); ++i)
        m_sums.terms[i].second.add_(outcome.terms[i].second.to(m_sums.loss.options()));
}

void PartRunner::report(const TrainingPart& part, double rate) {
    const auto now = std::chrono::steady_clock::now();
    const auto steps = static_cast<double>(m_sums.steps);
    reports::TrainingReport report{.iteration = iteration(),
                                   .part = part.name(),
                                   .step = m_step,
                                   .steps = part.steps(),
                                   .loss = m_sums.loss.item<double>() / steps,
                                   .terms = {},
                                   .rate = rate,
                                   .seconds = std::chrono::duration<double>(now - m_since).count() / steps};
    for (const auto& [name, term] : m_sums.terms)
        report.terms.push_back({name, term.item<double>() / steps, {}});
    m_since = now;
    m_sums = {};
    if (!std::isfinite(report.loss))
        throw base::RunError(base::text("The loss of the ", part.name(), " is no longer a number at step ",
                                        m_step, ": lower ", part.section(), ".rate and start again."));
    event(report);
}

void PartRunner::picture(TrainingPart& part) {
    const std::optional<reports::ImageSheet> sheet = part.sheet(m_step);
    if (!sheet)
        return;
    m_published.sheet.publish(*sheet);
    if (images::canReadImages())
        images::writePng(m_folder.sheetFile(part.name(), m_step),
                         images::contactSheet(*sheet, kPictureScale));
    m_since = std::chrono::steady_clock::now();
}

} // namespace ld3m::training
