#include "app/workbench/sweep_start.h"

#include <QFontInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/workbench/recent_places.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr int kWidth = 640;

constexpr const char* kExample = "format = 1\n"
                                 "name = \"Reverse steps\"\n"
                                 "recipe = \"recipe.toml\"       # or a project folder\n"
                                 "repeat = 3                   # seeds\n"
                                 "\n"
                                 "[grid]                       # all combinations\n"
                                 "prior.steps = [2, 5, 10]\n"
                                 "prior.residual = [\"released\", \"off\"]";

} // namespace

SweepStart::SweepStart(QWidget* parent)
    : QWidget(parent), m_openFile(new QPushButton(widgets::icon("open"), tr("Open sweep file…"), this)),
      m_openFolder(new QPushButton(widgets::icon("folder"), tr("Open sweep folder…"), this)),
      m_write(new QPushButton(widgets::icon("new"), tr("Vary T of the recipe: 2, 5, 10, 20, 40"), this)),
      m_problem(new QLabel(this)), m_recent(new RecentPlaces(tr("Recent sweeps"), this)) {
    auto* title = new QLabel(tr("Run one recipe with many settings"), this);
    QFont large = title->font();
    large.setPixelSize(QFontInfo(large).pixelSize() * 17 / 10);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto* lead = new QLabel(
        tr("A sweep is a file that says what varies: a grid, random draws, seeds. Its runs are done by "
           "themselves, "
           "a few at once, each in a process of its own; stopped or killed, the sweep goes on where it was. "
           "Their "
           "accuracy, loss and time stand here in a table and in plots. A sweep's file or folder may also be "
           "dropped on this page."),
        this);
    lead->setWordWrap(true);
    lead->setProperty("role", "muted");
    auto* example = new QLabel(QString::fromLatin1(kExample), this);
    example->setFont(widgets::codeFont(font()));
    example->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    example->setAccessibleName(tr("An example of a sweep's file"));
    example->setProperty("role", "muted");
    example->setContentsMargins(12, 8, 12, 8);
    m_openFile->setObjectName("openSweepFile");
    m_openFile->setToolTip(tr("A file such as projects/sweeps/demo.toml; nothing is begun yet"));
    m_openFolder->setObjectName("openSweepFolder");
    m_openFolder->setToolTip(tr("A sweep that was begun, here or by ld3m sweep"));
    m_write->setObjectName("writeSweep");
    m_write->setProperty("primary", true);
    m_problem->setObjectName("sweepStartProblem");
    m_problem->setProperty("role", "wrong");
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_write, m_openFile, m_openFolder}) {
        button->setMinimumHeight(36);
        buttons->addWidget(button);
    }
    buttons->addStretch();

    auto* column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(lead);
    column->addWidget(example);
    column->addLayout(buttons);
    column->addWidget(m_problem);
    column->addSpacing(8);
    column->addWidget(m_recent);
    column->addStretch(3);
    auto* holder = new QWidget(this);
    holder->setLayout(column);
    holder->setMaximumWidth(kWidth);
    auto* row = new QHBoxLayout(this);
    row->addStretch();
    row->addWidget(holder, 10);
    row->addStretch();
    connect(m_openFile, &QPushButton::clicked, this, &SweepStart::openFileAsked);
    connect(m_openFolder, &QPushButton::clicked, this, &SweepStart::openFolderAsked);
    connect(m_write, &QPushButton::clicked, this, &SweepStart::writeAsked);
    connect(m_recent, &RecentPlaces::chosen, this, &SweepStart::recentChosen);
}

void SweepStart::setState(bool opening, bool writable, const QString& problem, const QStringList& recent) {
    for (QPushButton* button : {m_openFile, m_openFolder})
        button->setEnabled(!opening);
    m_write->setEnabled(!opening && writable);
    m_write->setToolTip(
        writable ? tr("<p>Writes a sweep's file into the project that varies the number of reverse "
                      "steps T of the recipe as it is now, and opens it.</p>")
                 : tr("<p>Only a project whose prior is \"latent_diffusion\" has reverse steps to "
                      "vary.</p>"));
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_recent->setPlaces(recent);
}

} // namespace ld3m::workbench
