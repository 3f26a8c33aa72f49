// Sets a figure, shows it as it will be, and saves it. A window of its own beside the plot; nothing waits for
// it.
#pragma once

#include <QDialog>

#include "widgets/figures/figure.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFontComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;
class QTimer;

namespace ld3m::widgets {

class FigurePreview;

class FigurePanel : public QDialog {
    Q_OBJECT

public:
    /// Begins with the style of the panel before.
    explicit FigurePanel(Figure figure, QWidget* parent = nullptr);

    FigureStyle figureStyle() const;
    void setFigureStyle(const FigureStyle& style);
    /// Saves without asking and says beside the button what came of it. True when the file is there.
    bool saveTo(const QString& path);

Q_SIGNALS:
    void saved(const QString& path);

private:
    QFormLayout* buildForm();
    QLayout* buildButtons();
    void addSizes(QFormLayout& form);
    void addAxes(QFormLayout& form);
    void chooseSize(int preset);
    void changed();
    void refresh();
    void chooseFile();
    void say(const QString& sentence, bool problem);

    Figure m_figure;
    FigurePreview* m_preview;
    QComboBox* m_size;
    QDoubleSpinBox* m_width;
    QDoubleSpinBox* m_height;
    QFontComboBox* m_family;
    QDoubleSpinBox* m_fontSize;
    QDoubleSpinBox* m_lineWidth;
    QComboBox* m_legend;
    QLineEdit* m_xTitle;
    QLineEdit* m_yTitle;
    QCheckBox* m_grid;
    QCheckBox* m_title;
    QSpinBox* m_dpi;
    QLabel* m_said;
    QTimer* m_redraw; ///< once per turn, however much was changed
};

} // namespace ld3m::widgets
