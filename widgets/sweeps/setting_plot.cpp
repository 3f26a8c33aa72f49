#include "widgets/sweeps/setting_plot.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "core/sweeps/sweep_columns.h"
#include "widgets/plots/curve_plot.h"

namespace ld3m::widgets {
namespace {

using sweeps::Quantity;

QString toQt(const std::string& text) {
    return QString::fromStdString(text);
}

/// "residual: 1 released, 2 off"
QString labelOf(const QString& name, const std::vector<std::string>& words) {
    QStringList places;
    for (std::size_t word = 0; word < words.size(); ++word)
        places << QStringLiteral("%1 %2").arg(word + 1).arg(toQt(words[word]));
    return places.isEmpty() ? name : QStringLiteral("%1: %2").arg(name, places.join(", "));
}

} // namespace

void drawCurves(CurvePlot& plot, const sweeps::SweepCurves& curves, const QString& nameOfOne) {
    plot.clear();
    int color = 0;
    for (const sweeps::SweepCurve& curve : curves.curves) {
        const QString name = curve.name.empty() ? nameOfOne : toQt(curve.name);
        const bool known =
            std::ranges::any_of(curve.deviation, [](double each) { return std::isfinite(each); });
        plot.addSeries(name, color++);
        plot.setDots(name, true);
        plot.setScattered(name, curves.merged || !curves.words.empty());
        plot.append(name, curve.x, curve.mean, known ? curve.deviation : std::vector<double>());
    }
}

SettingPlot::SettingPlot(QWidget* parent)
    : QWidget(parent), m_quantity(new QComboBox(this)), m_setting(new QComboBox(this)),
      m_plot(new CurvePlot(tr("Results against a setting"), this)) {
    setAutoFillBackground(true); // one ground for choices and plot
    m_quantity->setObjectName("sweepQuantity");
    m_quantity->setAccessibleName(tr("What is drawn"));
    for (const Quantity quantity : {Quantity::accuracy, Quantity::loss, Quantity::seconds,
                                    Quantity::iteration_seconds, Quantity::memory})
        m_quantity->addItem(toQt(sweeps::nameOf(quantity)), static_cast<int>(quantity));
    m_setting->setObjectName("sweepSetting");
    m_setting->setAccessibleName(tr("Against which setting"));
    m_setting->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_plot->setObjectName("sweepCurves");
    m_plot->setLegendCorner(Qt::AlignBottom | Qt::AlignRight);
    m_plot->setEmptyText(tr("The first finished point appears here."));
    m_plot->setHelp(tr("<p>Mean over the finished points that share all other settings; the band is their "
                       "deviation over seeds or, of a single point, over the runs of its evaluation.</p>"));
    auto* choices = new QHBoxLayout;
    choices->setContentsMargins(12, 6, 8, 0);
    choices->setSpacing(8);
    choices->addWidget(m_quantity);
    choices->addWidget(new QLabel(tr("against"), this));
    choices->addWidget(m_setting);
    choices->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(choices);
    column->addWidget(m_plot, 1);
    for (QComboBox* choice : {m_quantity, m_setting})
        connect(choice, &QComboBox::currentIndexChanged, this, &SettingPlot::draw);
}

void SettingPlot::setTable(const sweeps::SweepTable& table) {
    const bool sameKeys = m_table.keys == table.keys;
    m_table = table;
    if (!sameKeys)
        listSettings();
    draw();
}

void SettingPlot::listSettings() {
    const QSignalBlocker quiet(m_setting);
    m_setting->clear();
    const std::vector<std::string> names = sweeps::shortNames(m_table.keys);
    for (std::size_t place = 0; place < names.size(); ++place)
        m_setting->addItem(toQt(names[place]), toQt(m_table.keys[place]));
}

void SettingPlot::draw() {
    const auto quantity = static_cast<Quantity>(m_quantity->currentData().toInt());
    const QString key = m_setting->currentData().toString();
    if (key.isEmpty())
        return;
    const sweeps::SweepCurves curves = sweeps::curvesOf(m_table, key.toStdString(), quantity);
    const QString head = toQt(sweeps::headOf(quantity));
    drawCurves(*m_plot, curves, m_quantity->currentText());
    m_plot->setTitle(tr("%1 against %2").arg(m_quantity->currentText(), m_setting->currentText()));
    m_plot->setAxisLabels(labelOf(m_setting->currentText(), curves.words), head);
    m_plot->setNote(curves.merged ? tr("over all other settings") : QString());
    const QString drawn = key + head;
    if (drawn == m_drawn || curves.curves.empty())
        return;
    m_drawn = drawn; // a scale that somebody has turned stays until another thing is drawn
    m_plot->setLogX(curves.spread);
    m_plot->resetView();
}

} // namespace ld3m::widgets
