#include "app/workbench/start_page.h"

#include <QLabel>

#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;
using workbench::StartPage;

namespace {

QStringList linksOn(const StartPage& page) {
    QStringList texts;
    for (const QLabel* label : page.findChildren<QLabel*>())
        if (label->text().contains("href"))
            texts << label->text();
    return texts;
}

} // namespace

class StartPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itsButtonsAreTheActions() {
        workbench::Actions actions(nullptr);
        StartPage page(actions);
        const std::pair<const char*, QAction*> buttons[] = {{"openDemoButton", actions.openDemo},
                                                            {"newProjectButton", actions.newProject},
                                                            {"openProjectButton", actions.openProject},
                                                            {"openFileButton", actions.openFile}};
        for (const auto& [name, action] : buttons) {
            auto* button = page.findChild<QPushButton*>(name);
            QSignalSpy triggered(action, &QAction::triggered);
            click(button);
            QCOMPARE(triggered.count(), 1);
            action->setEnabled(false);
            QVERIFY(!button->isEnabled());
        }
    }

    void recentProjectsAreLinks() {
        workbench::Actions actions(nullptr);
        StartPage page(actions);
        QVERIFY(linksOn(page).isEmpty());
        page.setRecent({"/home/me/pets & <cars>", "/b", "/c", "/d", "/e", "/f", "/g"});
        QCOMPARE(linksOn(page).size(), 6);
        QVERIFY(linksOn(page).front().contains("pets &amp; &lt;cars&gt;"));
        page.setRecent({"/b"});
        QCOMPARE(linksOn(page).size(), 1);
        QSignalSpy chosen(&page, &StartPage::projectChosen);
        for (QLabel* label : page.findChildren<QLabel*>())
            if (label->text().contains("href"))
                Q_EMIT label->linkActivated("open");
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.at(0).at(0).toString(), "/b");
    }

    void aClickOnARecentProjectOpensIt() {
        const MemoryFolder folder;
        QSettings settings(toQt(folder / "settings.ini"), QSettings::IniFormat);
        projects::Project::create(folder / "pets", "pets", scriptedRecipe());
        session::RecentProjects(settings).add(toQt(folder / "pets"));
        session::Workspace workspace(ScriptedEngine().engine(), settings);
        workbench::MainWindow window(workspace, settings);
        QVERIFY(showActive(window));
        for (QLabel* label : window.findChild<StartPage*>()->findChildren<QLabel*>())
            if (label->text().contains("href"))
                QTest::mouseClick(label, Qt::LeftButton, {}, {8, label->height() / 2});
        QVERIFY(workspace.project());
        QCOMPARE(workspace.project()->path(), folder / "pets");
        QVERIFY(window.livePage().isVisible());
    }
};

QTEST_MAIN(StartPageTest)
#include "start_page_test.moc"
