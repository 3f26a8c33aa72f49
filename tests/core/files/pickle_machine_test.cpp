#include "core/files/pickle_machine.h"

#include <QtTest>

#include "core/files/pickled_tensors.h"
#include "tests/support/torch_bytes.h"
#include "tests/support/unsound.h"

using namespace ld3m::files;
using namespace ld3m::tests;
using namespace std::string_literals;

namespace {

QString wrongWith(const std::string& pickle) {
    return wrongIn([&] { unpickle(bytesOf(pickle)); });
}

template<typename T>
T rootOf(const std::string& pickle) {
    const Unpickled read = unpickle(bytesOf(pickle));
    return std::get<T>(read.root);
}

QString className(const Unpickled& pickle) {
    const ClassName& name = pickle.classes[std::get<PickleOpaque>(pickle.root).index];
    return QString::fromStdString(std::string(name.module) + "|" + std::string(name.name));
}

} // namespace

class PickleMachineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plainValues() {
        QVERIFY(std::holds_alternative<std::monostate>(unpickle(bytesOf("N.")).root));
        QCOMPARE(rootOf<bool>("\x88."), true);
        QCOMPARE(rootOf<bool>("\x89."), false);
        QCOMPARE(rootOf<bool>("I01\n."), true);
        QCOMPARE(rootOf<std::int64_t>("K\xff."), std::int64_t(255));
        QCOMPARE(rootOf<std::int64_t>("M\x01\x02."), std::int64_t(0x201));
        QCOMPARE(rootOf<std::int64_t>("J\xfe\xff\xff\xff."), std::int64_t(-2));
        QCOMPARE(rootOf<std::int64_t>("I-12\n."), std::int64_t(-12));
        QCOMPARE(rootOf<std::int64_t>("L99L\n."), std::int64_t(99));
        QCOMPARE(rootOf<std::int64_t>("\x8a\0."s), std::int64_t(0));
        QCOMPARE(rootOf<std::int64_t>("\x8a\x02\x00\x80."s), std::int64_t(-32768));
        QCOMPARE(rootOf<std::int64_t>("\x8b\x03\0\0\0\x00\x80\x00."s), std::int64_t(32768));
        QCOMPARE(rootOf<double>("G\x3f\xf8\0\0\0\0\0\0."s), 1.5);
        QCOMPARE(rootOf<double>("F-2.5\n."), -2.5);
        for (const std::string& text : {"U\x02hi."s, "T\x02\0\0\0hi."s, "X\x02\0\0\0hi."s, "\x8c\x02hi."s,
                                        "\x8d\x02\0\0\0\0\0\0\0hi."s, "S'hi'\n."s, "Vhi\n."s})
            QVERIFY(rootOf<std::string_view>(text) == "hi");
    }

    void containersOfEveryProtocol() {
        for (const std::string& list : {"]K\x01"
                                        "aK\x02"
                                        "a."s,
                                        "](K\x01K\x02"
                                        "e."s,
                                        "(K\x01K\x02l."s, "(K\x01K\x02t."s, "K\x01K\x02\x86."s}) {
            const Unpickled read = unpickle(bytesOf(list));
            const auto sequence = std::get<PickleSequence>(read.root);
            QCOMPARE(sequence.tuple, list[list.size() - 2] == 't' || list[list.size() - 2] == '\x86');
            const auto& values = read.sequences[sequence.index];
            QCOMPARE(values.size(), std::size_t(2));
            QCOMPARE(std::get<std::int64_t>(values[1]), std::int64_t(2));
        }
        for (const std::string& dict : {"}K\x01K\x02s."s, "}(K\x01K\x02u."s,
                                        "(K\x01K\x02"
                                        "d."s,
                                        "ccollections\nOrderedDict\n)RK\x01K\x02s."s,
                                        "\x8c\x0b"
                                        "collections\x8c\x0bOrderedDict\x93)RK\x01K\x02s."s}) {
            const Unpickled read = unpickle(bytesOf(dict));
            const auto& entries = read.dicts[std::get<PickleDict>(read.root).index];
            QCOMPARE(entries.size(), std::size_t(1));
            QCOMPARE(std::get<std::int64_t>(entries[0].second), std::int64_t(2));
        }
    }

    void memoAndMarks() {
        QCOMPARE(rootOf<std::int64_t>("K\x05q\x09"
                                      "0h\x09."),
                 std::int64_t(5));
        QCOMPARE(rootOf<std::int64_t>("K\x05p300\n0g300\n."), std::int64_t(5));
        QCOMPARE(rootOf<std::int64_t>("K\x05r\xff\xff\xff\xff"
                                      "0j\xff\xff\xff\xff."),
                 std::int64_t(5));
        QCOMPARE(rootOf<std::int64_t>("K\x05\x94K\x06\x94"
                                      "00h\x01."),
                 std::int64_t(6));
        QCOMPARE(rootOf<std::int64_t>("K\x05(K\x06K\x07"
                                      "1."),
                 std::int64_t(5));
        QCOMPARE(rootOf<std::int64_t>("K\x05(0."), std::int64_t(5));
        // A list that contains itself.
        const Unpickled self = unpickle(bytesOf("]q\x01h\x01"
                                                "a."s));
        const auto list = std::get<PickleSequence>(self.root);
        QCOMPARE(std::get<PickleSequence>(self.sequences[list.index][0]).index, list.index);
    }

    void lengthIsWhereThePickleEnds() {
        QCOMPARE(unpickle(bytesOf("\x80\x02K\x05.and more")).length, std::size_t(5));
    }

    // Whatever a pickle calls, nothing but a name comes out of it.
    void callsBecomeNames_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("name");
        QTest::newRow("reduce") << QByteArray("cposix\nsystem\nU\x04true\x85R.") << "posix|system";
        QTest::newRow("inst") << QByteArray("(U\x04trueiposix\nsystem\n.") << "posix|system";
        QTest::newRow("obj") << QByteArray("(cposix\nsystem\nU\x04trueo.") << "posix|system";
        QTest::newRow("newobj") << QByteArray("csubprocess\nPopen\n)\x81.") << "subprocess|Popen";
        QTest::newRow("newobj_ex") << QByteArray("csubprocess\nPopen\n)}\x92.") << "subprocess|Popen";
        QTest::newRow("stack_global") << QByteArray("U\x02osU\x06system\x93)R.") << "os|system";
        QTest::newRow("call of a result")
            << QByteArray("c__builtin__\ngetattr\n)R)R.") << "__builtin__|getattr";
        QTest::newRow("filled") << QByteArray("capp\nTable\n)RK\x01K\x02sK\x01"
                                              "a}b.")
                                << "app|Table";
        QTest::newRow("longer name") << QByteArray("ccollections\nOrderedDict.x\n)R.")
                                     << "collections|OrderedDict.x";
        QTest::newRow("blank") << QByteArray("ccollections\nOrderedDict \n)R.") << "collections|OrderedDict ";
        QTest::newRow("other module")
            << QByteArray("ctorch\n_rebuild_tensor_v2\n)R.") << "torch|_rebuild_tensor_v2";
        QTest::newRow("set") << QByteArray("\x8f(K\x01\x90.") << "builtins|set";
        QTest::newRow("frozen set") << QByteArray("(K\x01\x91.") << "builtins|set";
        QTest::newRow("bytes") << QByteArray("C\x02hi.") << "builtins|bytes";
        QTest::newRow("big integer") << QByteArray("\x8a\x09"
                                                   "123456789.")
                                     << "builtins|int";
    }
    void callsBecomeNames() {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, name);
        const std::string bytes = pickle.toStdString();
        const Unpickled read = unpickle(bytesOf(bytes));
        QCOMPARE(className(read), name);
        QVERIFY(wrongIn([&] { pickledTensors(read); }).contains("programs in files are never run"));
    }

    void tensorsAreClaims() {
        const std::string pickle = tensorCall(storageId()) + ".";
        const Unpickled read = unpickle(bytesOf(pickle));
        QCOMPARE(std::get<PickleTensor>(read.root).index, std::uint32_t(0));
        QCOMPARE(read.tensors.size(), std::size_t(1));
        QCOMPARE(read.tensors[0].offset, std::int64_t(2));
        QCOMPARE(read.tensors[0].shape, (std::vector<std::int64_t>{3, 3}));
        QCOMPARE(read.tensors[0].strides, (std::vector<std::int64_t>{3, 1}));
        QCOMPARE(read.storages.size(), std::size_t(1));
        QVERIFY(read.storages[0].key == "7" && read.storages[0].dtype == "F32");
        QCOMPARE(read.storages[0].item, std::size_t(4));
        QCOMPARE(read.storages[0].count, std::int64_t(12));
        // A parameter is its tensor.
        const std::string parameter =
            "ctorch._utils\n_rebuild_parameter\n" + tensorCall(storageId()) + "\x88N\x87R.";
        QVERIFY(std::holds_alternative<PickleTensor>(unpickle(bytesOf(parameter)).root));
    }

    void storagesAreSharedByKey() {
        const std::string two = tensorCall(storageId()) + tensorCall(storageId()) + "\x86.";
        const Unpickled read = unpickle(bytesOf(two));
        QCOMPARE(read.tensors.size(), std::size_t(2));
        QCOMPARE(read.storages.size(), std::size_t(1));
        const std::string differ =
            tensorCall(storageId()) + tensorCall(storageId("ctorch\nDoubleStorage\n")) + "\x86.";
        QVERIFY(wrongWith(differ).contains("claimed in two ways"));
    }

    void refusals_data() {
        QTest::addColumn<QByteArray>("pickle");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* name, const std::string& pickle, const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(pickle) << words;
        };
        row("nothing", "", "too early");
        row("no end", "K\x01", "too early");
        row("text beyond the end", "X\xff\xff\xff\x7fhi.", "too early");
        row("negative length", "\x8b\xff\xff\xff\xff.", "too early");
        row("frame beyond the end", "\x95\xff\0\0\0\0\0\0\0N."s, "frame");
        row("newer protocol", "\x80\x06N.", "newer protocol");
        row("extension registry", "\x82\x01.", "forbidden instruction 130");
        row("persistent id as a line", "P1\n.", "forbidden instruction 80");
        row("buffer outside", "\x97.", "forbidden instruction 151");
        row("empty stack", ".", "not there");
        row("below a mark", "K\x01(a.", "not there");
        row("group not opened", "K\x01t.", "not opened");
        row("leftovers", "K\x01K\x02.", "leaves values behind");
        row("open group", "K\x01(K\x02.", "leaves values behind");
        row("key without value", "}(K\x01u.", "no value");
        row("item of a number", "K\x01K\x02K\x03s.", "a dictionary was expected");
        row("appended to a dictionary",
            "}K\x01"
            "a.",
            "a list was expected");
        row("appended to a tuple",
            ")K\x01"
            "a.",
            "adds to a tuple");
        row("state of a list", "]}b.", "plain value");
        row("call of a text", "U\x02hi)R.", "a class was expected");
        row("call without a tuple", "cos\nsystem\nNR.", "arguments was expected");
        row("unknown memo", "h\x01.", "never stored");
        row("escapes", "Va\\u0041\n.", "escapes");
        row("half a quote", "S'hi\n.", "quotes");
        row("no number", "Ione\n.", "number that is none");
        row("number too big", "I99999999999999999999\n.", "number that is none");
        row("ordered dictionary of a number", "ccollections\nOrderedDict\nK\x05\x85R.",
            "made from something");
        row("id is a text", "U\x02hiQ.", "a storage was expected");
        row("id of a module", "(U\x06moduleNNNNtQ.", "no storage");
        row("id of a call",
            "(U\x07storagecos\nsystem\n)RU\x01"
            "0U\x03"
            "cpuK\x01tQ.",
            "storage's class was expected");
        row("storage class", storageId("ctorch\nEvilStorage\n") + ".", "unknown class torch.EvilStorage");
        row("dotted storage class", storageId("ctorch\nhub.FloatStorage\n") + ".", "unknown class");
        row("number as key", storageId("ctorch\nFloatStorage\n", "K\x01") + ".",
            "storage's key was expected");
        row("negative count",
            storageId("ctorch\nFloatStorage\n",
                      "U\x01"
                      "0",
                      "J\xff\xff\xff\xff") +
                ".",
            "claims -1");
        row("count beyond memory",
            storageId("ctorch\nFloatStorage\n",
                      "U\x01"
                      "0",
                      "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f") +
                ".",
            "claims");
        row("view of a storage",
            "(U\x07storagectorch\nFloatStorage\nU\x01"
            "0U\x03"
            "cpuK\x01K\x01tQ.",
            "oldest");
        row("tensor of nothing", tensorCall("N") + ".", "a storage was expected");
        row("tensor of few values", "ctorch._utils\n_rebuild_tensor_v2\nK\x01\x85R.", "by 1 values");
        row("shape of texts",
            tensorCall(storageId(), "K\x02U\x01"
                                    "3\x85K\x01\x85") +
                ".",
            "a shape was expected");
        row("shape is a text",
            tensorCall(storageId(), "K\x02U\x01"
                                    "3K\x01\x85") +
                ".",
            "a shape was expected");
        std::string wide = "K\x02(";
        for (int i = 0; i < 65; ++i)
            wide += "K\x01";
        row("many dimensions", tensorCall(storageId(), wide + "tK\x01\x85") + ".", "65 dimensions");
    }
    void refusals() {
        QFETCH(QByteArray, pickle);
        QFETCH(QString, words);
        const QString reason = wrongWith(pickle.toStdString());
        QVERIFY2(reason.contains(words), qPrintable(reason));
    }

    void numberOfValuesIsBounded() {
        const std::string many(9'000'000, 'N');
        QVERIFY(wrongWith(many).contains("more values than any checkpoint"));
    }
};

QTEST_APPLESS_MAIN(PickleMachineTest)
#include "pickle_machine_test.moc"
