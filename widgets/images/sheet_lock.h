// Several views of sheets that stay at one place: zoom, scroll position, selection and pinned classes.
#pragma once

#include <QList>
#include <QObject>

namespace ld3m::widgets {

class ImageSheetView;

/// A view that is seen leads, the others follow as far as their sheets and sizes allow.
class SheetLock : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void add(ImageSheetView* view);
    const QList<ImageSheetView*>& views() const { return m_views; }
    /// All others go where this one is.
    void match(ImageSheetView* from);

Q_SIGNALS:
    void imageSelected(qint64 label, qint64 k); ///< in one of them by hand, in the others by this object

private:
    QList<ImageSheetView*> m_views;
    bool m_matching = false; ///< while views are made to follow
};

} // namespace ld3m::widgets
