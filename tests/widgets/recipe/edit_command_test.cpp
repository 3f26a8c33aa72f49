#include "widgets/recipe/edit_command.h"

#include <QUndoStack>
#include <QtTest>

using namespace ld3m;
using widgets::EditCommand;

class EditCommandTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void storesForwardsAndBackwards() {
        std::vector<settings::Value> stored;
        QUndoStack stack;
        stack.push(new EditCommand("Steps", std::int64_t{10}, std::int64_t{20},
                                   [&stored](const settings::Value& value) { stored.push_back(value); }));
        stack.undo();
        stack.redo();
        QVERIFY(
            (stored == std::vector<settings::Value>{std::int64_t{20}, std::int64_t{10}, std::int64_t{20}}));
    }

    void saysWhatItChanges() {
        const EditCommand command("Rate of Z", 0.1, 5.0, [](const settings::Value&) {});
        QCOMPARE(command.text(), QString("Rate of Z 0.1 → 5"));
    }
};

QTEST_APPLESS_MAIN(EditCommandTest)
#include "edit_command_test.moc"
