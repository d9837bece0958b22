//! How a number is stored.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bool,
    U8,
    I8,
    U16,
    I16,
    U32,
    I32,
    U64,
    I64,
    F16,
    Bf16,
    F32,
    F64,
}

impl Kind {
    /// Bytes of a number.
    pub fn size(self) -> usize {
        match self {
            Kind::Bool | Kind::U8 | Kind::I8 => 1,
            Kind::U16 | Kind::I16 | Kind::F16 | Kind::Bf16 => 2,
            Kind::U32 | Kind::I32 | Kind::F32 => 4,
            Kind::U64 | Kind::I64 | Kind::F64 => 8,
        }
    }

    /// Of NumPy's letter and size: `f4`.
    pub fn of_numpy(letters: &str) -> Option<Kind> {
        Some(match letters {
            "b1" => Kind::Bool,
            "u1" => Kind::U8,
            "i1" => Kind::I8,
            "u2" => Kind::U16,
            "i2" => Kind::I16,
            "u4" => Kind::U32,
            "i4" => Kind::I32,
            "u8" => Kind::U64,
            "i8" => Kind::I64,
            "f2" => Kind::F16,
            "f4" => Kind::F32,
            "f8" => Kind::F64,
            _ => return None,
        })
    }

    /// Of the word in a safetensors header: `F32`.
    pub fn of_safetensors(word: &str) -> Option<Kind> {
        Some(match word {
            "BOOL" => Kind::Bool,
            "U8" => Kind::U8,
            "I8" => Kind::I8,
            "U16" => Kind::U16,
            "I16" => Kind::I16,
            "U32" => Kind::U32,
            "I32" => Kind::I32,
            "U64" => Kind::U64,
            "I64" => Kind::I64,
            "F16" => Kind::F16,
            "BF16" => Kind::Bf16,
            "F32" => Kind::F32,
            "F64" => Kind::F64,
            _ => return None,
        })
    }

    /// Appends the numbers in `bytes`.
    pub fn push(self, bytes: &[u8], big_endian: bool, out: &mut Vec<f32>) {
        match self {
            Kind::U8 => out.extend(bytes.iter().map(|byte| f32::from(*byte))),
            Kind::F32 if !big_endian => {
                let (fours, _) = bytes.as_chunks::<4>();
                out.extend(fours.iter().map(|four| f32::from_le_bytes(*four)));
            }
            _ => out.extend(
                bytes.chunks_exact(self.size()).map(|one| self.number(one, big_endian) as f32),
            ),
        }
    }

    /// One number from exactly its bytes.
    pub fn number(self, bytes: &[u8], big_endian: bool) -> f64 {
        let shift = |all: u64, byte: &u8| (all << 8) | u64::from(*byte);
        let bits = if big_endian {
            bytes.iter().fold(0, shift)
        } else {
            bytes.iter().rev().fold(0, shift)
        };
        match self {
            Kind::Bool => f64::from(u8::from(bits != 0)),
            Kind::U8 | Kind::U16 | Kind::U32 | Kind::U64 => bits as f64,
            Kind::I8 => f64::from(bits as u8 as i8),
            Kind::I16 => f64::from(bits as u16 as i16),
            Kind::I32 => f64::from(bits as u32 as i32),
            Kind::I64 => bits.cast_signed() as f64,
            Kind::F16 => f64::from(half(bits as u16)),
            Kind::Bf16 => f64::from(f32::from_bits((bits as u32) << 16)),
            Kind::F32 => f64::from(f32::from_bits(bits as u32)),
            Kind::F64 => f64::from_bits(bits),
        }
    }
}

/// A number of 16 bits: one of sign, five of exponent, ten of fraction (IEEE 754 binary16).
pub fn half(bits: u16) -> f32 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let fraction = f32::from(bits & 0x03ff);
    match (bits >> 10) & 0x1f {
        0 => sign * fraction * 2.0_f32.powi(-24),
        31 if fraction == 0.0 => sign * f32::INFINITY,
        31 => f32::NAN,
        exponent => sign * (1.0 + fraction / 1024.0) * 2.0_f32.powi(i32::from(exponent) - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_in_both_orders() {
        let cases: [(Kind, Vec<u8>, f64); 12] = [
            (Kind::Bool, vec![1], 1.0),
            (Kind::U8, vec![200], 200.0),
            (Kind::I8, vec![0xff], -1.0),
            (Kind::U16, 60_000_u16.to_le_bytes().to_vec(), 60_000.0),
            (Kind::I16, (-3_i16).to_le_bytes().to_vec(), -3.0),
            (Kind::U32, 4_000_000_000_u32.to_le_bytes().to_vec(), 4e9),
            (Kind::I32, (-70_000_i32).to_le_bytes().to_vec(), -70_000.0),
            (Kind::U64, 5_u64.to_le_bytes().to_vec(), 5.0),
            (Kind::I64, (-9_i64).to_le_bytes().to_vec(), -9.0),
            (Kind::Bf16, vec![0xc0, 0x3f], 1.5),
            (Kind::F32, 0.25_f32.to_le_bytes().to_vec(), 0.25),
            (Kind::F64, (-2.5_f64).to_le_bytes().to_vec(), -2.5),
        ];
        for (kind, bytes, value) in cases {
            let turned: Vec<u8> = bytes.iter().rev().copied().collect();
            assert_eq!(kind.number(&bytes, false), value, "{kind:?}");
            assert_eq!(kind.number(&turned, true), value, "{kind:?}");
            let mut out = Vec::new();
            kind.push(&[bytes.clone(), bytes].concat(), false, &mut out);
            assert_eq!(out, [value as f32; 2], "{kind:?}");
        }
    }

    #[test]
    fn half_precision() {
        let bits = [0x3c00, 0xc000, 0x7bff, 0x0001, 0x7c00];
        assert_eq!(bits.map(half), [1.0, -2.0, 65_504.0, 2.0_f32.powi(-24), f32::INFINITY]);
        assert!(half(0x7e00).is_nan());
    }
}
