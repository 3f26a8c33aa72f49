// The pictures of docs/guide, taken from the window itself while a script plays a newcomer's first hour in
// it.
#pragma once

#include <deque>
#include <functional>

#include <QElapsedTimer>
#include <QTimer>

#include "app/workbench/main_window.h"

namespace ld3m::workbench {

/// One picture: what is done, until when is waited, and what is shown.
struct GuidePicture {
    QString name; ///< "first-run"; the file is <name>-<theme>.png, or <name>-<theme>@2x.png
    std::function<void()> act = {};
    std::function<bool()> ready = {};       ///< asked again and again; empty: at once
    std::function<QWidget*()> subject = {}; ///< empty: the window
};

/// What the pictures show besides what is made while they are taken.
struct GuideScene {
    std::filesystem::path finishedRun; ///< of the demo
    QString images;                    ///< folder
    std::filesystem::path sweep;       ///< folder, finished
};

/// In the order in which they are played. One line a picture: a page's own pictures are added here.
std::vector<GuidePicture> guidePictures(MainWindow& window, session::Workspace& workspace,
                                        const GuideScene& scene);

class GuidePlayer : public QObject {
    Q_OBJECT
public:
    /// Files go into `folder`; `theme` is part of their names. Begins when the event loop does.
    GuidePlayer(MainWindow& window, std::vector<GuidePicture> pictures, const QString& folder,
                const QString& theme, QObject* parent = nullptr);

Q_SIGNALS:
    void done();
    /// A picture that could not be taken, in one sentence.
    void failed(const QString& sentence);

private:
    void next();
    void poll();
    void shoot();

    MainWindow& m_window;
    std::deque<GuidePicture> m_left;
    QString m_folder;
    QString m_theme;
    QTimer m_polling;
    QElapsedTimer m_waited;
};

} // namespace ld3m::workbench
