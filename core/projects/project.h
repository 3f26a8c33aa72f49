// A project folder: project.toml (name, default recipe) and runs/.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/settings/recipe.h"

namespace ld3m::projects {

class Project {
public:
    /// Makes `folder` a project. @throws base::InputError when it already is one or cannot be written.
    static Project create(const std::filesystem::path& folder, const std::string& name,
                          const settings::Recipe& recipe);
    /// Opens a project folder or its project.toml. @throws base::InputError
    static Project open(const std::filesystem::path& folderOrFile);
    /// Whether open() is meant: a folder with a project.toml, or such a file.
    static bool isProject(const std::filesystem::path& folderOrFile);

    const std::filesystem::path& path() const { return m_path; }
    const std::string& name() const { return m_name; }
    /// The recipe that the next run starts from; its relative paths are resolved against the project folder.
    const settings::Recipe& recipe() const { return m_recipe; }
    /// Atomic; keys of project.toml that this version does not know are kept. Paths inside the project are
    /// written relative to it, so that its folder can move. @throws base::RunError; base::InputError when
    /// somebody broke the file meanwhile (it is left alone).
    void saveRecipe(const settings::Recipe& recipe);

    std::filesystem::path runsFolder() const;
    /// Folders under runs/ that hold a run.toml, in the order in which those were written.
    std::vector<std::filesystem::path> runs() const;
    /// A fresh path under runs/: "2026-11-24-001" style, never one that exists.
    std::filesystem::path newRunFolder() const;

private:
    Project() = default;

    std::filesystem::path m_path;
    std::string m_name;
    settings::Recipe m_recipe;
};

/// The recipe that a project's next run starts from, or that of a recipe file. @throws base::InputError
settings::Recipe recipeAt(const std::filesystem::path& projectOrFile);

} // namespace ld3m::projects
