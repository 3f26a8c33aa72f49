// ld3m describe: every setting with its meaning.
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "core/settings/settings_table.h"

namespace ld3m::cli {

void addDescribeCommand(CLI::App& app, Action& action) {
    const auto markdown = std::make_shared<bool>(false);
    const auto recipes = std::make_shared<std::string>("run");
    CLI::App* command = app.add_subcommand("describe", "List every setting: default, range, meaning");
    command->add_flag("--markdown", *markdown, "As the table of docs/settings.md");
    command->add_option("command", *recipes, "Whose recipes: run, train-prior or experts")
        ->check(CLI::IsMember({"run", "train-prior", "experts"}))
        ->capture_default_str();
    command->callback([markdown, recipes, &action] {
        action = [markdown, recipes] {
            if (*recipes == "run")
                std::cout << (*markdown ? settings::settingsMarkdown() : settings::settingsText());
            else if (*recipes == "experts")
                std::cout << (*markdown ? settings::expertSettingsMarkdown()
                                        : settings::expertSettingsText());
            else
                std::cout << (*markdown ? settings::priorSettingsMarkdown() : settings::priorSettingsText());
            return kDone;
        };
    });
}

} // namespace ld3m::cli
