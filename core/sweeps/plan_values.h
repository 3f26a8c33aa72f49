// Entries of a sweep's file as values that their settings take. For sources only: it shows the parser's
// types.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/settings/recipe.h"
#include "core/settings/toml_document.h"
#include "core/sweeps/sweep_plan.h"

namespace ld3m::sweeps {

/// An entry of a section: "prior.steps" and what stands behind it, however the file spells the key.
struct Entry {
    std::string key;
    const toml::node* node = nullptr;
};

/// In the order of the file. `document` must stay.
std::vector<Entry> entriesOf(const toml::table& section);

/// Checks values by the settings' own descriptions.
class PlanValues {
public:
    /// `where` names the file in messages; relative paths start at `folder`.
    PlanValues(std::string where, std::filesystem::path folder);
    PlanValues(const PlanValues&) = delete;
    PlanValues& operator=(const PlanValues&) = delete;

    // Each @throws base::InputError with the line.
    projects::Change change(const Entry& entry) const;
    Axis axis(const Entry& entry) const;
    Draw draw(const Entry& entry) const;
    /// "prior.steps=20" as typed after --set; a relative path starts where the program was started.
    projects::Change typed(const std::string& assignment) const;
    std::int64_t whole(const toml::node& node, const std::string& key, std::int64_t least) const;
    std::vector<std::int64_t> seeds(const toml::node& node) const;

    /// "FILE, line 7: "
    std::string place(const toml::node& node) const;

private:
    settings::Value value(const toml::node& node, const std::string& key) const;
    std::vector<settings::Value> values(const toml::node& node, const std::string& key) const;
    Range range(const toml::table& table, const std::string& key) const;

    std::string m_where;
    std::filesystem::path m_folder;
    mutable settings::Recipe m_recipe; ///< what values are tried on
    std::vector<settings::Field> m_fields;
};

} // namespace ld3m::sweeps
