//! Floating-point numbers in JSON that read back bit for bit.
//!
//! JSON knows neither NaN nor infinity, and serde_json's reader may miss the last bit. A number that
//! would not come back is written as text; all others look as usual.

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};
use std::fmt;

pub(super) struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let read = serde_json::to_string(&self.0).ok().and_then(|text| {
            let read: Option<f64> = serde_json::from_str(&text).ok();
            read
        });
        match read {
            Some(read) if read.to_bits() == self.0.to_bits() => to.serialize_f64(self.0),
            _ => to.collect_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Number, D::Error> {
        from.deserialize_any(NumberVisitor).map(Number)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = f64;

    fn expecting(&self, to: &mut fmt::Formatter) -> fmt::Result {
        to.write_str("a number, or one written as text")
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<f64, E> {
        value.parse().map_err(de::Error::custom)
    }
}

/// For `#[serde(with = …)]` on one number.
pub(in crate::study) mod one {
    use super::*;

    pub fn serialize<S: Serializer>(value: &f64, to: S) -> Result<S::Ok, S::Error> {
        Number(*value).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
        Ok(Number::deserialize(from)?.0)
    }
}

/// For `#[serde(with = …)]` on a number that may be absent.
pub(in crate::study) mod optional {
    use super::*;

    pub fn serialize<S: Serializer>(value: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
        value.map(Number).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<f64>, D::Error> {
        Ok(Option::<Number>::deserialize(from)?.map(|number| number.0))
    }
}

/// For `#[serde(with = …)]` on a list of numbers.
pub(super) mod many {
    use super::*;

    pub fn serialize<S: Serializer>(values: &[f64], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(|value| Number(*value)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<f64>, D::Error> {
        let numbers: Vec<Number> = Vec::deserialize(from)?;
        Ok(numbers.into_iter().map(|number| number.0).collect())
    }
}

/// For `#[serde(with = …)]` on numbers by name.
pub(super) mod named {
    use super::*;

    pub fn serialize<S: Serializer>(values: &[(String, f64)], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(values.iter().map(|(name, value)| (name, Number(*value))))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, f64)>, D::Error> {
        let numbers: Vec<(String, Number)> = Vec::deserialize(from)?;
        Ok(numbers.into_iter().map(|(name, number)| (name, number.0)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    fn round(value: f64) -> f64 {
        let text = serde_json::to_string(&Number(value)).unwrap();
        serde_json::from_str::<Number>(&text).unwrap().0
    }

    #[test]
    fn every_kind_of_number_comes_back() {
        let kinds = [0.1 + 0.2, -0.0, 1e300, 5e-324, f64::MIN, f64::INFINITY, f64::NEG_INFINITY];
        for value in kinds {
            assert_eq!(round(value).to_bits(), value.to_bits(), "{value}");
        }
        assert!(round(f64::NAN).is_nan());
    }

    #[test]
    fn common_numbers_stay_numbers() {
        assert_eq!(serde_json::to_string(&Number(0.25)).unwrap(), "0.25");
        assert_eq!(serde_json::to_string(&Number(f64::NAN)).unwrap(), "\"NaN\"");
    }

    proptest::proptest! {
        #[test]
        fn all_bits_come_back(bits: u64) {
            let value = f64::from_bits(bits);
            let back = round(value);
            assert!(back.to_bits() == value.to_bits() || (back.is_nan() && value.is_nan()));
        }
    }
}
