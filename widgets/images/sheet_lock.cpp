#include "widgets/images/sheet_lock.h"

#include <QScrollBar>

#include "widgets/images/image_sheet_view.h"

namespace ld3m::widgets {

void SheetLock::add(ImageSheetView* view) {
    m_views.append(view);
    const auto lead = [this, view] {
        if (view->isVisible())
            match(view);
    };
    connect(view, &ImageSheetView::zoomChanged, this, lead);
    connect(view->horizontalScrollBar(), &QScrollBar::valueChanged, this, lead);
    connect(view->verticalScrollBar(), &QScrollBar::valueChanged, this, lead);
    connect(view, &ImageSheetView::imageSelected, this, [this, view](qint64 label, qint64 k) {
        for (ImageSheetView* other : std::as_const(m_views))
            if (other != view)
                other->select(label, k);
        Q_EMIT imageSelected(label, k);
    });
    connect(view, &ImageSheetView::pinnedChanged, this, [this, view](const QStringList& folderNames) {
        for (ImageSheetView* other : std::as_const(m_views))
            if (other != view)
                other->setPinned(folderNames);
    });
}

void SheetLock::match(ImageSheetView* from) {
    if (m_matching || from->isEmpty())
        return;
    m_matching = true;
    for (ImageSheetView* to : std::as_const(m_views)) {
        if (to == from || to->isEmpty())
            continue;
        if (from->isFitted() != to->isFitted())
            to->setFitted(from->isFitted());
        if (!from->isFitted() && to->zoom() != from->zoom())
            to->setZoom(from->zoom());
        to->horizontalScrollBar()->setValue(from->horizontalScrollBar()->value());
        to->verticalScrollBar()->setValue(from->verticalScrollBar()->value());
    }
    m_matching = false;
}

} // namespace ld3m::widgets
