// One fresh network in training: its parameters, its optimiser, and the weights that are tested in the end.
#pragma once

#include <optional>
#include <vector>

#include "core/networks/network.h"
#include "core/settings/evaluation_settings.h"
#include "core/tensor/adamw.h"
#include "core/tensor/sgd.h"

namespace ld3m::evaluation {

/// How a student learns; the defaults are LD3M's evaluation.
struct StudentRule {
    settings::StudentOptimiser optimiser = settings::StudentOptimiser::sgd;
    double momentum = 0.9; ///< of sgd
    double weight_decay = 5e-4;
    bool average = true;    ///< test the average over epochs; else the last weights
    double temperature = 1; ///< divides the scores in the loss
};

class Student {
public:
    /// `network` must outlive the student.
    Student(const networks::Network& network, networks::Parameters parameters, StudentRule rule = {});

    /// One step on a batch. `target`: labels int64 [B], or probabilities [B, classes]; the loss is the cross
    /// entropy of softmax(scores / temperature), whose gradient is also that of the Kullback-Leibler
    /// divergence from the target (batch mean). `dropout` is handed to the network.
    void step(const at::Tensor& x_BCHW, const at::Tensor& target, double rate,
              at::Generator* dropout = nullptr);

    /// An epoch is complete: updates the average.
    void endEpoch();

    /// Forgets the momentum, as an optimiser made anew.
    void restart();

    /// Class scores [B, classes] by the tested weights, without graph.
    at::Tensor score(const at::Tensor& x_BCHW) const;

    const networks::Parameters& parameters() const { return m_parameters; }
    const networks::Parameters& averaged() const { return m_averaged; }
    const networks::Parameters& tested() const { return m_rule.average ? m_averaged : m_parameters; }

private:
    const networks::Network& m_network;
    StudentRule m_rule;
    networks::Parameters m_parameters;
    networks::Parameters m_averaged;
    std::vector<tensor::SgdMomentum> m_sgd;
    std::optional<tensor::AdamW> m_adamw;
    std::int64_t m_epochs = 0;
};

} // namespace ld3m::evaluation
