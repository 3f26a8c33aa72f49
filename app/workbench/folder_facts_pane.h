// What a folder of images holds, before anything is made of it: name, classes with their counts, notes.
#pragma once

#include <QWidget>

#include "app/session/tools.h"

class QLabel;
class QProgressBar;
class QTableWidget;

namespace ld3m::workbench {

class FolderFactsPane : public QWidget {
    Q_OBJECT
public:
    explicit FolderFactsPane(QWidget* parent = nullptr);

    /// No folder yet: what one must look like.
    void showHint();
    void showLooking(const QString& folder);
    void showLook(const session::FolderLook& look);
    /// One sentence instead of facts.
    void showProblem(const QString& sentence);

    QString headline() const;
    QString summary() const; ///< "10 classes, 1,000 training and 500 test images, 32 px"
    QString notes() const;

private:
    void show(const QString& headline, const QString& summary, const QString& notes);

    QLabel* m_headline;
    QLabel* m_summary;
    QProgressBar* m_busy;
    QTableWidget* m_classes;
    QLabel* m_notes;
};

} // namespace ld3m::workbench
