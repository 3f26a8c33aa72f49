#include "app/workbench/sheet_tools.h"

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>

#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"
#include "widgets/images/sheet_difference.h"
#include "widgets/images/sheet_picture.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {
namespace {

namespace fs = std::filesystem;

void writePicture(const fs::path& file, const QImage& picture) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !picture.save(&buffer, "PNG"))
        throw base::RunError(base::text(file.string(), " could not be made into a PNG picture."));
    files::writeAtomically(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

/// "cat_2.png": the folder's name, which any file system takes, and the image counted from 0.
std::string fileName(const reports::ImageSheet& sheet, const widgets::SheetTile& tile) {
    return base::text(sheet.class_names[static_cast<std::size_t>(tile.label)], "_", tile.k, ".png");
}

/// As large as fits a page: small images are enlarged, whole pixels each.
int scaleOf(const reports::ImageSheet& sheet) {
    constexpr std::int64_t kSide = 96;
    return static_cast<int>(std::clamp<std::int64_t>(kSide / std::max<std::int64_t>(1, sheet.width), 1, 4));
}

} // namespace

SheetTools::SheetTools(widgets::ImageSheetView& view, QObject* parent) : QObject(parent), m_view(view) {
    const auto make = [this](const QString& text, const QString& iconName, const QString& help) {
        QAction* action = m_menu.addAction(widgets::icon(iconName), text);
        action->setToolTip(help);
        return action;
    };
    openInspector = make(tr("Show &Large"), "images", tr("Show this image in the inspector (Enter)"));
    pin = make(tr("&Pin Class"), "up", tr("Keep this class on top (P)"));
    m_menu.addSeparator();
    copyImage = make(tr("&Copy Image"), "copy", tr("The image as it is drawn, at its own size (Ctrl+C)"));
    copySheet =
        make(tr("Copy S&heet"), "copy", tr("All images that are shown, with the names of their classes"));
    m_menu.addSeparator();
    saveSelection =
        make(tr("&Save Selected Images…"), "save", tr("One PNG for each selected image, at its own size"));
    saveSheet = make(tr("Save Sheet as &Picture…"), "save", tr("All images that are shown as one PNG"));
    m_menu.setToolTipsVisible(true);

    copyImage->setShortcut(QKeySequence::Copy);
    copyImage->setShortcutContext(Qt::WidgetShortcut);
    view.addAction(copyImage);
    view.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&view, &QWidget::customContextMenuRequested, this, &SheetTools::showMenu);
    connect(openInspector, &QAction::triggered, this,
            [this] { Q_EMIT m_view.imageActivated(m_view.selectedLabel(), m_view.selectedIndex()); });
    connect(pin, &QAction::triggered, this, [this] { m_view.togglePin(m_menuLabel); });
    connect(copyImage, &QAction::triggered, this, [this] {
        if (m_view.selectedLabel() >= 0)
            QGuiApplication::clipboard()->setImage(widgets::imagePicture(
                m_view.sheet(), m_view.selectedLabel(), m_view.selectedIndex(), m_view.mapping()));
    });
    connect(copySheet, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setImage(widgets::sheetPicture(
            m_view.sheet(), shownLabels(),
            {.mapping = m_view.mapping(), .scale = scaleOf(m_view.sheet()), .font = m_view.font()}));
    });
    connect(saveSelection, &QAction::triggered, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(&m_view, tr("Save selected images"), suggestedFolder());
        if (!folder.isEmpty())
            saveSelectionTo(folder.toStdString());
    });
    connect(saveSheet, &QAction::triggered, this, [this] {
        const QString file = QFileDialog::getSaveFileName(
            &m_view, tr("Save the sheet as a picture"),
            suggestedFolder() +
                QStringLiteral("/images_%1.png").arg(m_view.sheet().iteration, 6, 10, QChar('0')),
            tr("Pictures (*.png)"));
        if (!file.isEmpty())
            saveSheetTo(file.toStdString());
    });
}

void SheetTools::bind(session::RunHistory* history) {
    m_history = history;
    if (m_order)
        m_order->abandon();
}

QString SheetTools::suggestedFolder() const {
    return m_history ? QString::fromStdString(m_history->runFolder().parent_path().parent_path().string())
                     : QString();
}

