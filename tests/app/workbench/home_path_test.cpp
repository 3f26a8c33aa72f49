#include "app/workbench/home_path.h"

#include <QDir>
#include <QtTest>

using namespace ld3m::workbench;

class HomePathTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsAtHomeIsShort() {
        const QString home = QDir::homePath();
        QCOMPARE(shortened(home), "~");
        QCOMPARE(shortened(home + "/sweeps/steps"), "~/sweeps/steps");
        QCOMPARE(shortened(std::filesystem::path((home + "/a").toStdString())), "~/a");
    }

    void whatIsElsewhereStaysAsItIs() {
        QCOMPARE(shortened(QString("/data/images")), "/data/images");
        QCOMPARE(shortened(QDir::homePath() + "-of-another"), QDir::homePath() + "-of-another");
        QCOMPARE(shortened(QString()), QString());
    }

    void whatIsTypedIsFound() {
        const QString home = QDir::homePath();
        QCOMPARE(expanded("~"), home);
        QCOMPARE(expanded(" ~/images "), home + "/images");
        QCOMPARE(expanded("/data/~images"), "/data/~images");
        QCOMPARE(expanded("~images"), "~images"); // a folder of that name
        QCOMPARE(expanded(shortened(home + "/x")), home + "/x");
    }
};

QTEST_GUILESS_MAIN(HomePathTest)
#include "home_path_test.moc"
