#include "app/workbench/first_choices_form.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QThread>

#include "widgets/status/progress_strip.h"

namespace ld3m::workbench {

using session::BackgroundTask;
using session::Effort;
using session::StartFrom;

namespace {

struct EffortWords {
    Effort effort;
    const char* name;
    const char* text;
};
constexpr EffortWords kEfforts[] = {{Effort::quick, "effortQuick", QT_TR_NOOP("Quick look, about %1")},
                                    {Effort::evening, "effortEvening", QT_TR_NOOP("An evening, about %1")},
                                    {Effort::paper, "effortPaper", QT_TR_NOOP("As in the paper, about %1")}};

int coresHere() {
    return std::max(1, QThread::idealThreadCount());
}

} // namespace

FirstChoicesForm::FirstChoicesForm(decltype(session::Tools::examine) examiner,
                                   std::filesystem::path bundledPrior, QWidget* parent)
    : QWidget(parent), m_examine(std::move(examiner)), m_bundledPrior(std::move(bundledPrior)),
      m_resolution(new QComboBox(this)), m_ipc(new QSpinBox(this)), m_beginning(new QComboBox(this)),
      m_fileRow(new QWidget(this)), m_file(new QLineEdit(this)), m_effort(new QButtonGroup(this)),
      m_estimate(new QLabel(this)) {
    m_resolution->setObjectName("imagesResolution");
    m_resolution->setToolTip(
        tr("Real images are resized to this, synthetic ones are made at it. Twice the resolution "
           "takes four times as long."));
    m_ipc->setObjectName("imagesPerClass");
    m_ipc->setRange(1, 100);
    m_ipc->setToolTip(tr("Synthetic images of each class. The papers show 1, 10 and 50."));
    m_beginning->setObjectName("imagesBeginning");
    m_beginning->setToolTip(
        tr("Where the images are learned: in pixels, or in the latents of a model that makes "
           "images, which carries over to other networks."));
    m_file->setObjectName("imagesCheckpoint");
    m_file->setAccessibleName(tr("File of the checkpoint"));
    m_file->setPlaceholderText(tr("model.ckpt or model.safetensors"));
    m_estimate->setObjectName("imagesEstimate");
    m_estimate->setProperty("role", "muted");
    m_estimate->setWordWrap(true);
    buildRows();
    connect(m_resolution, &QComboBox::currentIndexChanged, this, &FirstChoicesForm::refresh);
    connect(m_ipc, &QSpinBox::valueChanged, this, &FirstChoicesForm::refresh);
    connect(m_beginning, &QComboBox::currentIndexChanged, this, &FirstChoicesForm::refresh);
    connect(m_effort, &QButtonGroup::idToggled, this, &FirstChoicesForm::refresh);
    connect(m_file, &QLineEdit::editingFinished, this, [this] { examine(m_file->text()); });
}

FirstChoicesForm::~FirstChoicesForm() {
    if (m_examining)
        m_examining->abandon();
}

void FirstChoicesForm::buildRows() {
    auto* browse = new QPushButton(tr("Choose…"), this);
    browse->setAccessibleName(tr("Choose the checkpoint"));
    browse->setAutoDefault(false);
    auto* fileRow = new QHBoxLayout(m_fileRow);
    fileRow->setContentsMargins(0, 0, 0, 0);
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(browse);
    auto* efforts = new QVBoxLayout;
    efforts->setSpacing(4);
    for (const EffortWords& words : kEfforts) {
        auto* button = new QRadioButton(this);
        button->setObjectName(QLatin1String(words.name));
        button->setText(tr(words.text).arg(QStringLiteral("…")));
        m_effort->addButton(button, int(words.effort));
        efforts->addWidget(button);
    }
    efforts->addWidget(m_estimate);
    m_effort->button(int(Effort::quick))->setChecked(true);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->addRow(tr("&Resolution"), m_resolution);
    form->addRow(tr("&Images per class"), m_ipc);
    form->addRow(tr("&Begin with"), m_beginning);
    form->addRow(QString(), m_fileRow);
    form->addRow(tr("Effort"), efforts);
    connect(browse, &QPushButton::clicked, this, [this] {
        const QString chosen = QFileDialog::getOpenFileName(
            this, tr("A checkpoint"), {}, tr("Checkpoints (*.ckpt *.pt *.pth *.safetensors)"));
        if (!chosen.isEmpty())
            examine(chosen);
    });
}

void FirstChoicesForm::setLook(const session::FolderLook& look) {
    m_look.reset(); // nobody asks for estimates while the rows change
    const session::FirstChoices suggested = session::suggestedFor(look);
    m_resolution->clear();
    for (const std::int64_t resolution : session::resolutionsFor(look))
        m_resolution->addItem(tr("%1 px").arg(resolution), qlonglong(resolution));
    m_resolution->setCurrentIndex(m_resolution->findData(qlonglong(suggested.resolution)));
    m_ipc->setValue(int(suggested.ipc));
    m_beginning->clear();
    m_beginning->addItem(tr("Pixels: no prior, works with all images"), int(StartFrom::pixels));
    if (!m_bundledPrior.empty())
        m_beginning->addItem(look.cifar10 ? tr("The bundled prior: latent diffusion of CIFAR-10")
                                          : tr("The bundled prior: its decoder alone, 32 px"),
                             int(StartFrom::bundled));
    m_beginning->addItem(tr("A checkpoint of mine: latent diffusion"), int(StartFrom::own));
    m_beginning->setCurrentIndex(std::max(0, m_beginning->findData(int(suggested.beginning))));
    m_look = look;
    refresh();
}

void FirstChoicesForm::examine(const QString& file) {
    m_file->setText(file);
    m_checkpoint.reset();
    if (m_examining)
        m_examining->abandon();
    refresh();
    if (file.isEmpty() || !m_examine)
        return;
    m_examining = new BackgroundTask(
        tr("Examining %1").arg(file),
        [this, examine = m_examine, file](session::TaskContext& context) {
            const session::CheckpointLook found = examine(file.toStdString());
            context.deliver([this, found] { m_checkpoint = found; });
        },
        this);
    connect(m_examining, &BackgroundTask::failed, this, [this](const QString& sentence) {
        m_checkpoint = {{}, sentence.toStdString(), false};
    });
    connect(m_examining, &BackgroundTask::ended, this, &FirstChoicesForm::refresh);
}

session::FirstChoices FirstChoicesForm::choices() const {
    session::FirstChoices chosen;
    chosen.resolution = m_resolution->currentData().toLongLong();
    chosen.ipc = m_ipc->value();
    chosen.beginning = StartFrom(m_beginning->currentData().toInt());
    chosen.checkpoint = m_file->text().toStdString();
    chosen.effort = Effort(m_effort->checkedId());
    return chosen;
}

settings::Recipe FirstChoicesForm::recipe() const {
    return session::firstRecipe(m_look.value(), choices(), m_bundledPrior, coresHere());
}

QString FirstChoicesForm::obstacle() const {
    if (!m_look)
        return {};
    if (const std::string first = session::obstacleTo(*m_look, choices()); !first.empty())
        return QString::fromStdString(first);
    if (choices().beginning != StartFrom::own)
        return {};
    if (!m_checkpoint)
        return tr("Reading the checkpoint …");
    return m_checkpoint->usable ? QString() : QString::fromStdString(m_checkpoint->verdict);
}

void FirstChoicesForm::refresh() {
    if (!m_look)
        return;
    const int cores = coresHere();
    session::FirstChoices one = choices();
    m_fileRow->setVisible(one.beginning == StartFrom::own);
    for (const EffortWords& words : kEfforts) {
        one.effort = words.effort;
        const settings::Recipe recipe = session::firstRecipe(*m_look, one, m_bundledPrior, cores);
        const double seconds = session::estimatedSeconds(recipe, *m_look, cores);
        m_effort->button(int(words.effort))->setText(tr(words.text).arg(widgets::spokenDuration(seconds)));
        if (words.effort == choices().effort)
            m_estimate->setText(
                tr("%1 iterations, guessed for the %2 cores of this processor. The first iterations "
                   "tell the true time; a run can be stopped and resumed.")
                    .arg(widgets::grouped(recipe.distillation.iterations))
                    .arg(cores));
    }
    Q_EMIT changed();
}

} // namespace ld3m::workbench
