#include "core/training/model_card.h"

#include <QtTest>

using namespace ld3m;

class ModelCardTest : public QObject {
    Q_OBJECT
private:
    static QString card(const settings::PriorRecipe& recipe) {
        return QString::fromStdString(training::modelCard(
            recipe, {.summary = "a model",
                     .version = "1.2.3",
                     .device = "cpu",
                     .sha256 = "abc",
                     .bytes = 12345,
                     .training_images = 50000,
                     .class_names = {"cat", "dog"},
                     .figures = {{"psnr", 24.123456, "dB"}, {"something_else", 1.5, ""}}}));
    }

private Q_SLOTS:
    void saysWhatItIs() {
        settings::PriorRecipe recipe;
        recipe.dataset.path = "/home/someone/private";
        recipe.diffusion.optimiser.steps = 777;
        recipe.run.licence = "CC BY 4.0";
        const QString text = card(recipe);
        for (const char* words :
             {"a model.", "1.2.3", "12345 bytes", "`abc`", "50000 training images at 32 px in 2 classes",
              "cat, dog", "| psnr | 24.12 dB | reconstruction of test images", "| something_else | 1.5 |  |",
              "| `diffusion.steps` | 777 |", "CC BY 4.0"})
            QVERIFY2(text.contains(words), words);
        QVERIFY(!text.contains("/home/someone")); // where the data lay is nobody's business
    }

    void saysThatTheLicenceIsMissing() { QVERIFY(card({}).contains("Not stated")); }

    void tablesAreWhole() {
        for (const QString& line : card({}).split('\n'))
            if (line.startsWith('|'))
                QVERIFY2(line.count('|') == 3 || line.count('|') == 4, qPrintable(line));
    }
};

QTEST_APPLESS_MAIN(ModelCardTest)
#include "model_card_test.moc"
