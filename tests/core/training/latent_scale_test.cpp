#include "core/training/latent_scale.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "core/diffusion/autoencoder.h"
#include "core/tensor/weights.h"
#include "core/training/initial_weights.h"

using namespace ld3m;

namespace {

const c10::TensorOptions kExact = c10::TensorOptions(c10::kDouble);

} // namespace

class LatentScaleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void latentsChangeAndImagesDoNot() {
        const settings::AutoencoderSettings sizes{
            .width = 4, .multipliers = {"1", "2"}, .groups = 2, .latent_channels = 3, .codes = 7};
        tensor::StateDict before = training::initialAutoencoder(sizes, 5);
        for (auto& [name, tensor] : before.tensors)
            tensor = tensor.to(kExact);
        before.tensors["quantize.embedding.weight"].mul_(400); // codes as far apart as latents
        tensor::StateDict after = before;
        const at::Tensor mean = at::tensor({0.3, -0.2, 0.1}, kExact);
        training::rescaleLatents(after, mean, 0.25);

        const auto network = [](const tensor::StateDict& state) {
            return diffusion::Autoencoder(tensor::Weights(std::make_shared<tensor::StateDict>(state), kExact),
                                          2);
        };
        const diffusion::Autoencoder old_one = network(before);
        const diffusion::Autoencoder new_one = network(after);
        const at::Tensor x = at::rand({2, 3, 8, 8}, kExact) * 2 - 1;
        const at::Tensor z = old_one.encode(x);
        QVERIFY(at::allclose(new_one.encode(x), (z - mean.view({1, 3, 1, 1})) / 0.25, 1e-9, 1e-12));
        QVERIFY(at::equal(new_one.codebook()->indices(new_one.encode(x)), old_one.codebook()->indices(z)));
        QVERIFY(at::allclose(new_one.decode(new_one.encode(x)), old_one.decode(z), 1e-9, 1e-12));
    }
};

QTEST_APPLESS_MAIN(LatentScaleTest)
#include "latent_scale_test.moc"
