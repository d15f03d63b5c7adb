//! Exponential and hyperbolic functions by the formulas that scripts' engines use, so that results have the same last
//! digits: from exponentials, not from each other.

/// The exponential function; of 1 the nearest number to e.
pub fn exp(x: f64) -> f64 {
    if x == 1.0 {
        std::f64::consts::E
    } else {
        libm::exp(x)
    }
}

/// The hyperbolic cosine.
pub fn cosh(x: f64) -> f64 {
    let size = x.abs();
    if size < 0.5 * std::f64::consts::LN_2 {
        let t = libm::expm1(size);
        let w = 1.0 + t;
        return if size < 3e-17 { w } else { 1.0 + (t * t) / (w + w) };
    }
    if size < 22.0 {
        let t = exp(size);
        return 0.5 * t + 0.5 / t;
    }
    half_exp(size)
}

/// The hyperbolic sine.
pub fn sinh(x: f64) -> f64 {
    let half = if x < 0.0 { -0.5 } else { 0.5 };
    let size = x.abs();
    if size < 22.0 {
        if size < 3e-9 {
            return x;
        }
        let t = libm::expm1(size);
        return if size < 1.0 {
            half * (2.0 * t - t * t / (t + 1.0))
        } else {
            half * (t + t / (t + 1.0))
        };
    }
    half * 2.0 * half_exp(size)
}

/// The hyperbolic tangent.
pub fn tanh(x: f64) -> f64 {
    let size = x.abs();
    let result = if size < 3e-9 {
        size
    } else if size < 1.0 {
        let t = libm::expm1(-2.0 * size);
        -t / (t + 2.0)
    } else if size < 22.0 {
        1.0 - 2.0 / (libm::expm1(2.0 * size) + 2.0)
    } else {
        1.0
    };
    if x < 0.0 { -result } else { result }
}

/// Half of an exponential that may be too large as a whole.
fn half_exp(size: f64) -> f64 {
    if size < 709.0 {
        0.5 * exp(size)
    } else {
        let root = exp(0.5 * size);
        0.5 * root * root
    }
}
