#include "core/projects/queue_file.h"

#include <sstream>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"
#include "core/settings/toml_document.h"

namespace ld3m::projects {
namespace {

std::filesystem::path fileOf(const std::filesystem::path& projectFolder) {
    return projectFolder / "queue.toml";
}

std::string textOf(const toml::table& table) {
    std::ostringstream out;
    out << table;
    return out.str();
}

// Values are written as a recipe's file writes them: a table of this one setting tells its type.
settings::Value valueOf(const toml::node& node, const std::string& key) {
    settings::Recipe typed;
    const auto fields = settings::fieldsOf(typed);
    const settings::Field& field = settings::fieldNamed(fields, key);
    if (const auto truth = node.value_exact<bool>())
        field.set(*truth);
    else if (const auto whole = node.value_exact<std::int64_t>())
        field.set(*whole);
    else if (const auto number = node.value_exact<double>())
        field.set(*number);
    else if (const auto text = node.value_exact<std::string>())
        field.set(*text);
    else if (const toml::array* words = node.as_array()) {
        std::vector<std::string> list;
        for (const auto& word : *words)
            list.push_back(word.value_or(std::string()));
        field.set(list);
    }
    return field.value();
}

toml::table changesOf(const Branch& branch) {
    std::string lines;
    for (const Change& change : branch.changes)
        lines += base::text(settings::toToml(settings::Value(change.key)), " = ",
                            settings::toToml(change.value), "\n");
    return settings::parseToml(lines, "changes");
}

toml::table tableOf(const QueuedRun& queued) {
    toml::table run;
    run.insert_or_assign("name", queued.name);
    run.insert_or_assign("started", queued.started.string());
    if (queued.branch) {
        run.insert_or_assign("parent", queued.branch->parent.string());
        run.insert_or_assign("parent_iteration", queued.branch->iteration);
        run.insert_or_assign("changes", changesOf(*queued.branch));
    }
    run.insert_or_assign("recipe", settings::parseToml(settings::toToml(queued.recipe), "recipe"));
    return run;
}

Branch branchOf(const toml::table& run) {
    Branch branch;
    branch.parent = run["parent"].value_or(std::string());
    branch.iteration = run["parent_iteration"].value_or(std::int64_t{0});
    branch.name = run["name"].value_or(std::string());
    if (const toml::table* changes = run["changes"].as_table())
        for (const auto& [key, node] : *changes)
            branch.changes.push_back({std::string(key.str()), valueOf(node, std::string(key.str()))});
    return branch;
}

} // namespace

std::vector<QueuedRun> readQueue(const std::filesystem::path& projectFolder) {
    const auto file = fileOf(projectFolder);
    std::vector<QueuedRun> queue;
    if (!std::filesystem::exists(file))
        return queue;
    const toml::table document = settings::parseToml(files::readText(file), file.string());
    const toml::array* runs = document["run"].as_array();
    if (!runs)
        return queue;
    for (const auto& node : *runs) {
        const toml::table* run = node.as_table();
        const toml::table* recipe = run ? (*run)["recipe"].as_table() : nullptr;
        if (!recipe)
            throw base::InputError(
                base::text(file.string(), " holds a run without a recipe; remove that entry."));
        QueuedRun queued;
        queued.name = (*run)["name"].value_or(std::string());
        queued.recipe = settings::parseRecipe(textOf(*recipe), file.string(), projectFolder);
        queued.started = (*run)["started"].value_or(std::string());
        if (run->contains("parent"))
            queued.branch = branchOf(*run);
        if (queued.started.empty() || !RunFolder::isRun(queued.started))
            queue.push_back(std::move(queued));
    }
    return queue;
}

void writeQueue(const std::filesystem::path& projectFolder, const std::vector<QueuedRun>& queue) {
    const auto file = fileOf(projectFolder);
    if (queue.empty()) {
        std::error_code gone;
        std::filesystem::remove(file, gone);
        return;
    }
    toml::array runs;
    for (const QueuedRun& queued : queue)
        runs.push_back(tableOf(queued));
    toml::table document;
    document.insert_or_assign("format", 1);
    document.insert_or_assign("run", std::move(runs));
    files::writeAtomically(file, textOf(document) + "\n");
}

} // namespace ld3m::projects
