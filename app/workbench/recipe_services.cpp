#include "app/workbench/recipe_services.h"

#include "app/workbench/explorer_dock.h"
#include "app/workbench/preflight_bar.h"
#include "app/workbench/recipe_dock.h"
#include "widgets/recipe/recipe_form.h"

namespace ld3m::workbench {

void serveRecipe(PreflightBar& preflight, ExplorerDock& explorer, RecipeDock& recipe, Tell tell) {
    const auto reveal = [&recipe](const QString& key) {
        recipe.show();
        recipe.raise();
        recipe.form()->reveal(key);
    };
    const auto take = [&recipe](const QString& key, const settings::Value& value) {
        recipe.form()->setValue(key, value); // refused ones are said under their field
    };
    QObject::connect(&preflight, &PreflightBar::settingAsked, &recipe, reveal);
    QObject::connect(&preflight, &PreflightBar::fixAsked, &recipe, take);
    QObject::connect(&preflight, &PreflightBar::obstructed, &recipe,
                     [reveal, tell = std::move(tell)](const QString& sentence, const QString& key) {
                         if (key.isEmpty())
                             tell(widgets::BannerKind::warning, sentence, {}, {});
                         else
                             tell(widgets::BannerKind::warning, sentence, QObject::tr("Show the setting"),
                                  [reveal, key] { reveal(key); });
                     });
    QObject::connect(&explorer, &ExplorerDock::useAsked, &recipe,
                     [take](qint64 steps) { take(QStringLiteral("prior.steps"), std::int64_t{steps}); });
}

} // namespace ld3m::workbench
