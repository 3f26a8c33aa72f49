#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/tensor/weights.h"
#include "tests/support/message_of.h"

using namespace ld3m;

class WeightsTest : public QObject {
    Q_OBJECT

    const std::shared_ptr<const tensor::StateDict> m_state = std::make_shared<tensor::StateDict>(
        tensor::StateDict{.tensors = {{"mid.block_1.weight", at::arange(6, at::kHalf).view({2, 3}).t()},
                                      {"mid.block_10.bias", at::ones({4})}},
                          .metadata = {{"heads", "2"}}});

private Q_SLOTS:
    void viewsByPrefix() {
        const tensor::Weights all(m_state, at::kDouble);
        QVERIFY(all.has("mid.block_1.weight"));
        QVERIFY(!all.has("mid.block_1"));
        QVERIFY(all.hasUnder("mid"));
        QVERIFY(all.hasUnder("mid.block_1"));
        QVERIFY2(!all.hasUnder("mid.block"), "a name begins at a dot");
        QVERIFY(!all.hasUnder("zzz"));

        const tensor::Weights block = all.under("mid").under("block_1");
        QCOMPARE(block.prefix(), std::string("mid.block_1."));
        QVERIFY(block.has("weight"));
        QVERIFY(!block.has("bias"));
        QCOMPARE(all.under("").prefix(), std::string());
        QCOMPARE(block.metadata().at("heads"), std::string("2"));
    }

    void takesAsAsked() {
        const tensor::Weights block = tensor::Weights(m_state, at::kDouble).under("mid.block_1");
        QCOMPARE(block.shape("weight"), (std::vector<std::int64_t>{3, 2}));
        const at::Tensor weight = block.take("weight");
        QCOMPARE(weight.scalar_type(), at::kDouble);
        QVERIFY(weight.is_contiguous());
        QVERIFY(at::equal(weight, at::arange(6, at::kDouble).view({2, 3}).t()));
        const QString said = tests::messageOf<base::InputError>([&] { block.take("bias"); });
        QVERIFY2(said.contains("mid.block_1.bias"), qPrintable(said));
        QVERIFY_THROWS_EXCEPTION(base::InputError, block.shape("bias"));
    }
};

QTEST_APPLESS_MAIN(WeightsTest)
#include "weights_test.moc"
