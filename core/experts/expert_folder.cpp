#include "core/experts/expert_folder.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"

namespace ld3m::experts {
namespace {

constexpr const char* kFile = "experts.toml";
constexpr const char* kTable = "provenance";

} // namespace

ExpertFolder::ExpertFolder(const std::filesystem::path& path)
    : m_path(std::filesystem::absolute(path).lexically_normal()) {}

std::filesystem::path ExpertFolder::trajectoryFile(std::int64_t trajectory) const {
    return m_path / base::text("replay_buffer_", trajectory, ".pt");
}

std::filesystem::path ExpertFolder::unfinishedFolder(std::int64_t trajectory) const {
    return m_path / "unfinished" / std::to_string(trajectory);
}

bool ExpertFolder::begun() const {
    std::error_code problem;
    return std::filesystem::is_regular_file(m_path / kFile, problem);
}

settings::ExpertRecipe ExpertFolder::recipe() const {
    const std::filesystem::path file = m_path / kFile;
    return settings::parseExpertRecipe(files::readText(file), file.string(), m_path, {kTable});
}

void ExpertFolder::write(const settings::ExpertRecipe& recipe, const std::string& version,
                         const std::string& device) const {
    settings::ExpertRecipe frozen = recipe;
    frozen.dataset.path = std::filesystem::absolute(recipe.dataset.path).lexically_normal().string();
    frozen.experts.folder = m_path.string();
    std::string toml = settings::toToml(frozen);
    toml.insert(toml.find('\n') + 1,
                base::text("\n[", kTable, "]\nversion = ", settings::toToml(settings::Value(version)),
                           "\ndevice = ", settings::toToml(settings::Value(device)), "\n"));
    try {
        files::writeAtomically(m_path / kFile, toml);
    } catch (const base::RunError& problem) {
        throw base::InputError(problem.what());
    }
}

} // namespace ld3m::experts
