// Two small trajectories of the published code, epoch by epoch.
#include "tests/support/golden.h"

#include "core/data/augmentation_ops.h"
#include "core/experts/expert.h"

using namespace ld3m;

namespace {

settings::ExpertSettings plainSettings() {
    settings::ExpertSettings settings;
    settings.epochs = 5;
    settings.batch = 8;
    settings.rate = 0.05;
    settings.momentum = 0.5;
    settings.weight_decay = 0.0005;
    settings.decay = true;
    return settings;
}

} // namespace

class ExpertTest : public QObject {
    Q_OBJECT

    tensor::StateDict m_file = tests::golden("objectives/expert_plain.safetensors");
    settings::ExpertSettings m_settings = plainSettings();
    std::unique_ptr<networks::Network> m_network = networks::makeNetwork(
        settings::NetworkKind::convnet, {.resolution = 16, .classes = 3, .width = 8, .depth = 2});

    networks::Parameters state(std::int64_t epoch) const {
        networks::Parameters parameters;
        for (const auto& spec : m_network->specs())
            parameters.push_back(m_file.at("out.epoch" + std::to_string(epoch) + "." + spec.name));
        return parameters;
    }

    experts::EpochOutcome trainEpoch(experts::Expert& expert) const {
        const at::Tensor order = m_file.at("in.perms")[expert.epochs()];
        return expert.trainEpoch(m_file.at("in.labels"), order, [this](const at::Tensor& rows) {
            return m_file.at("in.images").index_select(0, rows);
        });
    }

    /// A bias before instance norm follows the rounding noise of its gradient.
    void compare(const experts::Expert& expert, const networks::Parameters& expected) const {
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const std::string& name = m_network->specs()[i].name;
            LD3M_COMPARE(expert.parameters()[i], expected[i],
                         name == "features.0.bias" || name == "features.4.bias" ? 1e-3 : 1e-5);
        }
    }

private Q_SLOTS:
    void everyEpochIsAsPublished() {
        experts::Expert expert(*m_network, m_settings, state(0));
        for (std::int64_t epoch = 1; epoch <= m_settings.epochs; ++epoch) {
            const experts::EpochOutcome outcome = trainEpoch(expert);
            QVERIFY(outcome.loss > 0 && outcome.loss < 3);
            QVERIFY(outcome.accuracy >= 0 && outcome.accuracy <= 1);
            compare(expert, state(epoch));
        }
        QVERIFY(!expert.score(m_file.at("in.images")).requires_grad());
    }

    void theRateFallsOnceWithDecay() {
        QCOMPARE(experts::rateAt(3, m_settings), 0.05);
        QCOMPARE(experts::rateAt(4, m_settings), 0.005);
        settings::ExpertSettings constant = m_settings;
        constant.decay = false;
        QCOMPARE(experts::rateAt(4, constant), 0.05);
    }

    void goesOnFromAnyEpochBitForBit() {
        experts::Expert whole(*m_network, m_settings, state(0));
        for (int epoch = 0; epoch < 5; ++epoch)
            trainEpoch(whole);
        for (int stop = 1; stop < 5; ++stop) {
            experts::Expert before(*m_network, m_settings, state(0));
            for (int epoch = 0; epoch < stop; ++epoch)
                trainEpoch(before);
            // The optimiser is made anew with the lower rate: nothing is remembered then.
            QCOMPARE(before.velocities().empty(), stop == 4);
            experts::Expert after(*m_network, m_settings, before.parameters(), before.velocities(), stop);
            while (after.epochs() < 5)
                trainEpoch(after);
            for (std::size_t i = 0; i < whole.parameters().size(); ++i)
                QVERIFY2(at::equal(after.parameters()[i], whole.parameters()[i]),
                         qPrintable(QString::number(stop)));
        }
    }

    void withoutMomentumNothingIsRemembered() {
        settings::ExpertSettings settings = m_settings;
        settings.momentum = 0;
        experts::Expert expert(*m_network, settings, state(0));
        trainEpoch(expert);
        QVERIFY(expert.velocities().empty());
    }

    void lossAndAccuracyAreThoseBeforeTheSteps() {
        settings::ExpertSettings settings = m_settings;
        settings.batch = 1000; // one step an epoch, so its outcome is that of the initial network
        experts::Expert expert(*m_network, settings, state(0));
        const at::Tensor labels = m_file.at("in.labels");
        const at::Tensor scores = expert.score(m_file.at("in.images"));
        const experts::EpochOutcome outcome = trainEpoch(expert);
        QVERIFY(std::abs(outcome.loss - at::cross_entropy_loss(scores, labels).item<double>()) < 1e-5);
        QCOMPARE(outcome.accuracy, scores.argmax(1).eq(labels).to(at::kDouble).mean().item<double>());
    }

    void theGivenParametersStay() {
        const auto given = state(0);
        const at::Tensor before = given.front().clone();
        experts::Expert expert(*m_network, m_settings, given);
        trainEpoch(expert);
        QVERIFY(at::equal(given.front(), before));
        QVERIFY(!at::equal(expert.parameters().front(), before));
    }
};

QTEST_APPLESS_MAIN(ExpertTest)
#include "expert_test.moc"
