// State dicts out of every container, mapped.
#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/tensor/state_dict.h"
#include "tests/support/message_of.h"

using namespace ld3m;

namespace {

const std::filesystem::path kGolden = LD3M_SOURCE_FOLDER "/tests/golden/checkpoints";

tensor::StateDict read(const std::string& name) {
    return tensor::readStateDict(kGolden / name);
}

std::ptrdiff_t bytesBetween(const at::Tensor& a, const at::Tensor& b) {
    return static_cast<const std::byte*>(b.const_data_ptr()) -
           static_cast<const std::byte*>(a.const_data_ptr());
}

} // namespace

class ReadStateDictTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainingFileGivesItsWeights() {
        const tensor::StateDict state = read("good/ldm_lightning.ckpt");
        QCOMPARE(state.tensors.size(), std::size_t(288));
        QVERIFY(state.at("betas").sizes() == at::IntArrayRef({1000}));
        QCOMPARE(state.at("model_ema.num_updates").item<std::int64_t>(), std::int64_t(123));
        for (const auto& [name, tensor] : state.tensors)
            QVERIFY2(name.find('/') == std::string::npos, name.c_str());
    }

    void viewsStayViews() {
        const tensor::StateDict state = read("good/views.pt");
        const at::Tensor& base = state.at("base");
        QVERIFY(at::equal(state.at("transposed"), base.t()));
        QCOMPARE(bytesBetween(base, state.at("transposed")), std::ptrdiff_t(0));
        QCOMPARE(bytesBetween(base, state.at("same_as_base")), std::ptrdiff_t(0));
        const std::ptrdiff_t rows = bytesBetween(base, state.at("rows"));
        QVERIFY(rows > 0 && rows % 16 == 0 && at::equal(state.at("rows"), base.narrow(0, rows / 16, 3)));
        QVERIFY(state.at("expanded").strides() == at::IntArrayRef({0, 1}));
        QVERIFY(state.at("channels_last").is_contiguous(at::MemoryFormat::ChannelsLast));
        QVERIFY(state.at("empty").sizes() == at::IntArrayRef({0, 3}));
        QCOMPARE(state.at("scalar").item<double>(), 3.25);
    }

    // The old stream aligns nothing, so its tensors are copied into place.
    void bothContainersHoldTheSame_data() {
        QTest::addColumn<QString>("archive");
        for (const char* name : {"views", "dtypes", "bare_state_dict", "parameters"})
            QTest::newRow(name) << QString(name);
    }
    void bothContainersHoldTheSame() {
        QFETCH(QString, archive);
        const tensor::StateDict one = read("good/" + archive.toStdString() + ".pt");
        const tensor::StateDict other = read("good/" + archive.toStdString() + "_legacy.pt");
        QCOMPARE(one.tensors.size(), other.tensors.size());
        for (const auto& [name, tensor] : one.tensors) {
            const at::Tensor& twin = other.at(name);
            QVERIFY2(twin.scalar_type() == tensor.scalar_type() && at::equal(twin, tensor), name.c_str());
            QVERIFY2(twin.strides() == tensor.strides(), name.c_str());
            const auto place = reinterpret_cast<std::uintptr_t>(twin.const_data_ptr());
            QCOMPARE(place % twin.itemsize(), std::uintptr_t(0));
        }
    }

    void tensorsOutliveEverything() {
        const at::Tensor copied = read("good/views_legacy.pt").at("i64");
        const at::Tensor mapped = read("good/views.pt").at("i64");
        QVERIFY(at::equal(copied, mapped));
        QVERIFY(at::equal(read("odd/bigendian.pt").at("w"), read("good/handmade.pt").at("w")));
        QVERIFY(at::equal(read("odd/deflated.pt").at("w"), read("good/handmade.pt").at("w")));
    }

    void progressCountsBytes() {
        std::vector<std::pair<std::uint64_t, std::uint64_t>> calls;
        const tensor::StateDict state = tensor::readStateDict(
            kGolden / "good/bare_state_dict.pt",
            [&](std::uint64_t done, std::uint64_t total) { calls.emplace_back(done, total); });
        std::uint64_t bytes = 0;
        for (const auto& [name, tensor] : state.tensors)
            bytes += tensor.nbytes();
        QCOMPARE(calls.size(), state.tensors.size());
        QVERIFY(std::ranges::is_sorted(calls));
        QCOMPARE(calls.back(), std::pair(bytes, bytes));
    }

    void leftOutTensorsAreSaid() {
        std::vector<std::string> lines;
        base::log::setSink([&](base::log::Level, const std::string& line) { lines.push_back(line); });
        const tensor::StateDict state = read("good/complex.pt");
        base::log::setSink({});
        QCOMPARE(state.tensors.size(), std::size_t(1));
        QVERIFY(state.has("f"));
        QCOMPARE(lines.size(), std::size_t(1));
        QVERIFY2(lines[0].find("left out: c64 (complex") != std::string::npos, lines[0].c_str());
    }

    void problemsAreSentences() {
        for (const char* name :
             {"hostile/os_system.pt", "malformed/stride_out.pt", "malformed/trunc_zip_900.pt"}) {
            const QString message = tests::messageOf<base::InputError>([&] { read(name); });
            QVERIFY2(message.contains(name) && message.endsWith('.'), qPrintable(message));
        }
    }
};

QTEST_APPLESS_MAIN(ReadStateDictTest)
#include "read_state_dict_test.moc"
