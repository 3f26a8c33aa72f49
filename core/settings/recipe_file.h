// Recipes as TOML: sections are the settings' sections, keys their names.
#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "core/settings/field_file.h"
#include "core/settings/recipe.h"

namespace ld3m::settings {

/// Reads a recipe. A top-level `base = "other.toml"`, or a list of such files, is read first, each over what
/// the ones before it set; the file's own keys come last. Missing keys keep their defaults; relative paths
/// are resolved against the folder of the file that names them.
/// @throws base::InputError for an unreadable file, TOML errors (with line), unknown keys, types and ranges.
Recipe readRecipe(const std::filesystem::path& file);

/// The same from text; `where` names it in messages, `folder` resolves relative paths. `skipped` names
/// sections and "section.key" entries that belong to somebody else and are not looked at.
Recipe parseRecipe(const std::string& toml, const std::string& where,
                   const std::filesystem::path& folder = {}, const std::set<std::string>& skipped = {});

/// The complete recipe as TOML, every key written, with its help as a comment when `commented`.
std::string toToml(const Recipe& recipe, bool commented = false);

} // namespace ld3m::settings
