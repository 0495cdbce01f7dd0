// SPDX-License-Identifier: Apache-2.0
#include "random/math.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>

#include "base/check.hpp"

// What it does: natural logarithm and exponential by the argument reductions and minimax polynomials of fdlibm (Sun
// Microsystems 1993, freely usable with this notice), and the normal quantile PPND16 of algorithm AS 241 (Wichura
// 1988). What it assumes: IEEE 754 doubles, round to nearest, no contraction of a × b + c (-ffp-contract=off). What it
// leaves out: not-a-number, floating-point exceptions, other rounding modes.

namespace cloudsim::random {

namespace {

constexpr double kLn2High = 6.93147180369123816490e-01;  // ln 2 to 32 bits: k × kLn2High is exact for |k| < 2¹¹
constexpr double kLn2Low = 1.90821492927058770002e-10;   // the rest of ln 2
constexpr double kTwoTo54 = 18014398509481984.0;

std::uint64_t bits_of(double x) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

double from_bits(std::uint64_t bits) {
  double x = 0;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

/// 2^k. Requires: −1022 <= k <= 1023.
double power_of_two(int k) { return from_bits(static_cast<std::uint64_t>(k + 1023) << 52); }

}  // namespace

// x = 2^k × m with m in [√½, √2); ln m = 2 atanh(s) with s = (m − 1) ÷ (m + 1), a polynomial in s².
double log(double x) {
  CLOUDSIM_DCHECK(x > 0);
  int k = 0;
  std::uint64_t bits = bits_of(x);
  if (bits < (std::uint64_t{1} << 52)) {  // subnormal
    k = -54;
    bits = bits_of(x * kTwoTo54);
  }
  std::uint64_t high = (bits >> 32) + (0x3ff00000 - 0x3fe6a09e);
  k += static_cast<int>(high >> 20) - 1023;
  high = (high & 0x000fffff) + 0x3fe6a09e;
  const double m = from_bits(high << 32 | (bits & 0xffffffff));

  const double f = m - 1.0;
  const double half_square = 0.5 * f * f;
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double w = z * z;
  const double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double odd =
      z * (6.666666666666735130e-01 +
           w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double scale = k;
  return s * (half_square + (odd + even)) + scale * kLn2Low - half_square + f + scale * kLn2High;
}

// x = k ln 2 + r with |r| <= ½ ln 2; exp(r) = 1 + 2r ÷ (R(r²) − r) with a polynomial R.
double exp(double x) {
  if (x > 709.782712893383973096) return std::numeric_limits<double>::infinity();
  if (x < -745.13321910194110842) return 0;
  const int k =
      static_cast<int>(x * 1.44269504088896338700 + 1100.5) - 1100;  // to nearest, without a branch on the sign
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  const double z = r * r;
  const double c =
      r -
      z * (1.66666666666666019037e-01 +
           z * (-2.77777777770155933842e-03 +
                z * (6.61375632143793436117e-05 + z * (-1.65339022054652515390e-06 + z * 4.13813679705723846039e-08))));
  const double y = 1.0 + (r * c / (2.0 - c) - low + high);
  if (k > 1023) return y * 2.0 * power_of_two(k - 1);
  if (k < -1021) return y * power_of_two(k + 54) / kTwoTo54;  // rounds once, into the subnormals
  return y * power_of_two(k);
}

double inverse_normal(double p) {
  CLOUDSIM_DCHECK(p > 0 && p < 1);
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    const double numerator =
        ((((((2.5090809287301226727e+3 * r + 3.3430575583588128105e+4) * r + 6.7265770927008700853e+4) * r +
            4.5921953931549871457e+4) *
               r +
           1.3731693765509461125e+4) *
              r +
          1.9715909503065514427e+3) *
             r +
         1.3314166789178437745e+2) *
            r +
        3.3871328727963666080e+0;
    const double denominator =
        ((((((5.2264952788528545610e+3 * r + 2.8729085735721942674e+4) * r + 3.9307895800092710610e+4) * r +
            2.1213794301586595867e+4) *
               r +
           5.3941960214247511077e+3) *
              r +
          6.8718700749205790830e+2) *
             r +
         4.2313330701600911252e+1) *
            r +
        1.0;
    return q * numerator / denominator;
  }
  double r = std::sqrt(-log(q < 0 ? p : 1.0 - p));
  double numerator = 0;
  double denominator = 0;
  if (r <= 5.0) {
    r -= 1.6;
    numerator = ((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r +
                    1.27045825245236838258e+0) *
                       r +
                   3.64784832476320460504e+0) *
                      r +
                  5.76949722146069140550e+0) *
                     r +
                 4.63033784615654529590e+0) *
                    r +
                1.42343711074968357734e+0;
    denominator =
        ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r +
            1.48103976427480074590e-1) *
               r +
           6.89767334985100004550e-1) *
              r +
          1.67638483018380384940e+0) *
             r +
         2.05319162663775882187e+0) *
            r +
        1.0;
  } else {
    r -= 5.0;
    numerator = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r +
                    2.65321895265761230930e-2) *
                       r +
                   2.96560571828504891230e-1) *
                      r +
                  1.78482653991729133580e+0) *
                     r +
                 5.46378491116411436990e+0) *
                    r +
                6.65790464350110377720e+0;
    denominator =
        ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r +
            7.86869131145613259100e-4) *
               r +
           1.48753612908506148525e-2) *
              r +
          1.36929880922735805310e-1) *
             r +
         5.99832206555887937690e-1) *
            r +
        1.0;
  }
  const double magnitude = numerator / denominator;
  return q < 0 ? -magnitude : magnitude;
}

}  // namespace cloudsim::random
