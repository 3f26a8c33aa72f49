// One image, large, with what is known about it: numbers, its history, its way through the reverse steps, the
// nearest real images.
#pragma once

#include <QImage>
#include <QList>
#include <QPair>
#include <QTimer>
#include <QWidget>

#include <array>

#include "core/reports/image_sheet.h"
#include "widgets/images/study_pane.h"

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace ld3m::widgets {

class ImageCanvas;

/// Fed with values; sectionWanted() asks for those of a section when it is opened. Whoever shows another
/// image fills the open section anew. A frame chosen in a strip is shown large.
class ImageInspector : public QWidget {
    Q_OBJECT

public:
    enum class Section { numbers, history, denoising, nearest };

    explicit ImageInspector(QWidget* parent = nullptr);

    /// Shows image k of a class; outside the sheet it shows the empty state. Another image empties the
    /// strips.
    void setImage(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k);
    void clear();
    void setEmptyText(const QString& text);
    void setSmooth(bool smooth);
    /// More lines under size, minimum, maximum and mean: {"‖Z‖", "14.32"}.
    void setDetails(const QList<QPair<QString, QString>>& details);

    Section section() const;
    void setSection(Section section);
    StudyPane* pane(Section section) const { return m_panes[static_cast<std::size_t>(section)]; }
    /// All stored images of this one, oldest first.
    void setFilm(const QList<FilmFrame>& frames);
    bool isPlaying() const { return m_film.isActive(); }
    bool searchesAllClasses() const;

    QString title() const; ///< "cat · 2 of 5"
    /// Value of a shown line by its name ("mean", "‖Z‖"); empty when there is none.
    QString detail(const QString& name) const;
    /// A copy of the image, for clipboard and export; null in the empty state.
    QImage image() const { return m_image; }
    /// What is seen large now: the image, or the frame of a strip.
    QImage shownImage() const;

Q_SIGNALS:
    void hovered(const QString& text); ///< "(12, 7) · 183 120 64"
    /// A section was opened, or its question changed: it wants to be filled (again).
    void sectionWanted(ld3m::widgets::ImageInspector::Section section);
    void gradientsWanted();          ///< the button under the numbers
    void filmFrameChosen(int index); ///< by a person, not by playing
    void cancelled(ld3m::widgets::ImageInspector::Section section);

private:
    void buildSections();
    void fillRows();
    void showFrame(const FilmFrame& frame);
    void showOwn();
    void play(bool on);
    void turnFilm();
    void emptyStrips();

    QImage m_image;
    std::int64_t m_label = -1;
    std::int64_t m_k = -1;
    ImageCanvas* m_canvas;
    QLabel* m_title;
    QTabWidget* m_sections;
    QGridLayout* m_grid;
    std::array<StudyPane*, 4> m_panes{}; ///< by section
    QToolButton* m_play = nullptr;
    QPushButton* m_measure = nullptr;
    QCheckBox* m_allClasses = nullptr;
    QTimer m_film;
    QList<QPair<QString, QString>> m_statistics;
    QList<QPair<QString, QString>> m_details;
};

} // namespace ld3m::widgets
