#include "widgets/plots/parallel_axis.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace ld3m::widgets {
namespace {

constexpr double kLogRatio = 20; ///< 2 to 40 reverse steps read better by their ratios
constexpr std::size_t kMostTicks = 8;

} // namespace

ParallelAxis::ParallelAxis(QString name, const std::vector<double>& values) : m_name(std::move(name)) {
    std::set<double> known;
    for (const double value : values)
        if (std::isfinite(value))
            known.insert(value);
    if (known.empty())
        return;
    m_lower = *known.begin();
    m_upper = *known.rbegin();
    m_logarithmic = m_lower > 0 && m_upper >= kLogRatio * m_lower;
    if (known.size() <= kMostTicks)
        m_ticks.assign(known.begin(), known.end());
    else
        m_ticks = {m_lower, m_upper};
}

ParallelAxis::ParallelAxis(QString name, QStringList words)
    : m_name(std::move(name)), m_words(std::move(words)),
      m_upper(static_cast<double>(std::max<qsizetype>(1, m_words.size() - 1))) {
    for (qsizetype word = 0; word < m_words.size(); ++word)
        m_ticks.push_back(static_cast<double>(word));
}

double ParallelAxis::scaled(double value) const {
    return m_logarithmic ? std::log(value) : value;
}

double ParallelAxis::share(double value) const {
    if (m_lower == m_upper)
        return std::isfinite(value) ? 0.5 : value;
    return (scaled(value) - scaled(m_lower)) / (scaled(m_upper) - scaled(m_lower));
}

QString ParallelAxis::text(double value) const {
    if (!std::isfinite(value))
        return QStringLiteral("–");
    if (!m_words.isEmpty())
        return m_words.value(static_cast<qsizetype>(std::lround(value)));
    return QString::number(value, 'g', std::abs(value) >= 1000 ? 6 : 4);
}

} // namespace ld3m::widgets
