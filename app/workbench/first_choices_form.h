// The choices that a first recipe needs, each with a suggestion: resolution, images per class, beginning,
// effort; and what they cost.
#pragma once

#include <optional>

#include <QPointer>
#include <QWidget>

#include "app/session/background_task.h"
#include "app/session/first_recipe.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace ld3m::workbench {

class FirstChoicesForm : public QWidget {
    Q_OBJECT
public:
    /// `examiner` says what a checkpoint is good for; `bundledPrior` may be empty.
    FirstChoicesForm(decltype(session::Tools::examine) examiner, std::filesystem::path bundledPrior,
                     QWidget* parent = nullptr);
    ~FirstChoicesForm() override;

    /// Suggests choices for these images.
    void setLook(const session::FolderLook& look);
    session::FirstChoices choices() const;
    /// As chosen; only after setLook().
    settings::Recipe recipe() const;
    /// Why the choices cannot be run, in one sentence; empty when they can.
    QString obstacle() const;

Q_SIGNALS:
    void changed();

private:
    void buildRows();
    void examine(const QString& file);
    void refresh();

    decltype(session::Tools::examine) m_examine;
    std::filesystem::path m_bundledPrior;
    std::optional<session::FolderLook> m_look;
    std::optional<session::CheckpointLook> m_checkpoint; ///< of the file in m_file
    QPointer<session::BackgroundTask> m_examining;
    QComboBox* m_resolution;
    QSpinBox* m_ipc;
    QComboBox* m_beginning;
    QWidget* m_fileRow;
    QLineEdit* m_file;
    QButtonGroup* m_effort;
    QLabel* m_estimate;
};

} // namespace ld3m::workbench
