// The tests' programs stand below the source tree, as a developer's program does.
#include "app/workbench/bundled.h"

#include <QtTest>

#include "core/projects/project.h"
#include "core/settings/recipe_file.h"

using namespace ld3m;

class BundledTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheProjectsOfTheSourceTree() {
        QCOMPARE(workbench::bundledProjects(), std::filesystem::path(LD3M_SOURCE_FOLDER) / "projects");
    }

    void theDemoOpensAndItsFilesAreThere() {
        const projects::Project demo = projects::Project::open(workbench::bundledDemo());
        QVERIFY(std::filesystem::is_directory(demo.recipe().dataset.path));
        QVERIFY(std::filesystem::is_regular_file(demo.recipe().prior.checkpoint));
    }

    void everyRecipeCanBeRead() {
        const QStringList recipes = workbench::bundledRecipes();
        QVERIFY(!recipes.isEmpty());
        for (const QString& file : recipes)
            QVERIFY(settings::readRecipe(file.toStdString()).distillation.iterations > 0);
    }
};

QTEST_GUILESS_MAIN(BundledTest)
#include "bundled_test.moc"
