// A run on some classes still names the prior's classes rightly.
#include <QtTest>

#include "core/data/class_ranks.h"

using namespace ld3m;

class ClassRanksTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ranksAreAmongAllClassesOfTheFolder() {
        settings::DatasetSettings dataset;
        dataset.path = std::string(LD3M_SOURCE_FOLDER) + "/resources/demo/cifar10-mini";
        QCOMPARE(data::classRanks(dataset, {"truck", "airplane", "cat"}),
                 (std::vector<std::int64_t>{9, 0, 3}));
        QCOMPARE(data::classRanks(dataset, {"automobile"}), (std::vector<std::int64_t>{1}));
    }
};

QTEST_APPLESS_MAIN(ClassRanksTest)
#include "class_ranks_test.moc"
