// SSIM against the paper's formula written out window by window, and by what it must do.
#include "core/comparison/structural_similarity.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include <QtTest>

using ld3m::comparison::structuralSimilarity;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes noise(int height, int width, unsigned seed) {
    std::mt19937 random(seed);
    Bytes bytes(static_cast<std::size_t>(height * width * 3));
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(random() % 256);
    return bytes;
}

/// Smooth, with a different slope in every channel.
Bytes waves(int height, int width) {
    Bytes bytes;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int c = 0; c < 3; ++c)
                bytes.push_back(static_cast<std::uint8_t>(128 + 90 * std::sin(0.4 * x + 0.23 * (c + 1) * y)));
    return bytes;
}

Bytes changed(Bytes bytes, const std::function<double(double)>& change) {
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(std::clamp(std::lround(change(byte)), 0L, 255L));
    return bytes;
}

/// Eq. 13 in two passes a window, with a two-dimensional Gaussian.
double byDefinition(const Bytes& a, const Bytes& b, int height, int width, int rows, int columns) {
    const double c1 = std::pow(0.01 * 255, 2);
    const double c2 = std::pow(0.03 * 255, 2);
    double total = 0;
    int windows = 0;
    for (int c = 0; c < 3; ++c)
        for (int top = 0; top + rows <= height; ++top)
            for (int left = 0; left + columns <= width; ++left, ++windows) {
                double sum = 0, ma = 0, mb = 0, va = 0, vb = 0, vab = 0;
                const auto each = [&](const auto& take) {
                    for (int y = 0; y < rows; ++y)
                        for (int x = 0; x < columns; ++x) {
                            const double far = std::pow(y - rows / 2, 2) + std::pow(x - columns / 2, 2);
                            const auto at = static_cast<std::size_t>(((top + y) * width + left + x) * 3 + c);
                            take(std::exp(-far / (2 * 1.5 * 1.5)), a[at], b[at]);
                        }
                };
                each([&](double w, double p, double q) { sum += w, ma += w * p, mb += w * q; });
                ma /= sum, mb /= sum;
                each([&](double w, double p, double q) {
                    va += w * (p - ma) * (p - ma), vb += w * (q - mb) * (q - mb),
                        vab += w * (p - ma) * (q - mb);
                });
                va /= sum, vb /= sum, vab /= sum;
                total += (2 * ma * mb + c1) * (2 * vab + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
            }
    return total / windows;
}

} // namespace

class StructuralSimilarityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsTheFormula_data() {
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("width");
        QTest::newRow("one window") << 11 << 11;
        QTest::newRow("CIFAR's size") << 32 << 32;
        QTest::newRow("not square") << 14 << 23;
        QTest::newRow("smaller than the window") << 8 << 5;
        QTest::newRow("low and wide") << 4 << 40;
        QTest::newRow("one pixel") << 1 << 1;
    }
    void followsTheFormula() {
        QFETCH(int, height);
        QFETCH(int, width);
        const auto window = [](int side) { return std::min(11, side % 2 == 0 ? side - 1 : side); };
        const Bytes a = waves(height, width);
        for (const Bytes& b : {noise(height, width, 1), changed(a, [](double v) { return 0.5 * v + 30; })}) {
            const double expected = byDefinition(a, b, height, width, window(height), window(width));
            const double value = structuralSimilarity(a.data(), b.data(), height, width);
            QVERIFY2(
                std::abs(value - expected) < 1e-9,
                qPrintable(QString("%1 instead of %2").arg(value, 0, 'g', 15).arg(expected, 0, 'g', 15)));
        }
    }

    void equalImagesAreOne() {
        const Bytes a = noise(20, 20, 2);
        QCOMPARE(structuralSimilarity(a.data(), a.data(), 20, 20), 1.0);
        const Bytes copy = a;
        QCOMPARE(structuralSimilarity(a.data(), copy.data(), 20, 20), 1.0);
    }

    void neitherIsFirst() {
        const Bytes a = waves(20, 24);
        const Bytes b = noise(20, 24, 3);
        QCOMPARE(structuralSimilarity(a.data(), b.data(), 20, 24),
                 structuralSimilarity(b.data(), a.data(), 20, 24));
    }

    void structureCountsMoreThanBrightness() {
        const Bytes a = waves(32, 32);
        const auto like = [&](const Bytes& b) { return structuralSimilarity(a.data(), b.data(), 32, 32); };
        const double brighter = like(changed(a, [](double v) { return v + 15; }));
        const double flatter = like(changed(a, [](double v) { return 128 + 0.4 * (v - 128); }));
        const double unrelated = like(noise(32, 32, 4));
        const double negative = like(changed(a, [](double v) { return 255 - v; }));
        QVERIFY(brighter > 0.97 && brighter < 1);
        QVERIFY(flatter < brighter && flatter > 0.5);
        QVERIFY(std::abs(unrelated) < 0.1);
        QVERIFY(negative < -0.5);
    }
};

QTEST_APPLESS_MAIN(StructuralSimilarityTest)
#include "structural_similarity_test.moc"
