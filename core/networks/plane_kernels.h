// Instance norm, ReLU and 2x2 average pooling of one image plane (one channel of one image), and their first
// and second derivatives, each in one go through the cache. Plain loops: norm_relu_pool.cpp makes an operator
// of them.
//
//   xhat = (x - mean) r,  r = 1 / sqrt(var + 1e-5);  z = weight xhat + bias;  y = pool(max(z, 0))
#pragma once

#include <cstdint>

namespace ld3m::networks {

/// One plane. Odd heights and widths lose their last row and column in the pooling, as in PyTorch.
template<typename T>
struct Plane {
    const T* x = nullptr; ///< height x width, rows packed
    std::int64_t height = 0;
    std::int64_t width = 0;
    T weight = 1;
    T bias = 0;
};

/// Gradients of one plane's share of a loss.
template<typename T>
struct PlaneGradient {
    T weight = 0;
    T bias = 0;
};

/// y: (height / 2) x (width / 2).
void poolPlane(const Plane<float>& plane, float* y);
void poolPlane(const Plane<double>& plane, double* y);

/// From grad_y to grad_x (height x width) and the gradients of weight and bias.
PlaneGradient<float> pullBackPlane(const Plane<float>& plane, const float* grad_y, float* grad_x);
PlaneGradient<double> pullBackPlane(const Plane<double>& plane, const double* grad_y, double* grad_x);

/// The derivative of <v_x, grad_x> + v.weight grad_weight + v.bias grad_bias, with respect to grad_y (out_y),
/// to x (out_x) and to the weight (returned; the bias only moves the kink and gets none).
float pullBackPlaneTwice(const Plane<float>& plane, const float* grad_y, const float* v_x,
                         PlaneGradient<float> v, float* out_y, float* out_x);
double pullBackPlaneTwice(const Plane<double>& plane, const double* grad_y, const double* v_x,
                          PlaneGradient<double> v, double* out_y, double* out_x);

} // namespace ld3m::networks
