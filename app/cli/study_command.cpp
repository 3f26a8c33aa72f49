// ld3m study: one synthetic image of a run: norms, the way through the reverse steps, the nearest real
// images.
#include <filesystem>
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/status_line.h"
#include "core/base/error.h"
#include "core/base/imagenet_classes.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"
#include "core/diagnostics/image_study.h"
#include "core/files/atomic_file.h"
#include "core/images/contact_sheet.h"
#include "core/jobs/control.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kStripSide = 96; ///< pixels at least that a small image gets in a strip

struct StudyOptions {
    std::string run;
    std::string to;
    std::string class_name;
    std::int64_t image = 0;
    std::int64_t iteration = -1;
    std::int64_t neighbours = 12;
    bool all_classes = false;
    bool gradients = false;
};

/// The label of a class by its folder's or its human name.
std::int64_t labelOf(const projects::RunFolder& run, const std::string& wanted) {
    const std::vector<std::int64_t> sheets = run.sheets();
    if (sheets.empty())
        throw base::InputError(base::text(run.path().string(), " has stored no images yet."));
    const std::vector<std::string> names = projects::readSheet(run.sheetFile(sheets.back())).class_names;
    if (wanted.empty())
        return 0;
    for (std::size_t label = 0; label < names.size(); ++label)
        if (names[label] == wanted || base::displayName(names[label]) == wanted)
            return static_cast<std::int64_t>(label);
    const std::string nearest = base::nearestName(wanted, names);
    throw base::InputError(base::text("The run has no class \"", wanted, "\"",
                                      nearest.empty() ? "" : base::text(" (did you mean ", nearest, "?)"),
                                      "."));
}

/// Pictures of one size beside each other.
void writeStrip(const fs::path& file, const std::vector<reports::Picture>& pictures) {
    if (pictures.empty())
        return;
    reports::ImageSheet row;
    row.class_names = {"strip"};
    row.ipc = static_cast<std::int64_t>(pictures.size());
    row.height = pictures.front().height;
    row.width = pictures.front().width;
    std::vector<std::uint8_t> bytes;
    for (const reports::Picture& each : pictures)
        bytes.insert(bytes.end(), each.rgb->begin(), each.rgb->end());
    row.rgb = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    images::writePng(
        file, images::contactSheet(row, static_cast<int>(std::max<std::int64_t>(1, kStripSide / row.width))));
}

nlohmann::ordered_json jsonOf(const reports::ImageNorms& norms) {
    nlohmann::ordered_json json{{"latents", norms.latents}};
    const auto add = [&json](const char* key, const std::optional<double>& value) {
        if (value)
            json[key] = *value;
    };
    add("conditioning", norms.conditioning);
    add("latents_gradient", norms.latents_gradient);
    add("conditioning_gradient", norms.conditioning_gradient);
    return json;
}

nlohmann::ordered_json jsonOf(const std::vector<reports::NearReal>& found) {
    auto list = nlohmann::ordered_json::array();
    for (const reports::NearReal& each : found)
        list.push_back({{"class", each.class_name}, {"index", each.index}, {"distance", each.distance}});
    return list;
}

/// Writes the pictures of an answer and adds its numbers.
struct Writer {
    const fs::path& folder;
    const reports::StudyQuestion& question;
    nlohmann::ordered_json& json;

