#include "core/networks/plane_kernels.h"

#include <algorithm>
#include <cmath>

// One copy of each loop per vector width, picked by the processor when the program starts.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define LD3M_VECTORISED __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define LD3M_VECTORISED
#endif
#define LD3M_INLINE inline __attribute__((always_inline))

namespace ld3m::networks {
namespace {

template<typename T>
struct Moments {
    T mean = 0;
    T inverse = 0; ///< 1 / sqrt(var + eps)
};

template<typename T>
LD3M_INLINE Moments<T> momentsOf(const Plane<T>& plane) {
    const std::int64_t n = plane.height * plane.width;
    const T* x = plane.x;
    T sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < n; ++i)
        sum += x[i];
    const T mean = sum / static_cast<T>(n);
    T squares = 0;
#pragma omp simd reduction(+ : squares)
    for (std::int64_t i = 0; i < n; ++i)
        squares += (x[i] - mean) * (x[i] - mean);
    return {mean, T(1) / std::sqrt(squares / static_cast<T>(n) + T(1e-5))};
}

/// z = scale x + shift; written once, so that every pass sees the same sign of z.
template<typename T>
struct Line {
    T scale;
    T shift;

    Line(const Plane<T>& plane, const Moments<T>& moments)
        : scale(plane.weight * moments.inverse), shift(plane.bias - moments.mean * scale) {}
    LD3M_INLINE T operator()(T x) const { return scale * x + shift; }
};

template<typename T>
LD3M_INLINE void pool(const Plane<T>& plane, T* y) {
    const Line<T> z(plane, momentsOf(plane));
    const std::int64_t rows = plane.height / 2;
    const std::int64_t columns = plane.width / 2;
    for (std::int64_t row = 0; row < rows; ++row) {
        const T* upper = plane.x + 2 * row * plane.width;
        const T* lower = upper + plane.width;
        T* out = y + row * columns;
#pragma omp simd
        for (std::int64_t j = 0; j < columns; ++j)
            out[j] = T(0.25) * (std::max(z(upper[2 * j]), T(0)) + std::max(z(upper[2 * j + 1]), T(0)) +
                                std::max(z(lower[2 * j]), T(0)) + std::max(z(lower[2 * j + 1]), T(0)));
    }
}

/// grad_z: the pooling's and the ReLU's pull-back of grad_y.
template<typename T>
LD3M_INLINE void spread(const Plane<T>& plane, const Line<T>& z, const T* grad_y, T* grad_z) {
    const std::int64_t columns = plane.width / 2;
    for (std::int64_t row = 0; row < plane.height; ++row) {
        const T* x = plane.x + row * plane.width;
        T* out = grad_z + row * plane.width;
        if (row / 2 >= plane.height / 2) {
            std::fill(out, out + plane.width, T(0));
            continue;
        }
        const T* in = grad_y + row / 2 * columns;
#pragma omp simd
        for (std::int64_t j = 0; j < columns; ++j) {
            const T quarter = T(0.25) * in[j];
            out[2 * j] = z(x[2 * j]) > 0 ? quarter : T(0);
            out[2 * j + 1] = z(x[2 * j + 1]) > 0 ? quarter : T(0);
        }
        if (plane.width % 2 != 0)
            out[plane.width - 1] = 0;
    }
}

template<typename T>
LD3M_INLINE PlaneGradient<T> pullBack(const Plane<T>& plane, const T* grad_y, T* grad_x) {
    const Moments<T> moments = momentsOf(plane);
    const Line<T> z(plane, moments);
    const std::int64_t n = plane.height * plane.width;
    const T* const x = plane.x;
    spread(plane, z, grad_y, grad_x);
    T sum = 0;
    T along = 0;
#pragma omp simd reduction(+ : sum, along)
    for (std::int64_t i = 0; i < n; ++i) {
        sum += grad_x[i];
        along += grad_x[i] * (x[i] - moments.mean);
    }
    along *= moments.inverse;
    const T mean = sum / static_cast<T>(n);
    const T slope = along / static_cast<T>(n) * moments.inverse;
#pragma omp simd
    for (std::int64_t i = 0; i < n; ++i)
        grad_x[i] = z.scale * (grad_x[i] - mean - slope * (x[i] - moments.mean));
    return {along, sum};
}

template<typename T>
LD3M_INLINE T pullBackTwice(const Plane<T>& plane, const T* grad_y, const T* v_x, PlaneGradient<T> v,
                            T* out_y, T* out_x) {
    const Moments<T> moments = momentsOf(plane);
    const Line<T> z(plane, moments);
    const std::int64_t pixels = plane.height * plane.width;
    const T n = static_cast<T>(pixels);
    const T* x = plane.x;
    const T mean = moments.mean;
    const T inverse = moments.inverse;

    T* grad_z = out_x;
    spread(plane, z, grad_y, grad_z);
    T gradSum = 0, gradAlong = 0, vSum = 0, vAlong = 0, both = 0;
#pragma omp simd reduction(+ : gradSum, gradAlong, vSum, vAlong, both)
    for (std::int64_t i = 0; i < pixels; ++i) {
        const T xhat = (x[i] - mean) * inverse;
        gradSum += grad_z[i];
        gradAlong += grad_z[i] * xhat;
        vSum += v_x[i];
        vAlong += v_x[i] * xhat;
        both += v_x[i] * grad_z[i];
    }
    const T gradMean = gradSum / n, gradSlope = gradAlong / n, vMean = vSum / n, vSlope = vAlong / n;
    const T inner = both - n * gradMean * vMean - n * gradSlope * vSlope;

    // To grad_y: the map grad_z -> grad_x is its own adjoint.
    const std::int64_t columns = plane.width / 2;
    for (std::int64_t row = 0; row < plane.height / 2; ++row) {
        T* out = out_y + row * columns;
        const auto share = [&](std::int64_t i) __attribute__((always_inline)) {
            const T xhat = (x[i] - mean) * inverse;
            const T value = z.scale * (v_x[i] - vMean - xhat * vSlope) + v.weight * xhat + v.bias;
            return z(x[i]) > 0 ? value : T(0);
        };
        const std::int64_t upper = 2 * row * plane.width;
        const std::int64_t lower = upper + plane.width;
#pragma omp simd
        for (std::int64_t j = 0; j < columns; ++j)
            out[j] = T(0.25) * (share(upper + 2 * j) + share(upper + 2 * j + 1) + share(lower + 2 * j) +
                                share(lower + 2 * j + 1));
    }

    // To x: through xhat where it stands in the formula, then through r.
    T throughSum = 0, throughAlong = 0;
#pragma omp simd reduction(+ : throughSum, throughAlong)
    for (std::int64_t i = 0; i < pixels; ++i) {
        const T xhat = (x[i] - mean) * inverse;
        const T through = v.weight * grad_z[i] - z.scale * (v_x[i] * gradSlope + vSlope * grad_z[i]);
        throughSum += through;
        throughAlong += through * xhat;
        out_x[i] = through;
    }
    const T throughMean = throughSum / n;
    const T slope = throughAlong / n + z.scale * inner / n;
#pragma omp simd
    for (std::int64_t i = 0; i < pixels; ++i)
        out_x[i] = inverse * (out_x[i] - throughMean - slope * (x[i] - mean) * inverse);
    return inverse * inner;
}

} // namespace

LD3M_VECTORISED void poolPlane(const Plane<float>& plane, float* y) {
    pool(plane, y);
}
LD3M_VECTORISED void poolPlane(const Plane<double>& plane, double* y) {
    pool(plane, y);
}

LD3M_VECTORISED PlaneGradient<float> pullBackPlane(const Plane<float>& plane, const float* grad_y,
                                                   float* grad_x) {
    return pullBack(plane, grad_y, grad_x);
}
LD3M_VECTORISED PlaneGradient<double> pullBackPlane(const Plane<double>& plane, const double* grad_y,
                                                    double* grad_x) {
    return pullBack(plane, grad_y, grad_x);
}

LD3M_VECTORISED float pullBackPlaneTwice(const Plane<float>& plane, const float* grad_y, const float* v_x,
                                         PlaneGradient<float> v, float* out_y, float* out_x) {
    return pullBackTwice(plane, grad_y, v_x, v, out_y, out_x);
}
LD3M_VECTORISED double pullBackPlaneTwice(const Plane<double>& plane, const double* grad_y, const double* v_x,
                                          PlaneGradient<double> v, double* out_y, double* out_x) {
    return pullBackTwice(plane, grad_y, v_x, v, out_y, out_x);
}

} // namespace ld3m::networks
