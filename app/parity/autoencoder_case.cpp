// kinds vq and kl: encoder, codebook, decoder, and gradients of sum(result r).
#include <ATen/ATen.h>

#include "app/parity/gradient.h"
#include "app/parity/kinds.h"
#include "app/parity/model_parts.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 3e-5;

void compareEncoder(const CaseFile& file, Comparison& comparison, const std::string& result,
                    const diffusion::Autoencoder& autoencoder) {
    const at::Tensor x_B3HW = leaf(file.input("in.x"));
    const at::Tensor moments_BEhw = autoencoder.moments(x_B3HW);
    comparison.check(result, moments_BEhw, kTolerance);
    comparison.check("grad.x_encode", gradients(moments_BEhw, {x_B3HW}, file.input("in.r_enc"))[0],
                     kTolerance);
}

void compareDecoder(const CaseFile& file, Comparison& comparison, const std::string& result,
                    const std::string& gradient, const diffusion::PerImage& decode) {
    const at::Tensor h_BDhw = leaf(file.input("in.h"));
    const at::Tensor decoded_B3HW = decode(h_BDhw);
    comparison.check(result, decoded_B3HW, kTolerance);
    comparison.check(gradient, gradients(decoded_B3HW, {h_BDhw}, file.input("in.r"))[0], kTolerance);
}

void compareCodebook(const CaseFile& file, Comparison& comparison,
                     const diffusion::Autoencoder& autoencoder) {
    const at::Tensor h_BDhw = leaf(file.input("in.h"));
    const at::Tensor quantised_BDhw = autoencoder.quantize(h_BDhw);
    comparison.checkCodes("out.indices", autoencoder.codebook()->indices(h_BDhw.detach()));
    comparison.checkCodes("out.indices_of_prequant",
                          autoencoder.codebook()->indices(file.input("out.prequant")).flatten());
    comparison.check("out.quantised", quantised_BDhw, 1e-6);
    const at::Tensor r_BDhw = file.input("in.r_enc").flatten().narrow(0, 0, h_BDhw.numel()).view_as(h_BDhw);
    comparison.check("grad.h_quantise_only", gradients(quantised_BDhw, {h_BDhw}, r_BDhw)[0], 1e-6);
    // Both halves of the loss have one value; where beta stands decides which gradient it weighs.
    const double beta = file.hasSetting("beta") ? file.number("beta") : 0.25;
    const at::Tensor square = (quantised_BDhw - h_BDhw).square().mean();
    comparison.check("out.codebook_loss", ((1 + beta) * square).view({1}), kTolerance);
}

} // namespace

void compareVqAutoencoder(const CaseFile& file, Comparison& comparison) {
    const auto autoencoder = autoencoderOf(file);
    if (!autoencoder->codebook())
        throw UnknownCase("kind vq without quantize.embedding.weight");
    compareEncoder(file, comparison, "out.prequant", *autoencoder);
    compareCodebook(file, comparison, *autoencoder);
    compareDecoder(file, comparison, "out.decoded", "grad.h",
                   [&](const at::Tensor& h) { return autoencoder->decode(h); });
    compareDecoder(file, comparison, "out.decoded_noquant", "grad.h_noquant",
                   [&](const at::Tensor& h) { return autoencoder->decodeUnquantized(h); });
}

void compareKlAutoencoder(const CaseFile& file, Comparison& comparison) {
    const auto autoencoder = autoencoderOf(file);
    compareEncoder(file, comparison, "out.moments", *autoencoder);
    comparison.check("out.mode", autoencoder->encode(file.input("in.x")), kTolerance);
    compareDecoder(file, comparison, "out.decoded", "grad.h",
                   [&](const at::Tensor& h) { return autoencoder->decode(h); });
    for (const char* name : {"out.logvar_clamped", "out.std", "out.sample"})
        comparison.leaveOut(name, "latents are the posterior's mode here, nothing samples it");
}

} // namespace ld3m::parity
