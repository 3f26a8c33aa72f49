#include "widgets/tables/class_answers_pane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/tables/class_answers_model.h"
#include "widgets/tables/upright_header.h"

namespace ld3m::widgets {

ClassAnswersPane::ClassAnswersPane(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_view(new QTableView(this)),
      m_model(new ClassAnswersModel(this)) {
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    auto* close = new QToolButton(this);
    close->setObjectName("closeClasses");
    close->setText(tr("Close"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &ClassAnswersPane::closed);

    m_view->setObjectName("classAnswers");
    auto* heads = new UprightHeader(m_view);
    heads->setMinimumSectionSize(30);
    heads->setDefaultSectionSize(40);
    m_view->setHorizontalHeader(heads);
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Accuracy of each class, and what its images were answered as"));
    m_view->setShowGrid(false);
    m_view->setTabKeyNavigation(false); // Tab leaves the table; arrows move in it
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->verticalHeader()->setDefaultSectionSize(22);

    auto* bar = new QHBoxLayout;
    bar->addWidget(m_title, 1);
    bar->addWidget(close, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    column->addLayout(bar);
    column->addWidget(m_view, 1);
}

void ClassAnswersPane::showRow(const reports::EvaluationRow& row, const std::vector<std::string>& classes) {
    m_model->setRow(row, classes);
    const QString name =
        tr("%1 images, %2").arg(QString::fromStdString(row.set), QString::fromStdString(row.network));
    m_title->setText(m_model->hasConfusion() ? tr("%1: true classes down, answers across, in %").arg(name)
                                             : name);
}

QString ClassAnswersPane::title() const {
    return m_title->text();
}

} // namespace ld3m::widgets
