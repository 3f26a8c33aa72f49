#include "tests/support/golden.h"

#include <ATen/ATen.h>

#include "core/priors/image_output.h"

using namespace ld3m;

class ImageOutputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resizesAsTorchvision_data() {
        QTest::addColumn<bool>("antialias");
        for (const char* size : {"16", "27", "48"})
            for (const bool antialias : {true, false})
                QTest::newRow((std::string(size) + (antialias ? ".aa" : ".noaa")).c_str()) << antialias;
    }

    void resizesAsTorchvision() {
        QFETCH(bool, antialias);
        const auto golden = tests::golden("diffusion/resize.safetensors");
        const std::string name = QTest::currentDataTag();
        const at::Tensor& wanted = golden.at("out." + name);
        at::Tensor x = golden.at("in.x").clone().requires_grad_(true);
        const at::Tensor y = priors::resized(x, wanted.size(2), wanted.size(3), antialias);
        LD3M_COMPARE(y, wanted, 7e-5);
        (y * golden.at("in.r." + name.substr(0, 2))).sum().backward();
        LD3M_COMPARE(x.grad(), golden.at("grad." + name), 7e-5);
    }

    void rightSizeIsLeftAlone() {
        const at::Tensor x = at::rand({1, 3, 4, 5});
        QVERIFY(priors::resized(x, 4, 5, true).is_same(x));
    }

    void clampsAfterTheMapAndThenNormalises() {
        const priors::ImageOutput output{.resolution = 1,
                                         .antialias = true,
                                         .mean_3 = at::tensor({0.5, 0.25, 0.0}, at::kDouble),
                                         .std_3 = at::tensor({0.5, 0.25, 2.0}, at::kDouble)};
        // Four images: below, at the lower bound, inside, above.
        at::Tensor x =
            at::tensor({-3.0, -1.0, 0.0, 2.0}, at::kDouble).view({4, 1, 1, 1}).repeat({1, 3, 1, 1});
        x.requires_grad_(true);
        const at::Tensor y = output(x).view({4, 3});
        const at::Tensor wanted =
            at::tensor({-1.0, -1.0, 0.0, -1.0, -1.0, 0.0, 0.0, 1.0, 0.25, 1.0, 3.0, 0.5}, at::kDouble)
                .view({4, 3});
        QVERIFY(at::allclose(y, wanted));
        y.sum().backward();
        // d/dx of (x + 1) / 2 / std, and 1 at the bound itself.
        const at::Tensor inside = at::tensor({1.0, 2.0, 0.25}, at::kDouble);
        QVERIFY(at::allclose(x.grad().view({4, 3}), at::stack({0 * inside, inside, inside, 0 * inside})));
    }
};

QTEST_APPLESS_MAIN(ImageOutputTest)
#include "image_output_test.moc"
