// Everything a person can ask the window for, once: menus, toolbar and shortcuts share these objects.
#pragma once

#include <QAction>
#include <QActionGroup>

#include "app/session/run_session.h"

namespace ld3m::workbench {

class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QObject* parent);

    // Project
    QAction* newFromImages; ///< a folder of images
    QAction* newProject;
    QAction* openProject;
    QAction* openFile; ///< a recipe file
    QAction* openRunFolder;
    QAction* openDemo;
    QAction* quit;
    // Run
    QAction* run; ///< starts; while paused it goes on
    QAction* pause;
    QAction* step;
    QAction* stop;
    QAction* resume; ///< takes up the chosen run
    QAction* branch; ///< of the shown run, at the shown iteration
    QAction* twin;   ///< a second arm with one change
    QAction* enqueue;
    QAction* startQueue;
    QAction* evaluateNow;
    // Export, of the shown run
    QAction* exportSet;
    QAction* exportFilm;
    QAction* exportFigures;
    // View
    QAction* followNewest;
    QAction* fitImages;
    QAction* zoomIn;
    QAction* zoomOut;
    QAction* smoothImages;
    QAction* resetLayout;
    QAction* fullScreen;
    // Help
    QAction* palette;
    QAction* about;

    /// Enables what makes sense now.
    void update(bool hasProject, session::Activity activity, bool shownResumable);

private:
    QAction* make(const QString& name, const QString& text, const QString& icon,
                  const QList<QKeySequence>& keys, const QString& help);
};

} // namespace ld3m::workbench
