#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/kernels/nearest_code.h"
#include "core/tensor/random.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

/// The same in plain Torch, with the whole table of distances.
at::Tensor plainNearest(const at::Tensor& z_ND, const at::Tensor& codes_KD) {
    const at::Tensor distance_NK =
        z_ND.pow(2).sum(1, true) + codes_KD.pow(2).sum(1) - 2 * z_ND.matmul(codes_KD.t());
    return distance_NK.argmin(1);
}

/// Rows whose two choices differ by more than rounding in their distance.
std::int64_t realDifferences(const at::Tensor& a_N, const at::Tensor& b_N, const at::Tensor& z_ND,
                             const at::Tensor& codes_KD) {
    const at::Tensor z = z_ND.cpu().to(at::kDouble), codes = codes_KD.cpu().to(at::kDouble);
    const auto distance = [&](const at::Tensor& index_N) {
        return (z - codes.index_select(0, index_N.cpu())).pow(2).sum(1);
    };
    return ((distance(a_N) - distance(b_N)).abs() > 1e-5).sum().item<std::int64_t>();
}

at::Tensor table(std::initializer_list<double> values, std::int64_t width, at::ScalarType type) {
    return at::tensor(std::vector<double>(values), at::kDouble).view({-1, width}).to(type);
}

void addSizes() {
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("codes");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("fp64");
    for (const bool fp64 : {false, true}) {
        const char* name = fp64 ? "fp64" : "fp32";
        QTest::addRow("one row, %s", name) << 1 << 7 << 3 << fp64;
        QTest::addRow("one code, %s", name) << 50 << 1 << 4 << fp64;
        QTest::addRow("less than a group, %s", name) << 15 << 64 << 3 << fp64;
        QTest::addRow("odd numbers, %s", name) << 1001 << 777 << 4 << fp64;
        QTest::addRow("any width, %s", name) << 333 << 129 << 5 << fp64;
        QTest::addRow("eight channels, %s", name) << 130 << 2048 << 8 << fp64;
        QTest::addRow("wide codes, %s", name) << 40 << 300 << 256 << fp64;
    }
}

} // namespace

class NearestCodeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handComputed() {
        for (const at::ScalarType type : {at::kFloat, at::kDouble}) {
            const at::Tensor codes_KD = table({0, 0, 1, 0, 0, 2, 1, 1}, 2, type);
            const at::Tensor z_ND = table({0.1, 0.2, 0.9, -0.4, -1, 3, 0.8, 0.9, 5, 0.4}, 2, type);
            const at::Tensor expected_N = at::tensor(std::vector<std::int64_t>{0, 1, 2, 3, 1});
            QVERIFY(at::equal(kernels::nearestCode(z_ND, codes_KD), expected_N));
        }
    }

    void firstOnTies() {
        const at::Tensor codes_KD = table({3, 3, 1, 0, -1, 0, 1, 0, 0, 1}, 2, at::kFloat);
        const at::Tensor z_ND = at::zeros({37, 2});
        QVERIFY(at::equal(kernels::nearestCode(z_ND, codes_KD), at::ones({37}, at::kLong)));
    }

    void equalsPlainTorch_data() { addSizes(); }
    void equalsPlainTorch() { compare(at::kCPU); }

    void equalsPlainTorchOnCuda_data() {
        if (!at::hasCUDA())
            QSKIP("no CUDA device is usable here, or the build has no CUDA");
        addSizes();
    }
    void equalsPlainTorchOnCuda() { compare(at::kCUDA); }

    void stridesDoNotMatter() {
        const at::Tensor z_DN = tensor::normal({4, 100}, 1, at::kFloat);
        const at::Tensor codes_KD = tensor::normal({33, 4}, 2, at::kFloat);
        QVERIFY(at::equal(kernels::nearestCode(z_DN.t(), codes_KD),
                          kernels::nearestCode(z_DN.t().contiguous(), codes_KD)));
    }

    void noRows() {
        QCOMPARE(kernels::nearestCode(at::empty({0, 3}), at::ones({5, 3})).size(0), std::int64_t(0));
    }

    void wrongInputIsRefusedInWords() {
        const at::Tensor z_ND = at::ones({6, 3});
        const auto refusal = [&](const at::Tensor& codes_KD) {
            return messageOf<base::RunError>([&] { kernels::nearestCode(z_ND, codes_KD); });
        };
        QCOMPARE(refusal(at::ones({5, 4})),
                 "nearestCode expects z [N, D] and codes [K, D], received [6, 3] and [5, 4].");
        QVERIFY(refusal(at::ones({0, 3})).contains("[0, 3]"));
        QVERIFY(refusal(at::ones({5, 3}, at::kDouble)).contains("Double"));
    }

private:
    static void compare(at::Device device) {
        QFETCH(int, rows);
        QFETCH(int, codes);
        QFETCH(int, channels);
        QFETCH(bool, fp64);
        const auto options = at::TensorOptions(fp64 ? at::kDouble : at::kFloat).device(device);
        const at::Tensor z_ND = tensor::normal({rows, channels}, 10, options);
        const at::Tensor codes_KD = tensor::normal({codes, channels}, 11, options);
        const at::Tensor index_N = kernels::nearestCode(z_ND, codes_KD);
        QCOMPARE(index_N.scalar_type(), at::kLong);
        QVERIFY(index_N.device() == z_ND.device());
        QCOMPARE(realDifferences(index_N, plainNearest(z_ND, codes_KD), z_ND, codes_KD), std::int64_t(0));
        if (device.is_cuda())
            QVERIFY(at::equal(index_N.cpu(), kernels::nearestCode(z_ND.cpu(), codes_KD.cpu())));
    }
};

QTEST_APPLESS_MAIN(NearestCodeTest)
#include "nearest_code_test.moc"
