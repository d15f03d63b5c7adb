//! What data fields make of the values of their records.

/// How values become one (ECMA-376 Part 1, 18.18.17).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// Their sum.
    Sum,
    /// How many there are.
    Count,
    /// Their mean.
    Average,
    /// The greatest.
    Max,
    /// The least.
    Min,
    /// Their product.
    Product,
    /// How many numbers there are.
    CountNumbers,
    /// The standard deviation of a sample.
    StdDev,
    /// The standard deviation of a population.
    StdDevP,
    /// The variance of a sample.
    Var,
    /// The variance of a population.
    VarP,
}

/// Functions with their names: in the API, in files, in labels of data fields.
const NAMES: [(Function, &str, &str, &str); 11] = [
    (Function::Sum, "Sum", "sum", "Sum"),
    (Function::Count, "Count", "count", "Count"),
    (Function::Average, "Average", "average", "Average"),
    (Function::Max, "Max", "max", "Max"),
    (Function::Min, "Min", "min", "Min"),
    (Function::Product, "Product", "product", "Product"),
    (Function::CountNumbers, "CountNumbers", "countNums", "Count"),
    (Function::StdDev, "StdDev", "stdDev", "StdDev"),
    (Function::StdDevP, "StdDevP", "stdDevp", "StdDevp"),
    (Function::Var, "Var", "var", "Var"),
    (Function::VarP, "VarP", "varp", "Varp"),
];

impl Function {
    /// All of them, in the order that the API lists them.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(function, ..)| *function)
    }

    fn names(self) -> (&'static str, &'static str, &'static str) {
        NAMES
            .iter()
            .find(|(function, ..)| *function == self)
            .map_or(("Sum", "sum", "Sum"), |(_, api, file, label)| {
                (*api, *file, *label)
            })
    }

    /// Its name in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.names().0
    }

    /// Its name in files.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        self.names().1
    }

    /// Its name among the items of a field (18.18.43).
    #[must_use]
    pub fn item_name(self) -> &'static str {
        match self {
            Self::Count => "countA",
            Self::CountNumbers => "count",
            Self::Average => "avg",
            Self::StdDevP => "stdDevP",
            Self::VarP => "varP",
            other => other.file_name(),
        }
    }

    /// Its name in labels.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.names().2
    }

    /// The function of this name in the API.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES
            .iter()
            .find(|(_, api, ..)| *api == name)
            .map(|(function, ..)| *function)
    }
}

/// Values on their way to one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Accumulator {
    count: u64,
    numbers: u64,
    sum: f64,
    product: f64,
    min: f64,
    max: f64,
    mean: f64,
    squares: f64,
}

impl Accumulator {
    /// Counts a value that is no number.
    pub fn add_other(&mut self) {
        self.count += 1;
    }

    /// Takes a number in (Welford's method, so that variances keep their digits).
    pub fn add(&mut self, number: f64) {
        self.count += 1;
        self.numbers += 1;
        if self.numbers == 1 {
            (self.product, self.min, self.max) = (number, number, number);
        } else {
            self.product *= number;
            self.min = self.min.min(number);
            self.max = self.max.max(number);
        }
        self.sum += number;
        let delta = number - self.mean;
        self.mean += delta / self.numbers as f64;
        self.squares += delta * (number - self.mean);
    }

    /// The value: nothing where there is no record, `None` in a result for a division by zero.
    #[must_use]
    pub fn value(&self, function: Function) -> Option<Option<f64>> {
        if self.count == 0 && self.numbers == 0 {
            return None;
        }
        let numbers = self.numbers as f64;
        let ratio = |value: f64, by: f64| (by > 0.0).then_some(value / by);
        Some(match function {
            Function::Sum => Some(self.sum),
            Function::Count => Some(self.count as f64),
            Function::Average => ratio(self.sum, numbers),
            Function::Max => Some(self.max),
            Function::Min => Some(self.min),
            Function::Product => Some(self.product),
            Function::CountNumbers => Some(numbers),
            Function::StdDev => ratio(self.squares, numbers - 1.0).map(f64::sqrt),
            Function::StdDevP => ratio(self.squares, numbers).map(f64::sqrt),
            Function::Var => ratio(self.squares, numbers - 1.0),
            Function::VarP => ratio(self.squares, numbers),
        })
    }
}
