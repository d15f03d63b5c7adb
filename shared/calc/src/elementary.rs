//! Exponential and hyperbolic functions by the formulas that scripts' engines use, so that results have the same last
//! digits: from exponentials, not from each other.

/// The exponential function: a rational approximation around the nearest multiple of ln 2, in the order of additions
/// that its authors at Sun Microsystems chose; of 1 the nearest number to e.
pub fn exp(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const COEFFICIENTS: [f64; 5] = [
        1.666_666_666_666_660_2e-1,
        -2.777_777_777_701_559_3e-3,
        6.613_756_321_437_934e-5,
        -1.653_390_220_546_525_2e-6,
        4.138_136_797_057_238_5e-8,
    ];
    if x == 1.0 {
        return std::f64::consts::E;
    }
    if !(-700.0..700.0).contains(&x) || x.abs() < 1e-8 {
        return libm::exp(x);
    }
    let size = x.abs();
    let times = if size <= 0.5 * std::f64::consts::LN_2 {
        0.0
    } else if size < 1.5 * std::f64::consts::LN_2 {
        x.signum()
    } else {
        (std::f64::consts::LOG2_E * x + 0.5 * x.signum()).trunc()
    };
    let (high, low) = (x - times * LN2_HIGH, times * LN2_LOW);
    let rest = high - low;
    let square = rest * rest;
    let c = rest
        - square
            * COEFFICIENTS
                .iter()
                .rev()
                .fold(0.0, |sum, c| c + square * sum);
    if times == 0.0 {
        return 1.0 - ((rest * c) / (c - 2.0) - rest);
    }
    let scaled = 1.0 - ((low - (rest * c) / (2.0 - c)) - high);
    libm::ldexp(scaled, times as i32)
}

/// The hyperbolic cosine.
pub fn cosh(x: f64) -> f64 {
    let size = x.abs();
    if size < 0.5 * std::f64::consts::LN_2 {
        let t = libm::expm1(size);
        let w = 1.0 + t;
        return if size < 3e-17 {
            w
        } else {
            1.0 + (t * t) / (w + w)
        };
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
