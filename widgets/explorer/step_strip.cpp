#include "widgets/explorer/step_strip.h"

#include <QHBoxLayout>

#include <algorithm>

#include "widgets/explorer/class_mosaic.h"
#include "widgets/explorer/norm_bars.h"
#include "widgets/explorer/step_column.h"

namespace ld3m::widgets {
namespace {

constexpr int kNarrowest = 168;
constexpr int kWidest = 240;

} // namespace

StepStrip::StepStrip(QWidget* parent) : QScrollArea(parent), m_row(nullptr) {
    setAccessibleName(tr("What each T gives and costs"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto* content = new QWidget;
    m_row = new QHBoxLayout(content);
    m_row->setContentsMargins(8, 8, 8, 8);
    m_row->setSpacing(8);
    m_row->addStretch(1);
    setWidget(content);
}

StepColumn* StepStrip::column(std::int64_t steps) const {
    const auto found = std::ranges::find(m_columns, steps, &StepColumn::steps);
    return found == m_columns.end() ? nullptr : *found;
}

StepColumn* StepStrip::add(std::int64_t steps) {
    auto* column = new StepColumn(steps, widget());
    column->setMinimumWidth(kNarrowest);
    column->setMaximumWidth(kWidest);
    column->setCurrent(steps == m_recipeSteps);
    column->setUsable(m_usable);
    column->setMemoryTotal(m_memoryTotal);
    const auto place = std::ranges::lower_bound(m_columns, steps, {}, &StepColumn::steps);
    m_row->insertWidget(int(place - m_columns.begin()), column, 2);
    m_columns.insert(place, column);
    connect(column, &StepColumn::useAsked, this, &StepStrip::useAsked);
    connect(column->mosaic(), &ClassMosaic::classChosen, this, &StepStrip::showClass);
    return column;
}

void StepStrip::setSteps(std::vector<std::int64_t> steps) {
    for (StepColumn* column : m_columns) {
        m_row->removeWidget(column);
        column->hide(); // a receiver of its own signal may be the reason
        column->deleteLater();
    }
    m_columns.clear();
    m_points.clear();
    for (const std::int64_t each : steps)
        if (!column(each))
            add(each);
}

void StepStrip::setPoint(const reports::StepPoint& point) {
    StepColumn* place = column(point.steps);
    if (!place)
        place = add(point.steps);
    place->setPoint(point);
    place->mosaic()->showClass(m_label);
    std::erase_if(m_points, [&](const reports::StepPoint& each) { return each.steps == point.steps; });
    m_points.push_back(point);
    rescale();
}

void StepStrip::rescale() {
    NormScale scale;
    for (const reports::StepPoint& point : m_points) {
        scale.include(point.with);
        scale.include(point.without);
    }
    for (StepColumn* column : m_columns)
        column->setScale(scale);
}

void StepStrip::showClass(std::int64_t label) {
    m_label = label;
    for (StepColumn* column : m_columns)
        column->mosaic()->showClass(label);
}

void StepStrip::setRecipeSteps(std::int64_t steps) {
    m_recipeSteps = steps;
    for (StepColumn* column : m_columns)
        column->setCurrent(column->steps() == steps);
}

void StepStrip::setMemoryTotal(std::int64_t bytes) {
    m_memoryTotal = bytes;
    for (StepColumn* column : m_columns)
        column->setMemoryTotal(bytes);
}

void StepStrip::setUsable(bool usable) {
    m_usable = usable;
    for (StepColumn* column : m_columns)
        column->setUsable(usable);
}

} // namespace ld3m::widgets
