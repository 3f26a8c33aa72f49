// What stands above the plots of the Diagnose page: inputs, progress, and what the SNR is taken of.
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "app/workbench/diagnose_page.h"
#include "app/workbench/diagnosis_plots.h"
#include "app/workbench/typed_steps.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

void describe(QWidget* input, const char* object, const QString& name, const QString& help) {
    input->setObjectName(object);
    input->setAccessibleName(name);
    input->setToolTip(help);
}

void addLabelled(QHBoxLayout* row, const QString& text, QWidget* input) {
    auto* label = new QLabel(text, input->parentWidget());
    label->setBuddy(input);
    row->addWidget(label);
    row->addWidget(input);
}

QHBoxLayout* newRow() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 4);
    row->setSpacing(8);
    return row;
}

} // namespace

void DiagnosePage::buildHead() {
    describe(m_steps, "diagnosedSteps", tr("Numbers of reverse steps"),
             tr("<p>Numbers of reverse steps T at which the gradients are measured, separated by commas. The "
                "paper "
                "looks at 10 to 90 (LD3M, Table 1).</p>"));
    m_steps->setMinimumWidth(210);
    describe(m_draws, "diagnosisDraws", tr("Draws"),
             tr("<p>How many draws of noise, network, batches and augmentations each point is measured with: "
                "line and "
                "band are their mean and deviation.</p>"));
    m_draws->setRange(1, 100);
    m_draws->setValue(3);
    describe(m_chainSteps, "chainSteps", tr("Reverse steps of the chain"),
             tr("<p>T of the chain that is looked at step by step.</p>"));
    m_chainSteps->setRange(2, int(kMostSteps));
    m_start->setObjectName("diagnoseStart");
    m_start->setToolTip(
        tr("<p>Measures what the run does not remember yet. What is complete stays when it is "
           "cancelled.</p>"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(120);
    m_doing->setObjectName("diagnosing");
    m_doing->setFont(widgets::tabularFont(m_doing->font()));
    m_about->setObjectName("diagnosed");
    for (QLabel* label : {m_about, m_doing})
        label->setProperty("role", "muted");
    QHBoxLayout* inputs = newRow();
    addLabelled(inputs, tr("T ="), m_steps);
    addLabelled(inputs, tr("draws"), m_draws);
    addLabelled(inputs, tr("chain of T ="), m_chainSteps);
    inputs->addWidget(m_start);
    inputs->addWidget(m_about);
    inputs->addWidget(m_doing, 1);
    inputs->addWidget(m_bar);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(inputs);
    whole->addWidget(m_plots, 1);
}

void DiagnosePage::buildSnrTools() {
    describe(m_norm, "snrNorm", tr("Gradient of"), tr("<p>Which gradient norm the ratio is taken of.</p>"));
    m_norm->addItems({tr("SNR of Z"), tr("SNR of c")});
    describe(m_other, "otherRun", tr("Run to compare with"),
             tr("<p>Another run in the same plot: the other arm of a twin by itself, as one without "
                "residual.</p>"));
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_other->setMinimumContentsLength(12);
    describe(m_window, "snrWindow", tr("Window"),
             tr("<p>Iterations over which mean and deviation are taken.</p>"));
    m_window->setRange(2, 100000);
    m_window->setValue(50);
    describe(m_degree, "snrDegree", tr("Degree of the fit"), tr("<p>Degree of the dashed polynomial.</p>"));
    m_degree->setRange(0, 12);
    m_degree->setValue(3);
    auto* tools = new QWidget(this);
    QHBoxLayout* row = newRow();
    row->addWidget(m_norm);
    addLabelled(row, tr("against"), m_other);
    addLabelled(row, tr("window"), m_window);
    addLabelled(row, tr("degree"), m_degree);
    row->addStretch(1);
    tools->setLayout(row);
    m_plots->setSnrTools(tools);
}

} // namespace ld3m::workbench
