#include "app/workbench/images_project_dialog.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>

#include "app/workbench/first_choices_form.h"
#include "app/workbench/folder_facts_pane.h"
#include "app/workbench/home_path.h"

namespace ld3m::workbench {

using session::BackgroundTask;

namespace {

constexpr int kWidth = 680;

QPushButton* browseButton(const QString& what, QWidget* parent) {
    auto* button = new QPushButton(ImagesProjectDialog::tr("Choose…"), parent);
    button->setAccessibleName(what);
    button->setAutoDefault(false);
    return button;
}

QHBoxLayout* withButton(QLineEdit* line, QPushButton* button) {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(line, 1);
    row->addWidget(button);
    return row;
}

/// A name for the project of a folder: its own, with a number where that is taken.
QString freeName(const QString& location, const QString& folder) {
    const QString stem = QDir(folder).dirName() + QStringLiteral("-distilled");
    QString name = stem;
    for (int number = 2; QFileInfo::exists(QDir(location).filePath(name)); ++number)
        name = QStringLiteral("%1-%2").arg(stem).arg(number);
    return name;
}

} // namespace

ImagesProjectDialog::ImagesProjectDialog(session::Tools tools, const QString& location,
                                         const std::filesystem::path& bundledPrior, QWidget* parent)
    : QDialog(parent), m_tools(std::move(tools)), m_folder(new QLineEdit(this)),
      m_facts(new FolderFactsPane(this)),
      m_choices(new FirstChoicesForm(m_tools.examine, bundledPrior, this)), m_place(new QWidget(this)),
      m_name(new QLineEdit(this)), m_location(new QLineEdit(shortened(location), this)),
      m_note(new QLabel(this)), m_create(new QPushButton(tr("Create"), this)),
      m_run(new QPushButton(tr("Create and Run"), this)) {
    setWindowTitle(tr("New Project from Images"));
    setAcceptDrops(true);
    setMinimumWidth(kWidth);
    m_folder->setObjectName("imagesFolder");
    m_folder->setAccessibleName(tr("Folder of images"));
    m_folder->setPlaceholderText(tr("/path/to/images"));
    m_name->setObjectName("imagesName");
    m_location->setObjectName("imagesLocation");
    m_note->setObjectName("imagesNote");
    m_note->setProperty("role", "wrong");
    m_note->setWordWrap(true);
    m_create->setObjectName("createProject");
    m_create->setAutoDefault(false);
    m_run->setObjectName("createAndRun");
    m_run->setProperty("primary", true);
    m_run->setDefault(true);
    buildLayout();
    connect(m_folder, &QLineEdit::editingFinished, this, [this] {
        if (!m_look || QString::fromStdString(m_look->folder.string()) != folder())
            setFolder(folder());
    });
    connect(m_choices, &FirstChoicesForm::changed, this, &ImagesProjectDialog::refresh);
    connect(m_name, &QLineEdit::textChanged, this, &ImagesProjectDialog::refresh);
    connect(m_location, &QLineEdit::textChanged, this, &ImagesProjectDialog::refresh);
    connect(m_create, &QPushButton::clicked, this, [this] { finish(false); });
    connect(m_run, &QPushButton::clicked, this, [this] { finish(true); });
    refresh();
}

ImagesProjectDialog::~ImagesProjectDialog() {
    // The line that has the focus finishes when the window goes, which is after this.
    m_folder->disconnect(this);
    m_choices->disconnect(this);
    if (m_looking)
        m_looking->abandon();
}

void ImagesProjectDialog::buildLayout() {
    QPushButton* browse = browseButton(tr("Choose the folder of images"), this);
    browse->setObjectName("chooseImages");
    QPushButton* browseLocation = browseButton(tr("Choose where the project goes"), this);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    auto* place = new QFormLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    place->setSpacing(8);
    place->addRow(tr("&Name"), m_name);
    auto* in = new QLabel(tr("In &folder"), this);
    in->setBuddy(m_location);
    place->addRow(in, withButton(m_location, browseLocation));
    m_location->setAccessibleName(tr("Folder in which the project is made"));
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    for (QPushButton* button : {cancel, m_create, m_run})
        buttons->addWidget(button);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addLayout(withButton(m_folder, browse));
    for (QWidget* part : std::initializer_list<QWidget*>{m_facts, m_choices, m_place, m_note})
        column->addWidget(part);
    column->addStretch();
    column->addLayout(buttons);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getExistingDirectory(this, tr("A folder of images"), folder());
        if (!chosen.isEmpty())
            setFolder(chosen);
    });
    connect(browseLocation, &QPushButton::clicked, this, [this] {
        const QString chosen =
            QFileDialog::getExistingDirectory(this, tr("Where the project goes"), this->location());
        if (!chosen.isEmpty())
            m_location->setText(shortened(chosen));
    });
}

void ImagesProjectDialog::setFolder(const QString& place) {
    m_look.reset();
    if (m_looking)
        m_looking->abandon();
    const QString whole = expanded(place);
    m_folder->setText(whole.isEmpty() ? QString() : shortened(QDir::cleanPath(whole)));
    refresh();
    if (whole.isEmpty()) {
        m_facts->showHint();
        return;
    }
    m_facts->showLooking(m_folder->text());
    m_looking = new BackgroundTask(
        tr("Looking into %1").arg(m_folder->text()),
        [this, look = m_tools.look_into, folder = folder().toStdString()](session::TaskContext& context) {
            context.deliver([this, seen = look(folder)] { found(seen); });
        },
        this);
    connect(m_looking, &BackgroundTask::failed, m_facts, &FolderFactsPane::showProblem);
}

void ImagesProjectDialog::found(const session::FolderLook& look) {
    m_look = look;
    m_facts->showLook(look);
    m_name->setText(freeName(location(), folder()));
    m_choices->setLook(look);
    refresh();
    adjustSize();
    m_run->setFocus();
}

void ImagesProjectDialog::refresh() {
    m_choices->setVisible(m_look.has_value());
    m_place->setVisible(m_look.has_value());
    const QString refused = m_look ? obstacle() : QString();
    m_note->setText(refused);
    m_note->setVisible(!refused.isEmpty());
    m_create->setEnabled(m_look && refused.isEmpty());
    m_run->setEnabled(m_look && refused.isEmpty());
}

QString ImagesProjectDialog::obstacle() const {
    if (const QString chosen = m_choices->obstacle(); !chosen.isEmpty())
        return chosen;
    if (name().isEmpty() || name().contains('/') || name() == "." || name() == "..")
        return tr("Give the project a name that can be a folder's.");
    const QString place = QString::fromStdString(projectFolder().string());
    if (QFileInfo::exists(place + "/project.toml"))
        return tr("%1 already is a project; take another name.").arg(place);
    return {};
}

QString ImagesProjectDialog::name() const {
    return m_name->text().trimmed();
}

QString ImagesProjectDialog::folder() const {
    return expanded(m_folder->text());
}

QString ImagesProjectDialog::location() const {
    return expanded(m_location->text());
}

std::filesystem::path ImagesProjectDialog::projectFolder() const {
    return std::filesystem::path(location().toStdString()) / name().toStdString();
}

settings::Recipe ImagesProjectDialog::recipe() const {
    return m_choices->recipe();
}

void ImagesProjectDialog::finish(bool run) {
    accept();
    Q_EMIT wanted(run);
}

void ImagesProjectDialog::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void ImagesProjectDialog::dropEvent(QDropEvent* event) {
    setFolder(event->mimeData()->urls().front().toLocalFile());
}

} // namespace ld3m::workbench
