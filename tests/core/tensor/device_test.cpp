#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"

using namespace ld3m;

class DeviceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void precisionAndDevice() {
        settings::DeviceSettings device;
        device.kind = settings::DeviceKind::cpu;
        const auto single = tensor::optionsFor(device);
        QVERIFY(single.device().is_cpu());
        QCOMPARE(at::zeros({1}, single).scalar_type(), at::kFloat);
        device.precision = settings::Precision::fp64;
        QCOMPARE(at::zeros({1}, tensor::optionsFor(device)).scalar_type(), at::kDouble);
    }

    void askingForWhatIsNotThere() {
        settings::DeviceSettings device;
        device.kind = settings::DeviceKind::cuda;
        if (at::hasCUDA())
            QVERIFY(tensor::optionsFor(device).device().is_cuda());
        else
            QVERIFY_THROWS_EXCEPTION(base::InputError, tensor::optionsFor(device));
        device.kind = settings::DeviceKind::automatic;
        QCOMPARE(tensor::optionsFor(device).device().is_cuda(), at::hasCUDA());
    }

    void threads() {
        tensor::useThreads(1);
        QCOMPARE(at::get_num_threads(), 1);
        settings::DeviceSettings device;
        device.kind = settings::DeviceKind::cpu;
        const QString said = QString::fromStdString(tensor::describe(tensor::optionsFor(device)));
        QVERIFY2(said.startsWith("cpu, 1 thread") && said.contains("fp32"), qPrintable(said));
        tensor::useThreads(0);
        QVERIFY(at::get_num_threads() >= 1);
    }
};

QTEST_APPLESS_MAIN(DeviceTest)
#include "device_test.moc"
