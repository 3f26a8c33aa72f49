// Per-class accuracies and the confusion matrix of one row, with its name and a button that closes it.
#pragma once

#include <QWidget>

#include "core/reports/evaluation_table.h"

class QLabel;
class QTableView;

namespace ld3m::widgets {

class ClassAnswersModel;

class ClassAnswersPane : public QWidget {
    Q_OBJECT

public:
    explicit ClassAnswersPane(QWidget* parent = nullptr);

    void showRow(const reports::EvaluationRow& row, const std::vector<std::string>& classes);
    ClassAnswersModel* model() const { return m_model; }
    QString title() const;

Q_SIGNALS:
    void closed();

private:
    QLabel* m_title;
    QTableView* m_view;
    ClassAnswersModel* m_model;
};

} // namespace ld3m::widgets
