//! The cells of one column, some thousand rows at a time.

use super::forms::{Form, big, date};
use crate::train::data::arrays::half;
use crate::train::data::table::Field;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{DataType, Int96};
use parquet::errors::Result;

/// One cell as it is kept.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Number(f64),
    Text(Vec<u8>),
    Missing,
}

/// A column of a row group that is being read.
pub struct Cells {
    reader: ColumnReader,
    /// The level at which a value is there.
    present: i16,
    form: Form,
    batch: Vec<Cell>,
}

impl Cells {
    pub fn new(reader: ColumnReader, present: i16, form: Form) -> Cells {
        Cells { reader, present, form, batch: Vec::new() }
    }

    /// The cell of that row of the batch.
    pub fn field(&self, at: usize) -> Field<'_> {
        match self.batch.get(at) {
            Some(Cell::Number(value)) => Field::Number(*value),
            Some(Cell::Text(text)) => Field::Text(text),
            Some(Cell::Missing) | None => Field::Missing,
        }
    }

    /// Reads on, at most `rows` rows; returns how many there were.
    ///
    /// # Errors
    /// The file is damaged.
    pub fn read(&mut self, rows: usize) -> Result<usize> {
        let (present, form) = (self.present, self.form);
        let whole = |value: i64, width: u32| Cell::whole(form, value, width);
        self.batch = match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => {
                fill(reader, rows, present, |value| Cell::Number(f64::from(u8::from(*value))))
            }
            ColumnReader::Int32ColumnReader(reader) => {
                fill(reader, rows, present, |value| whole(i64::from(*value), 32))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                fill(reader, rows, present, |value| whole(*value, 64))
            }
            ColumnReader::Int96ColumnReader(reader) => {
                fill(reader, rows, present, |value: &Int96| whole(value.to_millis(), 64))
            }
            ColumnReader::FloatColumnReader(reader) => {
                fill(reader, rows, present, |value| Cell::Number(f64::from(*value)))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                fill(reader, rows, present, |value| Cell::Number(*value))
            }
            ColumnReader::ByteArrayColumnReader(reader) => {
                fill(reader, rows, present, |value| Cell::bytes(form, value.data()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                fill(reader, rows, present, |value| Cell::bytes(form, value.data()))
            }
        }?;
        Ok(self.batch.len())
    }

    /// Bytes of the batch, roughly.
    pub fn size(&self) -> u64 {
        let size = |cell: &Cell| match cell {
            Cell::Text(text) => text.len() as u64,
            _ => 8,
        };
        self.batch.iter().map(size).sum()
    }
}

impl Cell {
    /// `width`: bits of the stored number.
    fn whole(form: Form, value: i64, width: u32) -> Cell {
        match form {
            Form::Date => Cell::Text(date(value).into_bytes()),
            Form::Time(unit) => {
                Cell::Text(date(value.div_euclid(unit.saturating_mul(86_400))).into_bytes())
            }
            Form::Decimal(scale) => Cell::Number(value as f64 / 10.0_f64.powi(scale)),
            Form::Unsigned if width == 32 => Cell::Number(f64::from(value as u32)),
            Form::Unsigned => Cell::Number(value.cast_unsigned() as f64),
            Form::Number | Form::Half | Form::Text => Cell::Number(value as f64),
        }
    }

    fn bytes(form: Form, bytes: &[u8]) -> Cell {
        match (form, bytes) {
            (Form::Decimal(scale), _) => Cell::Number(big(bytes) / 10.0_f64.powi(scale)),
            (Form::Half, [low, high]) => {
                Cell::Number(f64::from(half(u16::from_le_bytes([*low, *high]))))
            }
            _ => Cell::Text(bytes.to_vec()),
        }
    }
}

fn fill<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    present: i16,
    cell: impl Fn(&T::T) -> Cell,
) -> Result<Vec<Cell>> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let mut cells = Vec::with_capacity(rows);
    while cells.len() < rows {
        levels.clear();
        values.clear();
        let left = rows - cells.len();
        let (records, _, _) = reader.read_records(left, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            break;
        }
        if present == 0 {
            cells.extend(values.iter().map(&cell));
            continue;
        }
        let mut values = values.iter();
        cells.extend(levels.iter().map(|level| {
            let value = if *level == present { values.next() } else { None };
            value.map_or(Cell::Missing, &cell)
        }));
    }
    Ok(cells)
}
