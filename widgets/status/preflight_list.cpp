#include "widgets/status/preflight_list.h"

#include <QVBoxLayout>

#include <algorithm>

#include "widgets/status/preflight_row.h"

namespace ld3m::widgets {
namespace {

constexpr int kTallest = 320;
constexpr int kLeast = 80; ///< so many pixels of a longer list are seen even in a low window

} // namespace

PreflightList::PreflightList(QWidget* parent) : QScrollArea(parent), m_column(nullptr) {
    setAccessibleName(tr("Pre-flight"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 4, 0, 8);
    m_column->setSpacing(0);
    m_column->addStretch(1);
    setWidget(content);
}

void PreflightList::setReport(const reports::PreflightReport& report) {
    for (PreflightRow* row : m_rows) {
        m_column->removeWidget(row);
        row->hide();
        row->deleteLater(); // its own button may be the reason
    }
    m_rows.clear();
    std::vector<reports::CheckLine> lines = report.lines;
    std::ranges::stable_sort(lines, std::greater<>(), &reports::CheckLine::level);
    for (const reports::CheckLine& line : lines) {
        auto* row = new PreflightRow(line, widget());
        m_column->insertWidget(int(m_rows.size()), row);
        row->show(); // else the height is reckoned without it
        m_rows.push_back(row);
        connect(row, &PreflightRow::settingAsked, this,
                [this, row] { Q_EMIT settingAsked(QString::fromStdString(row->line().key)); });
        connect(row, &PreflightRow::fixAsked, this, [this, row] {
            Q_EMIT fixAsked(QString::fromStdString(row->line().key), *row->line().value);
        });
    }
    updateGeometry();
}

QSize PreflightList::sizeHint() const {
    return {480, std::min(kTallest, widget()->sizeHint().height())};
}

QSize PreflightList::minimumSizeHint() const {
    return {QScrollArea::minimumSizeHint().width(), std::min(kLeast, sizeHint().height())};
}

} // namespace ld3m::widgets
