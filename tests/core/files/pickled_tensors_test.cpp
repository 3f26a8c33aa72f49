#include "core/files/pickled_tensors.h"

#include <QtTest>

#include "core/files/pickle_machine.h"
#include "tests/support/bytes.h"
#include "tests/support/unsound.h"

using namespace ld3m::files;
using namespace ld3m::tests;

namespace {

Unpickled pickleOf(PickleValue root) {
    Unpickled pickle;
    pickle.root = root;
    pickle.tensors.resize(3);
    return pickle;
}

QStringList namesIn(const Unpickled& pickle) {
    QStringList names;
    for (const auto& [name, tensor] : pickledTensors(pickle).found)
        names += QString::fromStdString(name) + "=" + QString::number(tensor);
    return names;
}

} // namespace

class PickledTensorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesArePaths() {
        Unpickled pickle = pickleOf(PickleDict{0});
        pickle.classes = {{"torch._utils", "_rebuild_sparse_tensor"}, {"os", "system"}};
        pickle.sequences = {{PickleTensor{0}, PickleDict{1}, PickleValue(std::int64_t(9))}};
        pickle.dicts = {{{std::string_view("list"), PickleSequence{0}},
                         {std::int64_t(7), PickleTensor{1}},
                         {PickleClass{1}, PickleTensor{2}},
                         {std::string_view("sparse"), PickleOpaque{0}},
                         {std::string_view("call"), PickleOpaque{1}}},
                        {{std::string_view("a.b"), PickleTensor{2}}}};
        QCOMPARE(namesIn(pickle), (QStringList{"list/0=0", "list/1/a.b=2", "7=1"}));
        QCOMPARE(pickledTensors(pickle).left_out,
                 std::vector<std::string>{"sparse (torch._utils._rebuild_sparse_tensor)"});
    }

    void aLoneTensorHasNoName() { QCOMPARE(namesIn(pickleOf(PickleTensor{1})), QStringList{"=1"}); }

    void sharedContainersGiveEachName() {
        Unpickled pickle = pickleOf(PickleDict{0});
        pickle.sequences = {{PickleTensor{0}}};
        pickle.dicts = {
            {{std::string_view("a"), PickleSequence{0}}, {std::string_view("b"), PickleSequence{0}}}};
        QCOMPARE(namesIn(pickle), (QStringList{"a/0=0", "b/0=0"}));
    }

    void aContainerInsideItselfIsPassedOver() {
        Unpickled pickle = pickleOf(PickleSequence{0});
        pickle.sequences = {{PickleSequence{0}, PickleTensor{2}}};
        QCOMPARE(namesIn(pickle), QStringList{"1=2"});
    }

    void endlessTreesAreRefused() {
        Unpickled deep = pickleOf(PickleSequence{0});
        for (std::uint32_t i = 1; i <= 70; ++i)
            deep.sequences.push_back({PickleSequence{i}});
        deep.sequences.push_back({});
        QVERIFY(wrongIn([&] { pickledTensors(deep); }).contains("nested deeper"));
        Unpickled wide = pickleOf(PickleSequence{0});
        for (std::uint32_t i = 1; i <= 30; ++i)
            wide.sequences.emplace_back(10, PickleSequence{i});
        wide.sequences.push_back({});
        QVERIFY(wrongIn([&] { pickledTensors(wide); }).contains("hold each other"));
    }

    void namesAreBounded() {
        const std::string longKey(1001, 'k');
        Unpickled pickle = pickleOf(PickleDict{0});
        pickle.dicts = {{{std::string_view(longKey), PickleTensor{0}}}};
        QVERIFY(wrongIn([&] { pickledTensors(pickle); }).contains("more than 1000 letters"));
        const std::string key(1000, 'k');
        pickle.dicts = {{}};
        for (int i = 0; i < 70'000; ++i)
            pickle.dicts[0].emplace_back(std::string_view(key), PickleTensor{0});
        QVERIFY(wrongIn([&] { pickledTensors(pickle); }).contains("longer names"));
    }
};

QTEST_APPLESS_MAIN(PickledTensorsTest)
#include "pickled_tensors_test.moc"
