// How much of dL/dimages reaches Z through T reverse steps of the bundled prior, with gradient matching on
// the bundled images: without a residual it fades as T grows, with the released one it stays.
#include <ATen/Parallel.h>

#include "core/data/class_ranks.h"
#include "core/diffusion/latent_diffusion_model.h"
#include "core/objectives/objective.h"
#include "core/priors/prior.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using settings::Residual;

namespace {

const std::filesystem::path kResources = std::filesystem::path(LD3M_SOURCE_FOLDER) / "resources";

settings::Recipe flowRecipe() {
    settings::Recipe recipe;
    recipe.dataset.path = (kResources / "demo/cifar10-mini").string();
    recipe.dataset.resolution = 32;
    recipe.dataset.classes = {"airplane", "cat", "ship"};
    recipe.objective.real_batch = 16;
    recipe.objective.width = 16;
    return recipe;
}

} // namespace

class GradientFlowTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_cache;
    settings::Recipe m_recipe = flowRecipe();
    std::optional<data::Dataset> m_real;
    std::unique_ptr<objectives::Objective> m_objective;
    diffusion::LatentDiffusionModel m_model;

    /// ||dL/dZ|| at Z = E(real images), mean of three iterations' noise, networks and augmentations.
    double gradientOfZ(Residual residual, std::int64_t steps) {
        const at::TensorOptions options(at::kFloat);
        settings::Recipe recipe = m_recipe;
        recipe.prior.residual = residual;
        recipe.prior.steps = steps;
        priors::PriorContext context;
        context.class_ids = data::classRanks(recipe.dataset, m_real->classNames());
        context.mean_3 = m_real->mean();
        context.std_3 = m_real->deviation();
        const auto prior = priors::makePrior(recipe, context, options, m_model);
        std::vector<at::Tensor> images;
        for (std::int64_t label = 0; label < m_real->classes(); ++label)
            images.push_back(m_real->raw(label, {0}));
        const auto start = prior->initialLearnables(at::cat(images), settings::Init::real);

        double sum = 0;
        for (std::int64_t iteration = 1; iteration <= 3; ++iteration) {
            const auto match = m_objective->match(prior->synthesize(start, iteration), iteration, [] {});
            sum += prior->pullBack(match.gradient_M3HW).latents.norm().item<double>();
        }
        return sum / 3;
    }

    std::vector<double> alongSteps(Residual residual) {
        std::vector<double> norms;
        for (const std::int64_t steps : {2, 5, 10, 20})
            norms.push_back(gradientOfZ(residual, steps));
        qInfo("%s", qPrintable(listed(norms)));
        return norms;
    }

    static QString listed(const std::vector<double>& norms) {
        QStringList words;
        for (const double norm : norms)
            words += QString::number(norm, 'g', 3);
        return "||dL/dZ|| at T = 2, 5, 10, 20: " + words.join(", ");
    }

private Q_SLOTS:
    void initTestCase() {
        at::set_num_threads(1);
        qputenv("LD3M_CACHE", m_cache.path().c_str());
        const at::TensorOptions options(at::kFloat);
        m_real = data::loadDataset(m_recipe.dataset, data::Split::train, options);
        m_objective = objectives::makeObjective(m_recipe, *m_real, options);
        m_model =
            diffusion::loadLatentDiffusionModel(kResources / "priors/cifar10-small.safetensors", options);
    }

    void withoutResidualItFades() {
        const std::vector<double> norms = alongSteps(Residual::off);
        QVERIFY2(std::ranges::is_sorted(norms, std::greater<>()), qPrintable(listed(norms)));
        QVERIFY2(norms.front() > 5 * norms.back(), qPrintable(listed(norms)));
    }

    void theReleasedResidualKeepsIt() {
        const std::vector<double> norms = alongSteps(Residual::released);
        const auto [smallest, largest] = std::ranges::minmax(norms);
        QVERIFY2(largest < 2 * smallest, qPrintable(listed(norms)));
    }
};

QTEST_APPLESS_MAIN(GradientFlowTest)
#include "gradient_flow_test.moc"
