#include "widgets/figures/figure_panel.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFontComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>

#include "widgets/figures/figure_preview.h"

namespace ld3m::widgets {
namespace {

enum SizePreset { kOneColumn, kTwoColumns, kOwnSize };

constexpr int kPreviewDpi = 192;
constexpr double kMillimetres = 25.4; ///< an inch

FigureStyle& lastStyle() {
    static FigureStyle style;
    return style;
}

QDoubleSpinBox* numberBox(double least, double most, double step, const QString& unit, const QString& help) {
    auto* box = new QDoubleSpinBox;
    box->setRange(least, most);
    box->setSingleStep(step);
    box->setDecimals(step < 0.1 ? 2 : 1);
    box->setSuffix(' ' + unit);
    box->setToolTip(help);
    box->setAccessibleName(help);
    return box;
}

} // namespace

FigurePanel::FigurePanel(Figure figure, QWidget* parent)
    : QDialog(parent), m_figure(std::move(figure)), m_preview(new FigurePreview(this)),
      m_said(new QLabel(this)), m_redraw(new QTimer(this)) {
    setObjectName("figurePanel");
    setWindowTitle(m_figure.title.isEmpty() ? tr("Export figure")
                                            : tr("Export figure: %1").arg(m_figure.title));
    m_redraw->setSingleShot(true);
    m_redraw->setInterval(0);
    connect(m_redraw, &QTimer::timeout, this, &FigurePanel::refresh);
    m_said->setWordWrap(true);
    m_said->setObjectName("figureSaid");

    auto* side = new QVBoxLayout;
    side->addLayout(buildForm());
    side->addStretch();
    side->addWidget(m_said);
    side->addLayout(buildButtons());
    auto* row = new QHBoxLayout(this);
    row->addLayout(side);
    row->addWidget(m_preview, 1);
    setFigureStyle(lastStyle());
    resize(900, 500);
}

QFormLayout* FigurePanel::buildForm() {
    auto* form = new QFormLayout;
    addSizes(*form);
    m_family = new QFontComboBox;
    m_family->setFontFilters(QFontComboBox::ScalableFonts);
    m_family->setAccessibleName(tr("Font"));
    m_family->setMinimumContentsLength(14);
    m_family->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_fontSize = numberBox(4, 40, 0.5, tr("pt"), tr("Font size of axis titles and names"));
    form->addRow(tr("Font"), m_family);
    form->addRow(tr("Font size"), m_fontSize);
    addAxes(*form);
    m_dpi = new QSpinBox;
    m_dpi->setRange(50, 1200);
    m_dpi->setSingleStep(50);
    m_dpi->setSuffix(tr(" dpi"));
    m_dpi->setToolTip(tr("Resolution of PNG files and copies; PDF and SVG have none"));
    m_dpi->setAccessibleName(m_dpi->toolTip());
    form->addRow(tr("PNG"), m_dpi);
    connect(m_family, &QFontComboBox::currentFontChanged, this, &FigurePanel::changed);
    connect(m_fontSize, &QDoubleSpinBox::valueChanged, this, &FigurePanel::changed);
    connect(m_dpi, &QSpinBox::valueChanged, this, &FigurePanel::changed);
    return form;
}

void FigurePanel::addSizes(QFormLayout& form) {
    m_size = new QComboBox;
    m_size->addItems({tr("one column (83 mm)"), tr("two columns (171 mm)"), tr("own size")});
    m_size->setToolTip(tr("Set at the width it is printed in, a figure keeps its font size on paper"));
    m_size->setAccessibleName(tr("Size"));
    m_width = numberBox(kMillimetres, 20 * kMillimetres, 1, tr("mm"), tr("Width"));
    m_height = numberBox(kMillimetres, 20 * kMillimetres, 1, tr("mm"), tr("Height"));
    form.addRow(tr("Size"), m_size);
    form.addRow(tr("Width"), m_width);
    form.addRow(tr("Height"), m_height);
    form.setRowVisible(m_height, m_figure.hasAxes);
    connect(m_size, &QComboBox::activated, this, &FigurePanel::chooseSize);
    for (QDoubleSpinBox* box : {m_width, m_height})
        connect(box, &QDoubleSpinBox::valueChanged, this, [this] {
            m_size->setCurrentIndex(kOwnSize);
            changed();
        });
}

void FigurePanel::addAxes(QFormLayout& form) {
    m_lineWidth = numberBox(0.1, 10, 0.25, tr("pt"), tr("Width of the curves"));
    m_legend = new QComboBox;
    m_legend->addItems({tr("where there is room"), tr("top left"), tr("top right"), tr("bottom left"),
                        tr("bottom right"), tr("above"), tr("none")});
    m_legend->setToolTip(tr("Where the names of several curves stand"));
    m_legend->setAccessibleName(tr("Legend"));
    m_xTitle = new QLineEdit;
    m_yTitle = new QLineEdit;
    m_xTitle->setAccessibleName(tr("Title of the x axis"));
    m_yTitle->setAccessibleName(tr("Title of the y axis"));
    m_grid = new QCheckBox(tr("Grid lines"));
    m_title = new QCheckBox(tr("Title above"));
    m_title->setToolTip(tr("A paper's caption says it already"));
    form.addRow(tr("Lines"), m_lineWidth);
    form.addRow(tr("Legend"), m_legend);
    form.addRow(tr("x title"), m_xTitle);
    form.addRow(tr("y title"), m_yTitle);
    form.addRow({}, m_grid);
    form.addRow({}, m_title);
    for (QWidget* box : {static_cast<QWidget*>(m_lineWidth), static_cast<QWidget*>(m_legend),
                         static_cast<QWidget*>(m_xTitle), static_cast<QWidget*>(m_yTitle),
                         static_cast<QWidget*>(m_grid), static_cast<QWidget*>(m_title)})
        form.setRowVisible(box, m_figure.hasAxes);
    connect(m_lineWidth, &QDoubleSpinBox::valueChanged, this, &FigurePanel::changed);
    connect(m_legend, &QComboBox::currentIndexChanged, this, &FigurePanel::changed);
    for (QLineEdit* line : {m_xTitle, m_yTitle})
        connect(line, &QLineEdit::textChanged, this, &FigurePanel::changed);
    for (QCheckBox* box : {m_grid, m_title})
        connect(box, &QCheckBox::toggled, this, &FigurePanel::changed);
}

QLayout* FigurePanel::buildButtons() {
    auto* saving = new QPushButton(tr("Save…"));
    saving->setObjectName("figureSave");
    saving->setDefault(true);
    saving->setToolTip(m_figure.numbers
                           ? tr("As PDF, SVG or PNG, or its numbers as CSV: the name's end decides")
                           : tr("As PDF, SVG or PNG: the name's end decides"));
    auto* copying = new QPushButton(tr("Copy"));
    copying->setToolTip(tr("The picture to the clipboard, in this resolution"));
    auto* closing = new QPushButton(tr("Close"));
    connect(saving, &QPushButton::clicked, this, &FigurePanel::chooseFile);
    connect(copying, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setImage(imageOf(m_figure, figureStyle(), m_dpi->value()));
        say(tr("Copied."), false);
    });
    connect(closing, &QPushButton::clicked, this, &QDialog::close);
    auto* row = new QHBoxLayout;
    row->addWidget(saving);
    row->addWidget(copying);
    row->addWidget(closing);
    return row;
}

