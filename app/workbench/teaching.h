// A page that has nothing to show yet: what will appear there, and the buttons that make it appear.
#pragma once

#include <QList>

class QLabel;
class QPushButton;
class QWidget;

namespace ld3m::workbench {

/// Fills `page` with a heading, sentences, a sentence that says what to do next (given by the caller, may be
/// null) and buttons below, in the middle and no wider than is good to read.
void teach(QWidget* page, const QString& heading, const QString& sentences, QLabel* next,
           const QList<QWidget*>& actions);
/// Puts one more thing below what was taught.
void appendTaught(QWidget* page, QWidget* more);

} // namespace ld3m::workbench
