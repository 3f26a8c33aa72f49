// What can be done with the images of a sheet besides looking: copy, save, pin, find what changed most.
#pragma once

#include <filesystem>

#include <QMenu>
#include <QPointer>

#include "app/session/background_task.h"
#include "app/session/run_history.h"
#include "widgets/images/image_sheet_view.h"

namespace ld3m::workbench {

class SheetTools : public QObject {
    Q_OBJECT
public:
    /// Gives the view its context menu. Both must outlive this object's menu.
    explicit SheetTools(widgets::ImageSheetView& view, QObject* parent = nullptr);

    void bind(session::RunHistory* history);

    QAction* copyImage;     ///< the current image, as it is drawn, into the clipboard
    QAction* copySheet;     ///< what filter and pins show, with names
    QAction* saveSelection; ///< one PNG an image, at its own size
    QAction* saveSheet;     ///< one PNG of what is shown
    QAction* pin;
    QAction* openInspector;

    // Both write off the UI thread; saved() or problem() tells.
    void saveSelectionTo(const std::filesystem::path& folder);
    void saveSheetTo(const std::filesystem::path& file);
    /// Orders the classes by their distance from the run's first stored sheet.
    void orderByChange();

Q_SIGNALS:
    void saved(const QString& sentence);
    void problem(const QString& sentence);

private:
    void showMenu(QPoint position);
    void updateActions(std::int64_t label);
    QString suggestedFolder() const;
    std::vector<std::int64_t> shownLabels() const;
    void run(const QString& title, session::BackgroundTask::Work work, const QString& done);

    widgets::ImageSheetView& m_view;
    session::RunHistory* m_history = nullptr;
    std::int64_t m_menuLabel = -1; ///< the class under the menu
    QMenu m_menu;
    QPointer<session::BackgroundTask> m_order;
};

} // namespace ld3m::workbench
