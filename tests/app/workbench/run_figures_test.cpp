// Figures of a run as files, for a paper.
#include "app/workbench/run_figures.h"

#include <QApplication>
#include <QDir>
#include <QtTest>

#include "tests/support/message_of.h"
#include "tests/support/scripted_workspace.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using tests::messageOf;
using tests::toQt;
using workbench::renderFigures;

namespace {

int pixelsOf(const QImage& image, QColor colour) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == colour ? 1 : 0;
    return count;
}

QByteArray beginningOf(const QString& file) {
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.read(5) : QByteArray();
}

} // namespace

class RunFiguresTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(*qApp, widgets::ThemeChoice::dark); }

    void writesEveryFigureOfARun() {
        tests::finishedRun(m_folder / "run");
        renderFigures(m_folder / "run", m_folder / "made/figures");
        const QDir folder(toQt(m_folder / "made/figures"));
        QCOMPARE(folder.entryList(QDir::Files, QDir::Name),
                 (QStringList{"accuracy.pdf", "accuracy.png", "class_losses.pdf", "class_losses.png",
                              "conditioning_gradient.pdf", "conditioning_gradient.png", "gradient_snr.pdf",
                              "gradient_snr.png", "images_first.png", "images_last.png",
                              "latent_gradient.pdf", "latent_gradient.png", "loss.pdf", "loss.png",
                              "rates.pdf", "rates.png", "time.pdf", "time.png"}));
        for (const char* plot : {"accuracy", "conditioning_gradient", "latent_gradient", "loss"}) {
            QCOMPARE(beginningOf(folder.filePath(plot) + ".pdf"), "%PDF-");
            const QImage image(folder.filePath(plot) + ".png");
            QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white)); // print colours whatever the theme
            QVERIFY(pixelsOf(image, Qt::white) < image.width() * image.height());
        }
        constexpr int kScaledTile = 96 * 96; // 4 pixels wide, 24 times
        QCOMPARE(pixelsOf(QImage(folder.filePath("images_last.png")), QColor(20, 100, 50)), kScaledTile);
        QCOMPARE(pixelsOf(QImage(folder.filePath("images_first.png")), QColor(0, 100, 50)), kScaledTile);
    }

    void whatARunDoesNotHaveIsLeftOut() {
        settings::Recipe recipe = tests::scriptedRecipe();
        recipe.evaluation.every = 0;
        const projects::RunFolder run = tests::finishedRun(m_folder / "bare", recipe);
        std::filesystem::remove_all(run.path() / "images");
        renderFigures(run.path(), m_folder / "bare figures");
        const QDir folder(toQt(m_folder / "bare figures"));
        QCOMPARE(folder.entryList({"acc*", "images*"}, QDir::Files), QStringList());
        QVERIFY(folder.exists("loss.pdf"));
    }

    void refusesInWords() {
        const QString none =
            messageOf<base::InputError>([&] { renderFigures(m_folder / "nowhere", m_folder / "figures"); });
        QVERIFY2(none.contains("it has no run.toml"), qPrintable(none));
        tests::interruptedRun(m_folder / "young", 0);
        const QString young =
            messageOf<base::InputError>([&] { renderFigures(m_folder / "young", m_folder / "figures"); });
        QVERIFY2(young.contains("has no iterations yet"), qPrintable(young));
        tests::finishedRun(m_folder / "done");
        files::writeAtomically(m_folder / "file", "in the way");
        const QString blocked =
            messageOf<base::RunError>([&] { renderFigures(m_folder / "done", m_folder / "file/figures"); });
        QVERIFY2(blocked.contains("Cannot make"), qPrintable(blocked));
        QVERIFY(!std::filesystem::exists(m_folder / "figures"));
    }

    void aContactSheetHasEveryImageAndRoomForNames() {
        const QImage page = workbench::contactSheet(tests::scriptedSheet(9, 3), 2);
        for (const int label : {0, 1})
            for (const int k : {0, 1, 2})
                QCOMPARE(pixelsOf(page, QColor(9, 100 * label, 50 * k)), 8 * 8);
        QVERIFY(page.width() > 3 * 8);
        QVERIFY(pixelsOf(page, Qt::white) > 0);
        int ink = 0; // left of the images: the names
        for (int y = 0; y < page.height(); ++y)
            for (int x = 0; x < page.width() - 3 * (8 + 4) - 8; ++x)
                ink += page.pixelColor(x, y) != QColor(Qt::white) ? 1 : 0;
        QVERIFY(ink > 0);
    }
};

QTEST_MAIN(RunFiguresTest)
#include "run_figures_test.moc"
