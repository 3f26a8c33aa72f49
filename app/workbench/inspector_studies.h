// Fills the inspector's sections: asks the engine about the image that is shown and turns answers into
// pictures and lines.
#pragma once

#include <optional>

#include <QTimer>

#include "app/session/image_film.h"
#include "app/session/image_study_job.h"
#include "app/session/run_history.h"
#include "widgets/images/image_inspector.h"

namespace ld3m::workbench {

/// What takes time starts when its section is opened, another image is clicked or the iteration is scrubbed,
/// not with every new sheet of a run that is on: the run goes first.
class InspectorStudies : public QObject {
    Q_OBJECT
public:
    InspectorStudies(widgets::ImageInspector& inspector, session::StudyImage study,
                     QObject* parent = nullptr);

    /// Null: nothing is shown.
    void bind(session::RunHistory* history);
    /// What the inspector shows; `scrubbed` when a person asked for this iteration.
    void setShown(std::int64_t iteration, std::int64_t label, std::int64_t image, bool scrubbed);

Q_SIGNALS:
    /// A frame of the film was clicked.
    void iterationWanted(qint64 iteration);

private:
    using Section = widgets::ImageInspector::Section;

    void want(Section section);
    void ask(reports::StudyPart part, bool gradients = false);
    void requestFilm();
    void showFilm();
    void answer(const reports::StudyAnswer& answer);
    void fill(const reports::StudyNorms& norms);
    void fill(const reports::StudyDenoising& denoising);
    void fill(const reports::StudyNearest& nearest);
    void showDetails();
    widgets::StudyPane* askedPane() const;

    widgets::ImageInspector& m_inspector;
    session::ImageStudyJob m_job;
    session::ImageFilm m_film;
    session::RunHistory* m_history = nullptr;
    std::vector<QMetaObject::Connection> m_connections;
    QTimer m_scrubbed; ///< asks when the slider has come to rest
    std::int64_t m_iteration = -1;
    std::int64_t m_label = -1;
    std::int64_t m_image = -1;
    std::optional<reports::StudyNorms> m_norms; ///< of all images, at one checkpoint
};

} // namespace ld3m::workbench
