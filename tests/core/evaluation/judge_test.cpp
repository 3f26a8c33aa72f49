// Tables of a set beside its baselines: what is measured, once, and how it is called.
#include "core/evaluation/judge.h"

#include <QtTest>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/evaluation/baselines.h"
#include "core/evaluation/core_set.h"
#include "core/settings/recipe.h"
#include "tests/support/message_of.h"
#include "tests/support/tiny_dataset.h"

using namespace ld3m;
using namespace ld3m::evaluation;

class JudgeTest : public QObject {
    Q_OBJECT

    std::shared_ptr<const data::Dataset> m_train =
        std::make_shared<data::Dataset>(tests::tinyDataset({12, 12, 12}));
    std::shared_ptr<const data::Dataset> m_test =
        std::make_shared<data::Dataset>(tests::tinyDataset({9, 6, 3}));
    std::vector<std::string> m_done; ///< what the judge said it does, without repetition

    JudgeContext context() {
        JudgeContext context;
        context.settings.epochs = 12;
        context.settings.rate = 0.05;
        context.settings.runs = 2;
        context.settings.width = 8;
        context.settings.teacher_epochs = 3;
        context.settings.full_epochs = 2;
        context.settings.augmentation = {};
        context.settings.baselines = {};
        context.resolution = 8;
        context.images_per_class = 2;
        context.train = m_train;
        context.test = m_test;
        context.options = c10::TensorOptions().dtype(at::kFloat);
        context.progress = [this](const std::string& what, auto, auto) {
            if (m_done.empty() || m_done.back() != what)
                m_done.push_back(what);
        };
        return context;
    }
    Subject telling(const settings::EvaluationSettings& settings, bool soft = false) const {
        std::vector<at::Tensor> images;
        for (std::int64_t label = 0; label < 3; ++label)
            images.push_back(m_train->batch(label, {0}));
        const at::Tensor labels = at::arange(3);
        return subjectOf("synthetic", {at::cat(images)},
                         soft ? at::one_hot(labels, 3).to(at::kFloat) : labels, settings);
    }
    static std::vector<std::string> setsOf(const reports::EvaluationTable& table) {
        std::vector<std::string> sets;
        for (const auto& row : table.rows)
            sets.push_back(row.set);
        return sets;
    }

private Q_SLOTS:
    void init() { m_done.clear(); }

    void theTableSaysWhatWasJudged() {
        Judge judge(context());
        const auto table = judge.table(telling(judge.settings()), 40, "convnet");
        QCOMPARE(table.iteration, std::int64_t{40});
        QCOMPARE(table.distilled_with, std::string("convnet"));
        QCOMPARE(table.classes, (std::vector<std::string>{"a", "b", "c"}));
        QVERIFY(table.protocol.starts_with("ld3m protocol, 12 epochs, 2 runs, 18 test images; "));
        QVERIFY(table.protocol.find("augmentation = none instead of color") != std::string::npos);
        QCOMPARE(table.rows.size(), std::size_t{1});
        const auto& row = table.rows.front();
        QVERIFY(row.mean() > 0.8);
        QCOMPARE(row.confusion.size(), std::size_t{9});
        // Two runs: each class's images twice; the diagonal is what was right.
        QCOMPARE(row.confusion[0] + row.confusion[1] + row.confusion[2], std::int64_t{18});
        QCOMPARE(row.confusion[6] + row.confusion[7] + row.confusion[8], std::int64_t{6});
        QVERIFY(std::abs(double(row.confusion[0]) / 18 - row.class_accuracies[0]) < 1e-12);
    }

    void everyBaselineIsMeasuredOnce() {
        JudgeContext all = context();
        all.settings.baselines = {"random_real", "k_centre", "herding", "class_mean", "full"};
        Judge judge(all);
        const auto first = judge.table(telling(judge.settings()), 0, "convnet");
        QCOMPARE(setsOf(first), (std::vector<std::string>{"synthetic", "random real", "k-centre", "herding",
                                                          "class mean", "full real"}));
        for (const auto& row : first.rows)
            QVERIFY2(row.mean() > 0.6, row.set.c_str()); // the classes are told apart at a glance
        QCOMPARE(std::count(m_done.begin(), m_done.end(), "Training convnet on the real set"), 1);
        m_done.clear();
        const auto second = judge.table(telling(judge.settings()), 1, "convnet");
        QCOMPARE(m_done, std::vector<std::string>{"Evaluating synthetic images"});
        QCOMPARE(second.rows.back().accuracies, first.rows.back().accuracies);
    }

    void unseenNetworksAreAveraged() {
        JudgeContext two = context();
        two.settings.networks = {"convnet", "alexnet", "resnet18"};
        two.settings.epochs = 1;
        two.settings.runs = 1;
        two.resolution = 32;
        const auto big = std::make_shared<data::Dataset>(tests::tinyDataset({3, 3, 3}, 32));
        two.train = two.test = big;
        Judge judge(two);
        const Subject subject =
            subjectOf("synthetic", {big->batch(0, {0, 1, 2})}, at::arange(3), two.settings);
        const auto table = judge.table(subject, 0, "convnet");
        QCOMPARE(table.rows.size(), std::size_t{4});
        QCOMPARE(table.rows[3].network, std::string(reports::kUnseenAverage));
        QVERIFY(std::abs(table.rows[3].mean() - (table.rows[1].mean() + table.rows[2].mean()) / 2) < 1e-12);
    }

