// The student's way and its derivatives: the published numbers, full unrolling, differences.
#include "core/objectives/trajectory_gradient.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include <nlohmann/json.hpp>

#include "core/data/augmentation.h"
#include "core/networks/convnet.h"
#include "core/objectives/unrolled_trajectory.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"

using namespace ld3m;
using objectives::StudentCourse;
using objectives::TrajectoryMatch;
using settings::TrajectoryGradient;

namespace {

networks::Parameters drawn(const networks::Network& network, std::uint64_t seed, at::ScalarType type) {
    at::Generator generator = tensor::generator(seed);
    return networks::initialise(network, generator, at::TensorOptions(type));
}

/// A student of `steps` steps on six images of three classes, four at a time, augmented.
struct Example {
    networks::ConvNet network;
    networks::Parameters start, target;
    at::Tensor images, labels;
    std::vector<at::Tensor> batches;
    std::vector<data::Strategy> strategies;

    Example(std::int64_t steps, at::ScalarType type, settings::Norm norm = settings::Norm::instance)
        : network({.resolution = 16, .classes = 3, .width = 8, .depth = 2, .norm = norm}),
          start(drawn(network, 1, type)), target(drawn(network, 2, type)),
          images(tensor::normal({6, 3, 16, 16}, 3, at::TensorOptions(type))),
          labels(at::arange(3).repeat_interleave(2)),
          strategies(data::strategiesNamed({"color", "crop", "cutout", "flip", "scale", "rotate"})) {
        batches = objectives::studentBatches(6, 4, steps, [](std::int64_t k) {
            return at::tensor(tensor::sample(6, 6, static_cast<std::uint64_t>(k) + 5), at::kLong);
        });
    }
    StudentCourse course(double rate = 0.05) const {
        return {.network = network,
                .start = start,
                .target = target,
                .rate = rate,
                .batches = batches,
                .augment = [this](const at::Tensor& x, std::int64_t step) {
                    at::Generator draws = tensor::generator(static_cast<std::uint64_t>(step) + 40);
                    return data::augmentEach(x, strategies, draws);
                }};
    }
    TrajectoryMatch match(TrajectoryGradient kind) const {
        return objectives::matchTrajectory(course(), kind, images, labels);
    }
};

} // namespace

class TrajectoryGradientTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void theSweepIsFullUnrolling_data() {
        QTest::addColumn<int>("norm");
        QTest::addColumn<int>("steps");
        QTest::addColumn<bool>("twice");
        for (const auto& [norm, name] : {std::pair{settings::Norm::instance, "instance"},
                                         {settings::Norm::group, "group"},
                                         {settings::Norm::none, "none"}})
            for (const int steps : {1, 2, 7})
                for (const bool twice : {false, true})
                    QTest::addRow("%s, %d steps, %s", name, steps, twice ? "fp64" : "fp32")
                        << int(norm) << steps << twice;
    }
    void theSweepIsFullUnrolling() {
        QFETCH(int, norm);
        QFETCH(int, steps);
        QFETCH(bool, twice);
        const Example one(steps, twice ? at::kDouble : at::kFloat, static_cast<settings::Norm>(norm));
        const TrajectoryMatch swept = one.match(TrajectoryGradient::exact);
        const TrajectoryMatch unrolled = objectives::unrollTrajectory(one.course(), one.images, one.labels);
        const double allowed = twice ? 1e-11 : 1e-5;
        LD3M_COMPARE(swept.loss, unrolled.loss, allowed);
        LD3M_COMPARE(swept.gradient_M3HW, unrolled.gradient_M3HW, allowed);
        LD3M_COMPARE(swept.rate_gradient, unrolled.rate_gradient, allowed);
        QVERIFY(!swept.gradient_M3HW.requires_grad() && !swept.rate_gradient.requires_grad());
    }

    // What the others leave out matters, and only from the second step on.
    void firstOrderLeavesOutHowStepsMoveLaterOnes() {
        const Example one(1, at::kDouble), seven(7, at::kDouble);
        LD3M_COMPARE(one.match(TrajectoryGradient::first_order).gradient_M3HW,
                     one.match(TrajectoryGradient::exact).gradient_M3HW, 1e-12);
        const TrajectoryMatch first = seven.match(TrajectoryGradient::first_order);
        const TrajectoryMatch exact = seven.match(TrajectoryGradient::exact);
        QVERIFY(tests::relativeError(first.gradient_M3HW, exact.gradient_M3HW) > 0.01);
        QVERIFY(tests::relativeError(first.rate_gradient, exact.rate_gradient) > 0.001);
        LD3M_COMPARE(first.loss, exact.loss, 1e-14);
    }

    void releasedIsHalfOfFirstOrder() {
        const Example example(4, at::kDouble);
        const TrajectoryMatch first = example.match(TrajectoryGradient::first_order);
        const TrajectoryMatch released = example.match(TrajectoryGradient::released);
        LD3M_COMPARE(2 * released.gradient_M3HW, first.gradient_M3HW, 1e-14);
        LD3M_COMPARE(released.rate_gradient, first.rate_gradient, 1e-14); // its factor is right
    }

    void theRateGradientIsTheSlopeOfTheLoss() {
        const Example example(5, at::kDouble);
        const auto lossAt = [&](double rate) {
            return objectives::matchTrajectory(example.course(rate), TrajectoryGradient::exact,
                                               example.images, example.labels)
                .loss.item<double>();
        };
        constexpr double h = 1e-7; // few activations change sign in between
        const double numeric = (lossAt(0.05 + h) - lossAt(0.05 - h)) / (2 * h);
        const double found = example.match(TrajectoryGradient::exact).rate_gradient.item<double>();
        QVERIFY2(std::abs(numeric - found) < 1e-4 * std::abs(found), qPrintable(QString::number(numeric)));
    }

    void imagesThatNoStepSeesGetNoGradient() {
        Example example(2, at::kDouble);
        example.batches = {at::tensor({0, 2}, at::kLong), at::tensor({2, 5}, at::kLong)};
        const at::Tensor largest_M =
            example.match(TrajectoryGradient::exact).gradient_M3HW.abs().amax({1, 2, 3});
        for (const int i : {1, 3, 4})
            QCOMPARE(largest_M[i].item<double>(), 0.0);
        for (const int i : {0, 2, 5})
            QVERIFY(largest_M[i].item<double>() > 0);
    }

    void batchesAreTakenFromTheEndOfAPermutation() {
        const auto permutation = [](std::int64_t k) { return at::arange(6) + 10 * k; };
        const auto batches = objectives::studentBatches(6, 4, 3, permutation);
        QCOMPARE(batches.size(), std::size_t(3));
        QVERIFY(at::equal(batches[0], at::tensor({4, 5}, at::kLong)));
        QVERIFY(at::equal(batches[1], at::tensor({0, 1, 2, 3}, at::kLong)));
        QVERIFY(at::equal(batches[2], at::tensor({14, 15}, at::kLong)));
        const auto all = objectives::studentBatches(6, 0, 2, permutation);
        QVERIFY(at::equal(all[0], at::arange(6)) && at::equal(all[1], at::arange(6) + 10));
        QCOMPARE(objectives::studentBatches(6, 100, 1, permutation).front().numel(), 6);
    }

    void thePublishedNumbers_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "mtt_plain";
        QTest::newRow("full_batch") << "mtt_full_batch";
    }
    void thePublishedNumbers() { // with augmentation: the parity program, from stored draws
        QFETCH(QString, name);
        const tensor::StateDict file = tests::golden("objectives/" + name.toStdString() + ".safetensors");
        const auto number = [&](const char* key) { return std::stoll(file.metadata.at(key)); };
        const networks::ConvNet network({.resolution = number("res"),
                                         .classes = number("num_classes"),
                                         .width = number("width"),
                                         .depth = number("depth")});
        networks::Parameters start, target;
        for (const networks::ParameterSpec& spec : network.specs()) {
            start.push_back(file.at("weight." + spec.name));
            target.push_back(file.at("in.target." + spec.name));
        }
        const auto permutation = [&](std::int64_t k) { return file.at("in.perm" + std::to_string(k)); };
        const StudentCourse course{.network = network,
                                   .start = start,
                                   .target = target,
                                   .rate = file.at("in.syn_lr").item<double>(),
                                   .batches = objectives::studentBatches(file.at("in.syn").size(0),
                                                                         number("batch_syn"), number("steps"),
                                                                         permutation),
                                   .augment = [](const at::Tensor& x, std::int64_t) { return x; }};
        for (std::int64_t step = 0; step < number("steps"); ++step)
            QVERIFY(at::equal(course.batches[static_cast<std::size_t>(step)],
                              file.at("in.step" + std::to_string(step) + ".indices")));
        for (const auto& [kind, stem] : {std::pair{TrajectoryGradient::exact, "grad.unrolled_"},
                                         {TrajectoryGradient::first_order, "grad.glad_"},
                                         {TrajectoryGradient::released, "grad.released_"}}) {
            const auto match =
                objectives::matchTrajectory(course, kind, file.at("in.syn"), file.at("in.labels"));
            LD3M_COMPARE(match.loss.view({1}), file.at("out.unrolled_loss"), 1e-5);
            LD3M_COMPARE(match.gradient_M3HW, file.at(std::string(stem) + "images"), 1e-5);
            LD3M_COMPARE(match.rate_gradient.view({1}), file.at(std::string(stem) + "syn_lr"), 1e-5);
        }
    }
};

QTEST_APPLESS_MAIN(TrajectoryGradientTest)
#include "trajectory_gradient_test.moc"
