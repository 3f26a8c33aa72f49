#include "core/sets/normalisation_guess.h"

#include <algorithm>
#include <iomanip>
#include <numeric>
#include <sstream>

#include <ATen/ATen.h>

#include "core/base/text.h"

namespace ld3m::sets {
namespace {

constexpr double kStep = 1.0 / 255;
/// Fewer ends than this may be met by chance.
constexpr int kEnoughEnds = 3;
/// Mean and deviation of pixels in [0,1] as distilled sets of photographs have them, generously.
constexpr double kMeanFrom = 0.25, kMeanTo = 0.75;
constexpr double kDeviationFrom = 0.15, kDeviationTo = 0.38;

std::array<double, 3> threeOf(const at::Tensor& numbers_3) {
    const at::Tensor plain = numbers_3.to(at::kCPU, at::kDouble).contiguous();
    const auto* first = plain.const_data_ptr<double>();
    return {first[0], first[1], first[2]};
}

double meanOf(const std::array<double, 3>& numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0) / 3;
}

Candidate examine(const Normalisation& normalisation, const ValueStatistics& statistics) {
    Candidate candidate{normalisation, true, 0};
    for (std::size_t channel = 0; channel < 3; ++channel) {
        const auto pixel = [&](double value) {
            return value * normalisation.deviation[channel] + normalisation.mean[channel];
        };
        const double dark = pixel(statistics.smallest[channel]), bright = pixel(statistics.largest[channel]);
        candidate.fits = candidate.fits && dark > -kStep && bright < 1 + kStep;
        candidate.touched += std::abs(dark) < kStep;
        candidate.touched += std::abs(bright - 1) < kStep;
    }
    return candidate;
}

std::string numbersOf(const ValueStatistics& statistics) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(3) << "values from "
        << *std::ranges::min_element(statistics.smallest) << " to "
        << *std::ranges::max_element(statistics.largest) << ", mean " << meanOf(statistics.mean)
        << ", deviation " << meanOf(statistics.deviation);
    return out.str();
}

/// By ends met. Nothing when no candidate meets enough of them, or two meet as many.
const Candidate* byEnds(const std::vector<Candidate>& candidates) {
    const Candidate* best = nullptr;
    bool alone = true;
    for (const Candidate& each : candidates) {
        if (!each.fits || each.touched < kEnoughEnds)
            continue;
        if (!best || each.touched > best->touched) {
            best = &each;
            alone = true;
        } else if (each.touched == best->touched) {
            alone = false;
        }
    }
    return alone ? best : nullptr;
}

bool within(double number, double from, double to) {
    return from <= number && number <= to;
}

/// Those that make pixels of a likely mean and deviation.
std::vector<std::string> byDeviation(const std::vector<Candidate>& candidates,
                                     const ValueStatistics& statistics) {
    std::vector<std::string> likely;
    for (const Candidate& each : candidates) {
        const Normalisation& undone = each.normalisation;
        // Values without anything below zero are pixels already.
        if (undone.name == "unit" && each.fits)
            return {undone.name};
        const double mean = meanOf(statistics.mean) * meanOf(undone.deviation) + meanOf(undone.mean);
        const double deviation = meanOf(statistics.deviation) * meanOf(undone.deviation);
        if (within(mean, kMeanFrom, kMeanTo) && within(deviation, kDeviationFrom, kDeviationTo))
            likely.push_back(undone.name);
    }
    return likely;
}

} // namespace

ValueStatistics statisticsOf(const at::Tensor& values_M3HW) {
    const at::Tensor flat_3N = values_M3HW.transpose(0, 1).reshape({3, -1}).to(at::kDouble);
    return {threeOf(flat_3N.amin(1)), threeOf(flat_3N.amax(1)), threeOf(flat_3N.mean(1)),
            threeOf(flat_3N.std(1, /*unbiased=*/false))};
}

NormalisationGuess guessNormalisation(const at::Tensor& values_M3HW) {
    const ValueStatistics statistics = statisticsOf(values_M3HW);
    NormalisationGuess guess;
    for (const Normalisation& known : knownNormalisations())
        guess.candidates.push_back(examine(known, statistics));
    if (const Candidate* found = byEnds(guess.candidates)) {
        guess.possible = {found->normalisation.name};
        guess.evidence = base::text(numbersOf(statistics), "; undoing ", found->normalisation.name, " puts ",
                                    found->touched, " of the six channel ends at black or white");
    } else {
        guess.possible = byDeviation(guess.candidates, statistics);
        guess.evidence =
            base::text(numbersOf(statistics), "; no normalisation puts the channel ends at black and "
                                              "white, so mean and deviation decide");
    }
    if (guess.possible.size() == 1)
        guess.sure = normalisationNamed(guess.possible.front());
    return guess;
}

} // namespace ld3m::sets
