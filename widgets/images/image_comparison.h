// Two sheets of images held against each other: side by side, wiped, blinking, or their difference.
#pragma once

#include <QColor>
#include <QFutureWatcher>
#include <QTimer>
#include <QWidget>

#include <array>

#include "core/reports/image_sheet.h"
#include "widgets/images/display_mapping.h"

class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace ld3m::widgets {

class ImageSheetView;
class PairSheetView;
class SheetLock;

/// Keys: S side by side, W wipe ("[" and "]" move the line, with Shift finely), B blink (Space turns by
/// hand), D difference; those of ImageSheetView for zoom and selection. One zoom, scroll position and
/// selection for both. Sheets with other classes, IPC or sizes can be seen side by side only.
class ImageComparison : public QWidget {
    Q_OBJECT

public:
    enum class Mode { sideBySide, wipe, blink, difference };

    explicit ImageComparison(QWidget* parent = nullptr);

    /// Shows these; a sheet without images shows that arm's empty text.
    void setSheets(const reports::ImageSheet& a, const reports::ImageSheet& b);
    /// "paper run · iteration 120" above the images; plain text.
    void setNames(const QString& a, const QString& b);
    /// The arms' series colours, in the marks before their names.
    void setColors(const QColor& a, const QColor& b);
    void setEmptyTexts(const QString& a, const QString& b);
    void setSmooth(bool smooth);
    void setMapping(DisplayMapping mapping); ///< of A and B; their difference is that of the stored levels
    void setFilter(const QString& filter);   ///< see SheetRows

    /// The chosen mode; what is seen is side by side while the sheets cannot be compared.
    Mode mode() const { return m_mode; }
    void setMode(Mode mode);
    void setBlinkRate(double perSecond); ///< changes per second, 0.5 to 10
    void setGain(int gain);              ///< of the difference, 1 to 64

    /// Does not signal; label -1 selects nothing.
    void select(std::int64_t label, std::int64_t k);
    void setFitted(bool fitted);
    void setZoom(double zoom);
    double zoom() const;

    QString badge() const; ///< "RMS 7.30 · PSNR 30.9 dB", "identical", or empty

Q_SIGNALS:
    void modeChanged(ld3m::widgets::ImageComparison::Mode mode);
    void imageSelected(qint64 label, qint64 k);
    void imageActivated(qint64 label, qint64 k);
    /// "cat 2 of 5 · (12, 7) · A 183 120 64 · B 180 119 60"
    void hovered(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildBar();
    void buildPages();
    void follow(ImageSheetView* view);
    std::array<ImageSheetView*, 3> views() const;
    ImageSheetView* front() const; ///< the view that zoom and selection are read from
    void showMode();
    void showNames();
    void measure();
    void showBadge();
    void turn();

    std::array<reports::ImageSheet, 2> m_sheets;
    std::array<QString, 2> m_names;
    std::array<QColor, 2> m_colors; ///< invalid: the palette's first and second series colour
    Mode m_mode = Mode::sideBySide;
    double m_rms = -1; ///< of the whole sheets; below 0 while unknown
    QFutureWatcher<double> m_measurement;
    QTimer m_blink;

    SheetLock* m_lock;
    QHBoxLayout* m_bar = nullptr;
    std::array<QToolButton*, 4> m_buttons{};
    std::array<ImageSheetView*, 2> m_sides{};
    std::array<QLabel*, 2> m_sideNames{};
    PairSheetView* m_pair = nullptr;
    std::array<QLabel*, 2> m_pairNames{};
    QStackedWidget* m_pages = nullptr;
    QLabel* m_note = nullptr;
    QLabel* m_badge = nullptr;
    QSpinBox* m_gain = nullptr;
    QDoubleSpinBox* m_rate = nullptr;
};

} // namespace ld3m::widgets
