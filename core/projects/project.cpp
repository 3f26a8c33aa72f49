#include "core/projects/project.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <iomanip>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"
#include "core/settings/toml_document.h"

namespace ld3m::projects {
namespace {

constexpr const char* kFile = "project.toml";

// Entries of the document that are no setting of this version: "section" or "section.key".
std::set<std::string> foreignEntries(const toml::table& document) {
    std::set<std::string> sections;
    std::set<std::string> keys;
    settings::Recipe recipe;
    for (const settings::Field& field : settings::fieldsOf(recipe)) {
        sections.insert(field.section());
        keys.insert(field.key());
    }
    std::set<std::string> foreign;
    for (const auto& [name, node] : document) {
        const std::string section(name.str());
        if (section == "format")
            continue;
        if (!sections.contains(section))
            foreign.insert(section);
        else if (const toml::table* table = node.as_table())
            for (const auto& [entry, value] : *table)
                if (const std::string key = section + "." + std::string(entry.str()); !keys.contains(key))
                    foreign.insert(key);
    }
    return foreign;
}

void makeRelative(std::string& path, const std::filesystem::path& folder) {
    if (path.empty())
        return;
    const auto relative = std::filesystem::path(path).lexically_relative(folder);
    if (!relative.empty() && *relative.begin() != "..")
        path = relative.string();
}

void makeAbsolute(std::string& path, const std::filesystem::path& folder) {
    if (!path.empty())
        path = (folder / path).lexically_normal().string();
}

// The document with the recipe's settings put in; everything else in it stays.
std::string merged(toml::table document, const std::string& name, settings::Recipe recipe,
                   const std::filesystem::path& folder) {
    makeRelative(recipe.dataset.path, folder);
    makeRelative(recipe.prior.checkpoint, folder);
    document.insert_or_assign("name", name);
    toml::table written = settings::parseToml(settings::toToml(recipe), kFile);
    for (auto& [section, node] : written) {
        toml::table* fresh = node.as_table();
        toml::table* old = document[section].as_table();
        if (!fresh || !old) {
            document.insert_or_assign(section, std::move(node));
            continue;
        }
        for (auto& [key, value] : *fresh)
            old->insert_or_assign(key, std::move(value));
    }
    std::ostringstream out;
    out << document << "\n";
    return out.str();
}

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm parts = {};
    ::localtime_r(&now, &parts);
    std::ostringstream out;
    out << std::put_time(&parts, "%Y-%m-%d-");
    return out.str();
}

} // namespace

Project Project::create(const std::filesystem::path& folder, const std::string& name,
                        const settings::Recipe& recipe) {
    const auto file = std::filesystem::absolute(folder) / kFile;
    if (std::filesystem::exists(file))
        throw base::InputError(
            base::text(folder.string(), " already is a project; open it, or give a new folder."));
    try {
        files::writeAtomically(file, merged({}, name, recipe, file.parent_path().lexically_normal()));
    } catch (const base::RunError& problem) {
        throw base::InputError(problem.what());
    }
    return open(folder);
}

bool Project::isProject(const std::filesystem::path& folderOrFile) {
    return std::filesystem::exists(folderOrFile / kFile) || folderOrFile.filename() == kFile;
}

Project Project::open(const std::filesystem::path& folderOrFile) {
    auto file = std::filesystem::absolute(folderOrFile).lexically_normal();
    if (file.filename() != kFile)
        file /= kFile;
    if (!std::filesystem::is_regular_file(file))
        throw base::InputError(base::text(folderOrFile.string(), " is no project: there is no ", kFile,
                                          "; make one with New project."));
    const std::string text = files::readText(file);
    const toml::table document = settings::parseToml(text, file.string());
    std::set<std::string> foreign = foreignEntries(document);
    Project project;
    project.m_path = file.parent_path();
    project.m_recipe = settings::parseRecipe(text, file.string(), project.m_path, foreign);
    foreign.erase("name");
    for (const std::string& entry : foreign)
        base::log::warning(
            base::text(file.string(), ": ", entry, " is unknown here; it is kept and does nothing."));
    project.m_name = document["name"].value_or(project.m_path.filename().string());
    return project;
}

void Project::saveRecipe(const settings::Recipe& recipe) {
    const auto file = m_path / kFile;
    toml::table document;
    if (std::filesystem::exists(file))
        document = settings::parseToml(files::readText(file), file.string());
    files::writeAtomically(file, merged(std::move(document), m_name, recipe, m_path));
    m_recipe = recipe;
    makeAbsolute(m_recipe.dataset.path, m_path);
    makeAbsolute(m_recipe.prior.checkpoint, m_path);
}

std::filesystem::path Project::runsFolder() const {
    return m_path / "runs";
}

std::vector<std::filesystem::path> Project::runs() const {
    using Aged = std::pair<std::filesystem::file_time_type, std::filesystem::path>;
    std::vector<Aged> aged;
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator(runsFolder(), problem))
        if (RunFolder::isRun(entry.path()))
            aged.emplace_back(std::filesystem::last_write_time(entry.path() / "run.toml", problem),
                              entry.path());
    std::sort(aged.begin(), aged.end());
    std::vector<std::filesystem::path> folders;
    for (const Aged& run : aged)
        folders.push_back(run.second);
    return folders;
}

std::filesystem::path Project::newRunFolder() const {
    const std::string day = today();
    int last = 0;
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator(runsFolder(), problem)) {
        const std::string name = entry.path().filename().string();
        int number = 0;
        if (name.starts_with(day) &&
            std::from_chars(name.data() + day.size(), name.data() + name.size(), number).ec == std::errc())
            last = std::max(last, number);
    }
    std::ostringstream name;
    name << day << std::setw(3) << std::setfill('0') << last + 1;
    return runsFolder() / name.str();
}

settings::Recipe recipeAt(const std::filesystem::path& projectOrFile) {
    return Project::isProject(projectOrFile) ? Project::open(projectOrFile).recipe()
                                             : settings::readRecipe(projectOrFile);
}

} // namespace ld3m::projects
