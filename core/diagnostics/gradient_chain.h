// How the loss's gradient fares along the reverse steps: what each step passes on through the network, and
// what it hands straight to Z through the residual.
#pragma once

#include <functional>

#include "core/diagnostics/arms.h"
#include "core/diagnostics/flow_subject.h"
#include "core/reports/diagnosis.h"

namespace ld3m::diagnostics {

/// `arm` at T = `steps`, over draws 1 .. `draws`: draw k takes noise, objective network, batches and
/// augmentations of iteration k, as measureGradientFlow() does, so the chain's ||dL/dZ|| is the flow's. The
/// learnables stay as they are.
///
/// Step k makes z_{k+1} from z_k and from the anchor a (quantize(Z), or z_T in the paper's form). Going back,
///     g_k = (dz_{k+1} / dz_k)^T g_{k+1},  r_k = (dz_{k+1} / da)^T g_{k+1},  g_n = dL/dz_0,
/// so that  dL/dZ = sqrt(abar_T) g_0 + (da / dZ)^T (r_0 + ... + r_{n-1}).
/// With Eq. 7, z_{k+1} = (1 - w_k) mean + w_k z_T, r_k is w_k g_{k+1}.
///
/// `begun` is called with each draw before it. May throw what `checkpoint` throws.
reports::GradientChain measureGradientChain(const FlowSubject& subject, const Arm& arm, std::int64_t steps,
                                            std::int64_t draws, const std::function<void()>& checkpoint,
                                            const std::function<void(std::int64_t draw)>& begun);

} // namespace ld3m::diagnostics
