//! Complex numbers, which formulas have as texts.

use super::{Answer, Function, arg, n, num, plain, require, t};
use crate::context::Context;
use crate::elementary;
use crate::number;
use crate::value::{Error, Value};

pub(super) const TABLE: &[Function] = &[
    plain("COMPLEX", 2, 3, "sss", |_, a| {
        let suffix = if a.len() > 2 { t(a, 2)? } else { "i".into() };
        if !matches!(&*suffix, "i" | "j") {
            return Err(Error::Value);
        }
        let made = Complex {
            re: n(a, 0)?,
            im: n(a, 1)?,
        };
        Ok(made.text().replace('i', &suffix).into())
    }),
    plain("IMABS", 1, 1, "s", |_, a| num(read(a)?.size())),
    plain("IMAGINARY", 1, 1, "s", |_, a| num(read(a)?.im)),
    plain("IMARGUMENT", 1, 1, "s", |_, a| {
        let z = read(a)?;
        if z.re == 0.0 && z.im == 0.0 {
            return Err(Error::Div0);
        }
        num(z.angle())
    }),
    plain("IMCONJUGATE", 1, 1, "s", |_, a| {
        one(a, |z| Ok(Complex { im: -z.im, ..z }))
    }),
    plain("IMCOS", 1, 1, "s", |_, a| one(a, |z| Ok(z.cos()))),
    plain("IMCOSH", 1, 1, "s", |_, a| one(a, |z| Ok(z.cosh()))),
    plain("IMCOT", 1, 1, "s", |_, a| {
        one(a, |z| {
            z.double(-1.0, |sin, sinh| Complex { re: sin, im: -sinh })
        })
    }),
    plain("IMCSC", 1, 1, "s", |_, a| {
        one(a, |z| {
            let s = z.scale(cosh(2.0 * z.im) - libm::cos(2.0 * z.re))?;
            Ok(Complex {
                re: 2.0 * libm::sin(z.re) * cosh(z.im) * s,
                im: -2.0 * libm::cos(z.re) * sinh(z.im) * s,
            })
        })
    }),
    plain("IMCSCH", 1, 1, "s", |_, a| {
        one(a, |z| {
            let s = z.scale(cosh(2.0 * z.re) - libm::cos(2.0 * z.im))?;
            Ok(Complex {
                re: 2.0 * libm::cos(z.im) * sinh(z.re) * s,
                im: -2.0 * cosh(z.re) * libm::sin(z.im) * s,
            })
        })
    }),
    plain("IMDIV", 2, 2, "ss", |_, a| {
        answer(parse(arg(a, 0))?.over(parse(arg(a, 1))?)?)
    }),
    plain("IMEXP", 1, 1, "s", |_, a| {
        one(a, |z| {
            let size = elementary::exp(z.re);
            Ok(Complex {
                re: size * libm::cos(z.im),
                im: size * libm::sin(z.im),
            })
        })
    }),
    plain("IMLN", 1, 1, "s", |_, a| one(a, Complex::ln)),
    plain("IMLOG10", 1, 1, "s", |_, a| {
        one(a, |z| z.logarithm(std::f64::consts::LN_10))
    }),
    plain("IMLOG2", 1, 1, "s", |_, a| {
        one(a, |z| z.logarithm(std::f64::consts::LN_2))
    }),
    plain("IMPOWER", 2, 2, "ss", |_, a| {
        let (z, exponent) = (read(a)?, n(a, 1)?);
        if z.re == 0.0 && z.im == 0.0 {
            require(exponent > 0.0)?;
            return answer(z);
        }
        answer(z.power(exponent))
    }),
    plain("IMPRODUCT", 1, 255, "*s", |c, a| {
        fold(c, a, |a, b| a.times(b))
    }),
    plain("IMREAL", 1, 1, "s", |_, a| num(read(a)?.re)),
    plain("IMSEC", 1, 1, "s", |_, a| {
        one(a, |z| {
            let s = z.scale(elementary::cosh(2.0 * z.im) + libm::cos(2.0 * z.re))?;
            Ok(Complex {
                re: 2.0 * libm::cos(z.re) * elementary::cosh(z.im) * s,
                im: 2.0 * libm::sin(z.re) * elementary::sinh(z.im) * s,
            })
        })
    }),
    plain("IMSECH", 1, 1, "s", |_, a| {
        one(a, |z| {
            let s = z.scale(elementary::cosh(2.0 * z.re) + libm::cos(2.0 * z.im))?;
            Ok(Complex {
                re: 2.0 * libm::cos(z.im) * elementary::cosh(z.re) * s,
                im: -2.0 * elementary::sinh(z.re) * libm::sin(z.im) * s,
            })
        })
    }),
    plain("IMSIN", 1, 1, "s", |_, a| one(a, |z| Ok(z.sin()))),
    plain("IMSINH", 1, 1, "s", |_, a| one(a, |z| Ok(z.sinh()))),
    plain("IMSQRT", 1, 1, "s", |_, a| {
        one(a, |z| Ok(if z.size() == 0.0 { z } else { z.power(0.5) }))
    }),
    plain("IMSUB", 2, 2, "ss", |_, a| {
        let (x, y) = (parse(arg(a, 0))?, parse(arg(a, 1))?);
        answer(Complex {
            re: x.re - y.re,
            im: x.im - y.im,
        })
    }),
    plain("IMSUM", 1, 255, "*r", |c, a| {
        fold(c, a, |a, b| Complex {
            re: a.re + b.re,
            im: a.im + b.im,
        })
    }),
    plain("IMTAN", 1, 1, "s", |_, a| {
        one(a, |z| {
            z.double(1.0, |sin, sinh| Complex { re: sin, im: sinh })
        })
    }),
];

