#include "core/base/nearest_name.h"

#include <QtTest>

#include "core/base/text.h"

using ld3m::base::nearestName;

class NearestNameTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void finds_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("expected");
        QTest::newRow("dropped letter") << "prior.step"
                                        << "prior.steps";
        QTest::newRow("swapped letters") << "prior.setps"
                                         << "prior.steps";
        QTest::newRow("exact") << "prior.eta"
                               << "prior.eta";
        QTest::newRow("other word") << "distillation.rate"
                                    << "distillation.latent_rate";
        QTest::newRow("nothing near") << "qqqqqqqq"
                                      << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void finds() {
        QFETCH(QString, typed);
        QFETCH(QString, expected);
        const std::vector<std::string> names = {"prior.steps", "prior.eta", "distillation.latent_rate"};
        QCOMPARE(QString::fromStdString(nearestName(typed.toStdString(), names)), expected);
    }

    void hasNoneInAnEmptyList() { QVERIFY(nearestName("a", {}).empty()); }

    void firstOfEquallyNearNamesWins() { QCOMPARE(nearestName("cat", {"bat", "rat"}), std::string("bat")); }

    void textJoinsPieces() {
        QCOMPARE(ld3m::base::text("a ", 3, ' ', 0.5), std::string("a 3 0.5"));
        QCOMPARE(ld3m::base::join(std::vector<std::string>{"a", "b", "c"}, ", "), std::string("a, b, c"));
        QCOMPARE(ld3m::base::join(std::vector<std::string>{}, ", "), std::string());
    }
};

QTEST_APPLESS_MAIN(NearestNameTest)
#include "nearest_name_test.moc"
