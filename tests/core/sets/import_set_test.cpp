// Distilled sets as the field shares them: files of real programs' layouts (tests/golden/checkpoints),
// folders, and what is wrong with them.
#include "core/sets/import_set.h"

#include <fstream>

#include <ATen/ATen.h>
#include <QtTest>

#include "core/base/error.h"
#include "core/files/torch_writer.h"
#include "core/images/image_file.h"
#include "core/sets/class_order.h"
#include "core/sets/describe_set.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using sets::importSet;

namespace fs = std::filesystem;

namespace {

fs::path golden(const char* name) {
    return fs::path(LD3M_SOURCE_FOLDER) / "tests/golden/checkpoints/good" / name;
}

void save(const fs::path& file, const at::Tensor& tensor) {
    const at::Tensor plain = tensor.contiguous();
    const char* dtype = plain.scalar_type() == at::kLong   ? "I64"
                        : plain.scalar_type() == at::kByte ? "U8"
                                                           : "F32";
    files::writeTorchFile(
        file, files::TensorEntry{dtype,
                                 plain.sizes().vec(),
                                 {static_cast<const std::byte*>(plain.const_data_ptr()), plain.nbytes()}});
}

at::Tensor someImages(std::int64_t count, std::int64_t side = 4) {
    return at::arange(count * 3 * side * side, at::kFloat).remainder(17).div(16).view({count, 3, side, side});
}

at::Tensor labels(const std::vector<std::int64_t>& numbers) {
    return at::tensor(numbers, c10::TensorOptions(c10::kLong));
}

void writePicture(const fs::path& file, std::uint8_t level, std::int64_t side = 4) {
    fs::create_directories(file.parent_path());
    images::writePng(
        file, {side, side, std::vector<std::uint8_t>(static_cast<std::size_t>(side * side * 3), level)});
}

QString problem(const fs::path& path) {
    return tests::messageOf<base::InputError>([&] { importSet(path); });
}

std::vector<std::int64_t> numbers(const at::Tensor& labels_M) {
    const auto* first = labels_M.const_data_ptr<std::int64_t>();
    return {first, first + labels_M.numel()};
}

} // namespace

class ImportSetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsTheFieldsFiles_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("origin");
        QTest::newRow("lone") << "images_best.pt"
                              << "with labels_best.pt";
        QTest::newRow("pair") << "idc_data.pt"
                              << "IDC";
        QTest::newRow("results") << "res_DC_toy_ConvNet_2ipc.pt"
                                 << "DC, DSA and DM";
    }
    void knowsTheFieldsFiles() {
        QFETCH(QString, file);
        QFETCH(QString, origin);
        const fs::path path = golden(file.toUtf8());
        QVERIFY(sets::isSet(path));
        const auto set = importSet(path);
        QVERIFY2(QString::fromStdString(set.origin).contains(origin), set.origin.c_str());
        QVERIFY(set.images_M3HW.sizes().equals({6, 3, 4, 4}) && set.images_M3HW.scalar_type() == at::kFloat);
        QCOMPARE(numbers(set.labels_M), (std::vector<std::int64_t>{0, 0, 1, 1, 2, 2}));
        QVERIFY(!set.soft_MC.defined() && !set.syn_lr && !set.normalisation);
        QCOMPARE(set.classes(), std::int64_t{3});
        QVERIFY(sets::labelOddities(set).empty());
        // The three files hold the same images (sum in expected.json).
        QVERIFY(std::abs(set.images_M3HW.sum().item<double>() + 14.832522769) < 1e-4);
    }

    void otherFilesAreNoSets() {
        for (const char* name :
             {"replay_buffer_0.pt", "ldm_lightning.ckpt", "labels_best.pt", "single_tensor.pt"})
            QVERIFY2(!sets::isSet(golden(name)), name);
        QVERIFY(!sets::isSet(golden("../hostile/popen.pt")));
        QVERIFY2(problem(golden("replay_buffer_0.pt")).contains("holds no distilled set"),
                 qPrintable(problem(golden("replay_buffer_0.pt"))));
        QVERIFY(problem("/nowhere/at/all").contains("does not exist"));
    }

    void aFolderGivesItsBestThenItsNewest() {
        const tests::TemporaryFolder folder;
        for (const char* number : {"00100", "00020"}) {
            save(folder.path() / (std::string("images_") + number + ".pt"),
                 someImages(number[2] == '1' ? 4 : 2));
            save(folder.path() / (std::string("labels_") + number + ".pt"),
                 labels(number[2] == '1' ? std::vector<std::int64_t>{0, 0, 1, 1}
                                         : std::vector<std::int64_t>{0, 1}));
        }
        QVERIFY(sets::isSet(folder.path()));
        QCOMPARE(importSet(folder.path()).size(), std::int64_t{4});
        save(folder / "images_best.pt", someImages(3));
        save(folder / "labels_best.pt", labels({0, 1, 2}));
        QCOMPARE(importSet(folder.path()).size(), std::int64_t{3});
    }

    void softLabelsAndTheLearnedRate() {
        const tests::TemporaryFolder folder;
        save(folder / "images_best.pt", someImages(2));
        save(folder / "labels_best.pt", at::tensor({0.25F, 0.75F, 0.5F, 0.5F}).view({2, 2}));
        save(folder / "lr_best.pt", at::tensor({0.015F}).squeeze());
        const auto set = importSet(folder.path());
        QVERIFY(set.soft_MC.sizes().equals({2, 2}) && set.notes.empty());
        QCOMPARE(set.labels_M[0].item<std::int64_t>(), std::int64_t{1});
        QVERIFY(set.syn_lr && std::abs(*set.syn_lr - 0.015) < 1e-7);
        save(folder / "labels_best.pt", at::tensor({-3.0F, 5.0F, 1.0F, 0.0F}).view({2, 2}));
        const auto scores = importSet(folder.path());
        QVERIFY(at::allclose(scores.soft_MC.sum(1), at::ones({2})));
        QVERIFY(QString::fromStdString(scores.notes.at(0)).contains("softmax"));
    }

    void whatDoesNotFitIsSaid_data() {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("words");
        QTest::newRow("no labels") << "no labels"
                                   << "put labels_best.pt beside it";
        QTest::newRow("too few") << "too few"
                                 << "6 images and labels [5]";
        QTest::newRow("below") << "below"
                               << "below 0";
        QTest::newRow("beyond") << "beyond"
                                << "beyond any data set";
        QTest::newRow("fractions") << "fractions"
                                   << "fractions";
        QTest::newRow("nan") << "nan"
                             << "not numbers";
        QTest::newRow("oblong") << "oblong"
                                << "squares";
        QTest::newRow("cube") << "cube"
                              << "one number a class";
    }
    void whatDoesNotFitIsSaid() {
        QFETCH(QString, fault);
        QFETCH(QString, words);
        const tests::TemporaryFolder folder;
        at::Tensor images = someImages(6), of = labels({0, 0, 1, 1, 2, 2});
        if (fault == "too few")
            of = of.slice(0, 0, 5);
        if (fault == "below")
            of = of - 1;
        if (fault == "beyond")
            of = of + (std::int64_t{1} << 60);
        if (fault == "fractions")
            of = of.to(at::kFloat) + 0.5;
        if (fault == "nan")
            images[0][0][0][0] = std::numeric_limits<float>::quiet_NaN();
        if (fault == "oblong")
            images = images.slice(3, 0, 2);
        if (fault == "cube")
            of = at::zeros({6, 2, 2});
        save(folder / "images_best.pt", images);
        if (fault != "no labels")
            save(folder / "labels_best.pt", of);
        const QString message = problem(folder.path());
        QVERIFY2(message.contains(words) && message.contains("images_best.pt"), qPrintable(message));
    }

    void picturesInClassFolders() {
        if (!images::canReadImages())
            QSKIP("This build reads no pictures.");
        const tests::TemporaryFolder folder;
        for (const char* name : {"n02099712", "n01440764"}) {
            writePicture(folder.path() / name / "0.png", name[3] == '4' ? 51 : 204);
            writePicture(folder.path() / name / "1.png", name[3] == '4' ? 51 : 204);
        }
        QVERIFY(sets::isSet(folder.path()));
        const auto set = importSet(folder.path());
        QCOMPARE(set.class_names, (std::vector<std::string>{"n01440764", "n02099712"}));
        QVERIFY(set.normalisation && set.normalisation->name == "unit");
        QVERIFY(std::abs(set.images_M3HW[0].max().item<double>() - 0.2) < 1e-6);
        // The dataset's order counts, not the folders'.
        const auto ordered = sets::withClasses(set, {"n02099712", "n01440764"});
        QCOMPARE(numbers(ordered.labels_M), (std::vector<std::int64_t>{1, 1, 0, 0}));
        QVERIFY(!ordered.notes.empty());
        const QString message = tests::messageOf<base::InputError>([&] {
            sets::withClasses(set, {"cat", "dog"});
        });
        QVERIFY2(message.contains("no class n01440764, n02099712"), qPrintable(message));
        QVERIFY(importSet(folder.path(), 8).resolution() == 8);
        fs::create_directory(folder / "n09999999");
        QVERIFY(problem(folder.path()).contains("holds no pictures"));
        fs::create_directory(folder / "train");
        QVERIFY(!sets::isSet(folder.path())); // a dataset
    }

    void numberedFoldersAreLabels_data() {
        QTest::addColumn<QStringList>("folders");
        QTest::newRow("SRe2L") << QStringList{"new000", "new001"};
        QTest::newRow("RDED") << QStringList{"00000", "00001"};
        QTest::newRow("unpadded, sorted as text")
            << QStringList{"0", "1", "10", "2", "3", "4", "5", "6", "7", "8", "9"};
    }
    void numberedFoldersAreLabels() {
        QFETCH(QStringList, folders);
        sets::DistilledSet set{.path = "set", .origin = {}, .images_M3HW = {}, .labels_M = {}};
        std::vector<std::int64_t> given;
        std::vector<std::string> classes;
        for (qsizetype k = 0; k < folders.size(); ++k) {
            set.class_names.push_back(folders[k].toStdString());
            classes.push_back("class " + std::to_string(k));
            given.push_back(k);
        }
        set = sets::soundSet(std::move(set), someImages(folders.size()), labels(given));
        const auto ordered = sets::withClasses(set, classes);
        for (qsizetype k = 0; k < folders.size(); ++k)
            QCOMPARE(ordered.labels_M[k].item<std::int64_t>(),
                     folders[k].startsWith("new") ? folders[k].mid(3).toLongLong() : folders[k].toLongLong());
    }

    void softLabelsMoveWithTheirClasses() {
        sets::DistilledSet set{.path = "set", .origin = {}, .images_M3HW = {}, .labels_M = {}};
        set.class_names = {"a", "b"};
        set = sets::soundSet(std::move(set), someImages(1), at::tensor({0.9F, 0.1F}).view({1, 2}));
        const auto ordered = sets::withClasses(set, {"b", "a"});
        QVERIFY(at::allclose(ordered.soft_MC, at::tensor({0.1F, 0.9F}).view({1, 2})));
        QCOMPARE(ordered.labels_M[0].item<std::int64_t>(), std::int64_t{1});
    }

    void countsAndGroupsAreChecked() {
        sets::DistilledSet set{.path = "set", .origin = {}, .images_M3HW = {}, .labels_M = {}};
        set = sets::soundSet(std::move(set), someImages(3), labels({1, 0, 1}));
        const auto oddities = sets::labelOddities(set);
        QCOMPARE(oddities.size(), std::size_t{2});
        QVERIFY(QString::fromStdString(oddities[0]).contains("from 1 to 2"));
        QVERIFY(QString::fromStdString(oddities[1]).contains("not grouped"));
        const QString message = tests::messageOf<base::InputError>([&] {
            sets::withClasses(set, {"a", "b", "c"});
        });
        QVERIFY2(message.contains("has 2 classes, and the dataset 3"), qPrintable(message));
    }

    void inspectingSaysItAll() {
        const QString text = QString::fromStdString(sets::describeSet(golden("images_best.pt")));
        for (const char* words : {"Distilled set", "6 images of 4 x 4, 3 classes, 2 a class, hard labels",
                                  "one of cifar10, imagenet, released", "--normalisation", "ld3m eval"})
            QVERIFY2(text.contains(words), qPrintable(text));
    }
};

QTEST_APPLESS_MAIN(ImportSetTest)
#include "import_set_test.moc"