    void operator()(const reports::StudyNorms& norms) const {
        json["iteration"] = norms.iteration;
        json["norms"] =
            jsonOf(norms.images[static_cast<std::size_t>(question.label * norms.ipc + question.image)]);
    }
    void operator()(const reports::StudyDenoising& strip) const {
        std::vector<reports::Picture> pictures;
        auto steps = nlohmann::ordered_json::array();
        for (const reports::DenoisingFrame& frame : strip.frames) {
            pictures.push_back(frame.picture);
            nlohmann::ordered_json step{{"t", nullptr}, {"weight", nullptr}};
            if (frame.t)
                step["t"] = *frame.t;
            if (frame.weight)
                step["weight"] = *frame.weight;
            steps.push_back(std::move(step));
        }
        writeStrip(folder / "denoising.png", pictures);
        json["residual"] = strip.residual;
        json["denoising"] = std::move(steps);
    }
    void operator()(const reports::StudyNearest& nearest) const {
        const auto pictures = [](const std::vector<reports::NearReal>& found) {
            std::vector<reports::Picture> all;
            for (const reports::NearReal& each : found)
                all.push_back(each.picture);
            return all;
        };
        writeStrip(folder / "nearest_pixels.png", pictures(nearest.in_pixels));
        writeStrip(folder / "nearest_network.png", pictures(nearest.in_network));
        json["searched"] = nearest.searched;
        json["network"] = nearest.network;
        json["nearest_pixels"] = jsonOf(nearest.in_pixels);
        json["nearest_network"] = jsonOf(nearest.in_network);
    }
};

int study(const StudyOptions& options) {
    const projects::RunFolder run = projects::RunFolder::open(options.run);
    reports::StudyQuestion question{
        .run = options.run, .label = labelOf(run, options.class_name), .image = options.image};
    question.iteration =
        options.iteration >= 0 ? run.chosenCheckpoint(options.iteration) : run.newestCheckpoint();
    question.all_classes = options.all_classes;
    question.neighbours = options.neighbours;
    question.gradients = options.gradients;
    const fs::path folder = options.to;
    fs::create_directories(folder);
    watchInterrupts();
    StatusLine status;
    jobs::Control control;
    reports::StudyWatch watch;
    watch.checkpoint = [&] {
        if (interrupted())
            control.stop();
        control.checkpoint();
    };
    watch.progress = [&](const reports::Progress& now) {
        status.show(now.total > 0 ? base::text(now.what, ' ', now.done, '/', now.total) : now.what);
    };
    nlohmann::ordered_json json;
    watch.answered = [&](const reports::StudyAnswer& answer) {
        std::visit(Writer{folder, question, json}, answer);
    };
    diagnostics::ImageStudy images;
    try {
        std::vector<reports::StudyPart> parts = {reports::StudyPart::norms, reports::StudyPart::nearest};
        if (run.recipe().prior.kind == settings::PriorKind::latent_diffusion)
            parts.push_back(reports::StudyPart::denoising);
        for (const reports::StudyPart part : parts) {
            question.part = part;
            images.ask(question, watch);
        }
    } catch (const jobs::Stopped&) {
        status.clear();
        std::cerr << "Stopped; what was found is in " << options.to << "." << std::endl;
        return kInterrupted;
    } catch (...) {
        status.clear();
        throw;
    }
    status.clear();
    files::writeAtomically(folder / "study.json", json.dump(2) + "\n");
    std::cout << json.dump(2) << std::endl;
    return kDone;
}

} // namespace

void addStudyCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<StudyOptions>();
    CLI::App* command = app.add_subcommand(
        "study", "Look into one synthetic image: norms, denoising strip, nearest real images");
    command->add_option("run", options->run, "Run folder")->required();
    command->add_option("--to", options->to, "Folder for study.json and the strips as PNG")->required();
    command->add_option("--class", options->class_name, "Class by name (default: the first)");
    command->add_option("--image", options->image, "Image of the class, counted from 0 (default: 0)");
    command->add_option("--iteration", options->iteration, "Checkpoint of the run (default: the newest)");
    command->add_option("--neighbours", options->neighbours, "How many real images (default: 12)")
        ->check(CLI::Range(1, 1000));
    command->add_flag("--all-classes", options->all_classes, "Search the real images of all classes");
    command->add_flag("--gradients", options->gradients,
                      "Measure ||dL/dZ|| and ||dL/dc|| too: one iteration");
    command->callback([options, &action] { action = [options] { return study(*options); }; });
}

} // namespace ld3m::cli
