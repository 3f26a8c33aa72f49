// One fresh network in training: its parameters, its optimiser, and the average that is tested in the end.
#pragma once

#include <functional>
#include <vector>

#include "core/networks/network.h"
#include "core/tensor/sgd.h"

namespace ld3m::evaluation {

/// SGD with momentum 0.9 and weight decay 5e-4 on every parameter (LD3M's evaluation).
class Student {
public:
    using Augment = std::function<at::Tensor(const at::Tensor& x_BCHW)>;

    /// `network` must outlive the student.
    Student(const networks::Network& network, networks::Parameters parameters);

    /// One pass over images_MCHW (labels_M int64) in the order of order_M, in batches of `batch` (the last
    /// one may be smaller), then one update of the average.
    void trainEpoch(const at::Tensor& images_MCHW, const at::Tensor& labels_M, const at::Tensor& order_M,
                    std::int64_t batch, double rate, const Augment& augment);

    /// Class scores [B, classes] by the averaged network, without graph.
    at::Tensor score(const at::Tensor& x_BCHW) const;

    const networks::Parameters& parameters() const { return m_parameters; }
    const networks::Parameters& averaged() const { return m_averaged; }

private:
    void step(const at::Tensor& x_BCHW, const at::Tensor& labels_B, double rate);
    void average();

    const networks::Network& m_network;
    networks::Parameters m_parameters;
    networks::Parameters m_averaged;
    std::vector<tensor::SgdMomentum> m_sgd;
    std::int64_t m_epochs = 0;
};

} // namespace ld3m::evaluation
