#include "app/workbench/soak.h"

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <sstream>

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QPointer>

#include "app/session/background_task.h"
#include "app/workbench/actions.h"
#include "core/base/process_memory.h"

namespace ld3m::workbench {
namespace {

constexpr int kActMilliseconds = 40;
constexpr int kKeepMilliseconds = 4000;
constexpr std::size_t kSettling = 5; ///< minutes in which caches fill
constexpr std::size_t kJudged = 4;   ///< minutes after them, at least
constexpr qsizetype kMostKinds = 20;
constexpr double kMegabyte = 1024 * 1024;

std::mutex warningsMutex; // Qt calls the handler from any thread
std::int64_t warningsSeen = 0;
QStringList warningKinds;
QtMessageHandler handlerBefore = nullptr;

void countWarning(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    // What a platform without windows cannot do says nothing about the program.
    const bool ofPlatform = message.startsWith(QLatin1String("This plugin does not support"));
    if ((type == QtWarningMsg || type == QtCriticalMsg) && !ofPlatform) {
        const std::lock_guard lock(warningsMutex);
        ++warningsSeen;
        if (!warningKinds.contains(message) && warningKinds.size() < kMostKinds)
            warningKinds << message;
    }
    if (handlerBefore)
        handlerBefore(type, context, message);
}

std::int64_t median(std::vector<std::int64_t> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

WarningCount::WarningCount() {
    warningsSeen = 0;
    warningKinds.clear();
    handlerBefore = qInstallMessageHandler(countWarning);
}

WarningCount::~WarningCount() {
    qInstallMessageHandler(handlerBefore);
    handlerBefore = nullptr;
}

std::int64_t WarningCount::count() const {
    const std::lock_guard lock(warningsMutex);
    return warningsSeen;
}

QStringList WarningCount::kinds() const {
    const std::lock_guard lock(warningsMutex);
    return warningKinds;
}

Sandbox::Sandbox() {
    for (const char* variable :
         {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "LD3M_CACHE"}) {
        const QString place = m_folder.filePath(QString::fromLatin1(variable).toLower());
        QDir().mkpath(place);
        qputenv(variable, place.toUtf8());
    }
}

SoakVerdict judgeSoak(const std::vector<std::int64_t>& resting, std::int64_t warnings,
                      const QStringList& kinds, double growth) {
    SoakVerdict verdict;
    std::ostringstream out;
    if (warnings > 0) {
        verdict.good = false;
        out << warnings << " warnings from Qt, among them:\n";
        for (const QString& kind : kinds)
            out << "  " << kind.toStdString() << "\n";
    } else {
        out << "no warning from Qt\n";
    }
    if (resting.size() < kSettling + kJudged) {
        out << "memory between runs: too short to judge\n";
    } else {
        const auto begin = resting.begin() + kSettling;
        const auto quarter = std::max<std::ptrdiff_t>(1, (resting.end() - begin) / 4);
        const std::int64_t first = median({begin, begin + quarter});
        const std::int64_t last = median({resting.end() - quarter, resting.end()});
        const double grown = double(last) / double(first) - 1;
        verdict.good = verdict.good && grown <= growth;
        out << "memory between runs: " << double(first) / kMegabyte << " MiB after five minutes, "
            << double(last) / kMegabyte << " MiB at the end, " << 100 * grown << " % (allowed "
            << 100 * growth << " %)\n";
    }
    verdict.text = out.str();
    return verdict;
}

Soak::Soak(MainWindow& window, session::Workspace& workspace, std::uint32_t seed, double minutes,
           int restMilliseconds, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_monkey(window, seed, {"quit", "openDemo"}),
      m_recipe(workspace.recipe()) {
    m_recipe.distillation.iterations = 1000000; // it goes on as long as the soak does
    connect(&m_keeper, &QTimer::timeout, this, &Soak::keepRunning);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &Soak::rest);
    connect(&workspace, &session::Workspace::sessionStarted, this, [this] { ++m_runs; });
    go();
    QTimer::singleShot(std::chrono::milliseconds(std::int64_t(minutes * 60000)), this, &Soak::end);
}

void Soak::keepRunning() {
    if (m_workspace.activity() == session::Activity::paused) {
        m_workspace.proceed();
        return;
    }
    if (m_workspace.isOn() || m_ended)
        return;
    m_workspace.setRecipe(m_recipe); // whatever the monkey made of it
    m_workspace.start();
}

void Soak::go() {
    keepRunning();
    m_keeper.start(kKeepMilliseconds);
    m_monkey.start(kActMilliseconds);
    m_rest.start();
}

void Soak::rest() {
    m_monkey.stop();
    m_keeper.stop();
    m_running = base::processMemory("VmRSS");
    for (session::BackgroundTask* task : session::BackgroundTask::allUnderway())
        task->cancel();
    m_workspace.afterStop([self = QPointer(this)] {
        if (self)
            self->measure();
    });
}

/// Once nothing computes any more.
void Soak::measure() {
    if (m_ended)
        return;
    if (!session::BackgroundTask::allUnderway().empty()) {
        QTimer::singleShot(kActMilliseconds, this, &Soak::measure);
        return;
    }
    QGuiApplication::clipboard()->clear(); // a copied figure takes tens of MiB, and is not the program's
    base::returnFreedMemory();
    m_resting.push_back(base::processMemory("VmRSS"));
    std::printf("rest %zu: %.1f MiB resident between runs (%.1f before), %lld widgets, %lld acts, %d runs\n",
                m_resting.size(), double(m_resting.back()) / kMegabyte, double(m_running) / kMegabyte,
                static_cast<long long>(QApplication::allWidgets().size()),
                static_cast<long long>(m_monkey.acts()), m_runs);
    std::fflush(stdout);
    go();
}

void Soak::end() {
    if (std::exchange(m_ended, true))
        return;
    m_monkey.stop();
    m_keeper.stop();
    m_rest.stop();
    m_workspace.stop();
    leave();
}

/// A question that is left open would keep the loop that waits for its answer.
void Soak::leave() {
    if (m_monkey.closeTop())
        QTimer::singleShot(kActMilliseconds, this, &Soak::leave);
    else
        Q_EMIT done();
}

} // namespace ld3m::workbench
