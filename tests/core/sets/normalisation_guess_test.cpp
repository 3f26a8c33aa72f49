// What the values of a set tell about its normalisation.
#include "core/sets/normalisation_guess.h"

#include <ATen/ATen.h>
#include <QtTest>

#include "core/base/error.h"
#include "core/tensor/random.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using sets::guessNormalisation;
using sets::normalisationNamed;

namespace {

/// As photographs: mean 0.45, deviation 0.25. Clamped ones reach black and white in each channel.
at::Tensor photographs(bool clamped, double mean = 0.45, double deviation = 0.25) {
    const at::Tensor pixels =
        tensor::normal({20, 3, 16, 16}, 5, c10::TensorOptions(c10::kFloat)) * deviation + mean;
    return clamped ? pixels.clamp(0, 1) : pixels;
}

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join(' ');
}

} // namespace

class NormalisationGuessTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void undoingIsTheInverse() {
        const at::Tensor pixels = photographs(true);
        for (const auto& known : sets::knownNormalisations())
            QVERIFY(at::allclose(known.pixels(known.values(pixels)), pixels, 1e-5, 1e-6));
        const at::Tensor white = normalisationNamed("cifar10").values(at::ones({1, 3, 1, 1}));
        QVERIFY(std::abs(white[0][0][0][0].item<double>() - (1 - 0.4914) / 0.2023) < 1e-6);
    }

    void numbersAreRecognised() {
        QCOMPARE(sets::normalisationOf({0.485, 0.456, 0.406}, {0.229F, 0.224F, 0.225F}).name,
                 std::string("imagenet"));
        QCOMPARE(sets::normalisationOf({0.1, 0.2, 0.3}, {1, 1, 1}).name, std::string("other"));
    }

    void namesAreChecked() {
        const QString message = tests::messageOf<base::InputError>([] { normalisationNamed("imagnet"); });
        QVERIFY2(message.contains("did you mean imagenet?") && message.contains("unit, half, cifar10"),
                 qPrintable(message));
    }

    void clampedImagesTellExactly_data() {
        QTest::addColumn<QString>("name");
        for (const auto& known : sets::knownNormalisations())
            QTest::newRow(known.name.c_str()) << QString::fromStdString(known.name);
    }
    void clampedImagesTellExactly() {
        QFETCH(QString, name);
        const auto guess =
            guessNormalisation(normalisationNamed(name.toStdString()).values(photographs(true)));
        QVERIFY2(guess.sure.has_value(), qPrintable(joined(guess.possible)));
        QCOMPARE(QString::fromStdString(guess.sure->name), name);
        QVERIFY2(QString::fromStdString(guess.evidence).contains("6 of the six"), guess.evidence.c_str());
    }

    // As MTT's and DC's sets in pixel space: values overshoot, so the three of deviation 1 look alike.
    void learnedPixelsTellTheFamily_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("possible");
        QTest::newRow("unit") << "unit"
                              << "unit";
        QTest::newRow("half") << "half"
                              << "half";
        for (const char* name : {"cifar10", "imagenet", "released"})
            QTest::newRow(name) << name << "cifar10 imagenet released";
    }
    void learnedPixelsTellTheFamily() {
        QFETCH(QString, name);
        QFETCH(QString, possible);
        const auto guess =
            guessNormalisation(normalisationNamed(name.toStdString()).values(photographs(false)));
        QCOMPARE(joined(guess.possible), possible);
        QCOMPARE(guess.sure.has_value(), !possible.contains(' '));
        QVERIFY2(QString::fromStdString(guess.evidence).contains("mean and deviation decide"),
                 guess.evidence.c_str());
    }

    void paleImagesWithinTheUnitRangeArePixels() {
        const auto guess = guessNormalisation(photographs(false, 0.5, 0.03));
        QVERIFY(guess.sure && guess.sure->name == "unit");
    }

    void valuesLikeNoneAreNotGuessed() {
        const auto guess = guessNormalisation(photographs(false, 120, 60)); // levels 0 to 255
        QVERIFY(!guess.sure);
        QCOMPARE(joined(guess.possible), QString());
    }
};

QTEST_APPLESS_MAIN(NormalisationGuessTest)
#include "normalisation_guess_test.moc"
