// ld3m convert writes the weights of any container as safetensors; ld3m inspect says the same about both.
#include "core/files/atomic_file.h"
#include "core/files/tensor_file.h"
#include "tests/support/program.h"
#include "tests/support/stored_numbers.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using tests::runProgram;
using tests::toQt;

namespace {

const QString kGolden = QString(LD3M_SOURCE_FOLDER) + "/tests/golden/checkpoints/";

files::TensorFile opened(const QString& file) {
    return files::openTensorFile(file.toStdString());
}

} // namespace

class ConvertTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;

    QString target(const char* name) const { return toQt(m_folder / name); }

    void refused(const QString& from, const QString& to, const QString& words) {
        const auto done = runProgram({"convert", from, to});
        QCOMPARE(done.code, 2);
        QCOMPARE(int(done.errorLines().size()), 1);
        QVERIFY2(done.error.contains(words), qPrintable(done.error));
    }

private Q_SLOTS:
    void numbersStayTheSame_data() {
        QTest::addColumn<QString>("file");
        for (const char* file : {"good/views_legacy.pt", "good/dtypes.pt"})
            QTest::newRow(file) << QString(file);
    }
    void numbersStayTheSame() {
        QFETCH(QString, file);
        const QString to = toQt(m_folder.path() / (std::to_string(qHash(file)) + ".safetensors"));
        const auto done = runProgram({"convert", kGolden + file, to});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        const files::TensorFile before = opened(kGolden + file);
        const files::TensorFile after = opened(to);
        QCOMPARE(after.container, std::string("safetensors"));
        QCOMPARE(after.tensors.size(), before.tensors.size());
        QVERIFY(done.out.contains(QString("%1 tensors").arg(before.tensors.size())));
        for (const auto& [name, tensor] : before.tensors) {
            const files::StoredTensor& written = after.tensors.at(name);
            QCOMPARE(written.dtype, tensor.dtype);
            QCOMPARE(written.shape, tensor.shape);
            QVERIFY2(tests::numbersOf(written) == tests::numbersOf(tensor), name.c_str());
        }
        QCOMPARE(after.metadata.at("source"), std::filesystem::path(file.toStdString()).filename().string());
        QCOMPARE(after.metadata.at("source_sha256").size(), std::size_t(64));
    }

    void aTrainingFileAndItsConversionAreOneModel() {
        const QString from = kGolden + "good/ldm_lightning.ckpt";
        const QString to = target("ldm.safetensors");
        const auto done = runProgram({"convert", from, to});
        QVERIFY2(done.code == 0, qPrintable(done.error));
        QVERIFY2(done.out.contains("288 tensors") &&
                     done.out.contains("Not converted: optimizer_states (2 tensors)"),
                 qPrintable(done.out));
        const QStringList before = runProgram({"inspect", from}).lines();
        const QStringList after = runProgram({"inspect", to}).lines();
        QVERIFY(before.size() > 10);
        QCOMPARE(before.last(), after.last());
        QVERIFY2(before.last().contains("1000 classes, with guidance"), qPrintable(before.last()));
        for (const char* row : {"  is ", "  known as ", "  U-Net ", "  Autoencoder ", "  Class embedder "}) {
            QCOMPARE(before.filter(row).size(), 1);
            QCOMPARE(before.filter(row), after.filter(row));
        }
    }

    void aLoneTensorGetsAName() {
        QCOMPARE(runProgram({"convert", kGolden + "good/images_best.pt", target("images.safetensors")}).code,
                 0);
        QCOMPARE(opened(target("images.safetensors")).tensors.begin()->first, std::string("tensor"));
    }

    void nothingIsOverwritten() {
        files::writeAtomically(m_folder / "kept.safetensors", "kept");
        refused(kGolden + "good/views.pt", target("kept.safetensors"), "exists already and is kept");
        QCOMPARE(files::readText(m_folder / "kept.safetensors"), std::string("kept"));
    }

    void badInputLeavesNothingBehind() {
        refused(kGolden + "good/views.pt", target("a.ckpt"), "does not end in .safetensors");
        refused(kGolden + "hostile/os_system.pt", target("b.safetensors"), "programs in files are never run");
        refused(kGolden + "malformed/pickle_memo_huge_index.pt", target("b.safetensors"), "holds no tensors");
        QVERIFY(!std::filesystem::exists(m_folder / "a.ckpt") &&
                !std::filesystem::exists(m_folder / "b.safetensors"));
        QVERIFY(!std::filesystem::exists("/tmp/PWNED"));
    }
};

QTEST_GUILESS_MAIN(ConvertTest)
#include "convert_test.moc"