/// As the original has it for complex numbers, down to the last digits: by powers of e.
fn cosh(x: f64) -> f64 {
    (libm::pow(std::f64::consts::E, x) + libm::pow(std::f64::consts::E, -x)) / 2.0
}

/// See [`cosh`].
fn sinh(x: f64) -> f64 {
    (libm::pow(std::f64::consts::E, x) - libm::pow(std::f64::consts::E, -x)) / 2.0
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Complex {
    re: f64,
    im: f64,
}

impl Complex {
    fn size(self) -> f64 {
        (self.re * self.re + self.im * self.im).sqrt()
    }

    fn angle(self) -> f64 {
        let angle = libm::acos(self.re / self.size());
        if self.im < 0.0 { -angle } else { angle }
    }

    fn times(self, other: Self) -> Self {
        Self {
            re: self.re * other.re - self.im * other.im,
            im: self.im * other.re + self.re * other.im,
        }
    }

    fn over(self, other: Self) -> Result<Self, Error> {
        let below = other.re * other.re + other.im * other.im;
        require(below != 0.0)?;
        Ok(Self {
            re: (self.re * other.re + self.im * other.im) / below,
            im: (self.im * other.re - self.re * other.im) / below,
        })
    }

    /// The inverse of a sum that must not be 0.
    fn scale(self, sum: f64) -> Result<f64, Error> {
        require(sum != 0.0)?;
        Ok(1.0 / sum)
    }

    /// A quotient by the double angles: of their sines, over the sum (or difference) of their cosines.
    fn double(self, sign: f64, of: fn(f64, f64) -> Self) -> Result<Self, Error> {
        let below = cosh(2.0 * self.im) + sign * libm::cos(2.0 * self.re);
        let scale = self.scale(below)?;
        Ok(of(
            libm::sin(2.0 * self.re) * scale,
            sinh(2.0 * self.im) * scale,
        ))
    }

    fn sin(self) -> Self {
        Self {
            re: libm::sin(self.re) * cosh(self.im),
            im: libm::cos(self.re) * sinh(self.im),
        }
    }

    fn cos(self) -> Self {
        Self {
            re: libm::cos(self.re) * cosh(self.im),
            im: -(libm::sin(self.re) * sinh(self.im)),
        }
    }

    fn sinh(self) -> Self {
        Self {
            re: sinh(self.re) * libm::cos(self.im),
            im: cosh(self.re) * libm::sin(self.im),
        }
    }

    fn cosh(self) -> Self {
        Self {
            re: cosh(self.re) * libm::cos(self.im),
            im: sinh(self.re) * libm::sin(self.im),
        }
    }

    fn ln(self) -> Result<Self, Error> {
        let size = self.size();
        require(size > 0.0)?;
        Ok(Self {
            re: libm::log(size),
            im: self.angle(),
        })
    }

    /// The logarithm to a base, given by its natural logarithm.
    fn logarithm(self, base: f64) -> Result<Self, Error> {
        self.ln()?.over(Self { re: base, im: 0.0 })
    }

    fn power(self, exponent: f64) -> Self {
        let size = libm::pow(self.size(), exponent);
        let angle = self.angle() * exponent;
        Self {
            re: libm::cos(angle) * size,
            im: libm::sin(angle) * size,
        }
    }

    fn text(self) -> String {
        let shown = |number: f64| number::plain(number).replace('E', "e");
        if self.im == 0.0 {
            return shown(self.re);
        }
        let imaginary = if self.im == 1.0 {
            "i".to_owned()
        } else if self.im == -1.0 {
            "-i".to_owned()
        } else {
            shown(self.im) + "i"
        };
        if self.re == 0.0 {
            return imaginary;
        }
        let sign = if self.im > 0.0 { "+" } else { "" };
        format!("{}{sign}{imaginary}", shown(self.re))
    }
}

fn answer(z: Complex) -> Answer {
    require(z.re.is_finite() && z.im.is_finite())?;
    Ok(z.text().into())
}

fn read(a: &[Value]) -> Result<Complex, Error> {
    parse(arg(a, 0))
}

fn one(a: &[Value], of: impl Fn(Complex) -> Result<Complex, Error>) -> Answer {
    answer(of(read(a)?)?)
}

fn parse(value: &Value) -> Result<Complex, Error> {
    let text = match value {
        Value::Bool(_) => return Err(Error::Value),
        Value::Num(number) => {
            return Ok(Complex {
                re: *number,
                im: 0.0,
            });
        }
        other => other.text()?,
    };
    let text = text.trim();
    if text.is_empty() {
        return Ok(Complex { re: 0.0, im: 0.0 });
    }
    let Some(body) = text.strip_suffix(['i', 'j']) else {
        let re = text.parse().map_err(|_| Error::Num)?;
        return Ok(Complex { re, im: 0.0 });
    };
    // The sign of the imaginary part: the last one that is not that of an exponent.
    let mut signs = body.char_indices().filter(|(at, c)| {
        matches!(c, '+' | '-') && !body.get(..*at).unwrap_or_default().ends_with(['e', 'E'])
    });
    let at = signs.next_back().map_or(0, |(at, _)| at);
    let (re, im) = body.split_at_checked(at).unwrap_or(("", body));
    let im = match im {
        "" | "+" => 1.0,
        "-" => -1.0,
        digits => digits.parse().map_err(|_| Error::Num)?,
    };
    let re = if re.is_empty() {
        0.0
    } else {
        re.parse().map_err(|_| Error::Num)?
    };
    Ok(Complex { re, im })
}

fn fold(c: &Context<'_>, a: &[Value], of: fn(Complex, Complex) -> Complex) -> Answer {
    let mut result: Option<Complex> = None;
    for value in a {
        for item in c.table(value)?.items() {
            if item.is_blank() {
                continue;
            }
            let z = parse(item)?;
            result = Some(result.map_or(z, |known| of(known, z)));
        }
    }
    answer(result.unwrap_or(Complex { re: 0.0, im: 0.0 }))
}
