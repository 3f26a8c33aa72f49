// SWEEP.toml: what may stand in it, what is refused and with which words, and that what is written is read.
#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/projects/project.h"
#include "core/settings/recipe_file.h"
#include "core/sweeps/plan_file.h"
#include "core/sweeps/sweep_points.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::sweeps;
using settings::Value;

namespace {

constexpr const char* kWhole = R"(format = 1
name = "Reverse steps"
recipe = "recipes/base.toml"
order = "shuffled"
repeat = 3

[set]
distillation.iterations = 500
"objective.kind" = "dm"

[grid]
prior.steps = [2, 5, 10]
evaluation.networks = [["convnet"], ["alexnet", "vit"]]
prior.guidance = [1, 2.5]

[random]
seed = 7
count = 20
distillation.latent_rate = { min = 0.01, max = 1, log = true }
prior.residual = { choices = ["off", "released"] }
)";

} // namespace

class PlanFileTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    std::filesystem::path m_file;

    SweepPlan read(const std::string& text, const std::vector<std::string>& assignments = {}) {
        files::writeAtomically(m_file, text);
        return readPlan(m_file, assignments);
    }

    QString refusal(const std::string& text, const std::vector<std::string>& assignments = {}) {
        return tests::messageOf<base::InputError>([&] { read(text, assignments); })
            .replace(QString::fromStdString(m_file.string()), "FILE");
    }

    bool isMeant(const std::string& text) {
        files::writeAtomically(m_file, text);
        return mayBePlan(m_file);
    }

    static std::string with(const std::string& lines) {
        return "format = 1\nrecipe = \"recipes/base.toml\"\n" + lines;
    }

