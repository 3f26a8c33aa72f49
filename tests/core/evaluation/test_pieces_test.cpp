#include <set>

#include <QtTest>

#include "core/evaluation/test_pieces.h"
#include "tests/support/tiny_dataset.h"

using namespace ld3m;
using evaluation::imagesIn;
using evaluation::testPieces;

namespace {

std::vector<std::set<std::int64_t>> byClass(const std::vector<evaluation::TestPiece>& pieces,
                                            std::size_t classes) {
    std::vector<std::set<std::int64_t>> chosen(classes);
    for (const auto& piece : pieces)
        chosen[static_cast<std::size_t>(piece.label)].insert(piece.indices.begin(), piece.indices.end());
    return chosen;
}

} // namespace

class TestPiecesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void allImagesOnce_data() {
        QTest::addColumn<int>("wanted");
        for (const int wanted : {0, 265, 10000})
            QTest::addRow("%d", wanted) << wanted;
    }

    void allImagesOnce() {
        QFETCH(int, wanted);
        const auto test = tests::tinyDataset({5, 250, 10}, 2);
        const auto pieces = testPieces(test, wanted);
        QCOMPARE(imagesIn(pieces), std::int64_t(265));
        const auto chosen = byClass(pieces, 3);
        QCOMPARE(chosen[0].size(), std::size_t(5));
        QCOMPARE(chosen[1].size(), std::size_t(250));
        QCOMPARE(chosen[2].size(), std::size_t(10));
        for (const auto& piece : pieces)
            QVERIFY(piece.indices.size() <= 100);
    }

    void aPartIsEvenAcrossAndWithinClasses() {
        const auto chosen = byClass(testPieces(tests::tinyDataset({20, 20}, 2), 9), 2);
        QCOMPARE(chosen[0], (std::set<std::int64_t>{0, 4, 8, 12, 16}));
        QCOMPARE(chosen[1], (std::set<std::int64_t>{0, 5, 10, 15}));
    }

    void smallClassesGiveAllTheyHave() {
        const auto chosen = byClass(testPieces(tests::tinyDataset({2, 50, 50}, 2), 20), 3);
        QCOMPARE(chosen[0].size(), std::size_t(2));
        QCOMPARE(chosen[1].size(), std::size_t(9));
        QCOMPARE(chosen[2].size(), std::size_t(9));
    }
};

QTEST_APPLESS_MAIN(TestPiecesTest)
#include "test_pieces_test.moc"
