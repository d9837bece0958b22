//! Recurrent layers: several on each other, with dropout between them.

use super::super::fault::Problem;
use super::super::numbers::{Need, Numbers, Reader};
use super::{Part, part};
use crate::graph::{Cell, Op, Recurrent, Returns};

pub fn recurrent<N: Numbers>(read: &Reader<N>) -> Result<Vec<Part>, Problem> {
    let units = read.required("units", Need::Width)?;
    let layers = read.whole("layers", Need::Shape, 1)?.unwrap_or(1);
    let rate = read.real_or("dropout", 0.0)?;
    let bidirectional = read.flag_for("bidirectional", Need::Shape, false)?;
    let sequence = read.word_for("return", Need::Shape)? == Some("sequence");
    let cell = match read.item.item.name {
        "rnn" => Cell::Rnn { relu: read.word("activation")? == Some("relu") },
        "lstm" => Cell::Lstm,
        _ => Cell::Gru,
    };
    let mut parts = Vec::new();
    for at in 1..=layers {
        let last = at == layers;
        let returns = if last && !sequence { Returns::Last } else { Returns::Sequence };
        let op = Op::Recurrent(Recurrent { cell, units, bidirectional, returns });
        let name = if layers == 1 { String::new() } else { format!("layer{at}") };
        parts.push(part(name, op));
        if !last && rate > 0.0 {
            parts.push(part(format!("dropout{at}"), Op::Dropout { rate }));
        }
    }
    Ok(parts)
}
