// The published models at their real size (up to 1.8 GB each), one in each container, with random numbers:
// they load by mapping. Runs with LD3M_LONG_TESTS=1 only.
#include "core/diffusion/latent_diffusion_model.h"

#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/process_memory.h"
#include "core/diffusion/checkpoint_layout.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/torch_file.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

constexpr std::int64_t kSmall = std::int64_t{64} << 20;

enum class Container { archive, stream, safetensors };

void writeSafetensors(const std::filesystem::path& file, const Shapes& shapes) {
    tensor::StateDict state;
    std::size_t index = 0;
    for (const auto& [name, shape] : shapes) {
        const std::vector<float> values = numbersOfTensor(index++, countOf(shape));
        state.tensors[name] = at::tensor(at::ArrayRef<float>(values)).view(shape);
    }
    tensor::writeStateDict(file, state);
}

void write(Container container, const std::filesystem::path& file, const Shapes& shapes) {
    if (container == Container::archive)
        writeFullArchive(file, shapes);
    else if (container == Container::stream)
        writeFullStream(file, shapes);
    else
        writeSafetensors(file, shapes);
}

} // namespace

Q_DECLARE_METATYPE(Container)

class FullSizeCheckpointTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (qEnvironmentVariable("LD3M_LONG_TESTS") != "1")
            QSKIP("It writes files of 1.8 GB and takes a minute: set LD3M_LONG_TESTS=1 to run it.");
    }

    void loadsByMapping_data() {
        QTest::addColumn<QString>("list");
        QTest::addColumn<Container>("container");
        QTest::newRow("cin256-v2, archive") << "cin256-v2" << Container::archive;
        QTest::newRow("FFHQ, stream") << "ffhq-ldm-vq-4" << Container::stream;
        QTest::newRow("cin f8, safetensors") << "cin-ldm-vq-f8" << Container::safetensors;
    }
    void loadsByMapping() {
        QFETCH(QString, list);
        QFETCH(Container, container);
        const Shapes shapes = shapesIn(std::filesystem::path(LD3M_SOURCE_FOLDER) /
                                       "tests/golden/checkpoints" / ("keys_" + list.toStdString() + ".txt"));
        const TemporaryFolder folder;
        const std::filesystem::path file = folder / "model.ckpt";
        write(container, file, shapes);
        const auto size = static_cast<std::int64_t>(std::filesystem::file_size(file));
        QVERIFY(size > 1'300'000'000);

        base::forgetProcessPeak();
        const std::int64_t anonymous = base::processMemory("RssAnon");
        const std::int64_t peak = base::processMemory("VmHWM");
        std::uint64_t fetched = 0;
        const auto options = at::TensorOptions(at::kFloat);
        {
            const auto model = diffusion::loadLatentDiffusionModel(file, options);
            QVERIFY(model.unet && model.autoencoder);
            const std::int64_t own = base::processMemory("RssAnon") - anonymous;
            const std::int64_t most = base::processMemory("VmHWM") - peak;
            qInfo().noquote() << QString("%1: file %2 MB, own memory %3 MB, peak %4 MB")
                                     .arg(list)
                                     .arg(size >> 20)
                                     .arg(own >> 20)
                                     .arg(most >> 20);
            // Nothing of an archive is read before it is used. The old stream is copied once into alignment,
            // while its mapped pages go.
            const std::int64_t allowed = container == Container::stream ? size + kSmall : kSmall;
            QVERIFY(own < allowed);
            QVERIFY(most < allowed);
        }
        {
            const diffusion::CheckpointLayout layout = diffusion::readCheckpointLayout(
                file, [&](std::uint64_t done, std::uint64_t) { fetched = done; });
            QVERIFY(static_cast<std::int64_t>(fetched) > size * 9 / 10);
            QVERIFY(base::processMemory("VmHWM") - peak < size + 2 * kSmall); // once, wherever it lies
            std::size_t index = 0;
            for (const auto& [name, shape] : shapes) {
                const std::vector<float> expected =
                    numbersOfTensor(index, index % 50 == 0 ? countOf(shape) : 1);
                const at::Tensor values = layout.state->at(name).flatten().narrow(0, 0, std::ssize(expected));
                QVERIFY2(at::equal(values, at::tensor(at::ArrayRef<float>(expected))), name.c_str());
                ++index;
            }
        }
    }
};

QTEST_APPLESS_MAIN(FullSizeCheckpointTest)
#include "full_size_checkpoint_test.moc"
