#include "widgets/theme/icons.h"

#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include <optional>

// Outside the namespace: the macro declares a global function.
static void initialiseIconResources() {
    Q_INIT_RESOURCE(widgets);
}

namespace ld3m::widgets {
namespace {

const QString kFolder = QStringLiteral(":/ld3m/icons/");

/// Draws the strokes at any size, in a fixed colour or in the application's text colour of the moment.
class StrokeIcon : public QIconEngine {
public:
    StrokeIcon(QByteArray svg, std::optional<QColor> color) : m_svg(std::move(svg)), m_color(color) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        QColor color = m_color.value_or(QGuiApplication::palette().color(QPalette::ButtonText));
        if (mode == QIcon::Disabled)
            color = QGuiApplication::palette().color(QPalette::Disabled, QPalette::ButtonText);
        QByteArray tinted = m_svg;
        tinted.replace("currentColor", color.name().toLatin1());
        QSvgRenderer renderer(tinted);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        if (pixmap.isNull()) // a button that has no room yet
            return pixmap;
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        paint(&painter, QRect({0, 0}, size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new StrokeIcon(*this); }

private:
    QByteArray m_svg;
    std::optional<QColor> m_color;
};

QIcon load(const QString& name, std::optional<QColor> color) {
    initialiseIconResources();
    QFile file(kFolder + name + QStringLiteral(".svg"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(new StrokeIcon(file.readAll(), color));
}

} // namespace

QStringList iconNames() {
    initialiseIconResources();
    QStringList names = QDir(kFolder).entryList({QStringLiteral("*.svg")}, QDir::Files, QDir::Name);
    for (QString& name : names)
        name.chop(4);
    return names;
}

QIcon icon(const QString& name) {
    return load(name, std::nullopt);
}
QIcon icon(const QString& name, const QPalette& palette) {
    return load(name, palette.color(QPalette::ButtonText));
}
QIcon icon(const QString& name, const QColor& color) {
    return load(name, color);
}

} // namespace ld3m::widgets
