#include "core/sets/manifest.h"

#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/reports/run_events_json.h"
#include "core/settings/recipe_file.h"

namespace ld3m::sets {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFile = "manifest.json";
constexpr const char* kFormat = "ld3m-set";
constexpr int kVersion = 1;

template<typename Enum>
std::string word(Enum value) {
    return settings::Choices<Enum>::names[static_cast<std::size_t>(value)];
}

/// Numbers that were single precision once, in as few digits as name them.
double shortest(double number) {
    char digits[64];
    const auto written = std::to_chars(digits, digits + sizeof digits, static_cast<float>(number));
    double plain = 0;
    std::from_chars(digits, written.ptr, plain);
    return plain;
}

Json threeNumbers(const std::array<double, 3>& numbers) {
    return {shortest(numbers[0]), shortest(numbers[1]), shortest(numbers[2])};
}

Json classesJson(const Manifest& manifest) {
    Json classes = Json::array();
    for (const ManifestClass& each : manifest.classes) {
        Json& json = classes.emplace_back(
            Json{{"index", classes.size()}, {"name", each.name}, {"folder", each.folder}});
        if (!each.synset.empty())
            json["synset"] = each.synset;
    }
    return classes;
}

/// What a reader wants to know of the method without reading a recipe.
Json methodJson(const settings::Recipe& recipe) {
    const settings::PriorSettings& prior = recipe.prior;
    Json json = {{"objective", word(recipe.objective.kind)}, {"prior", word(prior.kind)}};
    if (prior.kind == settings::PriorKind::latent_diffusion) {
        json["T"] = prior.steps;
        json["guidance"] = prior.guidance;
        json["residual"] = word(prior.residual);
        json["residual_curve"] = word(prior.residual_curve);
        json["sampler"] = word(prior.sampler);
        json["eta"] = prior.eta;
        json["noise"] = word(prior.noise);
    }
    return json;
}

Json priorJson(const Manifest& manifest) {
    if (manifest.prior_hash.empty())
        return nullptr;
    return {{"file", std::filesystem::path(manifest.recipe.prior.checkpoint).filename().string()},
            {"sha256", manifest.prior_hash}};
}

/// Left out where there is nothing to say of.
template<typename T>
void read(const Json& json, const char* key, T& target) {
    if (json.contains(key) && !json.at(key).is_null())
        target = json.at(key).get<T>();
}

std::vector<ManifestClass> classesOf(const Json& json, const std::string& where) {
    std::vector<ManifestClass> classes;
    for (const Json& each : json) {
        if (each.at("index").get<std::size_t>() != classes.size())
            throw base::InputError(base::text(
                where,
                " is damaged: its classes are not in the order of their index; export the set again."));
        ManifestClass& known = classes.emplace_back();
        read(each, "name", known.name);
        read(each, "folder", known.folder);
        read(each, "synset", known.synset);
    }
    return classes;
}

Manifest manifestOf(const Json& json, const std::string& where) {
    Manifest manifest;
    read(json, "made_by", manifest.made_by);
    read(json.at("run"), "name", manifest.run);
    read(json.at("run"), "created", manifest.created);
    read(json.at("run"), "device", manifest.device);
    read(json.at("run"), "iteration", manifest.iteration);
    read(json, "ipc", manifest.ipc);
    read(json, "resolution", manifest.resolution);
    manifest.classes = classesOf(json.at("classes"), where);
    const Json& images = json.at("images_best");
    manifest.normalisation = normalisationOf(images.at("mean").get<std::array<double, 3>>(),
                                             images.at("deviation").get<std::array<double, 3>>());
    read(images, "range", manifest.range);
    read(images, "outside", manifest.outside);
    if (json.contains("prior") && json.at("prior").is_object())
        read(json.at("prior"), "sha256", manifest.prior_hash);
    if (json.contains("syn_lr") && !json.at("syn_lr").is_null())
        manifest.syn_lr = json.at("syn_lr").get<double>();
    if (json.contains("evaluation") && json.at("evaluation").is_object())
        if (const auto event = reports::fromJsonLine(json.at("evaluation").dump()))
            if (const auto* table = std::get_if<reports::EvaluationTable>(&*event))
                manifest.evaluation = *table;
    read(json, "left_out", manifest.left_out);
    manifest.recipe = settings::parseRecipe(json.at("recipe").get<std::string>(), where);
    return manifest;
}

Json parsed(const std::filesystem::path& file) {
    try {
        return Json::parse(files::readText(file));
    } catch (const Json::exception&) {
        throw base::InputError(
            base::text(file.string(), " is not JSON: take the manifest.json that was exported."));
    }
}

} // namespace

void writeManifest(const std::filesystem::path& file, const Manifest& manifest) {
    Json json = {{"format", kFormat},
                 {"version", kVersion},
                 {"made_by", manifest.made_by},
                 {"run",
                  {{"name", manifest.run},
                   {"created", manifest.created},
                   {"device", manifest.device},
                   {"iteration", manifest.iteration},
                   {"seed", manifest.recipe.distillation.seed}}},
                 {"method", methodJson(manifest.recipe)},
                 {"prior", priorJson(manifest)},
                 {"resolution", manifest.resolution},
                 {"ipc", manifest.ipc},
                 {"classes", classesJson(manifest)},
                 {"labels", "hard"},
                 {"images_best",
                  {{"normalisation", manifest.normalisation.name},
                   {"mean", threeNumbers(manifest.normalisation.mean)},
                   {"deviation", threeNumbers(manifest.normalisation.deviation)},
                   {"range", {shortest(manifest.range[0]), shortest(manifest.range[1])}},
                   {"outside", manifest.outside}}},
                 {"images", {{"range", {0, 1}}}},
                 {"syn_lr", manifest.syn_lr ? Json(*manifest.syn_lr) : Json(nullptr)},
                 {"evaluation", manifest.evaluation ? Json::parse(reports::toJsonLine(*manifest.evaluation))
                                                    : Json(nullptr)},
                 {"recipe", settings::toToml(manifest.recipe)}};
    if (!manifest.left_out.empty())
        json["left_out"] = manifest.left_out;
    files::writeAtomically(file, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

Manifest readManifest(const std::filesystem::path& file) {
    const Json json = parsed(file);
    if (!json.is_object() || json.value("format", Json()) != kFormat)
        throw base::InputError(
            base::text(file.string(), " does not describe a set: its \"format\" is not \"", kFormat, "\"."));
    try {
        if (json.at("version").get<int>() > kVersion)
            throw base::InputError(
                base::text(file.string(), " was written by a newer LD3M Workbench: open it with that."));
        return manifestOf(json, file.string());
    } catch (const Json::exception& problem) {
        throw base::InputError(
            base::text(file.string(), " is damaged: ", problem.what(), "; export the set again."));
    }
}

bool isBundle(const std::filesystem::path& folder) {
    return std::filesystem::is_regular_file(folder / kFile);
}

} // namespace ld3m::sets
