#include "app/cli/job_console.h"

#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>

#include "app/cli/columns.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "core/base/text.h"
#include "core/reports/run_events_json.h"

namespace ld3m::cli {
namespace {

using namespace std::chrono_literals;

constexpr int kBarWidth = 24;

std::string bar(std::int64_t done, std::int64_t total) {
    const auto filled = total > 0 ? static_cast<std::size_t>(kBarWidth * done / total) : 0;
    return "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "]";
}

} // namespace

std::string describe(const reports::EvaluationTable& table) {
    std::ostringstream out;
    out << table.protocol << ":" << std::fixed << std::setprecision(1);
    for (const reports::EvaluationRow& row : table.rows)
        out << (&row == table.rows.data() ? " " : ", ") << row.set << ' ' << row.network << ' '
            << 100 * row.mean() << " ± " << 100 * row.deviation() << " %";
    return out.str();
}

JobConsole::JobConsole(std::int64_t iterations, bool json) : m_iterations(iterations), m_json(json) {}

int JobConsole::follow(jobs::Job& job) {
    bool told = false;
    while (!job.done()) {
        drain(job);
        if (interrupted() && !told) {
            told = true;
            line("Stopping after the current step; press Ctrl-C again to leave at once.");
            job.control().stop();
        }
        std::this_thread::sleep_for(50ms);
    }
    job.wait();
    drain(job);
    m_status.clear();
    if (job.problem())
        std::rethrow_exception(job.problem());
    return told ? kInterrupted : kDone;
}

void JobConsole::drain(jobs::Job& job) {
    for (const reports::Event& event : job.published().events.drain()) {
        if (m_json)
            std::cout << reports::toJsonLine(event) << std::endl;
        else
            show(event);
    }
    if (const auto progress = job.published().progress.take(); progress && !m_json)
        showProgress(*progress);
}

void JobConsole::show(const reports::Event& event) {
    if (const auto* report = std::get_if<reports::IterationReport>(&event))
        showIteration(*report);
    else if (const auto* training = std::get_if<reports::TrainingReport>(&event))
        showTraining(*training);
    else if (const auto* figures = std::get_if<reports::FiguresReport>(&event))
        showFigures(*figures);
    else if (const auto* table = std::get_if<reports::EvaluationTable>(&event))
        line(base::text("iteration ", table->iteration, "  ", describe(*table)));
    else if (const auto* change = std::get_if<reports::SettingChange>(&event))
        line(base::text("iteration ", change->iteration, "  ", change->key, " is now ",
                        settings::toText(change->after)));
    else if (const auto* state = std::get_if<reports::StateChange>(&event))
        if (state->state == reports::RunState::stopped)
            line(base::text("Stopped at iteration ", state->iteration, "; the state is saved."));
}

void JobConsole::showIteration(const reports::IterationReport& report) {
    // The same weight for the newest fifth of the past, whatever the pace.
    m_secondsPerIteration =
        m_secondsPerIteration == 0 ? report.seconds : 0.8 * m_secondsPerIteration + 0.2 * report.seconds;
    const double left = static_cast<double>(m_iterations - report.iteration) * m_secondsPerIteration;
    const std::string text = base::text(
        "iteration ", report.iteration, "/", m_iterations, "  loss ", rounded(report.loss, 5), "  |dL/dZ| ",
        rounded(report.latent_grad_norm, 3), "  |dL/dc| ", rounded(report.conditioning_grad_norm, 3), "  ",
        rounded(1 / std::max(m_secondsPerIteration, 1e-9), 3), " it/s  ETA ", clock(left));
    showLine(bar(report.iteration, m_iterations) + " " + text, text, report.iteration == m_iterations);
}

void JobConsole::showLine(const std::string& status_line, const std::string& plain, bool always) {
    if (m_status.onTerminal()) {
        m_status.show(status_line);
    } else if (std::chrono::steady_clock::now() - m_lastPlain > 2s || always) {
        m_lastPlain = std::chrono::steady_clock::now();
        line(plain);
    }
}

void JobConsole::showTraining(const reports::TrainingReport& report) {
    if (report.part != m_part) {
        m_part = report.part;
        m_secondsPerIteration = 0;
    }
    m_secondsPerIteration =
        m_secondsPerIteration == 0 ? report.seconds : 0.8 * m_secondsPerIteration + 0.2 * report.seconds;
    std::string text =
        base::text(report.part, " ", report.step, "/", report.steps, "  loss ", rounded(report.loss, 4));
    for (const reports::Figure& term : report.terms)
        text += base::text("  ", term.name, " ", rounded(term.value, 3));
    // Parts have paces of their own, so what is left is told of this one only.
    text += base::text("  ", rounded(1 / std::max(m_secondsPerIteration, 1e-9), 3), " steps/s  ETA of the ",
                       report.part, " ",
                       clock(static_cast<double>(report.steps - report.step) * m_secondsPerIteration));
    showLine(bar(report.iteration, m_iterations) + " " + text, text, report.step == report.steps);
}

void JobConsole::showFigures(const reports::FiguresReport& report) {
    for (const reports::Figure& figure : report.figures)
        line(base::text(report.part, "  ", figure.name, " ", rounded(figure.value, 4),
                        figure.unit.empty() ? "" : " ", figure.unit));
}

void JobConsole::showProgress(const reports::Progress& progress) {
    m_status.show(base::text(bar(progress.done, progress.total), " ", progress.what, " ", progress.done, "/",
                             progress.total));
}

void JobConsole::line(const std::string& text) {
    m_status.clear();
    (m_json ? std::cerr : std::cout) << text << std::endl;
}

} // namespace ld3m::cli
