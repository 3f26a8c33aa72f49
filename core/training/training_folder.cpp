#include "core/training/training_folder.h"

#include <iomanip>
#include <sstream>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"

namespace ld3m::training {
namespace {

constexpr const char* kFile = "training.toml";
constexpr const char* kTable = "provenance";

} // namespace

TrainingFolder::TrainingFolder(std::filesystem::path path, settings::PriorRecipe recipe)
    : m_path(std::move(path)), m_recipe(std::move(recipe)) {}

TrainingFolder TrainingFolder::create(const std::filesystem::path& folder,
                                      const settings::PriorRecipe& recipe, const std::string& version,
                                      const std::string& device) {
    TrainingFolder made(std::filesystem::absolute(folder).lexically_normal(), recipe);
    if (isTraining(made.m_path))
        throw base::InputError(
            base::text(made.m_path.string(), " already holds a training; resume it, or give a new folder."));
    if (!recipe.dataset.path.empty())
        made.m_recipe.dataset.path =
            std::filesystem::absolute(recipe.dataset.path).lexically_normal().string();
    std::string toml = settings::toToml(made.m_recipe);
    toml.insert(toml.find('\n') + 1,
                base::text("\n[", kTable, "]\nversion = ", settings::toToml(settings::Value(version)),
                           "\ndevice = ", settings::toToml(settings::Value(device)), "\n"));
    try {
        files::writeAtomically(made.m_path / kFile, toml);
    } catch (const base::RunError& problem) {
        throw base::InputError(problem.what());
    }
    return made;
}

TrainingFolder TrainingFolder::open(const std::filesystem::path& folder) {
    const std::filesystem::path path = std::filesystem::absolute(folder).lexically_normal();
    if (!isTraining(path))
        throw base::InputError(base::text(path.string(), " holds no training: it has no ", kFile,
                                          "; give the folder that ld3m train-prior made."));
    const std::filesystem::path file = path / kFile;
    return {path, settings::parsePriorRecipe(files::readText(file), file.string(), path, {kTable})};
}

bool TrainingFolder::isTraining(const std::filesystem::path& folder) {
    std::error_code problem;
    return std::filesystem::is_regular_file(folder / kFile, problem);
}

std::filesystem::path TrainingFolder::partFile(const std::string& part) const {
    return m_path / "parts" / (part + ".safetensors");
}

std::filesystem::path TrainingFolder::sheetFile(const std::string& part, std::int64_t step) const {
    std::ostringstream name;
    name << part << '-' << std::setw(6) << std::setfill('0') << step << ".png";
    return m_path / "samples" / name.str();
}

} // namespace ld3m::training
