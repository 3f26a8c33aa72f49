// A button that opens a list of names to tick: which classes of a thousand are drawn.
#pragma once

#include <QToolButton>

class QLineEdit;
class QListWidget;
class QListWidgetItem;

namespace ld3m::widgets {

class SeriesChooser : public QToolButton {
    Q_OBJECT

public:
    /// @param noun what the names are: "Classes"
    explicit SeriesChooser(const QString& noun, QWidget* parent = nullptr);

    /// What there is to choose from. Names of the same number keep what is ticked; another number ticks the
    /// first `ticked`.
    void setNames(const QStringList& names, int ticked);
    QStringList names() const;
    /// Rising.
    QList<int> chosen() const;
    void setChosen(const QList<int>& chosen);
    QListWidget* list() const { return m_list; }
    QLineEdit* filter() const { return m_filter; }

Q_SIGNALS:
    void chosenChanged(); ///< by hand

private:
    void open();
    void narrow(const QString& words);
    void updateText();

    QString m_noun;
    QWidget* m_popup;
    QLineEdit* m_filter;
    QListWidget* m_list;
};

} // namespace ld3m::widgets
