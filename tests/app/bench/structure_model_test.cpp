#include "app/bench/structure_model.h"

#include <fstream>

#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/diffusion/known_checkpoints.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;

class StructureModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aListNamesThePublishedStructure() {
        const auto list = bench::structureIn(std::filesystem::path(LD3M_SOURCE_FOLDER) /
                                             "tests/golden/checkpoints/keys_cin256-v2.txt");
        const diffusion::Comparison comparison = diffusion::nearestKnown(list);
        QCOMPARE(comparison.known->name, std::string("cin256-v2"));
        for (const auto& [name, shape] : bench::publishedStructure("cin256-v2"))
            QVERIFY2(list.contains(name) && list.at(name) == shape, name.c_str());
    }

    void weightsKeepSignalsInBounds() {
        const auto state = bench::drawWeights(
            {{"a.weight", {8, 4, 3, 3}}, {"a.bias", {8}}, {"norm.weight", {8}}, {"table.weight", {16, 100}}});
        QCOMPARE(state->tensors.size(), std::size_t(4));
        QVERIFY(at::equal(state->at("a.bias"), at::zeros({8})));
        QVERIFY(at::equal(state->at("norm.weight"), at::ones({8})));
        const double most = state->at("a.weight").abs().max().item<double>();
        QVERIFY(most <= 1 / 6.0 && most > 0.9 / 6.0); // 1 / sqrt(4 * 9)
        QVERIFY(state->at("table.weight").abs().max().item<double>() <= 0.1F);
        QVERIFY(state->at("table.weight").std().item<double>() > 0.05);
    }

    void wrongListsAreRefused() {
        const tests::TemporaryFolder folder;
        std::ofstream(folder / "list.txt") << "a.weight [2, 3]\nb.weight 2, 3\n";
        const QString torn =
            tests::messageOf<base::InputError>([&] { bench::structureIn(folder / "list.txt"); });
        QVERIFY2(torn.contains("line 2"), qPrintable(torn));
        const QString none =
            tests::messageOf<base::InputError>([&] { bench::structureIn(folder / "none.txt"); });
        QVERIFY2(none.contains("none.txt"), qPrintable(none));
        const QString unknown =
            tests::messageOf<base::InputError>([] { bench::publishedStructure("cin512"); });
        QVERIFY2(unknown.contains("cin256-v2"), qPrintable(unknown));
    }
};

QTEST_APPLESS_MAIN(StructureModelTest)
#include "structure_model_test.moc"
