// A build without an image codec says so, instead of calling every picture broken.
#include <QtTest>

#include "core/base/error.h"
#include "core/images/image_file.h"

using namespace ld3m;

class NoImageFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readingAndWritingAreRefusedInWords() {
        QVERIFY(!images::canReadImages());
        try {
            static_cast<void>(images::readImage("a.png"));
            QFAIL("read without a codec");
        } catch (const base::InputError& error) {
            QVERIFY(QString(error.what()).contains("packed sets only, not the image a.png"));
        }
        QVERIFY_THROWS_EXCEPTION(base::InputError, images::writePng("a.png", images::Rgb8{1, 1, {1, 2, 3}}));
    }
};

QTEST_APPLESS_MAIN(NoImageFilesTest)
#include "no_image_files_test.moc"
