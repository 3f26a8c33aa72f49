#include "core/sets/describe_set.h"

#include <algorithm>

#include "core/base/imagenet_classes.h"
#include "core/base/text.h"
#include "core/sets/class_order.h"
#include "core/sets/import_set.h"
#include "core/sets/normalisation_guess.h"

namespace ld3m::sets {
namespace {

std::string perClass(const std::vector<std::int64_t>& counts) {
    const auto [fewest, most] = std::ranges::minmax(counts);
    return fewest == most ? base::text(fewest, " a class") : base::text(fewest, " to ", most, " a class");
}

std::string normalisationLine(const DistilledSet& set, const NormalisationGuess& guess) {
    if (set.normalisation) {
        std::string line = base::text(describe(*set.normalisation), ", as the set says");
        if (guess.sure && guess.sure->name != set.normalisation->name)
            line += base::text("; but its values look like ", guess.sure->name, " (", guess.evidence, ")");
        return line;
    }
    if (guess.sure)
        return base::text(describe(*guess.sure), ", guessed: ", guess.evidence);
    if (guess.possible.empty())
        return base::text("none that is known makes likely pixels (", guess.evidence,
                          "); say it with --normalisation");
    return base::text("one of ", base::join(guess.possible, ", "), " (", guess.evidence,
                      "); say which with --normalisation");
}

} // namespace

std::string describeSet(const std::filesystem::path& path) {
    const DistilledSet set = importSet(path);
    std::string out =
        base::text("Distilled set, ", set.origin, "\n", set.size(), " images of ", set.resolution(), " x ",
                   set.resolution(), ", ", set.classes(), " classes, ", perClass(classCounts(set)), ", ",
                   set.soft_MC.defined() ? "soft" : "hard", " labels\n");
    out += base::text("Normalisation: ", normalisationLine(set, guessNormalisation(set.images_M3HW)), "\n");
    if (set.syn_lr)
        out += base::text("Rate learned with it: ", *set.syn_lr, "\n");
    if (!set.class_names.empty())
        out += base::text("Classes: ", base::join(base::displayNames(set.class_names), ", "), "\n");
    if (set.manifest && set.manifest->evaluation)
        out += base::text("Evaluated at iteration ", set.manifest->evaluation->iteration, " by ",
                          set.manifest->evaluation->protocol, ", see its manifest.json\n");
    for (const std::vector<std::string>& lines : {set.notes, labelOddities(set)})
        for (const std::string& line : lines)
            out += line + "\n";
    return out + base::text("Evaluate it: ld3m eval ", path.string(), " --dataset DIR\n");
}

} // namespace ld3m::sets
