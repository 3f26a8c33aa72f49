#include "core/training/model_card.h"

#include <iomanip>
#include <map>
#include <sstream>

#include "core/base/text.h"

namespace ld3m::training {
namespace {

std::string meaningOf(const std::string& figure) {
    static const std::map<std::string, std::string> meanings = {
        {"psnr", "reconstruction of test images, mean over images"},
        {"latent_deviation", "standard deviation of test images' latents"},
        {"judge_accuracy", "accuracy of the judging ConvNet on real test images"},
        {"judge_on_reconstructions", "its accuracy on their reconstructions"},
        {"codes_used", "different codes among the latents of the test images"},
        {"perplexity", "exp of the entropy of their frequencies"},
        {"error_conditional", "mean squared error of the predicted noise on test latents, class given"},
        {"error_unconditional", "the same without the class"},
        {"consistency_t10", "samples that the judge takes for their class: T = 10, guidance 3"},
        {"consistency_t20", "T = 20"},
        {"consistency_t50", "T = 50"}};
    const auto found = meanings.find(figure);
    return found == meanings.end() ? std::string() : found->second;
}

std::string rounded(double value) {
    std::ostringstream out;
    out << std::setprecision(4) << value;
    return out.str();
}

std::string figureTable(const std::vector<reports::Figure>& figures) {
    std::string table = "| figure | value | meaning |\n| --- | --- | --- |\n";
    for (const reports::Figure& figure : figures)
        table +=
            base::text("| ", figure.name, " | ", rounded(figure.value),
                       figure.unit.empty() ? "" : " " + figure.unit, " | ", meaningOf(figure.name), " |\n");
    return table;
}

/// The recipe as it was run, but for where its data lay.
std::string recipeTable(settings::PriorRecipe recipe) {
    std::string table = "| setting | value |\n| --- | --- |\n";
    for (const settings::Field& field : settings::fieldsOf(recipe))
        if (field.key() != "dataset.path" && field.section() != "device" && field.key() != "run.licence")
            table += base::text("| `", field.key(), "` | ", settings::toText(field.value()), " |\n");
    return table;
}

} // namespace

std::string modelCard(const settings::PriorRecipe& recipe, const CardFacts& facts) {
    return base::text(
        "# Model card\n\n", facts.summary, ".\n\n", "Trained by LD3M Workbench ", facts.version, " on ",
        facts.device, ". File: ", facts.bytes, " bytes, SHA-256 `", facts.sha256, "`.\n\n## Data\n\n",
        facts.training_images, " training images at ", recipe.dataset.resolution, " px in ",
        facts.class_names.size(), " classes: ", base::join(facts.class_names, ", "),
        ". Images and their mirrors; nothing else.\n\n## Figures\n\n", figureTable(facts.figures),
        "\nThe judge is a small ConvNet trained on the same images; with the perceptual loss, its features "
        "come from "
        "another such network.\n\n## Recipe\n\n",
        recipeTable(recipe), "\n## Licence\n\n",
        recipe.run.licence.empty() ? "Not stated: run.licence was empty." : recipe.run.licence, "\n");
}

} // namespace ld3m::training
