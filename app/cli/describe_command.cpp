// ld3m describe: every setting with its meaning.
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "core/settings/settings_table.h"

namespace ld3m::cli {

void addDescribeCommand(CLI::App& app, Action& action) {
    const auto markdown = std::make_shared<bool>(false);
    CLI::App* command = app.add_subcommand("describe", "List every setting: default, range, meaning");
    command->add_flag("--markdown", *markdown, "As the table of docs/settings.md");
    command->callback([markdown, &action] {
        action = [markdown] {
            std::cout << (*markdown ? settings::settingsMarkdown() : settings::settingsText());
            return kDone;
        };
    });
}

} // namespace ld3m::cli
