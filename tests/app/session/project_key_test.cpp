#include "app/session/project_key.h"

#include <QtTest>

using ld3m::session::projectKey;

class ProjectKeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// What the settings of earlier versions remember is found under it.
    void staysTheSame() { QCOMPARE(projectKey("/data/pets"), "0eca9d741d74e17a"); }

    void eachFolderHasItsOwn() { QVERIFY(projectKey("/data/pets") != projectKey("/data/pet")); }

    void isNoGroupOfSettings() { QVERIFY(!projectKey("/data/my pets/üß").contains('/')); }
};

QTEST_APPLESS_MAIN(ProjectKeyTest)
#include "project_key_test.moc"
