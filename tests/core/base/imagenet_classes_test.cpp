// ImageNet's class list: complete, in order, and right where everybody knows it.
#include <algorithm>
#include <set>

#include <QtTest>

#include "core/base/imagenet_classes.h"

using namespace ld3m;

class ImagenetClassesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thereAreThousandClassesInOrder() {
        const auto& classes = base::imagenetClasses();
        QCOMPARE(classes.size(), 1000U);
        QVERIFY(std::ranges::is_sorted(classes, std::ranges::less_equal(), &base::ImageNetClass::synset));
        std::set<std::string> synsets, names;
        for (const base::ImageNetClass& one : classes) {
            QVERIFY2(one.synset.size() == 9 && one.synset[0] == 'n', one.synset.c_str());
            QVERIFY2(!one.name.empty() && one.name == QString(one.name.c_str()).trimmed().toStdString(),
                     one.name.c_str());
            synsets.insert(one.synset);
            names.insert(one.name);
        }
        QCOMPARE(synsets.size(), 1000U);
        QCOMPARE(names.size(), 1000U);
    }

    // What everybody agrees about: the ends, a cat, and Imagenette's folders.
    void knownClassesHaveTheirIndices_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<QString>("name");
        QTest::newRow("n01440764") << 0 << "tench";
        QTest::newRow("n02102040") << 217 << "English springer";
        QTest::newRow("n02123045") << 281 << "tabby";
        QTest::newRow("n02979186") << 482 << "cassette player";
        QTest::newRow("n03000684") << 491 << "chain saw";
        QTest::newRow("n03028079") << 497 << "church";
        QTest::newRow("n03394916") << 566 << "French horn";
        QTest::newRow("n03417042") << 569 << "garbage truck";
        QTest::newRow("n03425413") << 571 << "gas pump";
        QTest::newRow("n03445777") << 574 << "golf ball";
        QTest::newRow("n03888257") << 701 << "parachute";
        QTest::newRow("n02012849") << 134 << "crane (bird)";
        QTest::newRow("n03126707") << 517 << "crane (machine)";
        QTest::newRow("n15075141") << 999 << "toilet tissue";
    }
    void knownClassesHaveTheirIndices() {
        QFETCH(int, index);
        QFETCH(QString, name);
        const std::string synset = QTest::currentDataTag();
        QCOMPARE(base::imagenetIndex(synset), std::optional<std::int64_t>(index));
        QCOMPARE(QString(base::displayName(synset).c_str()), name);
        QCOMPARE(QString(base::synsetAndName(synset).c_str()), QTest::currentDataTag() + (" " + name));
    }

    void otherNamesStayAsTheyAre() {
        for (const char* name : {"cat", "", "n00000000", "n0212304", "n021230455", "~"}) {
            QVERIFY2(!base::imagenetIndex(name), name);
            QCOMPARE(base::displayName(name), std::string(name));
            QCOMPARE(base::synsetAndName(name), std::string(name));
        }
        QCOMPARE(base::displayNames({"n02123045", "dog"}), (std::vector<std::string>{"tabby", "dog"}));
    }

    void indicesOfSeveralClasses() {
        QCOMPARE(base::imagenetIndices({"n02123045", "n01440764"}), (std::vector<std::int64_t>{281, 0}));
        QVERIFY(base::imagenetIndices({"n02123045", "dog"}).empty());
    }
};

QTEST_APPLESS_MAIN(ImagenetClassesTest)
#include "imagenet_classes_test.moc"
