#include <atomic>
#include <thread>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <omp.h>
#include <torch/csrc/autograd/autograd.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/tensor/cores.h"

using namespace ld3m;

class CoresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // LibTorch sets a thread's count when an operator first splits its work there, in the middle of a body
    // (so this comes first: no thread may have split anything yet).
    void theFirstSplitOperatorChangesNothing() {
        at::set_num_threads(2);
        std::vector<int> threads(6);
        tensor::sideBySide(6, [&](std::int64_t i) {
            at::parallel_for(0, 2, 1, [](std::int64_t, std::int64_t) {}); // in this program
            at::randperm(4);                                              // and in LibTorch
            threads[static_cast<std::size_t>(i)] = omp_get_max_threads();
        });
        QCOMPARE(threads, std::vector<int>(6, 1));
    }

    // Processes that run side by side are granted a share each; who asks for a number gets it.
    void allCoresAreThoseGranted() {
        qputenv("LD3M_THREADS", "1");
        tensor::useThreads(0);
        QCOMPARE(at::get_num_threads(), 1);
        tensor::useThreads(2);
        QCOMPARE(at::get_num_threads(), 2);
        for (const char* none : {"0", "many", ""}) {
            qputenv("LD3M_THREADS", none);
            tensor::useThreads(0);
            QCOMPARE(at::get_num_threads(), static_cast<int>(std::thread::hardware_concurrency()));
        }
        qunsetenv("LD3M_THREADS");
    }

    void everyPieceOnce() {
        std::vector<std::atomic<int>> done(37);
        tensor::sideBySide(37, [&](std::int64_t i) { ++done[static_cast<std::size_t>(i)]; });
        QVERIFY(std::all_of(done.begin(), done.end(), [](const auto& count) { return count == 1; }));
        tensor::sideBySide(0, [](std::int64_t) { QFAIL("there is nothing to do"); });
    }

    void whatIsThrownArrives() {
        QVERIFY_EXCEPTION_THROWN(tensor::sideBySide(8,
                                                    [](std::int64_t i) {
                                                        if (i == 5)
                                                            throw base::RunError("five");
                                                    }),
                                 base::RunError);
    }

    // A convolution planned for all cores but run on one used to wait for the others for ever.
    void smallConvolutionsComeBack() {
        at::set_num_threads(2);
        std::vector<at::Tensor> gradients(6);
        for (int round = 0; round < 20; ++round)
            tensor::sideBySide(6, [&](std::int64_t i) {
                const at::Tensor x = at::full({3, 3, 8, 8}, 0.1 * static_cast<double>(i + 1));
                const at::Tensor weight = at::ones({8, 3, 3, 3}).requires_grad_();
                gradients[static_cast<std::size_t>(i)] =
                    torch::autograd::grad({at::conv2d(x, weight, {}, 1, 1).sum()}, {weight}).front();
            });
        // The middle of a 3 x 3 kernel meets all 3 x 8 x 8 values.
        for (std::size_t i = 0; i < gradients.size(); ++i)
            QVERIFY(std::abs(gradients[i][0][0][1][1].item<double>() - 19.2 * static_cast<double>(i + 1)) <
                    1e-3);
    }

    void theThreadsComeBack() {
        at::set_num_threads(2);
        tensor::sideBySide(4, [](std::int64_t) {});
        QCOMPARE(at::get_num_threads(), 2);
    }
};

QTEST_APPLESS_MAIN(CoresTest)
#include "cores_test.moc"
