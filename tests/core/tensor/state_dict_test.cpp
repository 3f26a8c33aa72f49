#include <ATen/ATen.h>

#include <QtTest>

#include <fstream>

#include "core/base/error.h"
#include "core/tensor/state_dict.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;

class StateDictTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTypeComesBack() {
        const tests::TemporaryFolder folder;
        tensor::StateDict written;
        for (const auto type : {at::kFloat, at::kHalf, at::kBFloat16, at::kDouble, at::kLong, at::kInt,
                                at::kShort, at::kChar, at::kByte, at::kBool})
            written.tensors[at::toString(type)] = at::arange(6).remainder(2).to(type).view({2, 3});
        written.tensors["one number"] = at::tensor(2.5);
        written.tensors["nothing"] = at::empty({0, 4});
        written.tensors["transposed"] = at::arange(6, at::kFloat).view({2, 3}).t();
        written.metadata["kind"] = "test";
        tensor::writeStateDict(folder / "a.safetensors", written);

        const tensor::StateDict read = tensor::readStateDict(folder / "a.safetensors");
        QCOMPARE(read.metadata, written.metadata);
        QCOMPARE(read.tensors.size(), written.tensors.size());
        for (const auto& [name, tensor] : written.tensors) {
            QCOMPARE(read.at(name).scalar_type(), tensor.scalar_type());
            QVERIFY2(at::equal(read.at(name), tensor), name.c_str());
        }
    }

    void tensorsOutliveTheirStateDict() {
        const tests::TemporaryFolder folder;
        tensor::StateDict written;
        written.tensors["a"] = at::arange(1000, at::kFloat);
        tensor::writeStateDict(folder / "a.safetensors", written);
        const at::Tensor a = tensor::readStateDict(folder / "a.safetensors").at("a");
        std::filesystem::remove(folder / "a.safetensors");
        QCOMPARE(a.sum().item<double>(), 499500.0);
    }

    void problemsAreSentences() {
        const tests::TemporaryFolder folder;
        const tensor::StateDict empty;
        QVERIFY(!empty.has("conv.weight"));
        QVERIFY(tests::messageOf<base::InputError>([&] { empty.at("conv.weight"); }).contains("conv.weight"));
        tensor::StateDict odd;
        odd.tensors["c"] = at::zeros({2}, at::kComplexFloat);
        QVERIFY(tests::messageOf<base::RunError>([&] {
                    tensor::writeStateDict(folder / "c", odd);
                }).contains("Complex"));
        std::ofstream(folder / "text") << "not a tensor file";
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    tensor::readStateDict(folder / "text");
                }).contains("text"));
    }
};

QTEST_APPLESS_MAIN(StateDictTest)
#include "state_dict_test.moc"
