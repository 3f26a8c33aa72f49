// ld3m figure, ld3m film: handed over to ld3m-figure, which draws with Qt; the engine's program has no Qt in
// it.
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include <unistd.h>

#include "app/cli/commands.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

int handOver(const std::string& command, const std::vector<std::string>& arguments) {
    const fs::path program = fs::canonical("/proc/self/exe").parent_path() / "ld3m-figure";
    if (!fs::exists(program))
        throw base::InputError(
            base::text("`ld3m ", command, "` needs ", program.string(),
                       ", which a build without Qt (LD3M_GUI=OFF) does not have; draw where the "
                       "workbench is built: a run folder can be copied."));
    std::vector<std::string> words{program.string(), command};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    ::execv(program.c_str(), pointers.data());
    throw base::RunError(base::text("Cannot start ", program.string(), ": ", std::strerror(errno), "."));
}

} // namespace

void addDrawingCommands(CLI::App& app, Action& action) {
    for (const auto& [name, help] : {std::pair("figure", "Draw figures and tables of runs for a paper"),
                                     std::pair("film", "Make a film of the images of a run")}) {
        CLI::App* command = app.add_subcommand(name, help);
        command->set_help_flag(); // ld3m-figure knows the options
        command->prefix_command();
        command->callback([command, name = std::string(name), &action] {
            action = [name, arguments = command->remaining()] { return handOver(name, arguments); };
        });
    }
}

} // namespace ld3m::cli
