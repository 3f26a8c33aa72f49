// A few settings of every type, for editors and rows.
#pragma once

#include <stdexcept>

#include "core/settings/field.h"

namespace ld3m::tests {

struct Toy {
    bool on = false;
    std::int64_t steps = 3;
    std::int64_t seed = 0;
    double rate = 0.5;
    std::string kind = "latent_diffusion";
    std::string path;
    std::string checkpoint;
    std::vector<std::string> classes;
    std::vector<settings::Field> fields = describe(*this);

    const settings::Field& field(const std::string& name) const {
        for (const settings::Field& each : fields)
            if (each.name() == name)
                return each;
        throw std::logic_error("no such field");
    }

private:
    static std::vector<settings::Field> describe(Toy& toy) {
        std::vector<settings::Field> all;
        settings::Section section("toy", all);
        section.field("on", toy.on, {.label = "Switch", .help = "Turns it on."});
        section.field("steps", toy.steps,
                      {.label = "Steps",
                       .help = "How many.",
                       .unit = "steps",
                       .reference = "Table 1",
                       .min = 1,
                       .max = 50});
        section.field("seed", toy.seed, {.label = "Seed", .help = "Any draw.", .min = 0, .max = 9e15});
        section.field("rate", toy.rate, {.label = "Rate", .help = "How fast.", .unit = "1/s", .min = 0});
        section.field("kind", toy.kind,
                      {.label = "Kind", .help = "Which one.", .choices = {"latent_diffusion", "pixel"}});
        section.field("path", toy.path, {.label = "Folder", .help = "Where images are."});
        section.field("checkpoint", toy.checkpoint, {.label = "Checkpoint", .help = "A file."});
        section.field("classes", toy.classes, {.label = "Classes", .help = "Names of <classes>."});
        return all;
    }
};

} // namespace ld3m::tests