private Q_SLOTS:
    void initTestCase() {
        m_file = m_folder / "sweep.toml";
        files::writeAtomically(m_folder / "recipes/base.toml",
                               "format = 1\n[dataset]\npath = \"images\"\n[distillation]\nseed = 40\n");
    }

    void aSweepIsToldFromARecipe() {
        QVERIFY(isMeant(kWhole));
        QVERIFY(isMeant("recipe = \"none.toml\"\n")); // broken, but a sweep's
        QVERIFY(isMeant("[grid]\nprior.steps = [2, 5]\n"));
        QVERIFY(!isMeant("format = 1\n[prior]\nsteps = 5\n")); // a recipe
        QVERIFY(!isMeant("no TOML ["));
        QVERIFY(!mayBePlan(m_folder / "recipes"));
    }

    void aWholeFileIsRead() {
        const SweepPlan plan = read(kWhole);
        QCOMPARE(plan.name, std::string("Reverse steps"));
        QCOMPARE(plan.recipe.dataset.path, (m_folder / "recipes/images").string());
        QVERIFY(plan.order == Order::shuffled);
        QCOMPARE(plan.seeds, (std::vector<std::int64_t>{40, 41, 42}));
        QCOMPARE(plan.set.size(), std::size_t(2));
        QVERIFY(plan.set[0] == (projects::Change{"distillation.iterations", Value(std::int64_t{500})}));
        QCOMPARE(plan.grid.size(), std::size_t(3));
        QCOMPARE(plan.grid[0].key, std::string("prior.steps")); // as the file has them, not by the alphabet
        QVERIFY(plan.grid[1].values[1] == Value(std::vector<std::string>{"alexnet", "vit"}));
        QVERIFY(plan.grid[2].values[0] == Value(1.0)); // as the setting's type
        QCOMPARE(plan.random.count, 20);
        QCOMPARE(plan.random.seed, 7);
        QVERIFY(std::get<Range>(plan.random.draws[0].from) == (Range{0.01, 1, true}));
        QCOMPARE(std::get<std::vector<Value>>(plan.random.draws[1].from).size(), std::size_t(2));
    }

    void keysMayStandInSectionsToo() {
        const SweepPlan plan = read(with("[grid.prior]\nsteps = [1, 2]\n[grid]\n\"prior.eta\" = [0.0, 1]\n"));
        QCOMPARE(plan.grid.size(), std::size_t(2));
        QCOMPARE(plan.grid[0].key, std::string("prior.steps"));
        QCOMPARE(plan.grid[1].key, std::string("prior.eta"));
    }

    void theNameIsTheFilesByDefault() { QCOMPARE(read(with("")).name, std::string("sweep")); }

    void aProjectIsARecipe() {
        settings::Recipe recipe;
        recipe.dataset.path = "/images";
        recipe.prior.steps = 17;
        projects::Project::create(m_folder / "project", "p", recipe);
        QCOMPARE(read("format = 1\nrecipe = \"project\"\n").recipe.prior.steps, 17);
    }

    void assignmentsWinOverTheFile() {
        const SweepPlan plan =
            read(kWhole, {"distillation.iterations=3", "dataset.path=here", "prior.eta=0.5"});
        QCOMPARE(plan.set.size(), std::size_t(4));
        QVERIFY(plan.set[0].value == Value(std::int64_t{3}));
        QVERIFY(plan.set[2].value == Value((std::filesystem::current_path() / "here").string()));
        QVERIFY(plan.set[3].value == Value(0.5));
    }

    void whatIsWrittenIsRead() {
        const SweepPlan plan = read(kWhole);
        files::writeAtomically(m_folder / "again.toml", toToml(plan, "recipes/base.toml"));
        const SweepPlan again = readPlan(m_folder / "again.toml");
        QVERIFY(differenceOf(plan, again).empty());
        QCOMPARE(again.name, plan.name);
        SweepPlan bare;
        bare.recipe = plan.recipe;
        bare.random.seed = 3;
        files::writeAtomically(m_folder / "again.toml", toToml(bare, "recipes/base.toml"));
        QVERIFY(differenceOf(bare, readPlan(m_folder / "again.toml")).empty());
    }

    void mistakesAreNamed_data() {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const char* lines, const char* words) {
            QTest::newRow(name) << lines << words;
        };
        row("unknown key", "gird = 1\n", "FILE, line 3: a sweep has no gird; did you mean grid?");
        row("unknown setting", "[grid]\nprior.step = [1]\n",
            "FILE, line 4: There is no setting prior.step; did you mean prior.steps?");
        row("out of range", "[grid]\nprior.steps = [5,\n-1]\n",
            "FILE, line 5: prior.steps = -1 is out of range");
        row("wrong type", "[grid]\nprior.steps = [\"many\"]\n", "prior.steps wants a whole number");
        row("no list", "[grid]\nprior.steps = 5\n", "prior.steps wants a list of the values");
        row("empty list", "[grid]\nprior.steps = []\n", "wants a list of the values");
        row("unknown word", "[set]\nprior.residual = \"of\"\n", "did you mean off");
        row("no count", "[random]\nprior.guidance = { min = 1, max = 2 }\n", "[random] wants count");
        row("count 0", "[random]\ncount = 0\n", "count wants a whole number, 1 or more");
        row("swapped range", "[random]\ncount = 1\nprior.guidance = { min = 2, max = 1 }\n",
            "the smaller one first");
        row("half a range", "[random]\ncount = 1\nprior.guidance = { max = 1 }\n", "wants min and max");
        row("log of nothing", "[random]\ncount = 1\nprior.eta = { min = 0, max = 1, log = true }\n",
            "its min must be above 0");
        row("range beyond the setting", "[random]\ncount = 1\nprior.eta = { min = 0, max = 7 }\n",
            "prior.eta = 7 is out of range");
        row("range of words", "[random]\ncount = 1\nprior.residual = { min = 0, max = 7 }\n",
            "prior.residual is no number: draw it from { choices");
        row("unknown word in a range", "[random]\ncount = 1\nprior.eta = { min = 0, max = 1, step = 2 }\n",
            "step does not fit there");
        row("seeds twice", "seeds = [1]\nrepeat = 2\n", "repeat and seeds say the same");
        row("order", "order = \"random\"\n", "order is \"grid\" or \"shuffled\"");
        row("section", "grid = 3\n", "write [grid]");
        row("broken", "grid = [\n", "FILE, line");
    }
    void mistakesAreNamed() {
        QFETCH(QString, lines);
        QFETCH(QString, words);
        const QString said = refusal(with(lines.toStdString()));
        QVERIFY2(said.contains(words), qPrintable(said));
        QVERIFY2(said.startsWith("FILE"), qPrintable(said));
    }

    void theShippedSweepsAreSound() {
        const std::filesystem::path folder = LD3M_SOURCE_FOLDER "/projects/sweeps";
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const SweepPoints made = pointsOf(readPlan(entry.path()));
            QVERIFY2(made.problems.empty() && made.points.size() > 1, entry.path().c_str());
            ++count;
        }
        QCOMPARE(count, 2);
    }

    void otherFilesAreRefused() {
        QVERIFY(refusal("recipe = \"recipes/base.toml\"\n").contains("is no sweep: it has no format = 1"));
        QVERIFY(refusal("format = 2\n").contains("newer format"));
        QVERIFY(refusal("format = 1\n").contains("names no recipe"));
        QVERIFY(refusal("format = 1\nrecipe = \"nowhere.toml\"\n").contains("Cannot read the recipe"));
        QVERIFY(refusal(kWhole, {"prior.step=4"}).contains("did you mean prior.steps"));
        const QString missing =
            tests::messageOf<base::InputError>([&] { readPlan(m_folder / "missing.toml"); });
        QVERIFY2(missing.startsWith("Cannot read the sweep"), qPrintable(missing));
    }
};

QTEST_APPLESS_MAIN(PlanFileTest)
#include "plan_file_test.moc"
