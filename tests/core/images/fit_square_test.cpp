#include <ATen/ATen.h>

#include <QtTest>

#include "core/images/fit_square.h"
#include "tests/support/golden.h"

using namespace ld3m;
using images::fitSquare;
using images::fitSquareLevels;
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

struct MeanAndDeviation {
    std::vector<double> mean, deviation;
};
const MeanAndDeviation kImageNet{{.485, .456, .406}, {.229, .224, .225}};
const MeanAndDeviation kCifar{{.4914, .4822, .4465}, {.2023, .1994, .2010}};

/// [3, side, side] in [0,1].
at::Tensor toTensor(const std::vector<float>& levels, std::int64_t side) {
    return at::tensor(levels).view({side, side, 3}).permute({2, 0, 1}).div(255);
}
at::Tensor toTensor(const Rgb8& image) {
    return toTensor(std::vector<float>(image.bytes.begin(), image.bytes.end()), image.height);
}

/// Largest difference from a normalised reference, in 8-bit levels.
double levelsApart(const at::Tensor& image_3HW, const at::Tensor& reference_3HW, const MeanAndDeviation& by) {
    const at::Tensor mean_3 = at::tensor(by.mean, at::kFloat).view({3, 1, 1});
    const at::Tensor deviation_3 = at::tensor(by.deviation, at::kFloat).view({3, 1, 1});
    const at::Tensor expected = reference_3HW * deviation_3 + mean_3;
    return (image_3HW - expected).abs().max().item<double>() * 255;
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

    void withoutAntialiasOnlyTheNeighboursCount() {
        // Centres 1 and 3 lie between two pixels each.
        std::vector<int> image;
        for (int y = 0; y < 4; ++y)
            image.insert(image.end(), {70, 140, 210, 0});
        QCOMPARE(values(fitSquare(grey(4, 4, image), 2, false)), std::vector<int>({105, 105, 105, 105}));
    }

    void levelsAreNotRounded() {
        const std::vector<float> levels = fitSquareLevels(grey(2, 2, {1, 2, 4, 4}), 1);
        QCOMPARE(levels, std::vector<float>({2.75F, 2.75F, 2.75F}));
        QCOMPARE(fitSquareLevels(grey(1, 1, {7}), 1), std::vector<float>({7, 7, 7}));
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
        const Rgb8 source = fromTensor(pipeline.at("in.decoded_u8"));
        // The reference resizes floats; ours are rounded to 8 bits after each pass, or not at all.
        QVERIFY(levelsApart(toTensor(fitSquare(source, 64)), pipeline.at("out.tensor.64"), kImageNet) < 1.01);
        QVERIFY(levelsApart(toTensor(fitSquareLevels(source, 64), 64), pipeline.at("out.tensor.64"),
                            kImageNet) < 1e-3);
        QVERIFY(levelsApart(toTensor(fitSquareLevels(source, 64, false), 64),
                            pipeline.at("out.tensor_noantialias.64"), kImageNet) < 1e-3);
        QVERIFY(levelsApart(toTensor(fitSquareLevels(source, 64, false), 64), pipeline.at("out.tensor.64"),
                            kImageNet) > 10);
    }

    void enlargingAgreesWithTheFieldsLoader() {
        const auto pipeline = tests::golden("objectives/data_pipeline.safetensors");
        const Rgb8 square = fitSquare(fromTensor(pipeline.at("in.cifar_u8")), 128);
        QVERIFY(levelsApart(toTensor(square), pipeline.at("out.cifar128"), kCifar) < 1e-3);
    }
};

QTEST_APPLESS_MAIN(FitSquareTest)
#include "fit_square_test.moc"
