// The network's training between outer loops: the steps by hand, and the published iteration in the parity
// program.
#include "core/objectives/inner_epoch.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/networks/convnet.h"
#include "core/tensor/random.h"
#include "tests/support/golden.h"

using namespace ld3m;

class InnerEpochTest : public QObject {
    Q_OBJECT

    const networks::ConvNet m_network{{.resolution = 8, .classes = 2, .width = 4, .depth = 1}};
    const at::Tensor m_images = tensor::normal({5, 3, 8, 8}, 3, at::TensorOptions(at::kDouble));
    const at::Tensor m_labels = at::tensor({0, 0, 1, 1, 1}, at::kLong);

    networks::Parameters start() const {
        at::Generator generator = tensor::generator(2);
        return networks::initialise(m_network, generator, at::TensorOptions(at::kDouble));
    }

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void everyBatchIsOneStepOfAllParameters() {
        networks::Parameters wanted = start();
        const at::Tensor order = at::tensor({4, 0, 2, 1, 3}, at::kLong);
        for (const at::Tensor& batch : {order.slice(0, 0, 2), order.slice(0, 2, 4), order.slice(0, 4, 5)}) {
            for (at::Tensor& parameter : wanted)
                parameter = parameter.detach().requires_grad_();
            const at::Tensor loss = at::cross_entropy_loss(m_network.forward(m_images.index({batch}), wanted),
                                                           m_labels.index({batch}));
            const auto gradients = torch::autograd::grad({loss}, wanted);
            for (std::size_t i = 0; i < wanted.size(); ++i)
                wanted[i] = (wanted[i] - 0.3 * gradients[i]).detach();
        }
        networks::Parameters found = start();
        int batches = 0;
        objectives::trainEpoch(
            m_network, found, m_images, m_labels,
            {.order_M = order, .batch = 2, .rate = 0.3, .augment = [&](const at::Tensor& x) {
                 ++batches;
                 return x;
             }});
        QCOMPARE(batches, 3);
        const networks::Parameters before = start();
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            LD3M_COMPARE(found[i], wanted[i], 1e-12);
            QVERIFY(!found[i].requires_grad());
            QVERIFY(i == 1 || !at::equal(found[i], before[i])); // a bias before instance norm has no effect
        }
    }

    void theAugmentationStandsBetweenImagesAndNetwork() {
        networks::Parameters plain = start(), grey = start();
        const at::Tensor order = at::arange(5);
        const auto epoch = [&](networks::Parameters& parameters, double factor) {
            objectives::trainEpoch(
                m_network, parameters, m_images, m_labels,
                {.order_M = order, .batch = 5, .rate = 0.3, .augment = [&](const at::Tensor& x) {
                     return x * factor;
                 }});
        };
        epoch(plain, 1);
        epoch(grey, 0.1);
        QVERIFY(!at::equal(plain.front(), grey.front()));
    }
};

QTEST_APPLESS_MAIN(InnerEpochTest)
#include "inner_epoch_test.moc"
