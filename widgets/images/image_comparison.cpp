#include "widgets/images/image_comparison.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QThreadPool>
#include <QToolButton>

#include <memory>

#include "widgets/images/image_sheet_view.h"
#include "widgets/images/pair_sheet_view.h"
#include "widgets/images/sheet_difference.h"
#include "widgets/images/sheet_lock.h"

namespace ld3m::widgets {
namespace {

using Mode = ImageComparison::Mode;

PairSheetView::Showing showingOf(Mode mode) {
    switch (mode) {
    case Mode::wipe:
        return PairSheetView::Showing::both;
    case Mode::difference:
        return PairSheetView::Showing::difference;
    default:
        return PairSheetView::Showing::first;
    }
}

} // namespace

ImageComparison::ImageComparison(QWidget* parent) : QWidget(parent), m_lock(new SheetLock(this)) {
    setAccessibleName(tr("Comparison of two sheets of images"));
    m_names = {tr("A"), tr("B")};
    buildBar();
    buildPages();
    connect(m_lock, &SheetLock::imageSelected, this, [this](qint64 label, qint64 k) {
        showBadge();
        Q_EMIT imageSelected(label, k);
    });
    connect(&m_blink, &QTimer::timeout, this, &ImageComparison::turn);
    connect(&m_measurement, &QFutureWatcher<double>::finished, this, [this] {
        if (m_measurement.future().resultCount() == 0)
            return;
        m_rms = m_measurement.result();
        showBadge();
    });
    setSheets({}, {});
}

void ImageComparison::setSheets(const reports::ImageSheet& a, const reports::ImageSheet& b) {
    m_sheets = {a, b};
    for (int arm = 0; arm < 2; ++arm)
        m_sides[arm]->setSheet(m_sheets[arm]);
    m_pair->setSheets(a, b);
    const bool can = comparable(a, b);
    for (int i = 1; i < 4; ++i)
        m_buttons[i]->setEnabled(can);
    m_note->setVisible(!can && !m_sides[0]->isEmpty() && !m_sides[1]->isEmpty());
    measure();
    showMode();
}

void ImageComparison::setNames(const QString& a, const QString& b) {
    m_names = {a, b};
    showNames();
}

void ImageComparison::setColors(const QColor& a, const QColor& b) {
    m_colors = {a, b};
    showNames();
}

void ImageComparison::setEmptyTexts(const QString& a, const QString& b) {
    m_sides[0]->setEmptyText(a);
    m_sides[1]->setEmptyText(b);
}

void ImageComparison::setSmooth(bool smooth) {
    for (ImageSheetView* view : views())
        view->setSmooth(smooth);
}

void ImageComparison::setMapping(DisplayMapping mapping) {
    for (ImageSheetView* view : views())
        view->setMapping(mapping);
}

void ImageComparison::setFilter(const QString& filter) {
    for (ImageSheetView* view : views())
        view->setFilter(filter);
}

std::array<ImageSheetView*, 3> ImageComparison::views() const {
    return {m_sides[0], m_sides[1], m_pair};
}

void ImageComparison::setMode(Mode mode) {
    if (mode == m_mode)
        return;
    m_mode = mode;
    showMode();
    Q_EMIT modeChanged(mode);
}

void ImageComparison::setBlinkRate(double perSecond) {
    m_rate->setValue(perSecond);
}
void ImageComparison::setGain(int gain) {
    m_gain->setValue(gain);
}

void ImageComparison::select(std::int64_t label, std::int64_t k) {
    for (ImageSheetView* view : views())
        view->select(label, k);
    showBadge();
}

void ImageComparison::setFitted(bool fitted) {
    front()->setFitted(fitted);
}
void ImageComparison::setZoom(double zoom) {
    front()->setZoom(zoom);
}
double ImageComparison::zoom() const {
    return front()->zoom();
}
QString ImageComparison::badge() const {
    return m_badge->text();
}

void ImageComparison::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        showNames();
    QWidget::changeEvent(event);
}

ImageSheetView* ImageComparison::front() const {
    if (m_pages->currentIndex() == 1)
        return m_pair;
    return m_sides[0]->isEmpty() ? m_sides[1] : m_sides[0];
}

void ImageComparison::follow(ImageSheetView* view) {
    m_lock->add(view);
    connect(view, &ImageSheetView::hovered, this, &ImageComparison::hovered);
    connect(view, &ImageSheetView::imageActivated, this, &ImageComparison::imageActivated);
}

void ImageComparison::showMode() {
    const bool pair = m_mode != Mode::sideBySide && comparable(m_sheets[0], m_sheets[1]);
    const Mode shown = pair ? m_mode : Mode::sideBySide;
    ImageSheetView* before = front();
    const bool hadFocus = before->hasFocus();
    m_pages->setCurrentIndex(pair ? 1 : 0);
    if (ImageSheetView* now = front(); now != before) {
        m_lock->match(before);
        if (hadFocus)
            now->setFocus();
    }
    for (int i = 0; i < 4; ++i)
        m_buttons[i]->setChecked(static_cast<int>(shown) == i);
    if (shown != Mode::blink) {
        m_blink.stop();
        m_pair->setShowing(showingOf(shown));
    } else if (!m_blink.isActive()) {
        m_pair->setShowing(PairSheetView::Showing::first);
        m_blink.start(static_cast<int>(1000 / m_rate->value()));
    }
    m_rate->setVisible(shown == Mode::blink);
    m_gain->setVisible(shown == Mode::difference);
    showNames();
}

void ImageComparison::turn() {
    using enum PairSheetView::Showing;
    m_pair->setShowing(m_pair->showing() == first ? second : first);
    showNames();
}

/// Reading two large sheets takes longer than a frame: off the UI thread, and the newest pair counts.
void ImageComparison::measure() {
    m_rms = -1;
    if (!comparable(m_sheets[0], m_sheets[1])) {
        m_measurement.setFuture({});
        showBadge();
        return;
    }
    auto promise = std::make_shared<QPromise<double>>();
    m_measurement.setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, sheets = m_sheets] {
        promise->addResult(rootMeanSquare(sheets[0], sheets[1]));
        promise->finish();
    });
}

} // namespace ld3m::widgets
