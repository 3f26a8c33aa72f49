#include "app/workbench/twin_menu.h"

#include <QActionGroup>

#include "widgets/status/progress_strip.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {

using jobs::Turns;

namespace {

constexpr const char* kCurve = "prior.residual_curve";
constexpr const char* kSteps = "prior.steps";

} // namespace

TwinMenu::TwinMenu(session::Workspace& workspace, std::function<std::int64_t()> shownIteration,
                   QWidget* parent)
    : QMenu(parent), m_workspace(workspace), m_shownIteration(std::move(shownIteration)),
      m_curves(new QMenu(tr("Residual Curve"), this)), m_from(new QActionGroup(this)),
      m_turns(new QActionGroup(this)) {
    setObjectName("twinMenu");
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &TwinMenu::fill);
}

void TwinMenu::openAt(const QWidget* anchor) {
    popup(anchor->mapToGlobal(QPoint(0, anchor->height())));
    for (QAction* action : actions())
        if (action->isEnabled() && !action->isSeparator()) {
            setActiveAction(action);
            break;
        }
}

void TwinMenu::fill() {
    clear();
    const settings::Recipe& recipe = m_workspace.recipe();
    addAction(tr("Arm B has one change:"))->setEnabled(false);
    if (recipe.prior.kind == settings::PriorKind::latent_diffusion) {
        const bool off = recipe.prior.residual == settings::Residual::off;
        addChange(*this, off ? tr("Residual as released") : tr("Residual off"), "prior.residual",
                  std::string(off ? "released" : "off"));
        addCurves();
        addChange(*this, tr("Guidance 1"), "prior.guidance", 1.0);
        addSteps();
    }
    addAction(tr("Another change…"), this, [this] { Q_EMIT anotherAsked(m_order, m_fromShown); });
    addSeparator();
    addOptions();
    addSeparator();
    addAction(widgets::icon("compare"), tr("Show the Arms"), this, &TwinMenu::pageAsked)
        ->setEnabled(bool(m_workspace.pair()));
}

void TwinMenu::addChange(QMenu& menu, const QString& text, const std::string& key,
                         const settings::Value& value) {
    settings::Recipe recipe = m_workspace.recipe();
    const auto fields = settings::fieldsOf(recipe);
    const settings::Field& field = settings::fieldNamed(fields, key);
    QAction* action = menu.addAction(text, this, [this, key, value] {
        Q_EMIT chosen({{key, value}, m_order}, m_fromShown);
    });
    action->setToolTip(QStringLiteral("%1 %2 → %3")
                           .arg(QString::fromStdString(field.about().label),
                                QString::fromStdString(settings::toText(field.value())),
                                QString::fromStdString(settings::toText(value))));
    action->setEnabled(field.value() != value);
}

void TwinMenu::addCurves() {
    m_curves->clear();
    addMenu(m_curves);
    m_curves->setEnabled(m_workspace.recipe().prior.residual != settings::Residual::off);
    for (const std::string& name : settings::namesOf<settings::ResidualCurve>())
        if (name != "custom")
            addChange(*m_curves, QString::fromStdString(name), kCurve, name);
}

void TwinMenu::addSteps() {
    const std::int64_t steps = m_workspace.recipe().prior.steps;
    const std::int64_t half = std::max<std::int64_t>(1, steps / 2);
    const std::int64_t twice = std::min<std::int64_t>(1000, 2 * steps);
    addChange(*this, tr("Half the reverse steps (T = %1)").arg(half), kSteps, half);
    addChange(*this, tr("Twice the reverse steps (T = %1)").arg(twice), kSteps, twice);
}

void TwinMenu::addOptions() {
    const auto option = [this](QActionGroup* group, const QString& text, bool checked, auto use) {
        QAction* action = addAction(text, this, use); // the menu's own: clear() deletes it
        action->setCheckable(true);
        group->addAction(action);
        action->setChecked(checked);
        return action;
    };
    const session::RunHistory* shown = m_workspace.shown();
    const bool known = shown && shown->run();
    const std::int64_t stored =
        known ? std::max<std::int64_t>(
                    0, projects::nearestCheckpoint(shown->run()->checkpoints(), m_shownIteration()))
              : 0;
    m_fromShown = m_fromShown && (stored > 0 || m_workspace.shownIsOn());
    option(m_from, tr("From the beginning"), !m_fromShown, [this] { m_fromShown = false; });
    option(m_from,
           m_workspace.shownIsOn() ? tr("From where the run is now")
                                   : tr("From the stored iteration %1").arg(widgets::grouped(stored)),
           m_fromShown, [this] { m_fromShown = true; })
        ->setEnabled(stored > 0 || m_workspace.shownIsOn());
    option(m_turns, tr("Arms Take Turns, One Iteration Each"), m_order == Turns::Order::interleaved,
           [this] { m_order = Turns::Order::interleaved; });
    option(m_turns, tr("Arm B after Arm A"), m_order == Turns::Order::sequential,
           [this] { m_order = Turns::Order::sequential; });
}

} // namespace ld3m::workbench
