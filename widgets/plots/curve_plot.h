// Curves over iterations: appended in batches, smoothed, linked, read out under the mouse, saved as figures.
#pragma once

#include <QSizeF>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

#include "widgets/figures/curve_figure.h"

class QCustomPlot;
class QLabel;
class QMenu;
class QStackedLayout;
class QTimer;
class QToolButton;

namespace ld3m::widgets {

class CurveMarks;
class CurveReadout;
class CurveSet;

/// Mouse: drag pans, wheel zooms x (Shift: y), double click shows everything again and follows, a click
/// places the cursor, a click on the legend hides a curve. Keys: Left and Right pan, + and - zoom, Home shows
/// everything, the menu key opens the menu. Replots happen once per event loop turn however much arrives, and
/// not at all while the plot is hidden.
class CurvePlot : public QWidget {
    Q_OBJECT

public:
    explicit CurvePlot(const QString& title = {}, QWidget* parent = nullptr);
    ~CurvePlot() override;

    void setTitle(const QString& title);
    QString title() const;
    /// With their units: "iteration", "loss".
    void setAxisLabels(const QString& x, const QString& y);
    void setEmptyText(const QString& text);
    /// What the plot's quantity is: said over the title.
    void setHelp(const QString& help);
    QString help() const { return m_help; }
    /// Said at the right of the title, before what is said of scales: "38.2 % · best 39.1 % at 50".
    void setNote(const QString& note);
    QString note() const { return m_note; }

    /// In which corner the curves' names stand: where the curves are not.
    void setLegendCorner(Qt::Alignment corner);

    /// Adds a curve in seriesColor(color); a negative color takes the first free one. Known names keep their
    /// points.
    void addSeries(const QString& name, int color = -1);
    /// Appends points (adds the series where it is new). x must rise within a batch; a batch that starts at
    /// or before the last x replaces everything from there on. NaN in y is a gap.
    void append(const QString& series, const std::vector<double>& x, const std::vector<double>& y);
    /// The same with a band of y ± deviation.
    void append(const QString& series, const std::vector<double>& x, const std::vector<double>& y,
                const std::vector<double>& deviation);
    /// Dashes for what was not measured itself (a fit); dots for few points.
    void setDashed(const QString& series, bool dashed);
    void setDots(const QString& series, bool dots);
    /// Dots without a line, where neighbours in x have nothing to do with each other.
    void setScattered(const QString& series, bool scattered);
    void clearPoints(const QString& series);
    void removeSeries(const QString& series);
    void clear(); ///< all series, marks and lines
    QStringList seriesNames() const;
    bool isSeriesVisible(const QString& series) const;
    void setSeriesVisible(const QString& series, bool visible);

    bool isLogX() const;
    void setLogX(bool log);
    bool isLogY() const;
    void setLogY(bool log);
    double smoothing() const;
    /// Weight of the past in the exponential moving average, 0 (off) to 0.999; the raw curve stays faint
    /// behind.
    void setSmoothing(double weight);

    /// The line at the shown iteration; nothing hides it.
    void setCursorX(std::optional<double> x);
    std::optional<double> cursorX() const;
    void addEventMark(double x, const QString& label);
    void clearEventMarks();
    void addReferenceLine(double y, const QString& label);
    void clearReferenceLines();

    /// Shows all points and keeps doing so as more arrive. On by default; zoom and pan switch it off.
    bool isFollowing() const;
    void setFollowing(bool following);
    void resetView(); ///< same as setFollowing(true)
    double lowerX() const;
    double upperX() const;
    double lowerY() const;
    double upperY() const;
    /// x that following shows at least (linked plots share it).
    void setSharedExtent(double lower, double upper);
    void clearSharedExtent() { m_sharedExtent.reset(); }

    /// What the hover panel says at the nearest stored x: one line for x, one for each visible series.
    QString readoutAt(double x) const;

    /// What is shown, as a value: hidden curves and the cursor stay out.
    CurveFigure figure();
    /// Writes figure() in a plain style; the suffix decides: .pdf, .svg, .png or .csv. False when that cannot
    /// be.
    bool save(const QString& path, QSizeF inches = {5.8, 3.75}, int dpi = 300);
    /// Opens the panel that sets, shows and saves figure().
    void exportFigure();
    /// Puts the plot, as it is on the screen, on the clipboard.
    void copyToClipboard();
    /// The context menu; the caller owns it.
    QMenu* createContextMenu();

    QSize sizeHint() const override { return {320, 240}; }
    QSize minimumSizeHint() const override { return {180, 140}; }

public Q_SLOTS:
    /// Shows this range without signalling; stops following.
    void setXRange(double lower, double upper);

Q_SIGNALS:
    void xRangeChanged(double lower, double upper); ///< by the mouse
    void followingChanged(bool following);          ///< by the mouse or the menu
    void extentChanged(double lower, double upper); ///< x of all points
    void cursorPlaced(double x);                    ///< clicked: the iteration to show
    void logXChanged(bool log);                     ///< by the menu
    void logYChanged(bool log);                     ///< by the menu
    void smoothingChanged(double weight);           ///< by the menu

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void connectMouse();
    void clicked(QPoint position);
    bool isOnLegend(QPoint position) const;
    void updateReadout();
    void rangeMoved();
    void follow();
    void applyColours(const QPalette& palette);
    void contentsChanged();
    void replotSoon(); ///< unless hidden: then when shown
    void panBy(double share);
    void zoomBy(double factor);
    void prepareReplot();
    void fillView(); ///< once the layout is known
    void fitX();
    void fitY();
    void showTitle(); ///< as much of it as there is room for
    void updateNotes();

    static constexpr int kMargin = 8; ///< pixels between the parts of the head

    QString m_titleText;
    QString m_note;
    QString m_said; ///< beside the title: the note and what is said of scales
    QString m_help;
    QLabel* m_title;
    QLabel* m_notes;
    QToolButton* m_menu;
    QLabel* m_empty;
    QCustomPlot* m_plot;
    QStackedLayout* m_pages;
    std::unique_ptr<CurveSet> m_curves;
    std::unique_ptr<CurveMarks> m_marks;
    CurveReadout* m_readout;
    QTimer* m_click; ///< a click counts once it cannot become a double click
    std::optional<std::pair<double, double>> m_sharedExtent;
    std::optional<std::pair<double, double>> m_extent;
    bool m_following = true;
    bool m_fitsY = true;             ///< y follows what is visible until it is zoomed itself
    bool m_programmed = false;       ///< the range is being changed by us, not by the mouse
    std::optional<QPoint> m_pressed; ///< until it is released; a double click is no second press
    std::optional<QPoint> m_mouse;   ///< while it hovers
    double m_clicked = 0;
};

} // namespace ld3m::widgets
