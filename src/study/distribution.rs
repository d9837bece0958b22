//! Domains as Optuna's distributions.

use super::wire;
use crate::space::{Domain, Hyper, Scale, Value};
use serde::{Deserialize, Serialize};

/// What Optuna knows about a hyperparameter. Its JSON is Optuna's own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "name", content = "attributes")]
pub enum Distribution {
    #[serde(rename = "IntDistribution")]
    Whole { log: bool, step: i64, low: i64, high: i64 },
    #[serde(rename = "FloatDistribution")]
    Real {
        #[serde(with = "wire::optional")]
        step: Option<f64>,
        #[serde(with = "wire::one")]
        low: f64,
        #[serde(with = "wire::one")]
        high: f64,
        log: bool,
    },
    /// Texts, or numbers where all choices are numbers.
    #[serde(rename = "CategoricalDistribution")]
    Categorical { choices: Vec<serde_json::Value> },
}

/// A hyperparameter as the study keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dimension {
    /// The full path; Optuna's name of the parameter.
    pub path: String,
    pub short: String,
    pub distribution: Distribution,
}

impl Dimension {
    pub fn of(hyper: &Hyper) -> Dimension {
        Dimension {
            path: hyper.path.clone(),
            short: hyper.short.clone(),
            distribution: Distribution::of(&hyper.domain),
        }
    }
}

impl Distribution {
    pub fn of(domain: &Domain) -> Distribution {
        match domain {
            Domain::Whole { low, high, scale } => Distribution::Whole {
                // Optuna takes a logarithm of whole numbers from 1 on.
                log: *scale == Scale::Log && *low >= 1,
                step: 1,
                low: *low,
                high: *high,
            },
            Domain::Real { low, high, scale } => Distribution::Real {
                step: None,
                low: *low,
                high: *high,
                log: *scale == Scale::Log && *low > 0.0,
            },
            Domain::Grid { values, whole, scale } => grid(values, *whole, *scale),
            Domain::Choice { labels, .. } => Distribution::Categorical { choices: choices(labels) },
            Domain::Optional => {
                Distribution::Categorical { choices: vec!["absent".into(), "present".into()] }
            }
        }
    }

    /// The value in Optuna's inner form: the number, or the index of the choice.
    pub fn inner(&self, value: Value) -> f64 {
        let number = match value {
            Value::Whole(whole) => whole as f64,
            Value::Real(real) => real,
            Value::Choice(index) => return index as f64,
        };
        match self {
            Distribution::Whole { .. } | Distribution::Real { step: None, .. } => number,
            Distribution::Real { step: Some(_), .. } => tidy(number),
            Distribution::Categorical { choices } => nearest(choices, number) as f64,
        }
    }
}

/// Equal steps are a step of Optuna's; anything else is a choice among numbers.
fn grid(values: &[f64], whole: bool, scale: Scale) -> Distribution {
    let values: Vec<f64> = values.iter().map(|value| tidy(*value)).collect();
    if let (Scale::Linear, [low, second, .., high] | [low, second @ high]) = (scale, &*values) {
        let step = tidy(second - low);
        let even = values.iter().enumerate().all(|(at, value)| {
            let there = low + at as f64 * step;
            (there - value).abs() <= 1e-9 * step
        });
        if even && whole {
            return Distribution::Whole {
                log: false,
                step: step as i64,
                low: *low as i64,
                high: *high as i64,
            };
        }
        if even {
            return Distribution::Real { step: Some(step), low: *low, high: *high, log: false };
        }
    }
    let choice = |value: &f64| if whole { (*value as i64).into() } else { (*value).into() };
    Distribution::Categorical { choices: values.iter().map(choice).collect() }
}

