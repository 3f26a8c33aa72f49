// The sections of ImageInspector and its film.
#include <QBoxLayout>
#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>

#include "widgets/images/image_canvas.h"
#include "widgets/images/image_inspector.h"
#include "widgets/theme/icons.h"

namespace ld3m::widgets {
namespace {

constexpr int kFrameMilliseconds = 125;

QToolButton* flatButton(const QString& iconName, const QString& help, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setProperty("flat", true);
    button->setIcon(icon(iconName));
    button->setToolTip(help);
    button->setAccessibleName(help);
    return button;
}

/// On a small screen a section scrolls rather than making the window taller.
QScrollArea* scrolled(QWidget* section) {
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidgetResizable(true);
    area->setWidget(section);
    return area;
}

} // namespace

void ImageInspector::buildSections() {
    m_sections = new QTabWidget(this);
    m_sections->setAccessibleName(tr("About the selected image"));
    m_sections->setDocumentMode(true);
    m_sections->tabBar()->setExpanding(true);
    m_sections->tabBar()->setElideMode(Qt::ElideRight);
    m_sections->tabBar()->setUsesScrollButtons(false);
    m_sections->tabBar()->setStyleSheet(
        QStringLiteral("QTabBar::tab { padding: 6px 4px; }")); // four in a column
    // Numbers: lines on top, what a computation is doing below.
    auto* numbers = m_panes[0] = new StudyPane(0, m_sections);
    auto* lines = new QWidget(numbers);
    m_grid = new QGridLayout(lines);
    m_grid->setContentsMargins(0, 4, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    auto* column = static_cast<QVBoxLayout*>(numbers->layout());
    column->insertWidget(0, lines);
    m_measure = new QPushButton(tr("Measure gradients"), numbers);
    m_measure->setToolTip(
        tr("‖∂L/∂Z‖ and ‖∂L/∂c‖ of every image: computes one iteration from the checkpoint, "
           "which changes nothing"));
    column->insertWidget(1, m_measure, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_panes[1] = new StudyPane(1, m_sections);
    m_panes[2] = new StudyPane(1, m_sections);
    m_panes[3] = new StudyPane(2, m_sections);

    m_play = flatButton(QStringLiteral("run"), tr("Play the film of this image"), this);
    m_play->setCheckable(true);
    m_panes[1]->addControl(m_play);
    m_panes[2]->addControl([this] {
        auto* again =
            flatButton(QStringLiteral("reset"), tr("Decode again from the newest checkpoint"), this);
        connect(again, &QToolButton::clicked, this, [this] { Q_EMIT sectionWanted(Section::denoising); });
        return again;
    }());
    m_allClasses = new QCheckBox(tr("all classes"), this);
    m_allClasses->setToolTip(tr("Search the real images of all classes, not those of this class alone"));
    m_panes[3]->addControl(m_allClasses);

    m_sections->addTab(scrolled(numbers), tr("Numbers"));
    m_sections->addTab(scrolled(m_panes[1]), tr("History"));
    m_sections->addTab(scrolled(m_panes[2]), tr("Denoising"));
    m_sections->addTab(scrolled(m_panes[3]), tr("Nearest"));
    m_sections->setTabToolTip(1, tr("Every stored state of this image; a click goes to its iteration"));
    m_sections->setTabToolTip(2, tr("What z_t decodes to at every reverse step"));
    m_sections->setTabToolTip(3,
                              tr("The real images that lie nearest, in pixels and in a network's features"));
    emptyStrips();

    connect(m_sections, &QTabWidget::currentChanged, this, [this] {
        play(false);
        showOwn();
        if (!m_image.isNull())
            Q_EMIT sectionWanted(section());
    });
    connect(m_allClasses, &QCheckBox::toggled, this, [this] {
        if (!m_image.isNull())
            Q_EMIT sectionWanted(Section::nearest);
    });
    connect(m_measure, &QPushButton::clicked, this, &ImageInspector::gradientsWanted);
    connect(m_play, &QToolButton::toggled, this, &ImageInspector::play);
    connect(&m_film, &QTimer::timeout, this, &ImageInspector::turnFilm);
    for (std::size_t i = 0; i < m_panes.size(); ++i) {
        const auto which = static_cast<Section>(i);
        connect(m_panes[i], &StudyPane::cancelled, this, [this, which] { Q_EMIT cancelled(which); });
        connect(m_panes[i], &StudyPane::chosen, this, [this, which, i](int row, int index) {
            play(false);
            showFrame(m_panes[i]->strip(row)->frames().value(index));
            if (which == Section::history)
                Q_EMIT filmFrameChosen(index);
        });
    }
}

void ImageInspector::emptyStrips() {
    const QString texts[] = {
        {},
        tr("Each stored state of this image appears here, from the first to the newest."),
        tr("What the latents decode to at every reverse step, from noise to image, with "
           "t and the residual's weight w(t). Needs a stored checkpoint."),
        tr("The real images that are nearest. Needs a stored checkpoint.")};
    for (std::size_t i = 1; i < m_panes.size(); ++i)
        for (int row = 0; row < (i == 3 ? 2 : 1); ++row) {
            m_panes[i]->strip(row)->setFrames({});
            m_panes[i]->strip(row)->setEmptyText(texts[i]);
            m_panes[i]->setHeading({}, row);
        }
    m_panes[3]->setHeading(tr("in pixels"), 0);
    m_panes[3]->setHeading(tr("in a network's features"), 1);
    for (StudyPane* pane : m_panes) {
        pane->setBusy({});
        pane->setFailure({});
    }
    m_play->setEnabled(false);
    m_measure->setEnabled(!m_image.isNull());
}

ImageInspector::Section ImageInspector::section() const {
    return static_cast<Section>(m_sections->currentIndex());
}

void ImageInspector::setSection(Section section) {
    m_sections->setCurrentIndex(static_cast<int>(section));
}

bool ImageInspector::searchesAllClasses() const {
    return m_allClasses->isChecked();
}

void ImageInspector::setFilm(const QList<FilmFrame>& frames) {
    m_panes[1]->strip()->setFrames(frames);
    m_play->setEnabled(frames.size() > 1);
}

void ImageInspector::showFrame(const FilmFrame& frame) {
    if (!frame.image.isNull())
        m_canvas->setImage(frame.image);
}

void ImageInspector::showOwn() {
    m_canvas->setImage(m_image);
}

QImage ImageInspector::shownImage() const {
    return m_canvas->image();
}

void ImageInspector::play(bool on) {
    m_play->setChecked(on);
    m_play->setIcon(icon(on ? QStringLiteral("pause") : QStringLiteral("run")));
    FilmStrip* strip = m_panes[1]->strip();
    if (!on) {
        m_film.stop();
        return;
    }
    if (strip->current() == strip->frames().size() - 1)
        strip->setCurrent(-1); // from the beginning
    m_film.start(kFrameMilliseconds);
}

void ImageInspector::turnFilm() {
    FilmStrip* strip = m_panes[1]->strip();
    const int next = strip->current() + 1;
    if (next >= strip->frames().size()) {
        play(false);
        return;
    }
    strip->setCurrent(next);
    showFrame(strip->frames()[next]);
}

} // namespace ld3m::widgets
