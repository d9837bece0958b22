//! What the cells of a parquet column mean.

use parquet::basic::{ConvertedType, LogicalType, Type};
use parquet::schema::types::ColumnDescriptor;

/// From what is stored to a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Number,
    Unsigned,
    /// To be divided by that power of ten.
    Decimal(i32),
    Half,
    Text,
    /// Days since 1970.
    Date,
    /// So many units a second since 1970.
    Time(i64),
}

/// The meaning of a column, by its type.
pub fn form(column: &ColumnDescriptor) -> Form {
    if let Some(logical) = column.logical_type_ref() {
        match logical {
            LogicalType::Date => return Form::Date,
            LogicalType::Float16 => return Form::Half,
            LogicalType::Integer(kind) if !kind.is_signed => return Form::Unsigned,
            LogicalType::Timestamp { .. } if column.converted_type() == ConvertedType::NONE => {
                return Form::Time(1_000_000_000);
            }
            _ => {}
        }
    }
    match column.converted_type() {
        ConvertedType::DATE => Form::Date,
        ConvertedType::TIMESTAMP_MILLIS => Form::Time(1_000),
        ConvertedType::TIMESTAMP_MICROS => Form::Time(1_000_000),
        ConvertedType::DECIMAL => Form::Decimal(column.type_scale()),
        ConvertedType::UINT_8
        | ConvertedType::UINT_16
        | ConvertedType::UINT_32
        | ConvertedType::UINT_64 => Form::Unsigned,
        _ => match column.physical_type() {
            Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY => Form::Text,
            Type::INT96 => Form::Time(1_000),
            _ => Form::Number,
        },
    }
}

/// `2024-03-01` of a count of days since 1970 (H. Hinnant, `civil_from_days`).
pub fn date(days: i64) -> String {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A whole number of any length, high byte first, as decimals are stored.
pub fn big(bytes: &[u8]) -> f64 {
    let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
    let value = bytes.iter().fold(0.0_f64, |all, byte| all * 256.0 + f64::from(*byte));
    if negative { value - 256.0_f64.powi(i32::try_from(bytes.len()).unwrap_or(0)) } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        assert_eq!(
            [0, 59, 19_782, -1].map(date)[..],
            ["1970-01-01", "1970-03-01", "2024-02-29", "1969-12-31"]
        );
    }

    #[test]
    fn decimals_have_a_sign() {
        assert_eq!((big(&[0x01, 0x00]), big(&[0xff, 0xfe]), big(&[])), (256.0, -2.0, 0.0));
    }
}
