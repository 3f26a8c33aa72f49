// The bar, the pages and the captions of ImageComparison.
#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QShortcut>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>

#include "widgets/images/image_comparison.h"
#include "widgets/images/image_sheet_view.h"
#include "widgets/images/pair_sheet_view.h"
#include "widgets/images/sheet_bar.h"
#include "widgets/images/sheet_caption.h"
#include "widgets/images/sheet_difference.h"
#include "widgets/images/sheet_lock.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {

void ImageComparison::buildBar() {
    struct Choice {
        QString text;
        Qt::Key key;
        QString help;
    };
    const Choice choices[] = {
        {tr("Side by side"), Qt::Key_S, tr("A left, B right")},
        {tr("Wipe"), Qt::Key_W, tr("A left and B right of a line that the mouse drags; [ and ] move it")},
        {tr("Blink"), Qt::Key_B, tr("A and B in turn, in the same place; Space turns by hand")},
        {tr("Difference"), Qt::Key_D, tr("|A − B| of each channel, made brighter by the factor beside")}};
    auto* bar = m_bar = new QHBoxLayout;
    bar->setContentsMargins(8, 4, 8, 4);
    bar->setSpacing(4);
    for (int i = 0; i < 4; ++i) {
        auto* button = m_buttons[i] = new QToolButton(this);
        button->setText(choices[i].text);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys to the images
        button->setToolTip(tr("%1 (%2)").arg(choices[i].help, QKeySequence(choices[i].key).toString()));
        bar->addWidget(button);
        const auto choose = [this, i] {
            setMode(static_cast<Mode>(i));
            showMode(); // a second press must not lift the button
        };
        connect(button, &QToolButton::clicked, this, choose);
        auto* key = new QShortcut(choices[i].key, this, choose, Qt::WidgetWithChildrenShortcut);
        key->setAutoRepeat(false);
    }
    m_gain = new QSpinBox(this);
    m_gain->setRange(1, 64);
    m_gain->setValue(4);
    m_gain->setPrefix(QStringLiteral("× "));
    m_gain->setToolTip(tr("The difference is multiplied by this before it is drawn"));
    m_gain->setAccessibleName(tr("Factor of the difference"));
    m_rate = new QDoubleSpinBox(this);
    m_rate->setRange(0.5, 10);
    m_rate->setSingleStep(0.5);
    m_rate->setDecimals(1);
    m_rate->setValue(2);
    m_rate->setSuffix(tr(" / s"));
    m_rate->setToolTip(tr("How many times a second A and B change places"));
    m_rate->setAccessibleName(tr("Rate of blinking"));
    m_badge = new QLabel(this);
    m_badge->setProperty("role", "value");
    m_badge->setFont(tabularFont(font()));
    m_badge->setContentsMargins(8, 0, 0, 0);
    m_badge->setToolTip(
        tr("Root mean square of A − B over all pixels and channels, in grey levels of 0 to 255, "
           "and the peak signal-to-noise ratio 20 log10(255 / RMS)."));
    m_badge->setTextInteractionFlags(Qt::TextSelectableByMouse);
    bar->addSpacing(8);
    bar->addWidget(m_gain);
    bar->addWidget(m_rate);
    bar->addStretch();
    bar->addWidget(m_badge);

    m_note =
        new QLabel(tr("Wipe, blink and difference need two sheets with the same classes, images per class "
                      "and image size."),
                   this);
    m_note->setProperty("role", "muted");
    m_note->setContentsMargins(8, 0, 8, 4);
    m_note->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_note);
}

void ImageComparison::buildPages() {
    m_pages = new QStackedWidget(this);
    auto* sides = new QWidget(m_pages);
    auto* row = new QHBoxLayout(sides);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    for (int arm = 0; arm < 2; ++arm) {
        m_sides[arm] = new ImageSheetView(sides);
        m_sideNames[arm] = sheetCaptionLabel(sides, Qt::AlignLeft);
        m_sides[arm]->setObjectName(arm == 0 ? QStringLiteral("comparisonA") : QStringLiteral("comparisonB"));
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(m_sideNames[arm]);
        column->addWidget(m_sides[arm], 1);
        row->addLayout(column, 1);
        follow(m_sides[arm]);
    }
    setEmptyTexts(tr("A has no images yet."), tr("B has no images yet."));

    auto* single = new QWidget(m_pages);
    auto* column = new QVBoxLayout(single);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* captions = new QHBoxLayout;
    m_pairNames = {sheetCaptionLabel(single, Qt::AlignLeft), sheetCaptionLabel(single, Qt::AlignRight)};
    captions->addWidget(m_pairNames[0]);
    captions->addWidget(m_pairNames[1]);
    m_pair = new PairSheetView(single);
    m_pair->setObjectName(QStringLiteral("comparisonPair"));
    column->addLayout(captions);
    column->addWidget(m_pair, 1);
    follow(m_pair);
    m_pages->addWidget(sides);
    m_pages->addWidget(single);
    m_bar->insertWidget(m_bar->indexOf(m_rate) + 1, new SheetBar(m_lock->views(), this));
    layout()->addWidget(m_pages);
    static_cast<QVBoxLayout*>(layout())->setStretchFactor(m_pages, 1);

    m_pair->setGain(m_gain->value());
    connect(m_gain, &QSpinBox::valueChanged, m_pair, &PairSheetView::setGain);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this,
            [this](double rate) { m_blink.setInterval(static_cast<int>(1000 / rate)); });
    new QShortcut(
        Qt::Key_Space, m_pair,
        [this] {
            if (m_blink.isActive() || m_mode == Mode::blink) {
                m_blink.stop();
                turn();
            }
        },
        Qt::WidgetShortcut);
}

void ImageComparison::showNames() {
    using enum PairSheetView::Showing;
    for (int arm = 0; arm < 2; ++arm) {
        const QColor color = m_colors[arm].isValid() ? m_colors[arm] : seriesColor(arm, palette());
        m_sideNames[arm]->setText(sheetCaption(color, m_names[arm], false));
        const bool strong = m_mode == Mode::blink && (m_pair->showing() == second) == (arm == 1);
        m_pairNames[arm]->setText(sheetCaption(color, m_names[arm], strong));
    }
}

void ImageComparison::showBadge() {
    if (m_rms < 0) {
        m_badge->setText({});
        return;
    }
    QString text = differenceText(m_rms);
    const std::int64_t label = front()->selectedLabel();
    const std::int64_t k = front()->selectedIndex();
    if (label >= 0 && m_rms > 0)
        text = tr("selected: %1   |   all: %2")
                   .arg(differenceText(rootMeanSquare(m_sheets[0], m_sheets[1], label, k)), text);
    m_badge->setText(text);
}

} // namespace ld3m::widgets
