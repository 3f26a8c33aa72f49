#include "app/session/image_study_job.h"

#include <atomic>
#include <semaphore>

#include <QSignalSpy>
#include <QtTest>

#include "core/base/error.h"

using namespace ld3m;
using session::ImageStudyJob;

namespace {

reports::StudyQuestion questionOf(std::int64_t label, std::optional<std::int64_t> iteration = 10) {
    reports::StudyQuestion question{.run = "/run", .label = label};
    question.iteration = iteration;
    question.part = reports::StudyPart::denoising;
    return question;
}

/// Answers with the label as iteration, or as the question's.
void answer(const reports::StudyQuestion& question, const reports::StudyWatch& watch) {
    watch.answered(
        reports::StudyDenoising{question.iteration.value_or(7), std::to_string(question.label), {}});
}

} // namespace

class ImageStudyJobTest : public QObject {
    Q_OBJECT
    QStringList m_answers;

    void listen(ImageStudyJob& job) {
        m_answers.clear();
        connect(&job, &ImageStudyJob::answered, this, [this](const reports::StudyAnswer& each) {
            m_answers << QString::fromStdString(std::get<reports::StudyDenoising>(each).residual);
        });
    }

private Q_SLOTS:
    void answersOffThisThread() {
        std::thread::id worker;
        ImageStudyJob job([&](const auto& question, const auto& watch) {
            worker = std::this_thread::get_id();
            answer(question, watch);
        });
        listen(job);
        QSignalSpy ended(&job, &ImageStudyJob::ended);
        job.ask(questionOf(3));
        QVERIFY(job.isBusy());
        QVERIFY(ended.wait());
        QCOMPARE(m_answers, QStringList({"3"}));
        QVERIFY(worker != std::this_thread::get_id());
        QVERIFY(!job.isBusy());
    }

    void theNewestWishWins() {
        std::counting_semaphore<> begun(0);
        ImageStudyJob job([&](const reports::StudyQuestion& question, const reports::StudyWatch& watch) {
            begun.release();
            if (question.label == 1)
                while (true) {
                    watch.checkpoint();
                    std::this_thread::sleep_for(std::chrono::milliseconds(1));
                }
            answer(question, watch);
        });
        listen(job);
        job.ask(questionOf(1));
        begun.acquire();
        job.ask(questionOf(2));
        QTRY_COMPARE(m_answers, QStringList({"2"}));
        QTest::qWait(80);
        QCOMPARE(m_answers, QStringList({"2"}));
    }

    void exactAnswersAreKept() {
        std::atomic<int> asked = 0;
        ImageStudyJob job([&](const auto& question, const auto& watch) {
            ++asked;
            answer(question, watch);
        });
        listen(job);
        QSignalSpy ended(&job, &ImageStudyJob::ended);
        job.ask(questionOf(1));
        QVERIFY(ended.wait());
        job.ask(questionOf(1));
        QCOMPARE(m_answers, QStringList({"1", "1"})); // at once
        QCOMPARE(asked.load(), 1);
        // The newest checkpoint may be another one the next time.
        for (int i = 0; i < 2; ++i) {
            job.ask(questionOf(1, std::nullopt));
            QVERIFY(ended.wait());
        }
        QCOMPARE(asked.load(), 3);
    }

    void failuresAreSentences() {
        ImageStudyJob job(
            [](const auto&, const auto&) { throw base::InputError("There is no checkpoint."); });
        QSignalSpy failed(&job, &ImageStudyJob::failed);
        job.ask(questionOf(0));
        QVERIFY(failed.wait());
        QCOMPARE(failed.first().first().toString(), QString("There is no checkpoint."));
        ImageStudyJob none({});
        QSignalSpy refused(&none, &ImageStudyJob::failed);
        none.ask(questionOf(0));
        QCOMPARE(refused.count(), 1);
    }

    void whatIsKeptIsFreedAfterAWhile() {
        std::atomic<bool> freed = false;
        ImageStudyJob job([&](const reports::StudyQuestion& question, const reports::StudyWatch& watch) {
            if (question.run.empty())
                freed = true;
            else
                answer(question, watch);
        });
        job.setIdleMilliseconds(50);
        job.ask(questionOf(1));
        QTRY_VERIFY(freed.load());
    }

    void cancelSaysNothing() {
        std::binary_semaphore begun(0);
        ImageStudyJob job([&](const auto&, const reports::StudyWatch& watch) {
            begun.release();
            while (true) {
                watch.checkpoint();
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
        });
        QSignalSpy failed(&job, &ImageStudyJob::failed);
        job.ask(questionOf(0));
        begun.acquire();
        job.cancel();
        QVERIFY(!job.isBusy());
        QTest::qWait(80);
        QVERIFY(failed.isEmpty());
    }
};

QTEST_GUILESS_MAIN(ImageStudyJobTest)
#include "image_study_job_test.moc"
