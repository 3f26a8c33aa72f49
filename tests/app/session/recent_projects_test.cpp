#include "app/session/recent_projects.h"

#include <QDir>
#include <QtTest>

#include "tests/support/memory_folder.h"

using namespace ld3m;
using session::RecentProjects;

class RecentProjectsTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

    QString file() const { return QString::fromStdString((m_folder / "settings.ini").string()); }
    QString made(const QString& name) const {
        const QDir root(QString::fromStdString(m_folder.path().string()));
        root.mkpath(name);
        return root.filePath(name);
    }

private Q_SLOTS:
    void init() { QFile::remove(file()); }

    void newestComesFirstAndOnlyOnce() {
        QSettings settings(file(), QSettings::IniFormat);
        RecentProjects recent(settings);
        QVERIFY(recent.folders().isEmpty());
        const QString a = made("a");
        const QString b = made("b");
        recent.add(a);
        recent.add(b);
        QCOMPARE(recent.folders(), (QStringList{b, a}));
        recent.add(a);
        QCOMPARE(recent.folders(), (QStringList{a, b}));
    }

    void remembersTenAcrossPrograms() {
        {
            QSettings settings(file(), QSettings::IniFormat);
            for (int i = 0; i < 12; ++i)
                RecentProjects(settings).add(made(QString("many %1").arg(i)));
        }
        QSettings settings(file(), QSettings::IniFormat);
        const QStringList folders = RecentProjects(settings).folders();
        QCOMPARE(folders.size(), 10);
        QCOMPARE(folders.front(), made("many 11"));
        QCOMPARE(folders.back(), made("many 2"));
    }

    void foldersThatAreGoneAreLeftOut() {
        QSettings settings(file(), QSettings::IniFormat);
        RecentProjects recent(settings);
        const QString gone = made("gone");
        recent.add(made("here"));
        recent.add(gone);
        QVERIFY(QDir(gone).removeRecursively());
        QCOMPARE(recent.folders(), QStringList{made("here")});
    }

    void clearForgetsAll() {
        QSettings settings(file(), QSettings::IniFormat);
        RecentProjects recent(settings);
        recent.add(made("a"));
        recent.clear();
        QVERIFY(recent.folders().isEmpty());
    }
};

QTEST_GUILESS_MAIN(RecentProjectsTest)
#include "recent_projects_test.moc"
