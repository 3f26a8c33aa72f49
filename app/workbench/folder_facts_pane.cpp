#include "app/workbench/folder_facts_pane.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

#include "core/base/imagenet_classes.h"
#include "widgets/status/progress_strip.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr int kShownNotes = 4;
constexpr int kTableHeight = 150;

QTableWidgetItem* cell(const QString& text, bool number) {
    auto* item = new QTableWidgetItem(text);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    if (number)
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return item;
}

QString countText(std::int64_t count) {
    return count < 0 ? QStringLiteral("–") : widgets::grouped(count);
}

QString sizeText(const session::FolderLook& look) {
    if (look.smallest_side == 0)
        return FolderFactsPane::tr("no image could be read");
    return look.smallest_side == look.largest_side
               ? FolderFactsPane::tr("%1 px").arg(look.smallest_side)
               : FolderFactsPane::tr("%1 to %2 px").arg(look.smallest_side).arg(look.largest_side);
}

QString summaryOf(const session::FolderLook& look) {
    std::int64_t train = 0;
    std::int64_t test = 0;
    for (const session::FolderLook::Class& one : look.classes) {
        train += std::max<std::int64_t>(one.train, 0);
        test += std::max<std::int64_t>(one.test, 0);
    }
    const QString counts = look.has_test
                               ? FolderFactsPane::tr("%1 training and %2 test images")
                                     .arg(widgets::grouped(train), widgets::grouped(test))
                               : FolderFactsPane::tr("%1 training images").arg(widgets::grouped(train));
    return FolderFactsPane::tr("%1 classes, %2, shorter side %3")
        .arg(look.classes.size())
        .arg(counts, sizeText(look));
}

} // namespace

FolderFactsPane::FolderFactsPane(QWidget* parent)
    : QWidget(parent), m_headline(new QLabel(this)), m_summary(new QLabel(this)),
      m_busy(new QProgressBar(this)), m_classes(new QTableWidget(0, 3, this)), m_notes(new QLabel(this)) {
    m_headline->setProperty("role", "title");
    m_headline->setObjectName("folderHeadline");
    m_summary->setObjectName("folderSummary");
    m_notes->setObjectName("folderNotes");
    for (QLabel* label : {m_headline, m_summary, m_notes}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_notes->setProperty("role", "muted");
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(4);
    m_busy->setAccessibleName(tr("Looking into the folder"));
    m_classes->setAccessibleName(tr("Classes and their images"));
    m_classes->setHorizontalHeaderLabels({tr("Class"), tr("Training"), tr("Test")});
    m_classes->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_classes->horizontalHeader()->setHighlightSections(false);
    m_classes->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (const int column : {1, 2})
        m_classes->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_classes->verticalHeader()->hide();
    m_classes->verticalHeader()->setDefaultSectionSize(24);
    m_classes->setShowGrid(false);
    m_classes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_classes->setSelectionMode(QAbstractItemView::NoSelection);
    m_classes->setFont(widgets::tabularFont(m_classes->font()));
    m_classes->setFixedHeight(kTableHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (QWidget* part : std::initializer_list<QWidget*>{m_headline, m_summary, m_busy, m_classes, m_notes})
        column->addWidget(part);
    showHint();
}

void FolderFactsPane::showHint() {
    m_classes->hide();
    show(tr("Drop a folder of images here"), {},
         tr("It holds train/ and, better, test/ (or val/), each with one folder of images per class:\n"
            "pets/train/cat/1.png, pets/train/dog/1.png, pets/test/cat/7.png …\n"
            "CIFAR-10's binary batches work as they are."));
}

void FolderFactsPane::showLooking(const QString& folder) {
    m_classes->hide();
    show(tr("Looking into %1").arg(folder), tr("Counting classes and images"), {});
    m_busy->show();
}

void FolderFactsPane::showLook(const session::FolderLook& look) {
    m_classes->setRowCount(int(look.classes.size()));
    for (int row = 0; row < m_classes->rowCount(); ++row) {
        const session::FolderLook::Class& one = look.classes[std::size_t(row)];
        m_classes->setItem(row, 0, cell(QString::fromStdString(base::displayName(one.name)), false));
        m_classes->setItem(row, 1, cell(countText(one.train), true));
        m_classes->setItem(row, 2, cell(countText(one.test), true));
    }
    m_classes->show();
    QStringList lines;
    for (const std::string& note : look.notes)
        lines << QString::fromStdString(note);
    const qsizetype more = lines.size() - kShownNotes;
    m_notes->setToolTip(lines.join('\n'));
    if (more > 1)
        lines = lines.mid(0, kShownNotes) << tr("and %1 more").arg(more);
    show(QString::fromStdString(look.identity), summaryOf(look), lines.join('\n'));
}

void FolderFactsPane::showProblem(const QString& sentence) {
    m_classes->hide();
    show(tr("These are no images to distil"), sentence, {});
}

QString FolderFactsPane::headline() const {
    return m_headline->text();
}
QString FolderFactsPane::summary() const {
    return m_summary->text();
}
QString FolderFactsPane::notes() const {
    return m_notes->text();
}

void FolderFactsPane::show(const QString& headline, const QString& summary, const QString& notes) {
    m_busy->hide();
    m_headline->setText(headline);
    m_summary->setText(summary);
    m_summary->setVisible(!summary.isEmpty());
    m_notes->setText(notes);
    m_notes->setVisible(!notes.isEmpty());
}

} // namespace ld3m::workbench
