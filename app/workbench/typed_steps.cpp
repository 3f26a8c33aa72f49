#include "app/workbench/typed_steps.h"

#include <algorithm>

#include <QCoreApplication>
#include <QStringList>

namespace ld3m::workbench {

TypedSteps typedSteps(const QString& text) {
    const auto tr = [](const char* words) { return QCoreApplication::translate("TypedSteps", words); };
    TypedSteps typed;
    for (const QString& word : text.split(QChar(','), Qt::SkipEmptyParts)) {
        if (word.trimmed().isEmpty())
            continue;
        bool number = false;
        const qint64 value = word.trimmed().toLongLong(&number);
        if (!number || value < 1 || value > kMostSteps) {
            typed.problem = tr("\"%1\" is no number of steps: write 1 to %2, as in 2, 5, 10.")
                                .arg(word.trimmed())
                                .arg(kMostSteps);
            return typed;
        }
        if (std::ranges::find(typed.steps, value) == typed.steps.end())
            typed.steps.push_back(value);
    }
    if (typed.steps.empty())
        typed.problem = tr("Write one or more numbers of steps, as in 2, 5, 10.");
    return typed;
}

QString listedSteps(const std::vector<std::int64_t>& steps) {
    QStringList words;
    for (const std::int64_t each : steps)
        words << QString::number(each);
    return words.join(", ");
}

} // namespace ld3m::workbench
