#include "core/settings/field_file.h"

#include <fstream>
#include <sstream>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/settings/field_list.h"
#include "core/settings/toml_document.h"

namespace ld3m::settings {
namespace {

void resolvePath(const Field& field, const std::filesystem::path& folder) {
    const std::filesystem::path path = toText(field.value());
    if (!path.empty() && !folder.empty() && path.is_relative())
        field.set((folder / path).lexically_normal().string());
}

std::string wrapped(const std::string& help) {
    std::string out;
    std::string line = "#";
    std::istringstream words(help);
    for (std::string word; words >> word;) {
        if (line.size() + word.size() + 1 > 100) {
            out += line + "\n";
            line = "#";
        }
        line += " " + word;
    }
    return out + line + "\n";
}

} // namespace

void readFields(const std::vector<Field>& fields, const std::string& toml, const std::string& where,
                const std::filesystem::path& folder, const std::set<std::string>& skipped) {
    const toml::table table = parseToml(toml, where);
    for (const auto& [sectionName, sectionNode] : table) {
        const std::string section(sectionName.str());
        if (skipped.contains(section))
            continue;
        if (section == "format") {
            const auto version = sectionNode.as_integer();
            if (!version || version->get() > kRecipeFormat)
                throw base::InputError(base::text(where, ": this recipe has a newer format than ",
                                                  kRecipeFormat, "; open it with a newer LD3M Workbench."));
            continue;
        }
        const auto settings = sectionNode.as_table();
        if (!settings)
            throw base::InputError(base::text(where, ": ", section,
                                              " stands outside a section; write it under one, "
                                              "as in [dataset]."));
        for (const bool presets : {true, false})
            for (const auto& [name, node] : *settings) {
                const std::string key = section + "." + std::string(name.str());
                if (skipped.contains(key))
                    continue;
                try {
                    const Field& field = fieldNamed(fields, key);
                    if (field.about().preset == presets)
                        field.set(valueOf(node, where, key));
                } catch (const base::InputError& problem) {
                    throw base::InputError(
                        base::text(where, ", line ", node.source().begin.line, ": ", problem.what()));
                }
            }
    }
    for (const Field& field : fields)
        if (field.about().path)
            resolvePath(field, folder);
}

std::string writeFields(const std::vector<Field>& fields, bool commented) {
    std::string out = base::text("format = ", kRecipeFormat, "\n");
    std::string section;
    for (const Field& field : fields) {
        if (field.section() != section) {
            section = field.section();
            out += "\n[" + section + "]\n";
        }
        if (commented)
            out += wrapped(field.about().help);
        out += field.name() + " = " + toToml(field.value()) + "\n";
    }
    return out;
}

std::string recipeText(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in || std::filesystem::is_directory(file))
        throw base::InputError(base::text("Cannot read the recipe ", file.string(),
                                          "; give a .toml file, such as one of projects/."));
    std::ostringstream content;
    content << in.rdbuf();
    return content.str();
}

} // namespace ld3m::settings
