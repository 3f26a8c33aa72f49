#include "widgets/recipe/residual_curve_editor.h"

#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

#include "core/settings/recipe.h"
#include "widgets/recipe/residual_curve_view.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr std::size_t kListedWeights = 12;

QDoubleSpinBox* fraction(const QString& name, const QString& tip, QWidget* parent) {
    auto* box = new QDoubleSpinBox(parent);
    box->setRange(0, 1);
    box->setDecimals(2);
    box->setSingleStep(0.01);
    box->setKeyboardTracking(false);
    box->setPrefix(name + QStringLiteral(" "));
    box->setAccessibleName(tip);
    box->setToolTip(tip);
    box->setFont(tabularFont(box->font()));
    return box;
}

QToolButton* button(const QString& picture, const QString& tip, QWidget* parent) {
    auto* made = new QToolButton(parent);
    made->setProperty("flat", true);
    made->setIcon(icon(picture));
    made->setToolTip(tip);
    made->setAccessibleName(tip);
    return made;
}

} // namespace

ResidualCurveEditor::ResidualCurveEditor(QWidget* parent)
    : FieldEditor(parent), m_head(new QLabel(this)), m_view(new ResidualCurveView(this)),
      m_u(fraction(QStringLiteral("u"),
                   tr("Step fraction of the selected point: 1 is the first reverse step, 0 the last"), this)),
      m_w(fraction(QStringLiteral("w"), tr("Weight of the residual at the selected point"), this)),
      m_add(button(QStringLiteral("new"), tr("Add a point beside the selected one (double click, Insert)"),
                   this)),
      m_remove(button(QStringLiteral("delete"), tr("Remove the selected point (right click, Delete)"), this)),
      m_weights(new QLabel(this)) {
    m_head->setProperty("role", "muted");
    m_head->setWordWrap(true);
    m_weights->setProperty("role", "muted");
    m_weights->setWordWrap(true);
    m_weights->setFont(tabularFont(m_weights->font()));
    auto* numbers = new QHBoxLayout;
    numbers->setContentsMargins(0, 0, 0, 0);
    numbers->setSpacing(4);
    numbers->addWidget(m_u, 1);
    numbers->addWidget(m_w, 1);
    numbers->addWidget(m_add);
    numbers->addWidget(m_remove);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_head);
    column->addWidget(m_view);
    column->addLayout(numbers);
    column->addWidget(m_weights);
    for (QDoubleSpinBox* box : {m_u, m_w}) {
        box->setFocusPolicy(Qt::StrongFocus);
        connect(box, &QDoubleSpinBox::valueChanged, this, &ResidualCurveEditor::enterNumbers);
    }
    connect(m_add, &QToolButton::clicked, m_view, [this] {
        const auto& points = m_view->points();
        if (points.size() < 2)
            return;
        const int chosen = m_view->selected() < 0 ? int(points.size()) / 2 - 1 : m_view->selected();
        const auto left = std::size_t(std::min(chosen, int(points.size()) - 2));
        m_view->add((points[left].u + points[left + 1].u) / 2);
    });
    connect(m_remove, &QToolButton::clicked, m_view, [this] { m_view->remove(m_view->selected()); });
    connect(m_view, &ResidualCurveView::selectionChanged, this, &ResidualCurveEditor::showSelected);
    connect(m_view, &ResidualCurveView::previewed, this, &ResidualCurveEditor::showSelected);
    connect(m_view, &ResidualCurveView::edited, this,
            [this](const std::vector<settings::ControlPoint>& points) {
                Q_EMIT enteredTogether({{"prior.residual_points", settings::wordsOf(points)},
                                        {"prior.residual_curve", std::string("custom")}});
            });
    showSelected();
}

void ResidualCurveEditor::showValue(const settings::Value&) {
    // The points alone are no curve: showRecipe() follows.
}

void ResidualCurveEditor::showRecipe(const settings::Recipe& recipe) {
    m_view->showPrior(recipe.prior);
    showSelected();
    describe(recipe.prior);
}

void ResidualCurveEditor::describe(const settings::PriorSettings& prior) {
    const QString form = prior.residual == settings::Residual::paper
                             ? tr("Eq. 7 of the paper")
                             : QString::fromStdString(settings::nameOf(prior.residual));
    QString head = tr("w over the reverse steps · %1 · %2")
                       .arg(form, QString::fromStdString(settings::nameOf(prior.residual_curve)));
    if (prior.residual == settings::Residual::off)
        head = tr("The residual is off: every step has weight 0.");
    m_head->setText(head);
    if (!m_view->problem().isEmpty()) {
        m_weights->setText(m_view->problem());
        return;
    }
    QStringList words;
    const auto& steps = m_view->steps();
    for (std::size_t k = 0; k < steps.size(); ++k)
        if (steps.size() <= kListedWeights || k < kListedWeights - 2 || k + 1 == steps.size())
            words.append(QString::number(steps[k].weight, 'g', 2));
        else if (k == kListedWeights - 2)
            words.append(QStringLiteral("…"));
    m_weights->setText(tr("w(t): %1").arg(words.join(QStringLiteral("  "))));
}

void ResidualCurveEditor::setLocked(bool locked) {
    m_locked = locked;
    m_view->setLocked(locked);
    m_view->setEnabled(!locked);
    showSelected();
}

QWidget* ResidualCurveEditor::input() const {
    return m_view;
}

void ResidualCurveEditor::showSelected() {
    const QSignalBlocker quietU(m_u);
    const QSignalBlocker quietW(m_w);
    const int selected = m_view->selected();
    const int last = int(m_view->points().size()) - 1;
    const bool inner = selected > 0 && selected < last;
    m_u->setEnabled(!m_locked && inner); // the ends stay at 0 and 1
    m_w->setEnabled(!m_locked && selected >= 0);
    m_add->setEnabled(!m_locked && last >= 1);
    m_remove->setEnabled(!m_locked && inner);
    if (selected < 0)
        return;
    m_u->setValue(m_view->points()[std::size_t(selected)].u);
    m_w->setValue(m_view->points()[std::size_t(selected)].w);
}

void ResidualCurveEditor::enterNumbers() {
    if (m_view->selected() < 0)
        return;
    // A number that nobody turned keeps the digits that its box does not show.
    const settings::ControlPoint held = m_view->points()[std::size_t(m_view->selected())];
    const auto turned = [](const QDoubleSpinBox* box, double before) {
        return std::abs(box->value() - before) < 0.00501 ? before : box->value();
    };
    m_view->move(m_view->selected(), {turned(m_u, held.u), turned(m_w, held.w)});
    showSelected(); // neighbours may have held it back
}

} // namespace ld3m::widgets
