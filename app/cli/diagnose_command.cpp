// ld3m diagnose: how much gradient reaches Z and c by residual and number of reverse steps, what each step
// passes on, and how steady the gradient is over a run.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/chain_output.h"
#include "app/cli/commands.h"
#include "app/cli/diagnose_options.h"
#include "app/cli/flow_output.h"
#include "app/cli/interrupt.h"
#include "app/cli/snr_diagnosis.h"
#include "app/cli/status_line.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diagnostics/arms.h"
#include "core/diagnostics/diagnose.h"
#include "core/files/atomic_file.h"
#include "core/jobs/control.h"
#include "core/projects/project.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

/// What is left, at the pace since measuring began.
class Remaining {
public:
    std::string of(std::int64_t done, std::int64_t total) {
        if (done == 0) {
            m_begin = std::chrono::steady_clock::now();
            return "";
        }
        const std::chrono::duration<double> past = std::chrono::steady_clock::now() - m_begin;
        return "  ETA " + clock(past.count() * static_cast<double>(total - done) / static_cast<double>(done));
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

reports::DiagnosisQuestion questionOf(const DiagnoseOptions& options) {
    reports::DiagnosisQuestion question;
    const fs::path subject = options.subject;
    if (projects::RunFolder::isRun(subject)) {
        question.run = subject;
        question.recipe = projects::RunFolder::open(subject).recipe();
    } else {
        question.recipe = projects::recipeAt(subject);
    }
    question.iteration = options.iteration;
    question.overrides = options.overrides;
    question.arms = options.arms;
    if (question.arms.empty() && question.run.empty())
        question.arms = diagnostics::armNames();
    question.curves = options.curves;
    question.draws = options.draws;
    question.fresh = options.fresh;
    if (options.kind == "chain") {
        settings::Recipe edited = question.recipe;
        settings::applyOverrides(edited, options.overrides);
        question.chain_steps = options.steps.empty() ? std::vector{edited.prior.steps} : options.steps;
    } else {
        question.flow_steps = options.steps.empty() ? reports::kDiagnosedSteps : options.steps;
    }
    return question;
}

/// Takes results as they come, and says them at the end.
class Results {
public:
    Results(const DiagnoseOptions& options, const reports::DiagnosisQuestion& question)
        : m_options(options),
          m_chain(options.kind == "chain"), m_asked{.arms = {}, .steps = {}, .draws = question.draws} {
        for (const std::int64_t steps : m_chain ? question.chain_steps : question.flow_steps)
            if (std::ranges::find(m_asked.steps, steps) == m_asked.steps.end())
                m_asked.steps.push_back(steps);
    }

    void watchWith(reports::DiagnosisWatch& watch, StatusLine& status) {
        watch.begun = [this](const reports::DiagnosisSubject& subject) {
            m_asked.arms = subject.arms;
            m_csv = (m_chain ? chainCsvHeader() : flowCsvHeader()) + '\n';
            if (m_options.csv && m_options.csv_file.empty())
                std::cout << m_csv << std::flush;
        };
        watch.flow = [&](const reports::FlowPoint& point) {
            m_points.push_back(point);
            add(flowJsonLine(point), flowCsvLine(point), status);
        };
        watch.chain = [&](const reports::GradientChain& chain) {
            m_chains.push_back(chain);
            add(chainJsonLine(chain), chainCsvLines(chain), status);
        };
        watch.progress = [&, remaining = Remaining()](const reports::Progress& now) mutable {
            const bool measuring = now.what != "Decoding training images";
            status.show(measuring ? base::text(100 * now.done / std::max<std::int64_t>(1, now.total), " %  ",
                                               now.what, remaining.of(now.done, now.total))
                                  : base::text(now.what, ' ', now.done, '/', now.total));
        };
    }

    int say() const {
        if (!m_options.csv_file.empty() && count() > 0)
            files::writeAtomically(m_options.csv_file, m_csv);
        if (!m_options.lines()) {
            if (!m_points.empty())
                std::cout << flowTables(m_asked, m_points, m_options.markdown);
            for (const reports::GradientChain& chain : m_chains)
                std::cout << (&chain == m_chains.data() ? "" : "\n") << chainTable(chain, m_options.markdown);
        }
        std::cout << std::flush;
        const std::size_t planned = m_asked.arms.size() * m_asked.steps.size();
        if (count() == planned && planned > 0)
            return kDone;
        std::cerr << "Stopped with " << count() << " of " << planned << (m_chain ? " chains" : " points")
                  << " measured." << std::endl;
        return kInterrupted;
    }

private:
    std::size_t count() const { return m_points.size() + m_chains.size(); }

    void add(const std::string& json, const std::string& csv, StatusLine& status) {
        m_csv += csv + '\n';
        if (!m_options.lines())
            return;
        status.clear();
        std::cout << (m_options.json ? json : csv) << std::endl;
    }

    const DiagnoseOptions& m_options;
    bool m_chain;
    AskedFlow m_asked;
    std::string m_csv; ///< all lines so far
    std::vector<reports::FlowPoint> m_points;
    std::vector<reports::GradientChain> m_chains;
};

int diagnose(const DiagnoseOptions& options) {
    if (options.kind == "snr")
        return diagnoseSnr(options);
    const reports::DiagnosisQuestion question = questionOf(options);
    watchInterrupts();
    StatusLine status;
    jobs::Control control;
    Results results(options, question);
    reports::DiagnosisWatch watch;
    watch.checkpoint = [&] {
        if (interrupted())
            control.stop();
        control.checkpoint();
    };
    results.watchWith(watch, status);
    try {
        diagnostics::diagnose(question, watch);
    } catch (const jobs::Stopped&) {
        // What is complete is said below.
    } catch (...) {
        status.clear();
        throw;
    }
    status.clear();
    return results.say();
}

} // namespace

void addDiagnoseCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<DiagnoseOptions>();
    CLI::App* command = app.add_subcommand(
        "diagnose", "Measure how much gradient reaches Z and c, along which way, and how steady it is");
    command
        ->add_option("subject", options->subject,
                     "Run folder: its Z and c; recipe file (.toml) or project folder: those it begins with")
        ->required();
    command
        ->add_option(
            "--kind", options->kind,
            "flow: norms against T; chain: norms step by step; snr: steadiness over a run's iterations "
            "(default: flow)")
        ->check(CLI::IsMember({"flow", "chain", "snr"}));
    command->add_option("--iteration", options->iteration,
                        "Checkpoint of the run that is nearest to it (default: newest)");
    command
        ->add_option("--steps", options->steps,
                     "Numbers of reverse steps T (default: 10,20,...,90; chain: the recipe's)")
        ->delimiter(',');
    command->add_option("--draws", options->draws,
                        "How many draws of noise, network, batches and augmentations (default: 3)");
    command
        ->add_option(
            "--arms", options->arms,
            "Among off, paper_ddim, paper_ddpm, released (default: off and a run's own; all of a recipe)")
        ->delimiter(',');
    command
        ->add_option("--curves", options->curves, "More arms: the released form with these residual curves")
        ->delimiter(',');
    command
        ->add_option("--set", options->overrides, "KEY=VALUE instead of the recipe's, as in prior.guidance=1")
        ->take_all()
        ->allow_extra_args(false);
    command->add_option("--against", options->against, "snr: another run, as one without residual");
    command->add_option("--window", options->window, "snr: iterations that a ratio looks at (default: 50)");
    command->add_option("--degree", options->degree, "snr: of the fitted polynomial (default: 3)");
    command->add_flag("--fresh", options->fresh, "Measure again what the run folder remembers");
    CLI::Option* json = command->add_flag("--json", options->json, "One JSON object a result, as measured");
    CLI::Option* csv =
        command
            ->add_option("--csv", options->csv_file,
                         "Lines of CSV into this file; without one on standard output, as measured")
            ->expected(0, 1);
    CLI::Option* markdown = command->add_flag("--markdown", options->markdown, "The tables as Markdown");
    json->excludes(csv)->excludes(markdown);
    command->callback([options, csv, &action] {
        options->csv = csv->count() > 0;
        action = [options] { return diagnose(*options); };
    });
}

} // namespace ld3m::cli
