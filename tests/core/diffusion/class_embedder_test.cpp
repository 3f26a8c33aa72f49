#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/diffusion/class_embedder.h"
#include "tests/support/golden_model.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using namespace ld3m::tests;

class ClassEmbedderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden() {
        const tensor::StateDict state = tests::golden("diffusion/class_embedder.safetensors");
        const diffusion::ClassEmbedder embedder(
            goldenWeights("class_embedder.safetensors", cpu()).take("embedding.weight"), 1000);
        QVERIFY(at::equal(embedder.embed(state.at("in.ids")), state.at("out.c")));
        QVERIFY(at::equal(embedder.unconditional(2), state.at("out.uc")));
        QCOMPARE(embedder.classes(), std::int64_t(1000));
        QCOMPARE(embedder.width(), std::int64_t(16));
        QVERIFY(embedder.hasUnconditional());
    }

    void withoutUnconditionalRow() {
        const diffusion::ClassEmbedder embedder(at::ones({4, 2}), {});
        QCOMPARE(embedder.classes(), std::int64_t(4));
        const auto message = messageOf<base::InputError>([&] { embedder.unconditional(1); });
        QVERIFY2(message.contains("prior.guidance"), qPrintable(message));
    }

    void wrongClassesAreRefused() {
        const diffusion::ClassEmbedder embedder(at::ones({4, 2}), 3);
        for (const std::int64_t id : {-1, 4}) {
            const auto message = messageOf<base::InputError>([&] {
                embedder.embed(at::tensor(std::vector<std::int64_t>{0, id}));
            });
            QVERIFY2(message.startsWith(QString("Class %1 ").arg(id)) && message.contains("4 rows"),
                     qPrintable(message));
        }
        QVERIFY(messageOf<base::InputError>([] {
                    diffusion::ClassEmbedder(at::ones({4, 2}), 4);
                }).contains("4 rows"));
    }
};

QTEST_APPLESS_MAIN(ClassEmbedderTest)
#include "class_embedder_test.moc"
