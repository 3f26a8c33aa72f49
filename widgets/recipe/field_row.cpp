#include "widgets/recipe/field_row.h"

#include <QContextMenuEvent>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

#include "widgets/recipe/field_editor.h"
#include "widgets/status/elided_label.h"
#include "widgets/theme/icons.h"

namespace ld3m::widgets {
namespace {

constexpr int kLabelShare = 9;
constexpr int kEditorShare = 11;

QString shown(const settings::Value& value) {
    const QString text = QString::fromStdString(settings::toText(value));
    return text.isEmpty() ? FieldRow::tr("empty") : text;
}

QString helpOf(const settings::Field& field, const settings::Value& defaultValue) {
    const auto plain = [](const std::string& text) { return QString::fromStdString(text).toHtmlEscaped(); };
    QString help = QStringLiteral("<p><b>%1</b></p><p>%2</p>")
                       .arg(plain(field.about().label), plain(field.about().help));
    if (!field.about().reference.empty())
        help += QStringLiteral("<p>%1</p>").arg(plain(field.about().reference));
    return help + FieldRow::tr("<p><code>%1</code> · default %2</p>")
                      .arg(plain(field.key()), shown(defaultValue).toHtmlEscaped());
}

} // namespace

FieldRow::FieldRow(const settings::Field& field, const settings::Value& defaultValue, QWidget* parent)
    : QWidget(parent), m_help(helpOf(field, defaultValue)), m_editor(FieldEditor::make(field, this)),
      m_label(new ElidedLabel(QString::fromStdString(field.about().label), this)),
      m_problem(new QLabel(this)), m_branch(new QToolButton(this)) {
    m_searched = QString::fromStdString(field.about().label + ' ' + field.key() + ' ' + field.about().help);
    m_label->setBuddy(m_editor->input());
    m_label->setProperty("role", "muted");
    m_label->setMinimumWidth(64);
    m_problem->setProperty("role", "wrong");
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText); // it quotes what somebody typed
    m_problem->hide();
    m_branch->setProperty("flat", true);
    m_branch->setIcon(icon(QStringLiteral("branch")));
    m_branch->setToolTip(tr("Branch with this change"));
    m_branch->setAccessibleName(m_branch->toolTip());
    m_branch->hide();

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, kLabelShare);
    grid->setColumnStretch(1, kEditorShare);
    grid->addWidget(m_label, 0, 0, 1, m_editor->isWide() ? 2 : 1);
    const bool wide = m_editor->isWide();
    grid->addWidget(m_editor, wide ? 1 : 0, wide ? 0 : 1, 1, wide ? 3 : 1);
    grid->addWidget(m_branch, 0, 2);
    grid->addWidget(m_problem, 2, 0, 1, 3);
    connect(m_editor, &FieldEditor::entered, this, &FieldRow::entered);
    connect(m_editor, &FieldEditor::enteredTogether, this, &FieldRow::enteredTogether);
    connect(m_branch, &QToolButton::clicked, this, &FieldRow::branchRequested);
    updateToolTip();
}

void FieldRow::showValue(const settings::Value& value) {
    m_editor->showValue(value);
    setProblem({});
}

void FieldRow::setChanged(bool changed, const settings::Value& base) {
    m_changed = changed;
    m_baseText = shown(base);
    m_editor->mark("changed", changed);
    updateToolTip();
}

void FieldRow::setProblem(const QString& sentence) {
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    m_editor->mark("wrong", !sentence.isEmpty());
}

QString FieldRow::problem() const {
    return m_problem->text();
}

void FieldRow::setLock(Lock lock) {
    m_lock = lock;
    m_editor->setLocked(lock != Lock::open);
    m_branch->setVisible(lock == Lock::running);
    updateToolTip();
}

void FieldRow::reserveBranch(bool reserve) {
    QSizePolicy policy = m_branch->sizePolicy();
    policy.setRetainSizeWhenHidden(reserve);
    m_branch->setSizePolicy(policy);
}

void FieldRow::updateToolTip() {
    QString tip = m_help;
    if (m_changed)
        tip += tr("<p>Changed from %1.</p>").arg(m_baseText.toHtmlEscaped());
    if (m_lock == Lock::running)
        tip += tr("<p>This cannot change during a run: branch to try another value.</p>");
    setToolTip(tip);
    m_label->setToolTip(tip); // instead of the label's own, which only completes it
}

bool FieldRow::matches(const QStringList& words) const {
    return std::all_of(words.begin(), words.end(), [this](const QString& word) {
        return m_searched.contains(word, Qt::CaseInsensitive);
    });
}

void FieldRow::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    auto* reset = menu.addAction(icon(QStringLiteral("reset")), tr("Back to %1").arg(m_baseText));
    reset->setEnabled(m_changed && m_lock == Lock::open);
    if (menu.exec(event->globalPos()) == reset)
        Q_EMIT resetRequested();
}

} // namespace ld3m::widgets
