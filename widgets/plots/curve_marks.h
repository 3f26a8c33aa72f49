// What is drawn over the curves: the cursor, event marks, reference lines.
#pragma once

#include <QFont>
#include <QMargins>
#include <QPalette>
#include <QString>

#include <optional>
#include <vector>

class QCPItemLine;
class QCPItemText;
class QCustomPlot;

namespace ld3m::widgets {

class CurveMarks {
public:
    struct Labelled {
        double at;
        QString label;
        bool operator==(const Labelled&) const = default;
    };

    explicit CurveMarks(QCustomPlot& plot);

    void setCursor(std::optional<double> x);
    std::optional<double> cursor() const { return m_cursorX; }
    void setCursorShown(bool shown); ///< figures leave it out
    void addEvent(double x, const QString& label);
    void clearEvents();
    void addReference(double y, const QString& label);
    void clearReferences();
    std::vector<Labelled> events() const;
    std::vector<Labelled> references() const;
    /// Of labels and lines; by default 10 pixels and 1 pixel.
    void setSizes(const QFont& font, double lineWidth);
    void applyColours(const QPalette& palette);
    /// Turns event labels inwards at the right edge and hides those that would cover their neighbours; puts
    /// labels of reference lines under their line at the upper edge.
    void arrangeLabels();

private:
    struct Mark {
        double at;
        QCPItemLine* line;
        QCPItemText* label;
    };
    Mark add(double at, const QString& label, bool vertical);
    static std::vector<Labelled> labelled(const std::vector<Mark>& marks);
    void clear(std::vector<Mark>& marks);
    QMargins padding() const; ///< around labels

    QCustomPlot& m_plot;
    QPalette m_palette;
    std::optional<double> m_cursorX;
    QCPItemLine* m_cursor;
    QFont m_font;
    double m_lineWidth = 1;
    std::vector<Mark> m_events; ///< rising
    std::vector<Mark> m_references;
};

} // namespace ld3m::widgets
