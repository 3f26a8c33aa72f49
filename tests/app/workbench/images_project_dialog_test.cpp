#include "app/workbench/images_project_dialog.h"

#include <semaphore>

#include <QDropEvent>
#include <QMimeData>
#include <QRadioButton>
#include <QTableWidget>

#include "app/workbench/first_choices_form.h"
#include "app/workbench/folder_facts_pane.h"
#include "core/base/error.h"
#include "tests/app/workbench/scripted_window.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::tests;
using namespace ld3m::workbench;

namespace {

session::FolderLook petsIn(const std::filesystem::path& folder) {
    session::FolderLook look;
    look.folder = folder;
    look.identity = "Class folders of its own";
    look.classes = {{"cat", 1200, 20}, {"dog", 80, 20}, {"fox", 50, -1}};
    look.smallest_side = 180;
    look.largest_side = 220;
    look.notes = {"The class \"fox\" is only in the training split.", "Training classes differ in size."};
    look.has_test = true;
    return look;
}

session::Tools tools() {
    session::Tools tools;
    tools.look_into = [](const std::filesystem::path& folder) {
        if (folder.filename() == "bad")
            throw base::InputError("There are no class folders in " + folder.string() + ".");
        return petsIn(folder);
    };
    tools.examine = [](const std::filesystem::path& file) {
        return session::CheckpointLook{"a file", "This is a classifier and cannot make images.",
                                       file.filename() == "good.ckpt"};
    };
    return tools;
}

void drop(QWidget& widget, const QString& place) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(place)});
    QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&widget, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

struct Dialog {
    TemporaryFolder folder;
    ImagesProjectDialog dialog{tools(), toQt(folder.path()), "/share/prior.safetensors"};
    FolderFactsPane* facts = dialog.findChild<FolderFactsPane*>();
    QPushButton* run = dialog.findChild<QPushButton*>("createAndRun");

    bool look(const char* name) {
        dialog.show();
        drop(dialog, toQt(folder / name));
        return QTest::qWaitFor([&] { return run->isEnabled(); }, kPatience);
    }
    template<typename Widget>
    Widget* part(const char* name) {
        return dialog.findChild<Widget*>(name);
    }
};

} // namespace

class ImagesProjectDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void teachesWhatAFolderOfImagesIs() {
        Dialog with;
        with.dialog.show();
        QVERIFY(with.facts->headline().contains("Drop a folder"));
        QVERIFY(with.facts->notes().contains("train/"));
        QVERIFY(!with.run->isEnabled());
        QVERIFY(!with.part<QComboBox>("imagesResolution")->isVisible());
    }

    void aDroppedFolderIsLookedIntoAndSuggestedFor() {
        Dialog with;
        QVERIFY(with.look("pets"));
        QCOMPARE(with.facts->headline(), "Class folders of its own");
        QVERIFY2(with.facts->summary().contains("3 classes, 1,330 training and 40 test images"),
                 qPrintable(with.facts->summary()));
        QVERIFY(with.facts->summary().contains("180 to 220 px"));
        QVERIFY(with.facts->notes().contains("fox"));
        auto* table = with.facts->findChild<QTableWidget*>();
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->item(0, 1)->text(), "1,200");
        QCOMPARE(table->item(2, 2)->text(), "–");
        QCOMPARE(with.part<QComboBox>("imagesResolution")->currentText(), "64 px");
        QCOMPARE(with.dialog.name(), "pets-distilled");
        const settings::Recipe recipe = with.dialog.recipe();
        QCOMPARE(recipe.dataset.path, (with.folder / "pets").string());
        QCOMPARE(recipe.dataset.classes, std::vector<std::string>({"cat", "dog"}));
        QCOMPARE(recipe.prior.kind, settings::PriorKind::pixel);
    }

    void eachEffortSaysWhatItCosts() {
        Dialog with;
        QVERIFY(with.look("pets"));
        for (const char* name : {"effortQuick", "effortEvening", "effortPaper"})
            QVERIFY2(with.part<QRadioButton>(name)->text().contains("about"), name);
        const std::int64_t quick = with.dialog.recipe().distillation.iterations;
        const QString cheap = with.part<QLabel>("imagesEstimate")->text();
        with.part<QRadioButton>("effortPaper")->click();
        QCOMPARE(with.dialog.recipe().distillation.iterations, 5000);
        QVERIFY(with.dialog.recipe().distillation.iterations > quick);
        QVERIFY(with.part<QLabel>("imagesEstimate")->text() != cheap);
    }

    void aBadFolderIsOneSentence() {
        Dialog with;
        with.dialog.show();
        drop(with.dialog, toQt(with.folder / "bad"));
        QTRY_VERIFY2(with.facts->summary().startsWith("There are no class folders in"),
                     qPrintable(with.facts->summary()));
        QVERIFY(!with.run->isEnabled());
        drop(with.dialog, toQt(with.folder / "pets")); // and the next one is another try
        QTRY_VERIFY(with.run->isEnabled());
    }

    /// A line that loses the focus has finished, and a window that goes takes the focus along.
    void whatIsTypedWhenTheDialogGoesIsNotLookedAt() {
        std::atomic<int> looks = 0;
        session::Tools counted = tools();
        counted.look_into = [&looks](const std::filesystem::path& folder) -> session::FolderLook {
            ++looks;
            throw base::InputError("There are no class folders in " + folder.string() + ".");
        };
        const TemporaryFolder folder;
        auto dialog =
            std::make_unique<ImagesProjectDialog>(counted, toQt(folder.path()), "/share/prior.safetensors");
        QVERIFY(showActive(*dialog));
        dialog->setFolder(toQt(folder / "bad"));
        QTRY_COMPARE(dialog->findChild<QPushButton*>("createAndRun")->isEnabled(), false);
        QTRY_COMPARE(looks, 1);
        dialog->findChild<QLineEdit*>("imagesFolder")->setFocus();
        QTRY_VERIFY(dialog->findChild<QLineEdit*>("imagesFolder")->hasFocus());
        dialog.reset();
        QTest::qWait(50);
        QCOMPARE(looks, 1);
    }

    void aPathMayBeTyped() {
        Dialog with;
        QVERIFY(showActive(with.dialog));
        auto* line = with.part<QLineEdit>("imagesFolder");
        type(line, toQt(with.folder / "pets/"));
        QTRY_VERIFY(with.run->isEnabled());
        QCOMPARE(line->text(), toQt(with.folder / "pets"));
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Backspace);
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(!with.run->isEnabled());
        QVERIFY(with.facts->headline().contains("Drop a folder"));
    }

    void whatCannotRunIsSaidAndNotOffered() {
        Dialog with;
        QVERIFY(with.look("pets"));
        auto* note = with.part<QLabel>("imagesNote");
        with.part<QSpinBox>("imagesPerClass")->setValue(90);
        QVERIFY2(note->text().contains("50 training images"), qPrintable(note->text()));
        QVERIFY(note->isVisible() && !with.run->isEnabled());
        with.part<QSpinBox>("imagesPerClass")->setValue(1);
        QVERIFY(!note->isVisible() && with.run->isEnabled());
        type(with.part<QLineEdit>("imagesName"), "a/b");
        QVERIFY(!with.run->isEnabled());
    }

    void aTakenNameGetsANumber() {
        Dialog with;
        std::filesystem::create_directories(with.folder / "pets-distilled");
        QVERIFY(with.look("pets"));
        QCOMPARE(with.dialog.name(), "pets-distilled-2");
    }

    void aCheckpointIsExaminedFirst() {
        Dialog with;
        QVERIFY(with.look("pets"));
        auto* beginning = with.part<QComboBox>("imagesBeginning");
        auto* file = with.part<QLineEdit>("imagesCheckpoint");
        QVERIFY(!file->isVisible());
        beginning->setCurrentIndex(beginning->count() - 1);
        QVERIFY(file->isVisible() && !with.run->isEnabled());
        type(file, "/models/classifier.pt");
        QTRY_COMPARE(with.part<QLabel>("imagesNote")->text(), "This is a classifier and cannot make images.");
        QVERIFY(!with.run->isEnabled());
        type(file, "/models/good.ckpt");
        QTRY_VERIFY(with.run->isEnabled());
        QCOMPARE(with.dialog.recipe().prior.kind, settings::PriorKind::latent_diffusion);
        QCOMPARE(with.dialog.recipe().prior.checkpoint, std::string("/models/good.ckpt"));
    }

    void itsButtonsSayWhetherToRun() {
        for (const bool run : {false, true}) {
            Dialog with;
            QVERIFY(with.look("pets"));
            QSignalSpy wanted(&with.dialog, &ImagesProjectDialog::wanted);
            click(run ? with.run : with.part<QPushButton>("createProject"));
            QCOMPARE(wanted.count(), 1);
            QCOMPARE(wanted.first().first().toBool(), run);
            QCOMPARE(with.dialog.result(), int(QDialog::Accepted));
            QCOMPARE(with.dialog.projectFolder(), with.folder / "pets-distilled");
        }
    }

    void closingWhileItLooksWaitsForNobody() {
        std::binary_semaphore mayEnd(0);
        session::Tools slow;
        slow.look_into = [&](const std::filesystem::path& folder) {
            mayEnd.acquire();
            return petsIn(folder);
        };
        auto* dialog = new ImagesProjectDialog(slow, "/tmp", {});
        dialog->setFolder("/huge");
        QElapsedTimer clock;
        clock.start();
        delete dialog;
        QVERIFY(clock.elapsed() < 1000);
        mayEnd.release();
        QTRY_VERIFY(qApp->findChildren<session::BackgroundTask*>().isEmpty());
    }
};

QTEST_MAIN(ImagesProjectDialogTest)
#include "images_project_dialog_test.moc"
