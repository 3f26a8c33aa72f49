// Column heads that stand upright, so that many narrow columns keep their whole names.
#pragma once

#include <QHeaderView>

namespace ld3m::widgets {

/// Texts are read from below; what is longer than the tallest head allows is cut with an ellipsis (the
/// model's tool tip says all of it).
class UprightHeader : public QHeaderView {
    Q_OBJECT
public:
    static constexpr int kTallest = 120; ///< pixels of text

    explicit UprightHeader(QWidget* parent = nullptr);

protected:
    QSize sectionSizeFromContents(int section) const override;
    void paintSection(QPainter* painter, const QRect& place, int section) const override;

private:
    QString textOf(int section) const;
};

} // namespace ld3m::widgets
