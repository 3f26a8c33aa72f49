#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/diffusion/codebook.h"
#include "tests/support/golden_model.h"
#include "tests/support/gradient.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using namespace ld3m::tests;

class CodebookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void handComputed() {
        const diffusion::Codebook codebook(at::tensor(std::vector<double>{0, 0, 4, 4}).view({2, 2}));
        // One image, two channels, 1 x 3 positions: (1, 1), (3, 3), (2, 2); the last is a tie.
        const at::Tensor z_BDHW = at::tensor(std::vector<double>{1, 3, 2, 1, 3, 2}).view({1, 2, 1, 3});
        QVERIFY(at::equal(codebook.indices(z_BDHW),
                          at::tensor(std::vector<std::int64_t>{0, 1, 0}).view({1, 1, 3})));
        const at::Tensor expected_BDHW = at::tensor(std::vector<double>{0, 4, 0, 0, 4, 0}).view({1, 2, 1, 3});
        QVERIFY(at::equal(codebook.quantize(z_BDHW), expected_BDHW));
    }

    void golden_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("f4") << "vq_f4.safetensors";
        QTest::newRow("f8") << "vq_f8.safetensors";
    }
    void golden() {
        QFETCH(QString, file);
        const tensor::StateDict state = tests::golden("diffusion/" + file.toStdString());
        const diffusion::Codebook codebook(
            goldenWeights(file.toStdString(), cpu()).take("quantize.embedding.weight"));
        const at::Tensor h_BDHW = leaf(state.at("in.h"));
        const at::Tensor quantised_BDHW = codebook.quantize(h_BDHW);
        QVERIFY(at::equal(codebook.indices(h_BDHW), state.at("out.indices")));
        QVERIFY(at::equal(codebook.indices(state.at("out.prequant")).flatten(),
                          state.at("out.indices_of_prequant")));
        QVERIFY(at::equal(quantised_BDHW.detach(), state.at("out.quantised")));
        const at::Tensor r_BDHW =
            state.at("in.r_enc").flatten().narrow(0, 0, h_BDHW.numel()).view(h_BDHW.sizes());
        QVERIFY(at::equal(gradient((quantised_BDHW * r_BDHW).sum(), h_BDHW), r_BDHW));
    }

    void wrongTableIsRefused() {
        const auto message = messageOf<base::InputError>([] { diffusion::Codebook(at::ones({3})); });
        QVERIFY2(message.contains("[codes, channels]") && message.contains("[3]"), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(CodebookTest)
#include "codebook_test.moc"
