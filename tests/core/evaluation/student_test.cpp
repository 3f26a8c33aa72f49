// A whole small evaluation of the published code, batch by batch, without augmentation.
#include "tests/support/golden.h"

#include <ATen/core/grad_mode.h>

#include "core/evaluation/rate_curve.h"
#include "core/evaluation/student.h"

using namespace ld3m;

class StudentTest : public QObject {
    Q_OBJECT

    tensor::StateDict m_file = tests::golden("objectives/eval_tiny.safetensors");
    std::unique_ptr<networks::Network> m_network = networks::makeNetwork(
        settings::NetworkKind::convnet, {.resolution = 16, .classes = 3, .width = 8, .depth = 2});

    networks::Parameters named(const std::string& prefix) const {
        networks::Parameters parameters;
        for (const auto& spec : m_network->specs())
            parameters.push_back(m_file.at(prefix + spec.name));
        return parameters;
    }

    void trainEpoch(evaluation::Student& student, std::int64_t epoch) const {
        for (const at::Tensor& rows : m_file.at("in.perms")[epoch].split(4))
            student.step(m_file.at("in.images").index_select(0, rows),
                         m_file.at("in.labels").index_select(0, rows), evaluation::rateAt(epoch, 12, 0.05));
        student.endEpoch();
    }

    evaluation::Student trained(std::int64_t epochs) const {
        evaluation::Student student(*m_network, named("weight."));
        for (std::int64_t epoch = 0; epoch < epochs; ++epoch)
            trainEpoch(student, epoch);
        return student;
    }

private Q_SLOTS:
    void trainsAsPublished() {
        const evaluation::Student student = trained(12);
        const auto last = named("out.final.");
        const auto averaged = named("out.ema.");
        for (std::size_t i = 0; i < last.size(); ++i) {
            const bool zero = m_network->specs()[i].name == "features.0.bias" ||
                              m_network->specs()[i].name == "features.4.bias";
            // Gradients of a bias before instance norm are rounding noise around zero.
            const double tolerance = zero ? 1e-3 : 1e-5;
            LD3M_COMPARE(student.parameters()[i], last[i], tolerance);
            LD3M_COMPARE(student.averaged()[i], averaged[i], tolerance);
        }
        LD3M_COMPARE(student.score(m_file.at("in.test_images")), m_file.at("out.test_logits_ema"), 1e-5);
        const at::NoGradGuard noGraph;
        LD3M_COMPARE(m_network->forward(m_file.at("in.test_images"), student.parameters()),
                     m_file.at("out.test_logits_final"), 1e-5);
    }

    void theFirstEpochIsTheAverage() {
        const evaluation::Student student = trained(1);
        for (std::size_t i = 0; i < student.parameters().size(); ++i)
            QVERIFY(at::equal(student.averaged()[i], student.parameters()[i]));
    }

    void theGivenParametersStay() {
        const auto before = named("weight.");
        std::vector<at::Tensor> copies;
        for (const at::Tensor& parameter : before)
            copies.push_back(parameter.clone());
        trained(2);
        for (std::size_t i = 0; i < before.size(); ++i)
            QVERIFY(at::equal(named("weight.")[i], copies[i]));
    }

    // Labels as probabilities give the steps of the labels themselves; a temperature other steps.
    void probabilitiesCountAsLabels() {
        const at::Tensor images = m_file.at("in.images"), labels = m_file.at("in.labels");
        const auto after = [&](const at::Tensor& target, double temperature) {
            evaluation::Student student(*m_network, named("weight."),
                                        {.average = false, .temperature = temperature});
            student.step(images, target, 0.1);
            return student.score(images);
        };
        const at::Tensor soft = at::one_hot(labels, 3).to(at::kFloat);
        QVERIFY(at::allclose(after(labels, 1), after(soft, 1), 1e-4, 1e-5));
        QVERIFY(!at::allclose(after(labels, 1), after(soft, 4), 1e-4, 1e-5));
    }

    void withoutAverageTheLastWeightsAreTested() {
        evaluation::Student student(*m_network, named("weight."), {.average = false});
        for (std::int64_t epoch = 0; epoch < 2; ++epoch)
            trainEpoch(student, epoch);
        QVERIFY(student.averaged().empty());
        for (std::size_t i = 0; i < student.parameters().size(); ++i)
            QVERIFY(at::equal(student.tested()[i], student.parameters()[i]));
    }

    void aRestartForgetsTheMomentum() {
        evaluation::Student kept(*m_network, named("weight.")), restarted(*m_network, named("weight."));
        trainEpoch(kept, 5);
        trainEpoch(restarted, 5);
        restarted.restart();
        networks::Parameters before;
        for (const at::Tensor& parameter : restarted.parameters())
            before.push_back(parameter.detach().clone());
        trainEpoch(kept, 6);
        trainEpoch(restarted, 6);
        QVERIFY(!at::equal(kept.parameters()[0], restarted.parameters()[0]));
        evaluation::Student fresh(*m_network, before);
        trainEpoch(fresh, 6);
        QVERIFY(at::equal(fresh.parameters()[0], restarted.parameters()[0]));
    }

    void theScoreCarriesNoGraph() { QVERIFY(!trained(1).score(m_file.at("in.test_images")).requires_grad()); }
};

QTEST_APPLESS_MAIN(StudentTest)
#include "student_test.moc"