void FigurePanel::chooseSize(int preset) {
    if (preset == kOwnSize)
        return;
    FigureStyle chosen = figureStyle();
    chosen.width = (preset == kOneColumn ? oneColumnStyle() : twoColumnStyle()).width;
    chosen.height = 0;
    setFigureStyle(chosen);
}

FigureStyle FigurePanel::figureStyle() const {
    FigureStyle style;
    const bool own = m_size->currentIndex() == kOwnSize;
    style.width = own                                    ? m_width->value() / kMillimetres
                  : m_size->currentIndex() == kOneColumn ? oneColumnStyle().width
                                                         : twoColumnStyle().width;
    style.height = own ? m_height->value() / kMillimetres : 0;
    style.family = m_family->currentFont().family();
    style.fontSize = m_fontSize->value();
    style.lineWidth = m_lineWidth->value();
    style.legend = static_cast<LegendPlace>(m_legend->currentIndex());
    style.grid = m_grid->isChecked();
    style.title = m_title->isChecked();
    style.xTitle = m_xTitle->text();
    style.yTitle = m_yTitle->text();
    style.dpi = m_dpi->value();
    return style;
}

void FigurePanel::setFigureStyle(const FigureStyle& style) {
    const QSizeF size = plotSize(style);
    m_width->setValue(size.width() * kMillimetres);
    m_height->setValue(size.height() * kMillimetres);
    m_size->setCurrentIndex(style.height > 0                        ? kOwnSize
                            : style.width == oneColumnStyle().width ? kOneColumn
                            : style.width == twoColumnStyle().width ? kTwoColumns
                                                                    : kOwnSize);
    m_family->setCurrentFont(style.family.isEmpty() ? font() : QFont(style.family));
    m_fontSize->setValue(style.fontSize);
    m_lineWidth->setValue(style.lineWidth);
    m_legend->setCurrentIndex(static_cast<int>(style.legend));
    m_grid->setChecked(style.grid);
    m_title->setChecked(style.title);
    m_xTitle->setText(style.xTitle.value_or(m_figure.xTitle));
    m_yTitle->setText(style.yTitle.value_or(m_figure.yTitle));
    m_dpi->setValue(style.dpi);
    changed();
}

void FigurePanel::changed() {
    m_redraw->start();
}

void FigurePanel::refresh() {
    FigureStyle next = figureStyle();
    m_preview->setImage(imageOf(m_figure, next, kPreviewDpi), m_figure.inches(next));
    next.xTitle.reset(); // of this plot only
    next.yTitle.reset();
    lastStyle() = next;
}

bool FigurePanel::saveTo(const QString& path) {
    const QString problem = save(m_figure, figureStyle(), path);
    say(problem.isEmpty() ? tr("Saved %1.").arg(QDir::toNativeSeparators(path)) : problem,
        !problem.isEmpty());
    if (problem.isEmpty())
        Q_EMIT saved(path);
    return problem.isEmpty();
}

void FigurePanel::chooseFile() {
    QStringList filters;
    for (const QString& suffix : suffixesOf(m_figure))
        filters.append(QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
    QString chosen;
    const QString name = m_figure.title.isEmpty() ? tr("figure") : m_figure.title;
    QString path = QFileDialog::getSaveFileName(this, tr("Save figure"), name + QStringLiteral(".pdf"),
                                                filters.join(QStringLiteral(";;")), &chosen);
    if (path.isEmpty())
        return;
    if (figureSuffix(path).isEmpty())
        path += '.' + chosen.section(' ', 0, 0).toLower();
    saveTo(path);
}

void FigurePanel::say(const QString& sentence, bool problem) {
    m_said->setProperty("role", problem ? "wrong" : "muted");
    m_said->style()->unpolish(m_said);
    m_said->style()->polish(m_said);
    m_said->setText(sentence);
}

} // namespace ld3m::widgets
