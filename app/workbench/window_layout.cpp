#include "app/workbench/window_layout.h"

#include <QMainWindow>

#include "app/session/project_key.h"
#include "app/workbench/live_page.h"
#include "widgets/images/image_sheet_view.h"

namespace ld3m::workbench {
namespace {

constexpr int kVersion = 1;

} // namespace

WindowLayout::WindowLayout(QMainWindow& window, LivePage& page, QSettings& settings)
    : m_window(window), m_page(page), m_settings(settings), m_firstDocks(window.saveState(kVersion)),
      m_firstSplitters(page.saveSplitters()) {}

void WindowLayout::save(const QString& project) {
    if (!m_window.isVisible())
        return; // nothing is laid out yet
    m_settings.beginGroup(key(project));
    m_settings.setValue("project", project);
    m_settings.setValue("geometry", m_window.saveGeometry());
    m_settings.setValue("docks", m_window.saveState(kVersion));
    m_settings.setValue("splitters", m_page.saveSplitters());
    m_settings.setValue("pinned", m_page.sheetView()->rows().pinned());
    m_settings.endGroup();
}

void WindowLayout::restore(const QString& project) {
    m_settings.beginGroup(key(project));
    const QByteArray geometry = m_settings.value("geometry").toByteArray();
    const QByteArray docks = m_settings.value("docks").toByteArray();
    const QByteArray splitters = m_settings.value("splitters").toByteArray();
    m_page.sheetView()->setPinned(m_settings.value("pinned").toStringList());
    m_settings.endGroup();
    if (docks.isEmpty())
        return;
    m_window.restoreGeometry(geometry);
    m_window.restoreState(docks, kVersion);
    m_page.restoreSplitters(splitters);
}

void WindowLayout::reset() {
    const QSize size = m_window.size();
    m_window.restoreState(m_firstDocks, kVersion);
    m_page.restoreSplitters(m_firstSplitters);
    m_window.resize(size);
}

QString WindowLayout::key(const QString& project) {
    return "layouts/" + session::projectKey(project);
}

} // namespace ld3m::workbench
