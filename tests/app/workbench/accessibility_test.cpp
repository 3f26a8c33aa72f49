// Every control can be reached by the keyboard and says what it is to those who do not see it.
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QDockWidget>
#include <QFormLayout>
#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QTabBar>

#include "app/workbench/images_project_dialog.h"
#include "app/workbench/new_project_dialog.h"
#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

/// What a screen reader says of it.
QString spoken(const QWidget& widget) {
    if (!widget.accessibleName().isEmpty())
        return widget.accessibleName();
    if (const auto* button = qobject_cast<const QAbstractButton*>(&widget))
        return button->text();
    for (const QLabel* label : widget.window()->findChildren<QLabel*>())
        if (label->buddy() == &widget)
            return label->text();
    return {};
}

/// Parts that Qt makes inside of a control: the control itself is spoken.
bool isPart(const QWidget& widget) {
    return widget.objectName().startsWith("qt_") || qobject_cast<const QScrollBar*>(&widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget.parentWidget()) ||
           qobject_cast<const QComboBox*>(widget.parentWidget()) ||
           qobject_cast<const QDockWidget*>(widget.parentWidget()) || widget.inherits("QTabBar") ||
           widget.inherits("QComboBoxPrivateContainer") || widget.inherits("QComboBoxListView") ||
           widget.inherits("QMenu") || widget.inherits("QMenuBar") || widget.inherits("QHeaderView") ||
           widget.inherits("QScrollArea") || widget.inherits("QToolBarExtension") ||
           widget.inherits("QTableCornerButton");
}

QStringList dumb(const QWidget& top) {
    QStringList found;
    for (const QWidget* widget : top.findChildren<QWidget*>())
        if ((widget->focusPolicy() & Qt::TabFocus) && !widget->isHidden() && !isPart(*widget) &&
            spoken(*widget).isEmpty())
            found << QStringLiteral("%1 \"%2\" in %3 \"%4\"")
                         .arg(widget->metaObject()->className(), widget->objectName(),
                              widget->parentWidget()->metaObject()->className(),
                              widget->parentWidget()->objectName());
    found.removeDuplicates();
    return found;
}

} // namespace

class AccessibilityTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFocusableControlOfTheWindowSpeaks() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(12));
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 10);
        with.sheet()->select(0, 0);
        const QStringList found = dumb(with.window);
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void soDoTheDialogs() {
        const workbench::ImagesProjectDialog images({}, "/home/me", {});
        QVERIFY2(dumb(images).isEmpty(), qPrintable(dumb(images).join('\n')));
        const workbench::NewProjectDialog project({});
        QVERIFY2(dumb(project).isEmpty(), qPrintable(dumb(project).join('\n')));
    }

    void theKeyboardReachesEveryPartOfTheWindow() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(12));
        QSet<QString> reached;
        for (int presses = 0; presses < 400; ++presses) {
            QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : &with.window,
                            Qt::Key_Tab);
            for (const QWidget* widget = QApplication::focusWidget(); widget; widget = widget->parentWidget())
                if (!widget->objectName().isEmpty())
                    reached << widget->objectName();
        }
        for (const char* part : {"runToolbar", "runsDock", "recipeDock", "evaluationDock", "logDock",
                                 "imageSheet", "iterationSlider"})
            QVERIFY2(reached.contains(part), part);
    }

    void theThemeChangesLive() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        widgets::applyTheme(*qApp, widgets::ThemeChoice::light);
        const QColor light = with.window.grab().toImage().pixelColor(300, 300);
        widgets::applyTheme(*qApp, widgets::ThemeChoice::dark);
        const QColor dark = with.window.grab().toImage().pixelColor(300, 300);
        QVERIFY(light.lightness() > 128 && dark.lightness() < 128);
    }
};

QTEST_MAIN(AccessibilityTest)
#include "accessibility_test.moc"
