// One axis of a parallel plot: values as shares of its height. Arithmetic without widgets.
#pragma once

#include <QStringList>

#include <vector>

namespace ld3m::widgets {

/// NaN is missing.
class ParallelAxis {
public:
    ParallelAxis() = default;
    /// Of numbers: from the smallest to the largest; logarithmic where that spans a factor of twenty above 0.
    ParallelAxis(QString name, const std::vector<double>& values);
    /// Of words: the values are their places.
    ParallelAxis(QString name, QStringList words);

    const QString& name() const { return m_name; }
    bool hasWords() const { return !m_words.isEmpty(); }
    bool isLogarithmic() const { return m_logarithmic; }
    /// Where labels stand: words, the few values there are, or both ends.
    const std::vector<double>& ticks() const { return m_ticks; }
    /// 0 at the lower end, 1 at the upper one; NaN for a missing value.
    double share(double value) const;
    QString text(double value) const;

private:
    double scaled(double value) const;

    QString m_name;
    QStringList m_words;
    bool m_logarithmic = false;
    double m_lower = 0;
    double m_upper = 1;
    std::vector<double> m_ticks;
};

} // namespace ld3m::widgets