/// 0.1 + 0.2 as 0.3: twelve digits, for Optuna counts steps in decimal.
fn tidy(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

fn nearest(choices: &[serde_json::Value], number: f64) -> usize {
    let distance = |choice: &serde_json::Value| {
        choice.as_f64().map_or(f64::INFINITY, |choice| (choice - number).abs())
    };
    let best = choices.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
    best.map_or(0, |(at, _)| at)
}

/// Numbers where all labels are numbers, else texts. Optuna looks a choice up by its value, so that
/// equal ones are told apart by a count: two `dense` become `dense` and `dense (2)`.
fn choices(labels: &[String]) -> Vec<serde_json::Value> {
    let numbers: Option<Vec<serde_json::Value>> =
        labels.iter().map(|label| number(label)).collect();
    if let Some(numbers) = numbers
        && distinct(&numbers)
    {
        return numbers;
    }
    let texts = labels.iter().enumerate().map(|(at, label)| {
        let before = labels.iter().take(at).filter(|other| *other == label).count();
        if before == 0 { label.clone() } else { format!("{label} ({})", before + 1) }
    });
    texts.map(Into::into).collect()
}

fn number(label: &str) -> Option<serde_json::Value> {
    let value: serde_json::Value = serde_json::from_str(label).ok()?;
    value.is_number().then_some(value)
}

fn distinct(numbers: &[serde_json::Value]) -> bool {
    let mut sorted: Vec<f64> = numbers.iter().filter_map(serde_json::Value::as_f64).collect();
    sorted.sort_by(f64::total_cmp);
    sorted.windows(2).all(|pair| pair.first() != pair.last())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(domain: Domain) -> String {
        serde_json::to_string(&Distribution::of(&domain)).unwrap()
    }

    fn labels(texts: &[&str]) -> Domain {
        let labels = texts.iter().map(|text| (*text).to_owned()).collect();
        Domain::Choice { labels, ordered: false }
    }

    #[test]
    fn ranges_are_written_as_optuna_writes_them() {
        assert_eq!(
            json(Domain::Real { low: 1e-5, high: 0.1, scale: Scale::Log }),
            r#"{"name":"FloatDistribution","attributes":{"step":null,"low":0.00001,"high":0.1,"log":true}}"#
        );
        assert_eq!(
            json(Domain::Whole { low: 1, high: 64, scale: Scale::Log }),
            r#"{"name":"IntDistribution","attributes":{"log":true,"step":1,"low":1,"high":64}}"#
        );
    }

    #[test]
    fn even_grids_have_a_step() {
        let grid = |values: &[f64], whole, scale| {
            Distribution::of(&Domain::Grid { values: values.to_vec(), whole, scale })
        };
        assert_eq!(
            grid(&[16.0, 32.0, 48.0], true, Scale::Linear),
            Distribution::Whole { log: false, step: 16, low: 16, high: 48 }
        );
        assert_eq!(
            grid(&[0.1, 0.2, 0.1 + 0.2], false, Scale::Linear),
            Distribution::Real { step: Some(0.1), low: 0.1, high: 0.3, log: false }
        );
        assert_eq!(
            grid(&[16.0, 32.0], true, Scale::Linear),
            Distribution::Whole { log: false, step: 16, low: 16, high: 32 }
        );
    }

    #[test]
    fn uneven_grids_are_choices_among_numbers() {
        let doubled = Distribution::of(&Domain::Grid {
            values: vec![16.0, 32.0, 64.0],
            whole: true,
            scale: Scale::Log,
        });
        let choices = vec![16.into(), 32.into(), 64.into()];
        assert_eq!(doubled, Distribution::Categorical { choices });
        assert_eq!(doubled.inner(Value::Whole(32)), 1.0);
        assert_eq!(doubled.inner(Value::Real(64.0)), 2.0);
    }

    #[test]
    fn a_grid_of_one_value_is_one_choice() {
        let one = Domain::Grid { values: vec![0.5], whole: false, scale: Scale::Linear };
        assert_eq!(Distribution::of(&one), Distribution::Categorical { choices: vec![0.5.into()] });
    }

    #[test]
    fn a_value_beside_its_step_lands_on_it() {
        let steps = Distribution::Real { step: Some(0.1), low: 0.1, high: 0.3, log: false };
        assert_eq!(steps.inner(Value::Real(0.1 + 0.2)), 0.3);
    }

    #[test]
    fn choices_are_numbers_where_all_are() {
        assert!(json(labels(&["3", "5", "0.5"])).contains("[3,5,0.5]"));
        assert!(json(labels(&["0", "1e-6..1e-2"])).contains(r#"["0","1e-6..1e-2"]"#));
        assert!(json(labels(&["true", "false"])).contains(r#"["true","false"]"#));
    }

    #[test]
    fn equal_choices_are_told_apart() {
        assert!(
            json(labels(&["dense", "relu", "dense"])).contains(r#"["dense","relu","dense (2)"]"#)
        );
        assert!(json(labels(&["1", "1.0"])).contains(r#"["1","1.0"]"#));
    }

    #[test]
    fn distributions_read_back() {
        for domain in [
            Domain::Real { low: 1e-5, high: 0.1, scale: Scale::Log },
            Domain::Whole { low: 0, high: 4, scale: Scale::Linear },
            Domain::Optional,
            Domain::Grid { values: vec![0.0, 0.25, 0.5], whole: false, scale: Scale::Linear },
        ] {
            let distribution = Distribution::of(&domain);
            assert_eq!(serde_json::from_str::<Distribution>(&json(domain)).unwrap(), distribution);
        }
    }
}
