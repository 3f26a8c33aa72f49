// Lists of settings as TOML, whichever recipe they belong to. Sections are the settings' sections, keys their
// names.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "core/settings/field.h"

namespace ld3m::settings {

/// Version of the recipe formats; newer files are refused in words.
constexpr std::int64_t kRecipeFormat = 1;

/// Sets the fields that the text names; the others stay. `where` names the text in messages; relative paths
/// are resolved against `folder` where one is given; `skipped` names sections and "section.key" entries that
/// belong to somebody else. @throws base::InputError for TOML errors (with line), unknown keys, types and
/// ranges.
void readFields(const std::vector<Field>& fields, const std::string& toml, const std::string& where,
                const std::filesystem::path& folder = {}, const std::set<std::string>& skipped = {});

/// Every field as TOML, with its help as a comment when `commented`.
std::string writeFields(const std::vector<Field>& fields, bool commented);

/// The text of a recipe file. @throws base::InputError when it cannot be read.
std::string recipeText(const std::filesystem::path& file);

} // namespace ld3m::settings
