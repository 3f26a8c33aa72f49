// The guide's pages: every picture that they show and every page that they link to is there, and no picture
// lies idle.
#include <filesystem>
#include <set>

#include <QDirIterator>
#include <QFile>
#include <QImageReader>
#include <QRegularExpression>
#include <QtTest>

namespace {

const QString kFolder = QStringLiteral(LD3M_SOURCE_FOLDER "/docs/guide/");

QStringList pages() {
    return QDir(kFolder).entryList({"*.md"}, QDir::Files, QDir::Name);
}

QString textOf(const QString& page) {
    QFile file(kFolder + page);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList allMatches(const QString& pattern, const QString& text) {
    QStringList found;
    for (auto matches = QRegularExpression(pattern).globalMatch(text); matches.hasNext();)
        found << matches.next().captured(1);
    return found;
}

} // namespace

class GuideTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPictureThatAPageNamesExists() {
        std::set<QString> named;
        for (const QString& page : pages())
            for (const QString& picture : allMatches(R"re((images/[\w@.-]+\.png))re", textOf(page))) {
                QVERIFY2(QFile::exists(kFolder + picture), qPrintable(page + " shows " + picture));
                named.insert(picture);
            }
        QVERIFY(named.size() >= 40);
        for (const QString& file : QDir(kFolder + "images").entryList({"*.png"}, QDir::Files))
            QVERIFY2(named.contains("images/" + file), qPrintable(file + " is shown by no page"));
    }

    void aPictureAtTwiceTheScaleIsTwiceAsLarge() {
        QDirIterator files(kFolder + "images", {"*@2x.png"});
        int compared = 0;
        for (; files.hasNext(); ++compared) {
            const QString twice = files.next();
            const QSize large = QImageReader(twice).size();
            const QSize small = QImageReader(QString(twice).remove("@2x")).size();
            QVERIFY2(!small.isEmpty(), qPrintable(twice));
            QVERIFY2(qAbs(large.width() - 2 * small.width()) <= small.width() / 4, qPrintable(twice));
        }
        QVERIFY(compared > 0);
    }

    void everyLinkLeadsSomewhere() {
        for (const QString& page : pages())
            for (const QString& link : allMatches(R"re(\]\(([^)#]+\.md)[^)]*\))re", textOf(page)))
                QVERIFY2(QFile::exists(kFolder + link), qPrintable(page + " links to " + link));
    }

    void everyPageIsReachedFromTheFirst() {
        const QStringList linked = allMatches(R"re(\]\(([\w-]+\.md)\))re", textOf("README.md"));
        for (const QString& page : pages())
            QVERIFY2(page == "README.md" || linked.contains(page), qPrintable(page));
    }

    /// Both themes and both scales of each picture.
    void aPictureComesInFourStyles() {
        for (const QString& file : QDir(kFolder + "images").entryList({"*-light.png"}, QDir::Files))
            for (const char* style : {"-dark.png", "-light@2x.png", "-dark@2x.png"})
                QVERIFY2(QFile::exists(kFolder + "images/" + QString(file).replace("-light.png", style)),
                         qPrintable(file + style));
    }
};

QTEST_GUILESS_MAIN(GuideTest)
#include "guide_test.moc"