std::vector<std::int64_t> SheetTools::shownLabels() const {
    std::vector<std::int64_t> labels;
    for (std::int64_t row = 0; row < m_view.rows().count(); ++row)
        labels.push_back(m_view.rows().labelAt(row));
    return labels;
}

void SheetTools::updateActions(std::int64_t label) {
    m_menuLabel = label;
    const bool any = !m_view.isEmpty();
    const std::size_t selected = m_view.selection().size();
    openInspector->setEnabled(selected > 0);
    copyImage->setEnabled(selected > 0);
    saveSelection->setEnabled(selected > 0);
    copySheet->setEnabled(any && m_view.rows().count() > 0);
    saveSheet->setEnabled(any && m_view.rows().count() > 0);
    pin->setEnabled(label >= 0);
    if (label < 0)
        return;
    const QString name = m_view.rows().displayName(label);
    pin->setText(m_view.rows().isPinned(label) ? tr("Un&pin “%1”").arg(name) : tr("&Pin “%1”").arg(name));
    saveSelection->setText(selected > 1 ? tr("&Save %1 Selected Images…").arg(selected)
                                        : tr("&Save Selected Image…"));
}

void SheetTools::showMenu(QPoint position) {
    // What is under the menu is what it speaks of, unless it is part of a selection.
    const auto tile = m_view.tileAt(position);
    const std::vector<widgets::SheetTile> selection = m_view.selection();
    if (tile && std::ranges::find(selection, *tile) == selection.end()) {
        m_view.select(tile->label, tile->k);
        Q_EMIT m_view.imageSelected(tile->label, tile->k);
    }
    updateActions(m_view.labelAt(position));
    m_menu.popup(m_view.viewport()->mapToGlobal(position));
}

void SheetTools::run(const QString& title, session::BackgroundTask::Work work, const QString& done) {
    auto* task = new session::BackgroundTask(title, std::move(work), this);
    connect(task, &session::BackgroundTask::done, this, [this, done] { Q_EMIT saved(done); });
    connect(task, &session::BackgroundTask::failed, this, &SheetTools::problem);
    connect(task, &session::BackgroundTask::ended, task, &QObject::deleteLater);
}

void SheetTools::saveSelectionTo(const fs::path& folder) {
    const std::vector<widgets::SheetTile> tiles = m_view.selection();
    run(
        tr("Saving images"),
        [tiles, folder, sheet = m_view.sheet(), mapping = m_view.mapping()](session::TaskContext& context) {
            for (const widgets::SheetTile& tile : tiles) {
                context.control.checkpoint();
                writePicture(folder / fileName(sheet, tile),
                             widgets::imagePicture(sheet, tile.label, tile.k, mapping));
            }
        },
        tr("%n image(s) saved in %1", nullptr, static_cast<int>(tiles.size()))
            .arg(QString::fromStdString(folder.string())));
}

void SheetTools::saveSheetTo(const fs::path& file) {
    const widgets::SheetPictureStyle style{
        .mapping = m_view.mapping(), .scale = scaleOf(m_view.sheet()), .font = m_view.font()};
    run(
        tr("Saving the sheet"),
        [file, style, labels = shownLabels(), sheet = m_view.sheet()](session::TaskContext&) {
            writePicture(file, widgets::sheetPicture(sheet, labels, style));
        },
        tr("Sheet saved as %1").arg(QString::fromStdString(file.string())));
}

void SheetTools::orderByChange() {
    if (!m_history || m_view.isEmpty() || m_history->storedSheets().empty())
        return;
    if (m_order)
        m_order->abandon();
    m_order = new session::BackgroundTask(
        tr("Comparing with the first images"),
        [this, run = m_history->runFolder(), first = m_history->storedSheets().front(),
         sheet = m_view.sheet()](session::TaskContext& context) {
            const auto before = projects::readSheet(projects::RunFolder::open(run).sheetFile(first));
            if (!widgets::comparable(before, sheet))
                return;
            context.deliver(
                [this, order = widgets::classesByDifference(before, sheet)] { m_view.setClassOrder(order); });
        },
        this);
    connect(m_order, &session::BackgroundTask::failed, this, &SheetTools::problem);
    connect(m_order, &session::BackgroundTask::ended, m_order, &QObject::deleteLater);
}

} // namespace ld3m::workbench
