// The real images that lie nearest to a synthetic one, in pixels and in the features of a network.
#pragma once

#include <map>

#include "core/diagnostics/study_subject.h"
#include "core/networks/network.h"

namespace ld3m::diagnostics {

/// The objective's kind of network with random weights (stream "study.network" of the run's seed): what it
/// sees is architecture, not training, and the same for every run of the seed. Keeps the features of classes
/// that were searched.
class NearestReal {
public:
    explicit NearestReal(const StudySubject& subject);

    /// image_13HW in [0,1]. Needs the subject's real images.
    reports::StudyNearest search(const StudySubject& subject, const at::Tensor& image_13HW,
                                 const reports::StudyQuestion& question, const reports::StudyWatch& watch);

private:
    const at::Tensor& featuresOf(const StudySubject& subject, std::int64_t label,
                                 const reports::StudyWatch& watch, std::int64_t done, std::int64_t total);

    std::unique_ptr<networks::Network> m_network;
    networks::Parameters m_parameters;
    std::string m_description;
    std::map<std::int64_t, at::Tensor> m_features; ///< [n, F] by class
};

} // namespace ld3m::diagnostics
