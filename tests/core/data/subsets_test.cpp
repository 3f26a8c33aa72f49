// The field's subsets of ImageNet.
#include <algorithm>
#include <set>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/base/imagenet_classes.h"
#include "core/data/subsets.h"

using namespace ld3m;
using settings::Subset;

class SubsetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The field's definitions, by another road than the library's table.
    void everySubsetIsTheFields() {
        QFile file(LD3M_SOURCE_FOLDER "/tests/golden/objectives/class_indices.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject published = QJsonDocument::fromJson(file.readAll()).object()["subsets"].toObject();
        QCOMPARE(published.size(), qsizetype(data::allSubsets().size()));
        for (const Subset subset : data::allSubsets()) {
            QString name = QString::fromStdString(settings::nameOf(subset));
            name = name.startsWith("imagenet_") ? name.mid(9) : name;
            QVERIFY2(published.contains(name), qPrintable(name));
            std::vector<std::int64_t> expected;
            for (const QJsonValue index : published[name].toArray())
                expected.push_back(index.toInt());
            QCOMPARE(data::subsetIndices(subset), expected);
            QCOMPARE(base::imagenetIndices(data::subsetSynsets(subset)), expected);
        }
    }

    void titlesAreDistinct() {
        std::set<std::string> titles;
        for (const Subset subset : data::allSubsets())
            titles.insert(data::titleOf(subset));
        QCOMPARE(titles.size(), data::allSubsets().size());
        QCOMPARE(data::titleOf(Subset::imagenet_a), std::string("ImageNet-A"));
        QCOMPARE(data::titleOf(Subset::marine), std::string("Marine"));
    }

    void whatIsMissingComesInLabelOrder() {
        QCOMPARE(data::missingSynsets(Subset::none, {}), std::vector<std::string>());
        std::vector<std::string> here = data::subsetSynsets(Subset::fruits);
        QVERIFY(data::missingSynsets(Subset::fruits, here).empty());
        std::swap(here[0], here[9]);
        here.erase(here.begin() + 2); // strawberry
        here.erase(here.begin());     // Granny Smith, label 9
        QCOMPARE(data::missingSynsets(Subset::fruits, here),
                 (std::vector<std::string>{"n07745940", "n07742313"}));
    }
};

QTEST_APPLESS_MAIN(SubsetsTest)
#include "subsets_test.moc"