    void aTeacherGivesTheLabels() {
        JudgeContext soft = context();
        applyTeacher(soft.settings);
        Judge judge(soft);
        const auto wrong = subjectOf(
            "synthetic", {at::cat({m_train->batch(0, {0}), m_train->batch(1, {0}), m_train->batch(2, {0})})},
            at::tensor({1, 2, 0}, at::kLong), soft.settings);
        QVERIFY(judge.table(wrong, 0, "convnet").rows.front().mean() >
                0.6); // the set's own labels do not count
        m_done.clear();
        judge.table(wrong, 1, "convnet");
        QCOMPARE(m_done, std::vector<std::string>{"Evaluating synthetic images"}); // the teacher is kept
    }

    void theSetsOwnSoftLabelsCountWhenAskedFor() {
        JudgeContext with = context();
        with.settings.labels = settings::Labels::set;
        Judge judge(with);
        QVERIFY(judge.table(telling(with.settings, true), 0, "convnet").rows.front().mean() > 0.8);
        // As hard labels they are the likeliest class.
        const auto set = telling(context().settings, true).sets.front();
        QVERIFY(at::equal(set->batch(at::arange(3)).second, at::arange(3)));
    }

    void everyScheduleAndOptimiserTeaches() {
        for (const char* schedule : {"drop", "two_drops", "cosine", "constant"})
            for (const auto optimiser :
                 {settings::StudentOptimiser::sgd, settings::StudentOptimiser::adamw}) {
                settings::Recipe recipe;
                settings::applyOverride(recipe, std::string("evaluation.schedule=") + schedule);
                JudgeContext with = context();
                with.settings.schedule = recipe.evaluation.schedule;
                with.settings.optimiser = optimiser;
                with.settings.average = false;
                Judge judge(with);
                QVERIFY2(judge.table(telling(with.settings), 0, "").rows.front().mean() > 0.8, schedule);
            }
    }

    void imagesAreResized() {
        JudgeContext larger = context();
        larger.settings.resolution = 16;
        Judge judge(larger);
        const Subject subject = telling(larger.settings);
        QCOMPARE(subject.sets.front()->batch(at::arange(3)).first.size(3), std::int64_t{16});
        QVERIFY(judge.table(subject, 0, "").rows.front().mean() > 0.8);
    }

    void impossibleNetworksAreRefusedAtOnce() {
        JudgeContext small = context();
        small.settings.networks = {"convnet", "vit"};
        small.resolution = 10; // no whole number of patches
        const QString sentence = tests::messageOf<base::InputError>([&] { Judge judge(small); });
        QVERIFY2(sentence.contains("ViT"), qPrintable(sentence));
        QVERIFY(m_done.empty());
    }

    void ratesOfNetworks() {
        settings::EvaluationSettings settings;
        QCOMPARE(peakRate(settings::NetworkKind::convnet, settings, 0.5), 0.001);
        QCOMPARE(peakRate(settings::NetworkKind::vgg11, settings, {}), 0.0001);
        settings.learned_rate = true;
        QCOMPARE(peakRate(settings::NetworkKind::vgg11, settings, 0.5), 0.5);
        QCOMPARE(peakRate(settings::NetworkKind::convnet, settings, {}), 0.001);
    }

    void withoutRealImagesItSaysWhatToDo() {
        JudgeContext bare = context();
        bare.train = nullptr;
        bare.settings.baselines = {"herding"};
        Judge judge(bare);
        const QString sentence =
            tests::messageOf<base::InputError>([&] { judge.table(telling(bare.settings), 0, ""); });
        QVERIFY2(sentence.contains("set evaluation.baselines to nothing"), qPrintable(sentence));
        applyTeacher(bare.settings);
        Judge taught(bare);
        const QString other =
            tests::messageOf<base::InputError>([&] { taught.table(telling(bare.settings), 0, ""); });
        QVERIFY2(other.contains("evaluation.labels"), qPrintable(other));
    }

    // Points 0, 1, 2, 10 on a line; mean 3.25.
    void coreSetsOfAFewPoints() {
        const at::Tensor line = at::tensor({0.0, 1.0, 2.0, 10.0}).view({4, 1});
        QCOMPARE(kCentre(line, 3), (std::vector<std::int64_t>{2, 3, 0}));
        // Herding: 2 is nearest to 3.25; then to 2 * 3.25 - 2 = 4.5 is 1 (10 is farther); then to 9.75 - 3
        // is 10.
        QCOMPARE(herding(line, 3), (std::vector<std::int64_t>{2, 1, 3}));
        QCOMPARE(kCentre(at::zeros({3, 2}), 9).size(), std::size_t{3});
        QCOMPARE(herding(at::zeros({3, 2}), 9).size(), std::size_t{3});
    }

    void baselinesTakeFromEachClass() {
        QCOMPARE(randomReal(*m_train, 2, 5).sizes(), (std::vector<std::int64_t>{6, 3, 8, 8}));
        QVERIFY(at::equal(randomReal(*m_train, 2, 5), randomReal(*m_train, 2, 5)));
        const at::Tensor means = classMeans(*m_train);
        QVERIFY(at::allclose(means[1], m_train->rows(12, 24).first.mean(0), 1e-4, 1e-5));
        QVERIFY_THROWS_EXCEPTION(base::InputError, randomReal(*m_train, 13, 5));
    }

private:
    static void applyTeacher(settings::EvaluationSettings& settings) {
        settings.labels = settings::Labels::teacher;
        settings.temperature = 2;
        settings.teacher_epochs = 30;
    }
};

QTEST_APPLESS_MAIN(JudgeTest)
#include "judge_test.moc"
