// What a pre-flight found, line by line, problems first: each with its fix, a click away from its setting.
#pragma once

#include <QScrollArea>

#include <vector>

#include "core/reports/preflight_report.h"

class QVBoxLayout;

namespace ld3m::widgets {

class PreflightRow;

class PreflightList : public QScrollArea {
    Q_OBJECT
public:
    explicit PreflightList(QWidget* parent = nullptr);

    void setReport(const reports::PreflightReport& report);
    const std::vector<PreflightRow*>& rows() const { return m_rows; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A line was clicked, or Enter pressed on it: show its setting.
    void settingAsked(const QString& key);
    /// Its button: take this value.
    void fixAsked(const QString& key, const ld3m::settings::Value& value);

private:
    QVBoxLayout* m_column;
    std::vector<PreflightRow*> m_rows;
};

} // namespace ld3m::widgets
