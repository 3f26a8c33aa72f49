#include <ATen/ATen.h>

#include <QtTest>

#include "core/images/fit_square.h"
#include "tests/support/golden.h"

using namespace ld3m;
using images::fitSquare;
using images::Rgb8;

namespace {

/// A grey picture out of one number per pixel.
Rgb8 grey(std::int64_t height, std::int64_t width, const std::vector<int>& values) {
    Rgb8 image{height, width, {}};
    for (const int value : values)
        image.bytes.insert(image.bytes.end(), 3, static_cast<std::uint8_t>(value));
    return image;
}

std::vector<int> values(const Rgb8& image) {
    std::vector<int> all;
    for (std::size_t i = 0; i < image.bytes.size(); i += 3)
        all.push_back(image.bytes[i]);
    return all;
}

Rgb8 fromTensor(const at::Tensor& image_HW3) {
    const at::Tensor plain = image_HW3.contiguous();
    const auto* data = plain.const_data_ptr<std::uint8_t>();
    return {plain.size(0), plain.size(1), {data, data + plain.numel()}};
}

/// [3, H, W] in [0,1].
at::Tensor toTensor(const Rgb8& image) {
    return at::tensor(at::ArrayRef<std::uint8_t>(image.bytes), at::kByte)
        .view({image.height, image.width, 3})
        .permute({2, 0, 1})
        .to(at::kFloat)
        .div(255);
}

/// Largest difference from a normalised reference, in 8-bit levels.
double levelsApart(const Rgb8& image, const at::Tensor& reference_3HW, const std::vector<double>& mean,
                   const std::vector<double>& deviation) {
    const at::Tensor mean_3 = at::tensor(mean, at::kFloat).view({3, 1, 1});
    const at::Tensor deviation_3 = at::tensor(deviation, at::kFloat).view({3, 1, 1});
    const at::Tensor expected = reference_3HW * deviation_3 + mean_3;
    return (toTensor(image) - expected).abs().max().item<double>() * 255;
}

} // namespace

class FitSquareTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anImageThatFitsStaysAsItIs() {
        QCOMPARE(values(fitSquare(grey(2, 2, {1, 2, 3, 4}), 2)), std::vector<int>({1, 2, 3, 4}));
    }

    void theCentreIsKept() {
        QCOMPARE(values(fitSquare(grey(2, 4, {1, 2, 3, 4, 5, 6, 7, 8}), 2)), std::vector<int>({2, 3, 6, 7}));
        QCOMPARE(values(fitSquare(grey(4, 2, {1, 2, 3, 4, 5, 6, 7, 8}), 2)), std::vector<int>({3, 4, 5, 6}));
        // One pixel too many: the field's centre crop rounds half to even, here to 0.
        QCOMPARE(values(fitSquare(grey(1, 2, {10, 20}), 1)), std::vector<int>({10}));
    }

    void halvingUsesATriangleFilter() {
        // Two outputs out of four: centres 1 and 3, weights 1 - |distance| / 2 of the pixel centres inside,
        // that is (3, 3, 1) / 7 and (1, 3, 3) / 7.
        const std::vector<int> row = {70, 140, 210, 0};
        std::vector<int> image;
        for (int y = 0; y < 4; ++y)
            image.insert(image.end(), row.begin(), row.end());
        const std::vector<int> out = values(fitSquare(grey(4, 4, image), 2));
        QCOMPARE(out, std::vector<int>({120, 110, 120, 110}));
    }

    void flatPicturesStayFlat() {
        for (const std::int64_t resolution : {1, 5, 7, 64}) {
            const Rgb8 square = fitSquare(grey(9, 13, std::vector<int>(9 * 13, 201)), resolution);
            QCOMPARE(square.height, resolution);
            QCOMPARE(values(square), std::vector<int>(std::size_t(resolution * resolution), 201));
        }
    }

    void shrinkingAgreesWithTheFieldsLoader() {
        const auto pipeline = tests::golden("objectives/data_pipeline.safetensors");
        const Rgb8 square = fitSquare(fromTensor(pipeline.at("in.decoded_u8")), 64);
        // The reference resizes floats; ours are rounded to 8 bits once, at the end.
        QVERIFY(levelsApart(square, pipeline.at("out.tensor.64"), {.485, .456, .406}, {.229, .224, .225}) <
                0.51);
    }

    void enlargingAgreesWithTheFieldsLoader() {
        const auto pipeline = tests::golden("objectives/data_pipeline.safetensors");
        const Rgb8 square = fitSquare(fromTensor(pipeline.at("in.cifar_u8")), 128);
        // The reference rounds after each of its two passes.
        QVERIFY(levelsApart(square, pipeline.at("out.cifar128"), {.4914, .4822, .4465},
                            {.2023, .1994, .2010}) < 1.01);
    }
};

QTEST_APPLESS_MAIN(FitSquareTest)
#include "fit_square_test.moc"
