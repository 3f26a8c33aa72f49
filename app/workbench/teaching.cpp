#include "app/workbench/teaching.h"

#include <QFontInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace ld3m::workbench {
namespace {

constexpr int kWidth = 620;
constexpr const char* kHolder = "taught";

} // namespace

void teach(QWidget* page, const QString& heading, const QString& sentences, QLabel* next,
           const QList<QWidget*>& actions) {
    auto* title = new QLabel(heading, page);
    QFont large = title->font();
    large.setPixelSize(QFontInfo(large).pixelSize() * 14 / 10);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    title->setWordWrap(true);
    auto* lead = new QLabel(sentences, page);
    lead->setProperty("role", "muted");
    lead->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QWidget* action : actions)
        buttons->addWidget(action);
    buttons->addStretch(1);
    auto* holder = new QWidget(page);
    auto* column = new QVBoxLayout(holder);
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(lead);
    if (next) {
        next->setWordWrap(true);
        column->addWidget(next);
    }
    column->addSpacing(4);
    column->addLayout(buttons);
    column->addStretch(3);
    holder->setObjectName(kHolder);
    holder->setMaximumWidth(kWidth);
    auto* row = new QHBoxLayout(page);
    row->addStretch(1);
    row->addWidget(holder, 10);
    row->addStretch(1);
}

void appendTaught(QWidget* page, QWidget* more) {
    auto* column = static_cast<QVBoxLayout*>(page->findChild<QWidget*>(kHolder)->layout());
    column->insertWidget(column->count() - 1, more);
}

} // namespace ld3m::workbench
