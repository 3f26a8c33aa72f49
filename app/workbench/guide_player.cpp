#include <QDir>
#include <QPixmap>

#include "app/workbench/guide_pictures.h"

namespace ld3m::workbench {
namespace {

constexpr int kPollMilliseconds = 50;
constexpr int kSettleMilliseconds = 700; ///< so that everything is loaded, laid out and painted
constexpr qint64 kPatience = 120000;     ///< milliseconds

} // namespace

GuidePlayer::GuidePlayer(MainWindow& window, std::vector<GuidePicture> pictures, const QString& folder,
                         const QString& theme, QObject* parent)
    : QObject(parent), m_window(window), m_left(pictures.begin(), pictures.end()), m_folder(folder),
      m_theme(theme) {
    connect(&m_polling, &QTimer::timeout, this, &GuidePlayer::poll);
    QTimer::singleShot(kSettleMilliseconds, this, &GuidePlayer::next);
}

void GuidePlayer::next() {
    if (m_left.empty()) {
        Q_EMIT done();
        return;
    }
    if (m_left.front().act)
        m_left.front().act();
    m_waited.start();
    m_polling.start(kPollMilliseconds);
}

void GuidePlayer::poll() {
    if (m_left.front().ready && !m_left.front().ready()) {
        if (m_waited.elapsed() < kPatience)
            return;
        m_polling.stop();
        Q_EMIT failed(tr("The picture %1 did not come about within %2 s.")
                          .arg(m_left.front().name)
                          .arg(kPatience / 1000));
        return;
    }
    m_polling.stop();
    QTimer::singleShot(kSettleMilliseconds, this, &GuidePlayer::shoot);
}

void GuidePlayer::shoot() {
    const GuidePicture picture = m_left.front();
    m_left.pop_front();
    QWidget* subject = picture.subject ? picture.subject() : &m_window;
    if (!subject) {
        Q_EMIT failed(tr("What the picture %1 shows is not there.").arg(picture.name));
        return;
    }
    const QPixmap pixmap = subject->grab();
    const QString scale = pixmap.devicePixelRatio() > 1
                              ? QStringLiteral("@%1x").arg(pixmap.devicePixelRatio(), 0, 'f', 0)
                              : QString();
    const QString file =
        QDir(m_folder).filePath(QStringLiteral("%1-%2%3.png").arg(picture.name, m_theme, scale));
    if (!QDir().mkpath(m_folder) || !pixmap.save(file)) {
        Q_EMIT failed(tr("Cannot write %1; give a folder that can be written.").arg(file));
        return;
    }
    next();
}

} // namespace ld3m::workbench
