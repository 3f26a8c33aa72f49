// From a folder of images to a running distillation: what the folder holds, choices with a suggestion each,
// and the project that is made of them.
#pragma once

#include <optional>

#include <QDialog>
#include <QPointer>

#include "app/session/background_task.h"
#include "app/session/tools.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace ld3m::workbench {

class FirstChoicesForm;
class FolderFactsPane;

class ImagesProjectDialog : public QDialog {
    Q_OBJECT
public:
    /// `location` is where the project's folder will be; `bundledPrior` may be empty.
    ImagesProjectDialog(session::Tools tools, const QString& location,
                        const std::filesystem::path& bundledPrior, QWidget* parent = nullptr);
    ~ImagesProjectDialog() override;

    /// Looks into it off this thread, then suggests.
    void setFolder(const QString& place);

    QString name() const;
    QString folder() const; ///< of the images
    QString location() const;
    std::filesystem::path projectFolder() const; ///< location / name
    /// As chosen; only after a look succeeded.
    settings::Recipe recipe() const;

Q_SIGNALS:
    /// The dialog was accepted: make the project, and run it when `run`.
    void wanted(bool run);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildLayout();
    void found(const session::FolderLook& look);
    void refresh();
    QString obstacle() const;
    void finish(bool run);

    session::Tools m_tools;
    std::optional<session::FolderLook> m_look;
    QPointer<session::BackgroundTask> m_looking;
    QLineEdit* m_folder;
    FolderFactsPane* m_facts;
    FirstChoicesForm* m_choices;
    QWidget* m_place; ///< name and location
    QLineEdit* m_name;
    QLineEdit* m_location;
    QLabel* m_note;
    QPushButton* m_create;
    QPushButton* m_run;
};

} // namespace ld3m::workbench
